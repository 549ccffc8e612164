"""What the sheets of the district workbook share: how they begin and end, tables of dollars by year, names of ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from allocator.domain.sacs import object_name, series_name, series_of
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.district.gathered import District, Part
from allocator.export.grid import Column, Grid, cells
from allocator.export.names import range_name

FIRST = 2
"""First column with dollars of a year."""
EVERYWHERE = ("Code", "Whole dollars")
"""Headings that stand on every page of a sheet."""
MOST, WORDS = 16, 46
"""Widths in characters: of a year, in which words take several lines; of names, which take one where the page has room."""
FOOT = "Made from the budgets of the schools"


def begin(book: Book, district: District, name: str, title: str, says: str) -> Grid:
    """A sheet with its title."""
    grid = Grid(book, "district", width(district), name)
    grid.title(title, says)
    return grid


def width(district: District) -> int:
    """Columns of a sheet: two of words, the years and their sum, and room for the narrow tables."""
    return max(FIRST + len(district.years) + 1, 7)


def end(grid: Grid, freeze_columns: int = 0) -> None:
    """Printing, widths and protection."""
    grid.finish(freeze_columns, "District workbook", FOOT)


def dollars_table(grid: Grid, district: District, name: str, heads: tuple[str, str], repeated: bool = False) -> int:
    """The headings of a table of dollars by year; gives the first row below. ``repeated``: they stay in sight and stand on every
    page, so that years are known under every table of the sheet."""
    return grid.table(name, [Column("-", heads[0], least=12, most=15), Column("-", heads[1], least=34, most=WORDS),
                             *[Column("-", year, "money", 13, MOST) for year in district.years],
                             Column("-", labels.ALL_YEARS, "money", 14)], repeated=repeated)


def dollars_row(grid: Grid, district: District, words: tuple[str, str], formula: Callable[[str], str],
                value: Callable[[str], int], look: str = "") -> None:
    """A row of dollars, one formula for each year, and their sum. ``formula`` and ``value`` take a fiscal year."""
    for column, word in enumerate(words):
        grid.text(column, word, look)
    amounts = [value(year) for year in district.years]
    for at, (year, dollars) in enumerate(zip(district.years, amounts, strict=True)):
        grid.formula(FIRST + at, formula(year), dollars, look)
    last = FIRST + len(amounts)
    grid.formula(last, f"SUM({cells(grid.row, FIRST, grid.row, last - 1)})", sum(amounts), look)
    grid.next()


def sum_of(grid: Grid, rows: Sequence[tuple[int, int]], district: District) -> Callable[[str], str]:
    """The formula that adds up blocks of rows, (first, last) each, in the column of a year."""
    def formula(year: str) -> str:
        column = FIRST + district.years.index(year)
        return f"SUM({','.join(cells(first, column, last, column) for first, last in rows)})" if rows else "0"
    return formula


def objects_block(grid: Grid, district: District, codes: Iterable[str], formula: Callable[[str, str], str],
                  value: Callable[[str, str], int]) -> list[tuple[int, int]]:
    """Object codes with a subtotal for each series; gives the rows of the subtotals. ``formula`` takes the cell of the code and a
    fiscal year, ``value`` the code and the year."""
    subtotals: list[tuple[int, int]] = []
    known = list(codes)
    for series in dict.fromkeys(series_of(code) for code in known):
        first, these = grid.row, [code for code in known if series_of(code) == series]
        for code in these:
            cell = grid.at(0)
            dollars_row(grid, district, (code, object_name(code)), lambda year, at=cell: formula(at, year),  # type: ignore[misc]
                        lambda year, of=code: value(of, year))  # type: ignore[misc]
        subtotals.append((grid.row, grid.row))
        dollars_row(grid, district, (series, series_name(series)), sum_of(grid, [(first, grid.row - 1)], district),
                    lambda year, of=these: sum(value(code, year) for code in of), "total")  # type: ignore[misc]
    return subtotals


def name_totals(book: Book, grid: Grid, district: District, called: Callable[[str], str]) -> None:
    """Name the cells of the row above, year by year."""
    for at, year in enumerate(district.years):
        book.name(called(year), grid.name, grid.at(FIRST + at, grid.row - 1, fixed=True))


def site_total(district: District, part: Part, year: str) -> str:
    """Name of the cell with everything that a school's sheet shows for a year."""
    return range_name("Site", str(district.parts.index(part) + 1), year)


def total_of(what: str, year: str) -> str:
    """Name of the cell with a total of the sheet District: what is Sites, Objects or Sources."""
    return range_name("District", what, year)
