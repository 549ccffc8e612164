"""Plan and actual by source and year."""

from __future__ import annotations

from allocator.domain.workbook_layout import NOT_READ
from allocator.export.book import Book
from allocator.export.grid import Column
from allocator.export.spent.pages import BOOKED_SOURCE, Pages, YearTable


def write(book: Book, pages: Pages) -> None:
    """The whole sheet."""
    heads = [Column(NOT_READ, "Source", least=30, most=44), Column(NOT_READ, "Resource", "code", 10)]
    grid = pages.start(book, "spent_sources", max(5, len(heads) + 3 * len(pages.shown)))
    plan, names = pages.closed.case.plan, pages.names.source
    with_figures = {row.source for row in pages.rows}
    YearTable(pages, grid, heads, BOOKED_SOURCE).write(
        "spent_sources", [source for source in pages.closed.case.sources if source in with_figures], lambda row: row.source,
        lambda source: (names[source], plan.sources[source].resource or ""))
    pages.finish(grid, 2)
