"""The right side of Detail: what each row pays once a rate on Assumptions is changed.

While no rate is changed a row pays what was decided for it. Where the cost has moved, its rows share the moved cost as they
shared the old one: a row pays the rounded share of all rows down to it, less that of the rows above it, so that the rows of a
cost add up to it to the dollar.
"""

from __future__ import annotations

from collections.abc import Callable

from allocator.domain.rate_figures import INDIRECT
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.detail_rows import DetailRow
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cell, cells
from allocator.export.places import FIRST_ROW, charged, paid
from allocator.export.sheets.costs import NUMBERS, as_written, cost

PROGRAM, LINE, OBJECT, FIRST_DOLLARS = 0, 1, 2, 10
"""Columns of Detail that say which cost a row pays, and the first with the dollars that were decided."""
NO_COST = 0


def columns(facts: Facts) -> list[Column]:
    """The number of the cost on Costs, and what is paid by year."""
    return [Column("-", "No. on Costs", "count", 7),
            *[Column("-", labels.of_year("Paid at rates on Assumptions", year), "money", 13) for year in facts.years]]


def indirect(rate: str, source: str, dollars: str) -> str:
    """The formula of an indirect charge: whole dollars of a rate times what the source pays in its base."""
    return f'INT(ROUND({rate}*SUMPRODUCT((Detail_Source={source})*(Detail_In_Base="{labels.YES}"),{dollars}),6))'


class Follows:
    """Writes these columns beside the rows of Detail."""

    def __init__(self, grid: Grid, facts: Facts, column: int) -> None:
        self.grid, self.facts, self.column = grid, facts, column
        self._numbers = {one.key: number for number, one in enumerate(facts.costs, 1)}

    def payment(self, row: DetailRow | None) -> None:
        """Beside a row that pays a cost, or beside a spare row."""
        grid = self.grid
        same = "*".join(f"({name}={value})" for name, value in (
            ("Cost_Program", grid.at(PROGRAM)), ("Cost_Line", grid.at(LINE)), ("Cost_Object", f'{grid.at(OBJECT)}&""')))
        number = NO_COST if row is None else self._numbers.get((row.program, row.line, row.object), NO_COST)
        grid.formula(self.column, f"SUMPRODUCT({same}*Cost_Number)", number)
        for at, year in enumerate(self.facts.years):
            grid.formula(self.column + 1 + at, self._moved(at, year), 0 if row is None else row.dollars[year])

    def _moved(self, at: int, year: str) -> str:
        grid = self.grid
        mine, number = grid.at(FIRST_DOLLARS + at), f"${grid.at(self.column)}"
        now, was = (f"INDEX({name},{number})" for name in (cost(year), as_written(year)))
        keys, top = (cell(FIRST_ROW, column, fixed=True) for column in (self.column, FIRST_DOLLARS + at))
        down = f"SUMIF({keys}:{number},{number},{top}:{mine})"
        moved = f"ROUND({down}*{now}/{was},0)-ROUND(({down}-{mine})*{now}/{was},0)"
        return f"IF({number}=0,{mine},IF({now}={was},{mine},IF({was}=0,{mine},{moved})))"

    def name_ranges(self, book: Book, first: int, last: int) -> None:
        """Names of the columns beside the payments."""
        book.name(NUMBERS, self.grid.name, cells(first, self.column, last, self.column, fixed=True))
        self._name_years(book, paid, first, last)

    def indirect(self, source: str, place: str) -> None:
        """Beside an indirect charge: the rate on Assumptions, of what the source then pays."""
        for at, year in enumerate(self.facts.years):
            self.grid.formula(self.column + 1 + at, indirect(self.facts.rates.name(INDIRECT, source), place, paid(year)),
                              self.facts.account(source, year).indirect)

    def no_indirect(self) -> None:
        """Where no source is charged."""
        for at in range(len(self.facts.years)):
            self.grid.number(self.column + 1 + at, 0)

    def name_indirect(self, book: Book, first: int, last: int) -> None:
        """Names of the indirect charges."""
        self._name_years(book, charged, first, last)

    def _name_years(self, book: Book, name: Callable[[str], str], first: int, last: int) -> None:
        for at, year in enumerate(self.facts.years):
            column = self.column + 1 + at
            book.name(name(year), self.grid.name, cells(first, column, last, column, fixed=True))
