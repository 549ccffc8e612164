"""From a comparison to an Excel workbook: inputs and results side by side, and why they differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from allocator.export.book import Book
from allocator.export.compared import SHEETS
from allocator.export.compared.side import Sides
from allocator.export.text import cell_text
from allocator.export.workbook import save
from allocator.whatif.comparison import Comparison


def write_comparison(found: Comparison, path: str | Path, files: Sequence[str]) -> None:
    """Write a comparison as an Excel workbook (.xlsx). ``files`` are the names of the plans' files.

    Raises SurroundingsError when the file cannot be written; a file that was there before is then as it was.
    """
    save(Path(path), comparison_bytes(found, files))


def comparison_bytes(found: Comparison, files: Sequence[str]) -> bytes:
    """The workbook as bytes, for a download. The same comparison gives the same bytes."""
    first = found.plans[0]
    book = Book(first.given.years[0])
    book.file.set_properties({
        "title": cell_text(f"Plans compared with {first.name}")[:250], "author": f"allocator {first.provenance.allocator}",
        "keywords": "community schools, budget, comparison", "created": book.created,
    })
    sides = Sides(found, [Path(file).name for file in files])
    for sheet in SHEETS:
        sheet(book, sides)
    return book.close()
