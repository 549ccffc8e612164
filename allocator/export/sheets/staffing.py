"""Staffing: FTE by role and year, within what is on hand and can be hired."""

from __future__ import annotations

from fractions import Fraction

from allocator.domain.plan import ByYear
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import FIRST_ROW, finish, start, year_columns
from allocator.export.sheets.staff_levels import FIRST_YEAR


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    years = facts.years
    columns = [
        Column("-", "Role", least=24, most=34), *year_columns(years, "fte", 10),
        *[Column("-", labels.of_year("Least", year), "fte") for year in years],
        *[Column("-", labels.of_year("Most", year), "fte") for year in years],
        Column("-", "Within limits", least=12, most=34),
    ]
    grid = Grid(book, "staffing", len(columns))
    start(facts, grid)
    grid.table("staff", columns)
    first, row = grid.row, FIRST_ROW
    for role in facts.roles:
        rows = len(facts.staffed[role])
        _role(grid, facts, role, row, rows)
        row += rows
    if facts.roles:
        book.name("Staff_Within_Limits", grid.name, cells(first, len(columns) - 1, grid.row - 1, len(columns) - 1, fixed=True))
    _total(grid, facts, first)
    finish(facts, grid)


def _role(grid: Grid, facts: Facts, role: str, row: int, rows: int) -> None:
    years, record = facts.years, facts.case.plan.staff[role]
    grid.text(0, facts.names.role[role])
    tests: list[str] = []
    for at, year in enumerate(years):
        column = FIRST_YEAR + at
        place = f"'{labels.SHEETS['staff_levels']}'!{cells(row, column, row + rows - 1, column)}"
        grid.formula(1 + at, f"SUM({place})" if rows else "0", facts.fte(role, year))
        for limit, limit_at, sense in ((_in_year(record.min, year), 1 + len(years) + at, ">="),
                                     (_in_year(record.max, year), 1 + 2 * len(years) + at, "<=")):
            if limit is None:
                grid.blank(limit_at)
            else:
                grid.number(limit_at, limit)
                tests.append(f"ROUND({grid.at(1 + at)},6){sense}ROUND({grid.at(limit_at)},6)")
    verdict = f'IF(AND({",".join(tests)}),"{labels.OK}","Outside its limits")' if tests else f'"{labels.OK}"'
    grid.formula(1 + 3 * len(years), verdict, labels.OK)
    grid.figure("staff", role)
    grid.next()


def _total(grid: Grid, facts: Facts, first: int) -> None:
    grid.text(0, labels.TOTAL, "grand")
    for at, year in enumerate(facts.years):
        value = sum((facts.fte(role, year) for role in facts.roles), Fraction(0))
        place = f"SUM({cells(first, 1 + at, grid.row - 1, 1 + at)})" if facts.roles else "0"
        grid.formula(1 + at, place, value, "grand")
        grid.book.name(f"Staff_Total_{year.replace('-', '_')}", grid.name, grid.at(1 + at, fixed=True))
    for column in range(1 + len(facts.years), 2 + 3 * len(facts.years)):
        grid.blank(column, "grand")
    grid.figure("sums", "fte")


def _in_year(value: ByYear | None, year: str) -> Fraction | None:
    return value.get(year) if isinstance(value, dict) else value
