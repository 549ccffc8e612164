"""Last year: budget and actuals of the year before the plan, source by source and object by object, beside the plan's first year.

Only there where the plan states any of it.
"""

from __future__ import annotations

from allocator.domain.sacs import INDIRECT_OBJECT, object_name
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import charged, finish, paid, start
from allocator.fiscal import after

SOURCE, OBJECT, NAME, HAD = range(4)
OTHERS = "What is not listed above"


def write(book: Book, facts: Facts) -> None:
    """The whole sheet; none where nothing is known of last year."""
    if not facts.had:
        return
    before, first_year = after(facts.years[0], -1), facts.years[0]
    columns = [
        Column("-", "Source", least=26, most=40), Column("-", "Object", "code"), Column("-", "Name", least=30, most=56),
        *(Column("-", labels.of_year(labels.HAD[kind], before), "money", 14) for kind in facts.had),
        Column("-", labels.of_year("Plan", first_year), "money", 14),
        Column("-", f"Change from {facts.had[0]}", "money", 14),
    ]
    grid = Grid(book, "last_year", len(columns))
    start(facts, grid)
    top = grid.table("last_year", columns)
    sums: list[int] = []
    for source in facts.sources:
        codes = _codes(facts, source)
        begins = grid.row
        for code in codes:
            _row(grid, facts, source, code)
        if codes:
            sums.append(grid.row)
            _sum(grid, facts, "total", facts.names.source[source], [(begins, grid.row - 1)], [(source, code) for code in codes])
    for kind, column in (("object", OBJECT), *((kind, HAD + at) for at, kind in enumerate(facts.had))):
        book.name(f"Last_Year_{kind.capitalize()}", grid.name, cells(top, column, grid.row - 1, column, fixed=True))
    _others(grid, facts, sums)
    sums.append(grid.row - 1)
    _sum(grid, facts, "grand", labels.TOTAL, [(row, row) for row in sums],
         [(source, code) for source in facts.sources for code in _codes(facts, source)])
    finish(facts, grid, 2)


def _codes(facts: Facts, source: str) -> list[str]:
    """Objects of a source, of last year or of the plan's first year."""
    first = facts.years[0]
    codes = {code for of, code in facts.last_year if of == source}
    codes |= {row.object for row in facts.detail if row.source == source and row.dollars[first]}
    return sorted(codes | ({INDIRECT_OBJECT} if facts.account(source, first).indirect else set()))


def _planned(facts: Facts, source: str, code: str) -> int:
    """Dollars of the plan's first year."""
    first = facts.years[0]
    direct = sum(row.dollars[first] for row in facts.detail if (row.source, row.object) == (source, code))
    return direct + (facts.account(source, first).indirect if code == INDIRECT_OBJECT else 0)


def _had(facts: Facts, source: str, code: str, kind: str) -> int | None:
    one = facts.last_year.get((source, code))
    found: int | None = getattr(one, kind, None)
    return found


def _row(grid: Grid, facts: Facts, source: str, code: str) -> None:
    first, plan = facts.years[0], HAD + len(facts.had)
    grid.text(SOURCE, facts.names.source[source])
    grid.text(OBJECT, code)
    grid.text(NAME, object_name(code))
    for at, kind in enumerate(facts.had):
        had = _had(facts, source, code, kind)
        grid.blank(HAD + at) if had is None else grid.number(HAD + at, had)
    here = f"SUMPRODUCT((Detail_Source={grid.at(SOURCE)})*(Detail_Object={grid.at(OBJECT)}),{paid(first)})"
    more = f"+SUMPRODUCT((Indirect_Source={grid.at(SOURCE)})*1,{charged(first)})" if code == INDIRECT_OBJECT else ""
    planned = _planned(facts, source, code)
    grid.formula(plan, here + more, planned)
    _change(grid, facts, planned - (_had(facts, source, code, facts.had[0]) or 0))
    grid.next()


def _change(grid: Grid, facts: Facts, dollars: int, look: str = "") -> None:
    plan = HAD + len(facts.had)
    grid.formula(plan + 1, f"{grid.at(plan)}-{grid.at(HAD)}", dollars, look)


def _others(grid: Grid, facts: Facts, sums: list[int]) -> None:
    """What a person entered in Detail for a source and an object that stood nowhere when the workbook was written."""
    first, plan = facts.years[0], HAD + len(facts.had)
    listed = ",".join(grid.at(plan, row) for row in sums) or "0"
    grid.text(SOURCE, OTHERS)
    grid.formula(plan, f"SUM({paid(first)})+SUM({charged(first)})-SUM({listed})", 0)
    _change(grid, facts, 0)
    grid.next()


def _sum(grid: Grid, facts: Facts, look: str, words: str, blocks: list[tuple[int, int]], of: list[tuple[str, str]]) -> None:
    grid.text(SOURCE, words, look)
    for column in (OBJECT, NAME):
        grid.blank(column, look)
    had = [sum(_had(facts, source, code, kind) or 0 for source, code in of) for kind in facts.had]
    planned = sum(_planned(facts, source, code) for source, code in of)
    for at, dollars in enumerate([*had, planned]):
        places = ",".join(cells(first, HAD + at, last, HAD + at) if first != last else grid.at(HAD + at, first)
                          for first, last in blocks)
        grid.formula(HAD + at, f"SUM({places})", dollars, look)
    _change(grid, facts, planned - had[0], look)
    grid.next()
