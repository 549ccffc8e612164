"""Plan and actual by object code and year, and what vacancies saved."""

from __future__ import annotations

from allocator.domain.sacs import object_name
from allocator.domain.workbook_layout import NOT_READ
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.grid import Column, Grid
from allocator.export.spent.pages import ACTUAL, BOOKED_OBJECT, LEFT, PLANNED, Pages, YearTable

FIRST_STAFF, LAST_STAFF = "1000", "3999"


def write(book: Book, pages: Pages) -> None:
    """The whole sheet."""
    heads = [Column(NOT_READ, "Object code", "code", 12), Column(NOT_READ, "Name", least=30, most=44)]
    grid = pages.start(book, "spent_objects", max(5, len(heads) + 3 * len(pages.shown)))
    first = grid.row + 1
    codes = sorted({row.object for row in pages.rows})
    YearTable(pages, grid, heads, BOOKED_OBJECT).write(
        "spent_objects", codes, lambda row: row.object, lambda code: (code, object_name(code)))
    _vacancies(pages, grid, codes, first)
    pages.finish(grid, 2)


def _vacancies(pages: Pages, grid: Grid, codes: list[str], first: int) -> None:
    """Pay and benefits of the closed years: sums of the rows above whose object code lies between 1000 and 3999."""
    grid.table("spent_vacancies", [
        Column(NOT_READ, "Vacancy savings", least=12),
        Column(NOT_READ, f"Staff, objects {FIRST_STAFF} to {LAST_STAFF}", least=30),
        *(Column(NOT_READ, what, "money", 13) for what in (PLANNED, ACTUAL, LEFT))])
    staff = [at for at, code in enumerate(codes) if FIRST_STAFF <= code <= LAST_STAFF]
    for year, one in pages.closed.staff.items():
        column = 2 + 3 * pages.years.index(year)
        grid.text(0, year)
        grid.text(1, labels.NONE if not staff else f"{codes[staff[0]]} to {codes[staff[-1]]}")
        for part, value in enumerate((one.planned, one.actual)):
            rows = f"{grid.at(column + part, first + staff[0])}:{grid.at(column + part, first + staff[-1])}" if staff else "0"
            grid.formula(2 + part, f"SUM({rows})", value)
        grid.formula(4, f"{grid.at(2)}-{grid.at(3)}", one.left)
        grid.next()
