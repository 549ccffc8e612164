"""Lists (hidden): what the drop-downs offer, and names of codes."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.domain.sacs import OBJECTS, object_name
from allocator.domain.workbook_layout import NOT_RUNNING
from allocator.export import account, labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Grid, cells
from allocator.export.names import range_name
from allocator.export.places import rates_column, start
from allocator.export.rates import TINY

FIRST = 4


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    grid = Grid(book, "lists", 0)
    start(facts, grid)
    names = facts.names
    objects = sorted({*OBJECTS, *facts.objects} - {"7310", "7350"})
    _column(book, grid, 0, "List_Object", objects)
    _column(book, grid, 1, "List_Object_Name", [object_name(code) for code in objects])
    sources = [names.source[source] for source in facts.sources]
    _column(book, grid, 2, "List_Source", ["", *sources])
    resources = [facts.case.plan.sources[source].resource or labels.NONE for source in facts.sources]
    _column(book, grid, 3, "List_Resource", [labels.NONE, *resources])
    _numbers(book, grid, 4, len(sources))
    _column(book, grid, 5, "List_Source_Pick", sources)
    _column(book, grid, 6, "List_Program", [names.program[program] for program in facts.programs])
    for at, program in enumerate(facts.programs, 1):
        levels = [names.level[program, option.level] for option in facts.case.options[program]]
        _column(book, grid, 6 + at, f"List_Levels_{at}", [NOT_RUNNING, *levels])
    if facts.accounts is not None:
        _column(book, grid, 7 + len(facts.programs), "List_Account", account.by_source(facts, facts.accounts))
    _rates(book, grid, facts)
    for at, year in enumerate(facts.years):
        _column(book, grid, rates_column(facts) + 3 + at, written_roster(year),
                [facts.names.level.get((program, facts.level(program, year) or ""), NOT_RUNNING) for program in facts.programs])
    grid.sheet.hide()


def written_roster(year: str) -> str:
    """Name of the levels of a year as they were written, in the order of the roster."""
    return range_name("Roster_Written", year)


def _rates(book: Book, grid: Grid, facts: Facts) -> None:
    """Every rate as it is on Assumptions, as it was written, and whether they differ."""
    column = rates_column(facts)
    for at, (figure, rate) in enumerate(facts.rates.values.items()):
        grid.row = FIRST + at
        grid.formula(column, facts.rates.names[figure], rate, kind="number")
        grid.number(column + 1, rate, kind="number")
        grid.formula(column + 2, f"IF(ABS({grid.at(column)}-{grid.at(column + 1)})>{TINY},1,0)", 0)
    last = FIRST + len(facts.rates.values) - 1
    book.name("Rate_Changed", grid.name, cells(FIRST, column + 2, last, column + 2, fixed=True))


def _column(book: Book, grid: Grid, column: int, name: str, values: Sequence[str]) -> None:
    for at, value in enumerate(values):
        grid.row = FIRST + at
        grid.text(column, value)
    book.name(name, grid.name, cells(FIRST, column, FIRST + max(len(values), 1) - 1, column, fixed=True))


def _numbers(book: Book, grid: Grid, column: int, count: int) -> None:
    for at in range(count + 1):
        grid.row = FIRST + at
        grid.number(column, at)
    book.name("List_Number", grid.name, cells(FIRST, column, FIRST + count, column, fixed=True))
