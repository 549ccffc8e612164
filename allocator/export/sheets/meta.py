"""_meta (very hidden): what is needed to read the workbook back. One fact a row."""

from __future__ import annotations

from collections.abc import Iterator

from allocator.domain.workbook_layout import FORMAT, JOIN, RATE, WRITTEN, by_year
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Grid
from allocator.export.places import start


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    grid = Grid(book, "meta", 0)
    start(facts, grid)
    for fact in _facts(book, facts):
        for column, value in enumerate(fact):
            grid.text(column, value)
        grid.next()
    grid.sheet.very_hidden()


def _facts(book: Book, facts: Facts) -> Iterator[tuple[str, ...]]:
    made, names = facts.report.provenance, facts.names
    yield "format", FORMAT
    yield "plan", facts.case.plan.name
    yield "plan_sha256", made.plan_sha256
    yield "allocator", made.allocator
    yield "status", facts.report.status
    yield "years", *facts.years
    for key, label in names.program.items():
        yield "label", "program", key, label
    for key, label in names.source.items():
        yield "label", "source", key, label
    for (program, level), label in names.level.items():
        yield "label", "level", program + JOIN + level, label
    for (program, line), label in names.line.items():
        yield "label", "line", program + JOIN + line, label
    for table, code, heading in book.columns:
        yield "column", table, code, heading
    for sheet, first, digests in book.digests():
        yield "formulas", sheet, str(first), digests
    for figure, rate in facts.rates.values.items():
        yield RATE, JOIN.join(figure), str(rate)
    for program, levels in facts.budget.roster.items():
        yield WRITTEN, program, by_year(levels)
    for row in facts.detail:
        what = JOIN.join((row.program, row.line, row.object))
        yield WRITTEN, what, row.source, by_year({year: dollars for year, dollars in row.dollars.items() if dollars})
