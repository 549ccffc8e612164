"""Why: the difference of each plan from the first, split among the changes that caused it."""

from __future__ import annotations

from allocator.domain.workbook_layout import NOT_READ
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.compared.side import Sides
from allocator.export.grid import Column, Grid, cells
from allocator.messages import text
from allocator.whatif.attribution import Attribution, Part
from allocator.whatif.changes import InputChange

POINTS, LEAST, MOST, LOWEST, HIGHEST, COST = range(1, 7)
WIDTH = 7


def write(book: Book, sides: Sides) -> None:
    """The whole sheet."""
    grid = sides.start(book, "compare_why", WIDTH)
    for column, why, changes in zip(sides.found.plans, sides.found.why, sides.found.changes, strict=True):
        if why is not None:
            _one(grid, f"Why {column.letter} differs from {sides.letters[0]}", why, {change.id: change for change in changes})
    sides.finish(grid)


def _one(grid: Grid, heading: str, why: Attribution, changes: dict[str, InputChange]) -> None:
    first = grid.table(f"why_{grid.row}", [
        Column(NOT_READ, heading, least=44, most=60), Column(NOT_READ, "Points", "number", 10),
        Column(NOT_READ, "At least", "number", 10), Column(NOT_READ, "At most", "number", 10),
        Column(NOT_READ, "Lowest, by order", "number", 10), Column(NOT_READ, "Highest, by order", "number", 10),
        Column(NOT_READ, "Cost", "money", 13),
    ])
    for part in why.parts:
        _part(grid, part, changes)
    if why.points is not None and why.cost is not None and why.least is not None and why.most is not None:
        last = grid.row - 1
        grid.text(0, labels.TOTAL, "grand")
        for column, value in ((POINTS, why.points), (COST, why.cost)):
            grid.formula(column, f"SUM({cells(first, column, last, column)})" if why.parts else "0", value, "grand")
        grid.number(LEAST, why.least, "grand")
        grid.number(MOST, why.most, "grand")
        grid.blank(LOWEST, "grand")
        grid.blank(HIGHEST, "grand")
        grid.next()
    for said in why.says:
        grid.text(0, text(said))
        grid.next()
    grid.next()


def _part(grid: Grid, part: Part, changes: dict[str, InputChange]) -> None:
    grid.text(0, " ".join(text(changes[change].says) for change in part.changes))
    for column, value in ((POINTS, part.points), (LEAST, part.least), (MOST, part.most), (LOWEST, part.lowest),
                          (HIGHEST, part.highest), (COST, part.cost)):
        grid.number(column, value)
    grid.next()
