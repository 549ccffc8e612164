"""Levels: what each program costs at each size, and what this budget therefore owes."""

from __future__ import annotations

from allocator.domain.workbook_layout import NOT_RUNNING
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.names import range_name
from allocator.export.places import FIRST_ROW, finish, level_cell, start


def owed(year: str) -> str:
    """Name of the range with what programs owe in a year, level by level."""
    return range_name("Owed", year)


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    years = facts.years
    columns = [
        Column("-", "Program", most=38), Column("-", "Level", least=10, most=20),
        *[Column(f"cost|{year}", labels.of_year("Cost", year), "money", 11) for year in years],
        *[Column(f"start_extra|{year}", labels.of_year("First year adds", year), "money", 11) for year in years],
        *[Column(f"owed|{year}", labels.of_year("Owed", year), "money", 11) for year in years],
    ]
    grid = Grid(book, "levels", len(columns))
    start(facts, grid)
    grid.table("levels", columns)
    for program in facts.programs:
        for option in facts.case.options[program]:
            _level(grid, facts, program, option.level)
    if facts.programs:
        last = grid.row - 1
        book.name("Level_Program", grid.name, cells(FIRST_ROW, 0, last, 0, fixed=True))
        for at, year in enumerate(years):
            column = 2 + 2 * len(years) + at
            book.name(owed(year), grid.name, cells(FIRST_ROW, column, last, column, fixed=True))
    finish(facts, grid, 2)


def _level(grid: Grid, facts: Facts, program: str, level: str) -> None:
    case, years = facts.case, facts.years
    grid.text(0, facts.names.program[program])
    grid.text(1, facts.names.level[program, level])
    for at, year in enumerate(years):
        usual, first = case.cost(program, level, year), case.cost(program, level, year, True)
        cost, extra = 2 + at, 2 + len(years) + at
        grid.number(cost, usual)
        grid.number(extra, first - usual)
        runs = facts.level(program, year) == level
        owes = (first if facts.is_first(program, year) else usual) if runs else 0
        more = _first(facts, program, year)
        added = "" if more == "FALSE" else f"+IF({more},{grid.at(extra)},0)"
        grid.formula(2 + 2 * len(years) + at,
                     f"IF({level_cell(facts, program, year)}={grid.at(1)},{grid.at(cost)}{added},0)", owes)
    grid.figure("levels", program, level)
    grid.next()


def _first(facts: Facts, program: str, year: str) -> str:
    """The condition, in a formula, under which a year that runs is a first year."""
    record, at = facts.case.programs[program], facts.years.index(year)
    if at == 0:
        return "FALSE" if record.running else "TRUE"
    if record.running and not record.restart_cost:
        return "FALSE"
    earlier = facts.years[at - 1:at] if record.restart_cost else facts.years[:at]
    dashes = (f'OR({place}="{NOT_RUNNING}",{place}="")' for place in (level_cell(facts, program, y) for y in earlier))
    return f"AND({','.join(dashes)})"


