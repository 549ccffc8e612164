"""From a report to an Excel workbook: the budget with live formulas, tied to the dollar."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from allocator.domain.report import Report
from allocator.errors import SurroundingsError
from allocator.export.book import Book
from allocator.export.extras import NOTHING, Extras
from allocator.export.facts import PLAN, Facts
from allocator.export.sheets import SHEETS
from allocator.export.text import cell_text
from allocator.messages import say


def write_workbook(report: Report, path: str | Path, plan_file: str = PLAN, extras: Extras = NOTHING) -> None:
    """Write the budget as an Excel workbook (.xlsx). The same report gives the same bytes. ``plan_file`` is the name of the
    plan's file, for the workbook's instructions; ``extras`` what is known beside the budget.

    Raises SurroundingsError when the file cannot be written; a file that was there before is then as it was.
    """
    save(Path(path), workbook_bytes(report, plan_file, extras))


def workbook_bytes(report: Report, plan_file: str = PLAN, extras: Extras = NOTHING) -> bytes:
    """The workbook as bytes, for a download."""
    facts = Facts(report, f'"{plan_file}"' if " " in plan_file else plan_file, extras)
    book = Book(facts.years[0])
    _properties(book, facts)
    for sheet in SHEETS:
        sheet(book, facts)
        book.pack()
    return book.close()


def _properties(book: Book, facts: Facts) -> None:
    made = facts.report.provenance
    book.file.set_properties({
        "title": cell_text(f"Community school budget: {facts.case.plan.name}")[:250],
        "subject": f"{facts.years[0]} to {facts.years[-1]}",
        "author": f"allocator {made.allocator}",
        "keywords": "community schools, budget, SACS",
        "comments": "Whole dollars; live formulas; read back with: allocator audit PLAN WORKBOOK",
        "created": book.created,
    })
    for name, value in (("plan_sha256", made.plan_sha256), ("format", "1"), ("revision", made.allocator),
                        ("status", facts.report.status)):
        book.file.set_custom_property(name, value, "text")


def save(path: Path, data: bytes) -> None:
    """Put bytes where a file shall be, whole or not at all. Raises SurroundingsError."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise SurroundingsError(say("trouble.out.unwritten", file=str(path), reason=error.strerror or str(error))) from error
