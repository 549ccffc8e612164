"""The workbook of a request: who asks, what changes, and whether the totals tie to the award."""

from __future__ import annotations

from pathlib import Path

from allocator.domain.report import Report
from allocator.export.book import Book
from allocator.export.grid import Column, Grid
from allocator.export.request.form import TOTALS, Form
from allocator.export.request.revision import write as write_revision
from allocator.export.text import cell_text, print_text
from allocator.export.workbook import save
from allocator.whatif.revise import Revised

NOT_CONFIRMED = "layout not confirmed with the department's form"
NOT_READ = "-"


def write_request(found: Revised, path: str | Path, form: Form) -> None:
    """Write the request for the plan that asks for approval. Raises SurroundingsError when the file cannot be written; a file
    that was there before is then as it was. Raises ValueError when there is no such plan."""
    save(Path(path), request_bytes(found, form))


def request_bytes(found: Revised, form: Form) -> bytes:
    """The workbook as bytes. The same request gives the same bytes. Raises ValueError when no plan is known."""
    report = found.asked.report
    if report is None:
        raise ValueError("there is no plan to ask approval for")
    book = Book(report.case.years[0])
    book.file.set_properties({
        "title": cell_text(f"{form.name}: {report.case.plan.name}")[:250], "author": f"allocator {report.provenance.allocator}",
        "subject": ", ".join(found.years), "keywords": "community schools, budget revision, SACS", "created": book.created,
    })
    _contact(book, found, form, report)
    grid = Grid(book, "request_revision", max(TOTALS, len(form.revision.columns)), form.revision.tab)
    grid.title(form.revision.title, form.revision.says)
    _badge(grid, form)
    write_revision(grid, found, form, report)
    finish(grid, report, form)
    return book.close()


def _contact(book: Book, found: Revised, form: Form, report: Report) -> None:
    tab, plan = form.contact, report.case.plan
    source = plan.sources[found.source]
    known = {"school": " and ".join(site.name for site in plan.sites.values()), "source": source.name,
             "resource": source.resource or "", "years": ", ".join(found.years)}
    grid = Grid(book, "request_contact", 2, tab.tab)
    grid.title(tab.title, tab.says)
    _badge(grid, form)
    grid.table("request_contact", [
        Column(NOT_READ, tab.columns[0], least=40, most=60), Column(NOT_READ, tab.columns[1], least=50, most=60)])
    for row in tab.rows:
        grid.text(0, row.label)
        if row.shows is not None and known[row.shows]:
            grid.text(1, known[row.shows], "input", "code")
        else:
            grid.blank(1, "input", "code")
        grid.next()
    finish(grid, report, form)


def _badge(grid: Grid, form: Form) -> None:
    """Says so where nobody has held the layout against the agency's own form."""
    if not form.confirmed:
        grid.row = 2
        grid.remark(NOT_CONFIRMED, "badge")
        grid.remark(form.why)
        grid.next()


def finish(grid: Grid, report: Report, form: Form) -> None:
    """Printing, widths and protection."""
    grid.finish(2, print_text(report.case.plan.name), f"{print_text(form.name)}, allocator {report.provenance.allocator}")
