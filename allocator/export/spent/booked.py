"""Every figure behind the other sheets: planned, booked to the cent, and in whole dollars that add up."""

from __future__ import annotations

from fractions import Fraction

from allocator.domain.actuals import CENTS
from allocator.domain.sacs import object_name
from allocator.domain.workbook_layout import NOT_READ
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.grid import Column, cells
from allocator.export.spent.pages import (
    ACTUAL,
    BOOKED_ACTUAL,
    BOOKED_FIRST_ROW,
    BOOKED_OBJECT,
    BOOKED_PLANNED,
    BOOKED_SOURCE,
    BOOKED_YEAR,
    LEFT,
    PLANNED,
    Pages,
)
from allocator.whatif.spending import total

NAME, REST, CENTS_AT = 3, 6, 7


def write(book: Book, pages: Pages) -> None:
    """The whole sheet."""
    grid = pages.start(book, "spent_booked", 8)
    first = grid.table("spent_booked", [
        Column(NOT_READ, "Year", "line", 10), Column(NOT_READ, "Source", "text", 30), Column(NOT_READ, "Object code", "code", 10),
        Column(NOT_READ, "Name", "text", 30), Column(NOT_READ, PLANNED, "money", 13), Column(NOT_READ, ACTUAL, "money", 13),
        Column(NOT_READ, LEFT, "money", 13), Column(NOT_READ, "Booked, to the cent", "cents", 18)])
    assert first == BOOKED_FIRST_ROW
    for row in pages.rows:
        grid.text(BOOKED_YEAR, row.year)
        grid.text(BOOKED_SOURCE, pages.names.source[row.source])
        grid.text(BOOKED_OBJECT, row.object)
        grid.text(NAME, object_name(row.object))
        grid.number(BOOKED_PLANNED, row.planned)
        grid.number(BOOKED_ACTUAL, row.actual)
        grid.formula(REST, f"{grid.at(BOOKED_PLANNED)}-{grid.at(BOOKED_ACTUAL)}", row.left)
        grid.number(CENTS_AT, Fraction(row.cents, CENTS))
        grid.next()
    grid.text(BOOKED_YEAR, labels.TOTAL, "grand")
    for column in (BOOKED_SOURCE, BOOKED_OBJECT, NAME):
        grid.blank(column, "grand")
    one, last = total(pages.rows), grid.row - 1
    sums: dict[int, int | Fraction] = {
        BOOKED_PLANNED: one.planned, BOOKED_ACTUAL: one.actual, REST: one.left,
        CENTS_AT: Fraction(sum(row.cents for row in pages.rows), CENTS),
    }
    for column, value in sums.items():
        above = f"SUM({cells(first, column, last, column)})" if last >= first else "0"
        grid.formula(column, f"ROUND({above},2)" if column == CENTS_AT else above, value, "grand")
    grid.next()
    pages.finish(grid, 3)
