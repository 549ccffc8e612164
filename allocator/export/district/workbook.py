"""From the budgets of several schools to one Excel workbook."""

from __future__ import annotations

from pathlib import Path

from allocator.export.book import Book
from allocator.export.district import checks, detail, read_me, site, whole
from allocator.export.district.gathered import District
from allocator.export.workbook import save


def write_district(district: District, path: str | Path) -> None:
    """Write the district workbook (.xlsx). The same budgets give the same bytes.

    Raises SurroundingsError when the file cannot be written; a file that was there before is then as it was.
    """
    save(Path(path), district_bytes(district))


def district_bytes(district: District) -> bytes:
    """The workbook as bytes, for a download. At least one school has a budget."""
    book = Book(district.years[0])
    book.file.set_properties({
        "title": "District workbook: budgets of community schools", "subject": f"{district.years[0]} to {district.years[-1]}",
        "author": f"allocator {district.brought[0].report.provenance.allocator}",
        "keywords": "community schools, budget, SACS, district", "created": book.created,
    })
    read_me.write(book, district)
    whole.write(book, district)
    for part in district.parts:
        site.write(book, district, part)
    detail.write(book, district)
    checks.write(book, district)
    return book.close()
