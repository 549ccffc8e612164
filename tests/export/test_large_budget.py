"""The program's own workbook is read back whatever its size, quickly, and with the cells that another reader finds there."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from allocator.audit import check
from allocator.domain.edits import Edit, Entry
from allocator.domain.workbook_layout import DETAIL, META, PROGRAMS, UNREAD
from allocator.export import workbook_bytes
from allocator.load.budget_cells import read_cells
from allocator.load.budget_tables import Cells, Meta, tables
from allocator.load.budget_workbook import read_budget_workbook
from allocator.load.edited_budget import read_edited
from allocator.load.plain_plan import fingerprint
from bench.district import district
from tests.export import sample
from tests.export.helpers import edited, written
from tests.load.workbooks import parts_of, zipped


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(sample.report(), tmp_path_factory.mktemp("book"))


def by_openpyxl(path: Path) -> Cells:
    """All cells of a workbook as another reader finds them."""
    values, formulas = load_workbook(path, data_only=True), load_workbook(path)
    return {
        sheet.title: {cell.coordinate: (values[sheet.title][cell.coordinate].value, cell.value if cell.data_type == "f" else None)
                      for row in sheet.iter_rows() for cell in row if cell.value is not None}
        for sheet in formulas
    }


def test_sheets_that_are_passed_over_state_nothing_to_the_reader(path: Path) -> None:
    cells = by_openpyxl(path)
    assert cells.keys() >= UNREAD
    meta = Meta(cells, path.name)
    found = [(table, rows) for table, rows in tables({name: cells[name] for name in (*UNREAD, META)}, meta)]
    assert len(found) > len(UNREAD) / 2 and not any(row.cells for _, rows in found for row in rows)
    read = {table for table, _ in tables({name: found for name, found in cells.items() if name not in UNREAD}, meta)}
    assert {DETAIL, PROGRAMS} <= read and META not in UNREAD


@pytest.mark.parametrize("again", [False, True], ids=["as written", "saved by another program"])
def test_the_cells_are_those_that_openpyxl_finds(path: Path, again: bool) -> None:
    book = edited(path, lambda book: None) if again else path
    found = read_cells(book.read_bytes())
    others = {name: cells for name, cells in by_openpyxl(book).items() if name not in UNREAD}
    assert {name: {at: value for at, (value, _) in cells.items()} for name, cells in found.items()} == {
        name: {at: value for at, (value, _) in cells.items() if value is not None or at in found[name]}
        for name, cells in others.items()}
    formulas = {(name, at): formula for name, cells in others.items() for at, (_, formula) in cells.items() if formula}
    assert formulas.keys() == {(name, at) for name, cells in found.items() for at, (_, formula) in cells.items() if formula}
    if again:  # by a program that calculates nothing: then the formula itself is told
        assert {place: found[place[0]][place[1]][1] for place in formulas} == formulas


def typed(book: bytes, sheet: str, address: str, number: int) -> bytes:
    """The workbook once a person typed a number over another."""
    parts = parts_of(book)
    names = re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"].decode())
    part = f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"
    pattern = rf'(<c r="{address}"[^>]*><v>)[^<]*'.encode()
    parts[part], changed = re.subn(pattern, rb"\g<1>%d" % number, parts[part])
    assert changed == 1
    return zipped(list(parts.items()))


@pytest.mark.slow
def test_one_correction_in_a_budget_of_a_hundred_and_sixty_programs_comes_back(tmp_path: Path) -> None:
    report = district(schools=4)
    assert len(report.case.plan.programs) == 160
    book = workbook_bytes(report)
    plan = fingerprint(report.case.plan)
    (tmp_path / "budget.xlsx").write_bytes(book)
    back = read_edited(tmp_path / "budget.xlsx", plan)
    assert (back.budget, back.edits) == (report.budget, ())
    budget, claims = read_budget_workbook(tmp_path / "budget.xlsx")
    assert [finding for finding in check(report.case, budget, claims) if finding.fails] == []
    first = next(payment for payment in report.budget.payments if payment.dollars > 1000 and payment.object == "1200")
    entry = Entry(first.program, first.year, first.line, first.object, first.source)
    sheet, _, address = back.places[entry].partition("!")
    (tmp_path / "edited.xlsx").write_bytes(typed(book, sheet, address, first.dollars + 1))
    again = read_edited(tmp_path / "edited.xlsx", plan)
    assert again.edits == (Edit(entry, first.dollars, first.dollars + 1),)
    assert sum(p.dollars for p in again.budget.payments) == sum(p.dollars for p in report.budget.payments) + 1
    assert replace(first, dollars=first.dollars + 1) in again.budget.payments
    budget, claims = read_budget_workbook(tmp_path / "edited.xlsx")
    assert {"full-cost"} <= {finding.rule for finding in check(report.case, budget, claims) if finding.fails}
