"""Budget by object: every object code, series by series, in every year, beside what is known of the year before."""

from __future__ import annotations

from allocator.domain.sacs import INDIRECT_OBJECT, object_name, series_name, series_of
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import charged, finish, paid, start, sum_where, year_columns
from allocator.fiscal import after

FIRST = 2
"""First column with dollars: last year's where they are given, then those of the plan."""


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    had = [Column("-", labels.of_year(labels.HAD[kind], after(facts.years[0], -1)), "money", 13) for kind in facts.had]
    columns = [Column("-", "Object", "code", 14), Column("-", "Name", least=30, most=56), *had,
               *year_columns(facts.years, least=13), Column("all", labels.ALL_YEARS, "money", 14)]
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
        book.name(f"Object_Total_{year.replace('-', '_')}", grid.name, grid.at(FIRST + len(facts.had) + at, fixed=True))
    _sum(grid, facts, "grand", (labels.TOTAL, ""), [(row, row) for row in subtotals], facts.objects)
    grid.figure("totals", "sources", "*", all="totals|all")
    finish(facts, grid, 2)


def _object(grid: Grid, facts: Facts, code: str) -> None:
    grid.text(0, code)
    grid.text(1, object_name(code))
    for at, kind in enumerate(facts.had):
        dollars = sum_where("Last_Year_Object", grid.at(0), f"Last_Year_{kind.capitalize()}")
        grid.formula(FIRST + at, dollars, facts.had_by_object(code, kind))
    first = FIRST + len(facts.had)
    for at, year in enumerate(facts.years):
        rows = sum_where("Detail_Object", grid.at(0), paid(year))
        more = f"+SUM({charged(year)})" if code == INDIRECT_OBJECT else ""
        grid.formula(first + at, rows + more, facts.by_object(code, year))
    last = first + len(facts.years)
    grid.formula(last, f"SUM({cells(grid.row, first, grid.row, last - 1)})", sum(facts.by_object(code, y) for y in facts.years))
    grid.figure("totals", "objects", code, "*", all=f"sums|object|{code}")
    grid.next()


def _sum(grid: Grid, facts: Facts, look: str, words: tuple[str, str], blocks: list[tuple[int, int]], codes: list[str]) -> None:
    grid.text(0, words[0], look)
    grid.text(1, words[1], look)
    sums = [sum(facts.had_by_object(code, kind) for code in codes) for kind in facts.had]
    sums += [sum(facts.by_object(code, year) for code in codes) for year in facts.years]
    sums.append(sum(facts.by_object(code, year) for code in codes for year in facts.years))
    for column, dollars in enumerate(sums, FIRST):
        places = ",".join(cells(first, column, last, column) if first != last else grid.at(column, first)
                          for first, last in blocks)
        grid.formula(column, f"SUM({places})", dollars, look)
