"""What the sheets of actual expenditures share: the figures, a table with plan, actual and rest for each year, and its sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from allocator.domain.workbook_layout import NOT_READ
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.grid import Column, Grid, cell, cells
from allocator.export.names import Names
from allocator.export.text import print_text
from allocator.whatif.closing import Closed
from allocator.whatif.replan import Replanned
from allocator.whatif.spending import Spending, Sum, summed, total

PLANNED, ACTUAL, LEFT = "Planned", "Actual", "Not spent"
BOOKED_FIRST_ROW = 4
"""The row of the sheet Booked in which its figures begin, counted from 0."""
BOOKED_YEAR, BOOKED_SOURCE, BOOKED_OBJECT, BOOKED_PLANNED, BOOKED_ACTUAL = 0, 1, 2, 4, 5


@dataclass(frozen=True)
class Pages:
    """Closed years, and the years that remain planned again, if any."""

    closed: Closed
    found: Replanned | None

    @cached_property
    def names(self) -> Names:
        """Labels of the plan's records."""
        return Names(self.closed.case)

    @property
    def rows(self) -> tuple[Spending, ...]:
        """Plan and actual in the order of the sheet Booked."""
        return self.closed.spending

    @cached_property
    def years(self) -> list[str]:
        """Years that are shown."""
        return sorted({row.year for row in self.rows} | set(self.closed.years))

    @property
    def shown(self) -> list[str]:
        """Years, and all of them together where there are several."""
        return [*self.years, labels.ALL_YEARS] if len(self.years) > 1 else self.years

    def start(self, book: Book, key: str, columns: int) -> Grid:
        """A sheet with its title."""
        grid = Grid(book, key, columns)
        grid.title(labels.TITLES[key], labels.SAYS[key])
        return grid

    def finish(self, grid: Grid, freeze: int = 1, kept: int = 0, paper: str = "letter") -> None:
        """Printing, widths and protection."""
        name, closed = print_text(self.closed.case.plan.name), f"Closed through {self.closed.years[-1]}"
        grid.finish(freeze, name, closed, kept=kept, paper=paper)

    def booked(self, column: int) -> str:
        """A column of figures on the sheet Booked, as formulas name it."""
        last = BOOKED_FIRST_ROW + max(len(self.rows), 1) - 1
        return f"'{labels.SHEETS['spent_booked']}'!{cells(BOOKED_FIRST_ROW, column, last, column, fixed=True)}"


class YearTable:
    """Rows of one word each (an object code, a source), with plan, actual and rest for each year and for all years."""

    def __init__(self, pages: Pages, grid: Grid, heads: Sequence[Column], match: int) -> None:
        self.pages, self.grid, self.heads, self.match = pages, grid, heads, match
        self.first_money = len(heads)

    def write(self, name: str, words: Sequence[str], word: Callable[[Spending], str],
              label: Callable[[str], Sequence[str]]) -> None:
        """The whole table with its total. ``word`` of a row says to which table row it belongs; ``match`` is where that stands
        on the sheet Booked, and ``label`` what the first cells say: the first of them is looked up there."""
        grid, pages = self.grid, self.pages
        columns = [Column(NOT_READ, labels.of_year(what, year), "money", 13)
                   for year in pages.shown for what in (PLANNED, ACTUAL, LEFT)]
        first = grid.table(name, [*self.heads, *columns])
        for key in words:
            for at, said in enumerate(label(key)):
                grid.text(at, said)
            mine = [row for row in pages.rows if word(row) == key]
            for at, year in enumerate(pages.years):
                self._figures(at, total(row for row in mine if row.year == year), self._sum_of(year))
            if len(pages.shown) > len(pages.years):
                self._all_years(total(mine))
            grid.next()
        self._total(first)

    def _sum_of(self, year: str) -> Callable[[int], str]:
        pages, key = self.pages, self.grid.at(0)
        return lambda column: (f'SUMPRODUCT(({pages.booked(self.match)}=${key})*({pages.booked(BOOKED_YEAR)}="{year}"),'
                               f"{pages.booked(column)})")

    def _figures(self, at: int, one: Sum, of: Callable[[int], str], look: str = "") -> None:
        grid, column = self.grid, self.first_money + 3 * at
        grid.formula(column, of(BOOKED_PLANNED), one.planned, look)
        grid.formula(column + 1, of(BOOKED_ACTUAL), one.actual, look)
        grid.formula(column + 2, f"{grid.at(column)}-{grid.at(column + 1)}", one.left, look)

    def _all_years(self, one: Sum) -> None:
        grid, years = self.grid, len(self.pages.years)
        column = self.first_money + 3 * years
        for part, value in enumerate((one.planned, one.actual)):
            grid.formula(column + part, "+".join(grid.at(self.first_money + 3 * at + part) for at in range(years)), value)
        grid.formula(column + 2, f"{grid.at(column)}-{grid.at(column + 1)}", one.left)

    def _total(self, first: int) -> None:
        grid, pages = self.grid, self.pages
        grid.text(0, labels.TOTAL, "grand")
        for at in range(1, self.first_money):
            grid.blank(at, "grand")
        by_year = summed(pages.rows, lambda row: row.year)
        for at, year in enumerate(pages.shown):
            one = total(pages.rows) if year == labels.ALL_YEARS else by_year.get(year, Sum(0, 0))
            for part, value in enumerate((one.planned, one.actual, one.left)):
                column = self.first_money + 3 * at + part
                above = f"SUM({cell(first, column)}:{cell(grid.row - 1, column)})" if grid.row > first else "0"
                grid.formula(column, above, value, "grand")
        grid.next(2)
