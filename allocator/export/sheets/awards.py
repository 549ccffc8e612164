"""Awards: where money may be kept for a later year, what of each award is spent when. Oldest money first."""

from __future__ import annotations

from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cell
from allocator.export.ledger import AwardYear, has_ledger, ledger
from allocator.export.places import FIRST_ROW, finish, start

SOURCE, AWARD, YEAR, HELD, SPENT, KEPT, UNTIL = range(7)
AMOUNT_ON_SOURCES, PAID_ON_SOURCES, INDIRECT_ON_SOURCES = 3, 5, 6
NOTHING_KEPT = "No source of this plan may keep money for a later year."


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    columns = [
        Column("-", "Source", least=26, most=46), Column("-", "Year of award", least=10), Column("-", "Fiscal year", least=10),
        Column("-", "At hand", "money", 13), Column("-", "Spent", "money", 13), Column("-", "Kept for later", "money", 13),
        Column("-", "May be spent until", least=14),
    ]
    grid = Grid(book, "awards", len(columns))
    start(facts, grid)
    grid.table("awards", columns)
    for source in facts.sources:
        if has_ledger(facts, source):
            _source(grid, facts, source)
    if not any(has_ledger(facts, source) for source in facts.sources):
        grid.remark(NOTHING_KEPT)
    finish(facts, grid)


def _source(grid: Grid, facts: Facts, source: str) -> None:
    rows = ledger(facts, source)
    at: dict[str, int] = {}
    for row in rows:
        older = [at[other.award] for other in rows if other.year == row.year and other.award < row.award]
        _award(grid, facts, row, older, at.get(row.award))
        at[row.award] = grid.row
        grid.next()


def on_sources(facts: Facts, source: str, year: str, column: int) -> str:
    """A cell of a source's year on the Sources sheet."""
    row = FIRST_ROW + facts.sources.index(source) * (len(facts.years) + 1) + facts.years.index(year)
    return f"{labels.SHEETS['sources']}!{cell(row, column)}"


def _award(grid: Grid, facts: Facts, row: AwardYear, older: list[int], before: int | None) -> None:
    grid.text(SOURCE, facts.names.source[row.source])
    grid.text(AWARD, row.award)
    grid.text(YEAR, row.year)
    if row.award == row.year:
        grid.formula(HELD, on_sources(facts, row.source, row.year, AMOUNT_ON_SOURCES), row.held)
    elif before is None:
        grid.number(HELD, row.held)
    else:
        grid.formula(HELD, grid.at(KEPT, before), row.held)
    parts = (on_sources(facts, row.source, row.year, column) for column in (PAID_ON_SOURCES, INDIRECT_ON_SOURCES))
    need = "+".join(parts) + "".join(f"-{grid.at(SPENT, other)}" for other in older)
    grid.formula(SPENT, need if row.last_payer else f"MIN({grid.at(HELD)},{need})", row.used)
    left = f"MAX(0,{grid.at(HELD)}-{grid.at(SPENT)})"
    grid.formula(KEPT, "0" if row.ends else left if row.cap is None else f"MIN({left},{row.cap})", row.kept)
    grid.text(UNTIL, facts.case.usable_until(row.source, row.award))
