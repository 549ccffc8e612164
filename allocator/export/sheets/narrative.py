"""Narrative: every cost with a sentence that says how it is worked out, by series of object codes."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.domain.sacs import INDIRECT_OBJECT, series_name, series_of
from allocator.explain.narrative import Explained, indirect_words
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import FIRST_ROW, charged, finish, paid, start, sum_where, year_columns
from allocator.export.sheets import detail

OBJECT, PROGRAM, LINE, SAYS, DOLLARS = range(5)


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    columns = [
        Column("-", "Object", "code", 7, 9), Column("-", "Program", least=16, most=24), Column("-", "Cost", least=16, most=22),
        Column("-", "How it is worked out, and which needs it serves", least=30, most=54), *year_columns(facts.years),
        Column("all", labels.ALL_YEARS, "money", 12),
    ]
    name_lines(book, facts)
    grid = Grid(book, "narrative", len(columns))
    start(facts, grid)
    grid.table("narrative", columns)
    subtotals: list[int] = []
    for series in _series(facts):
        first = grid.row
        for one in (one for one in facts.explained if series_of(one.object) == series):
            _cost(grid, facts, one)
        if series == series_of(INDIRECT_OBJECT):
            for source in facts.charged:
                _indirect(grid, facts, source)
        subtotals.append(grid.row)
        _sum(grid, facts, "total", (series, series_name(series)), [(first, grid.row - 1)], _by_series(facts, series))
        grid.figure("sums", "series", series, "*")
        grid.next()
    for at, year in enumerate(facts.years):
        book.name(f"Narrative_Total_{year.replace('-', '_')}", grid.name, grid.at(DOLLARS + at, fixed=True))
    _sum(grid, facts, "grand", (labels.TOTAL, ""), [(row, row) for row in subtotals], [facts.spent(y) for y in facts.years])
    grid.figure("totals", "sources", "*", all="totals|all")
    finish(facts, grid, 3)


def name_lines(book: Book, facts: Facts) -> None:
    """Names the column of Detail that says which cost a row pays."""
    last = FIRST_ROW + len(facts.detail) + detail.SPARE_ROWS - 1
    book.name("Detail_Line", labels.SHEETS["detail"], cells(FIRST_ROW, detail.LINE, last, detail.LINE, fixed=True))


def rows_of(facts: Facts) -> dict[Explained, int]:
    """Row of each cost, from 0: below each series stands its sum."""
    before = {series: at for at, series in enumerate(_series(facts))}
    return {one: FIRST_ROW + at + before[series_of(one.object)] for at, one in enumerate(facts.explained)}


def words(facts: Facts, one: Explained) -> str:
    """How a cost is worked out, run of years by run of years."""
    return "\n".join(str(phrase) for phrase in one.says)


def serves(facts: Facts, one: Explained) -> str:
    """The needs that a cost serves and the pillar of its program, on a line of their own."""
    pillar = labels.PILLARS.get(facts.case.programs[one.program].pillar or "", "")
    told = ". ".join([*[f"Serves: {why(facts, one)}"] * bool(one.needs), *[f"Pillar: {pillar}"] * bool(pillar)])
    return f"\n{told}" if told else ""


def why(facts: Facts, one: Explained) -> str:
    """The needs that a cost serves."""
    return "; ".join(facts.names.need[need] for need in one.needs)


def by_year(facts: Facts, one: Explained) -> list[int]:
    """Dollars of a cost in each year, from all sources."""
    rows = facts.detail_of[one.program, one.line, one.object]
    return [sum(row.dollars[year] for row in rows) for year in facts.years]


def _series(facts: Facts) -> list[str]:
    """Series of object codes in which something is paid or charged."""
    used = {series_of(one.object) for one in facts.explained}
    return sorted(used | ({series_of(INDIRECT_OBJECT)} if facts.charged else set()))


def _by_series(facts: Facts, series: str) -> list[int]:
    codes = [code for code in facts.objects if series_of(code) == series]
    return [sum(facts.by_object(code, year) for code in codes) for year in facts.years]


def _cost(grid: Grid, facts: Facts, one: Explained) -> None:
    grid.text(OBJECT, one.object)
    grid.text(PROGRAM, facts.names.program[one.program])
    grid.text(LINE, facts.names.line[one.program, one.line])
    grid.text(SAYS, f"{words(facts, one)}{serves(facts, one)}")
    row = f"(Detail_Object={grid.at(OBJECT)})*(Detail_Program={grid.at(PROGRAM)})*(Detail_Line={grid.at(LINE)})"
    dollars = by_year(facts, one)
    for at, year in enumerate(facts.years):
        grid.formula(DOLLARS + at, f"SUMPRODUCT({row},{paid(year)})", dollars[at])
    _all_years(grid, facts, dollars)
    grid.next()


def _indirect(grid: Grid, facts: Facts, source: str) -> None:
    grid.text(OBJECT, INDIRECT_OBJECT)
    grid.text(PROGRAM, labels.INDIRECT)
    grid.text(LINE, facts.names.source[source])
    grid.text(SAYS, str(indirect_words(facts.case, source)))
    for at, year in enumerate(facts.years):
        grid.formula(DOLLARS + at, sum_where("Indirect_Source", grid.at(LINE), charged(year)),
                     facts.account(source, year).indirect)
    _all_years(grid, facts, [facts.account(source, year).indirect for year in facts.years])
    grid.next()


def _all_years(grid: Grid, facts: Facts, dollars: Sequence[int]) -> None:
    last = DOLLARS + len(facts.years)
    grid.formula(last, f"SUM({cells(grid.row, DOLLARS, grid.row, last - 1)})", sum(dollars))


def _sum(grid: Grid, facts: Facts, look: str, name: tuple[str, str], blocks: list[tuple[int, int]],
         dollars: Sequence[int]) -> None:
    grid.text(OBJECT, name[0], look)
    grid.text(PROGRAM, name[1], look, "line")
    for column in (LINE, SAYS):
        grid.blank(column, look)
    for at in range(len(facts.years) + 1):
        places = ",".join(cells(first, DOLLARS + at, last, DOLLARS + at) if first != last else grid.at(DOLLARS + at, first)
                          for first, last in blocks)
        value = dollars[at] if at < len(facts.years) else sum(dollars)
        grid.formula(DOLLARS + at, f"SUM({places})" if blocks else "0", value, look)
