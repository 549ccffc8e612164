"""From closed years to an Excel workbook: plan against actual, what is left of each source, and the years that remain."""

from __future__ import annotations

from pathlib import Path

from allocator.export.book import Book
from allocator.export.spent import SHEETS
from allocator.export.spent.pages import Pages
from allocator.export.text import cell_text
from allocator.export.workbook import save
from allocator.whatif.closing import Closed
from allocator.whatif.replan import Replanned


def write_spending(closed: Closed, found: Replanned | None, path: str | Path) -> None:
    """Write plan against actual as an Excel workbook (.xlsx); with ``found`` also the years that remain, planned again.

    Raises SurroundingsError when the file cannot be written; a file that was there before is then as it was.
    """
    save(Path(path), spending_bytes(closed, found))


def spending_bytes(closed: Closed, found: Replanned | None) -> bytes:
    """The workbook as bytes, for a download. The same figures give the same bytes."""
    book = Book(closed.years[0])
    book.file.set_properties({
        "title": cell_text(f"Plan and actual: {closed.case.plan.name}")[:250], "author": "allocator",
        "keywords": "community schools, budget, actual expenditures, SACS", "created": book.created,
    })
    pages = Pages(closed, found)
    for sheet in SHEETS:
        sheet(book, pages)
    return book.close()
