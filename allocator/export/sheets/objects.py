"""Budget by object: every object code, series by series, in every year."""

from __future__ import annotations

from allocator.domain.sacs import INDIRECT, object_name, series_name, series_of
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import charged, finish, paid, start, sum_where, year_columns


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    columns = [Column("-", "Object", "code", 14), Column("-", "Name", least=30, most=56), *year_columns(facts.years, least=13),
               Column("all", labels.ALL_YEARS, "money", 14)]
    grid = Grid(book, "objects", len(columns))
    start(facts, grid)
    grid.table("objects", columns)
    subtotals: list[int] = []
    for series in facts.series:
        first = grid.row
        for code in (code for code in facts.objects if series_of(code) == series):
            _object(grid, facts, code)
        subtotals.append(grid.row)
        _sum(grid, facts, "total", (series, series_name(series)), [(first, grid.row - 1)],
             [code for code in facts.objects if series_of(code) == series])
        grid.figure("sums", "series", series, "*")
        grid.next()
    for at, year in enumerate(facts.years):
        book.name(f"Object_Total_{year.replace('-', '_')}", grid.name, grid.at(2 + at, fixed=True))
    _sum(grid, facts, "grand", (labels.TOTAL, ""), [(row, row) for row in subtotals], facts.objects)
    grid.figure("totals", "sources", "*", all="totals|all")
    finish(facts, grid, 2)


def _object(grid: Grid, facts: Facts, code: str) -> None:
    grid.text(0, code)
    grid.text(1, object_name(code))
    for at, year in enumerate(facts.years):
        rows = sum_where("Detail_Object", grid.at(0), paid(year))
        more = f"+SUM({charged(year)})" if code == INDIRECT else ""
        grid.formula(2 + at, rows + more, facts.by_object(code, year))
    last = 2 + len(facts.years)
    grid.formula(last, f"SUM({cells(grid.row, 2, grid.row, last - 1)})", sum(facts.by_object(code, y) for y in facts.years))
    grid.figure("totals", "objects", code, "*", all=f"sums|object|{code}")
    grid.next()


def _sum(grid: Grid, facts: Facts, look: str, words: tuple[str, str], blocks: list[tuple[int, int]], codes: list[str]) -> None:
    grid.text(0, words[0], look)
    grid.text(1, words[1], look)
    for at in range(len(facts.years) + 1):
        years = facts.years[at:at + 1] or facts.years
        places = ",".join(cells(first, 2 + at, last, 2 + at) if first != last else grid.at(2 + at, first)
                          for first, last in blocks)
        dollars = sum(facts.by_object(code, year) for code in codes for year in years)
        grid.formula(2 + at, f"SUM({places})", dollars, look)
