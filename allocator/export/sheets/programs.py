"""Programs: the roster. At which level each program runs in each year is entered here."""

from __future__ import annotations

from allocator.domain.workbook_layout import LEVEL, NOT_RUNNING, PROGRAMS
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.names import range_name
from allocator.export.places import FIRST_LEVEL_COLUMN, FIRST_ROW, chosen, finish, paid, start, sum_where
from allocator.export.sheets.levels import owed


def runs(year: str) -> str:
    """Name of the roster's cells of a year."""
    return range_name("Runs", year)


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    years = facts.years
    columns = [
        Column("program", "Program", least=28, most=38), Column("-", "Pillar", least=16, most=26),
        *[Column(f"{LEVEL}|{year}", labels.of_year("Runs", year), least=12, most=20) for year in years],
        *[Column(year, labels.of_year("Cost", year), "money", 11) for year in years],
        Column("all", labels.ALL_YEARS, "money", 12), Column("-", "Paid in full", most=30),
    ]
    grid = Grid(book, "programs", len(columns))
    start(facts, grid)
    grid.table(PROGRAMS, columns)
    for program in facts.programs:
        _program(grid, facts, program)
    last = grid.row - 1
    if facts.programs:
        book.name("Program_Paid_In_Full", grid.name, cells(FIRST_ROW, len(columns) - 1, last, len(columns) - 1, fixed=True))
        for at, year in enumerate(years):
            column = FIRST_LEVEL_COLUMN + at
            book.name(runs(year), grid.name, cells(FIRST_ROW, column, last, column, fixed=True))
    _total(grid, facts, last)
    finish(facts, grid)


def _program(grid: Grid, facts: Facts, program: str) -> None:
    years, label = facts.years, grid.at(0)
    grid.text(0, facts.names.program[program])
    grid.text(1, labels.PILLARS.get(facts.case.programs[program].pillar or "", ""))
    for at, year in enumerate(years):
        level = facts.level(program, year)
        grid.text(FIRST_LEVEL_COLUMN + at, NOT_RUNNING if level is None else facts.names.level[program, level], "input")
    grid.sheet.data_validation(grid.row, FIRST_LEVEL_COLUMN, grid.row, FIRST_LEVEL_COLUMN + len(years) - 1, {
        "validate": "list", "source": f"=List_Levels_{facts.place[program] + 1}",
        "input_title": "Level", "input_message": "At which size it runs; a dash: it does not run.",
        "error_title": "Not a level", "error_message": "Choose a level of this program, or the dash.",
    })
    first = FIRST_LEVEL_COLUMN + len(years)
    for at, year in enumerate(years):
        grid.formula(first + at, sum_where("Detail_Program", label, paid(year)), facts.by_program(program, year))
    grid.formula(first + len(years), f"SUM({cells(grid.row, first, grid.row, first + len(years) - 1)})",
                 sum(facts.by_program(program, year) for year in years))
    _paid_in_full(grid, facts, program, first)
    grid.figure("programs", program, "*", "cost", all=f"sums|program|{program}")
    grid.next()


def _paid_in_full(grid: Grid, facts: Facts, program: str, first: int) -> None:
    """What was decided against what the levels cost, both at the rates as written; Costs judges what rates have moved."""
    away = "+".join(f"ABS({sum_where('Detail_Program', grid.at(0), chosen(year))}-"
                    f"{sum_where('Level_Program', grid.at(0), owed(year))})" for year in facts.years)
    grid.formula(first + len(facts.years) + 1,
                 f'IF({away}=0,"{labels.OK}","Payments and cost differ by "&TEXT({away},"$#,##0"))', labels.OK)


def _total(grid: Grid, facts: Facts, last: int) -> None:
    years = facts.years
    first = FIRST_LEVEL_COLUMN + len(years)
    grid.text(0, labels.TOTAL, "grand")
    for column in (*range(1, first), first + len(years) + 1):
        grid.blank(column, "grand")
    for at in range(len(years) + 1):
        dollars = facts.direct(years[at]) if at < len(years) else sum(facts.direct(year) for year in years)
        rows = f"SUM({cells(FIRST_ROW, first + at, last, first + at)})" if facts.programs else "0"
        grid.formula(first + at, rows, dollars, "grand")
    grid.figure("totals", "programs", "*", all="sums|programs")
