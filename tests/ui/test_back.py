"""A workbook that comes back to the page Share: what was changed, what it breaks, the repair."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from allocator.domain.plan import Plan
from allocator.export import workbook_bytes
from allocator.load import fingerprint
from allocator.load.budget_workbook import read_budget_workbook
from allocator.ui import back, engine
from allocator.ui.back import CameBack
from allocator.ui.words import speaking, w
from allocator.whatif.argue import Argument, argue
from tests.cli.conftest import TINY
from tests.ui import school
from tests.ui.test_pages import _go, text
from tests.ui.test_plan_page import of
from tests.ui.test_uploads import edited

YEAR = "2025-26"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return engine.load(TINY)


@pytest.fixture(scope="module")
def report(plan: Plan) -> Any:
    from allocator import allocate

    return allocate(plan)


def dearer(book: Any) -> None:
    """The first payment of the sheet is 1,000 dollars more."""
    sheet = book["Detail"]
    head = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "Program")
    column = next(cell.column for cell in sheet[head] if cell.value == YEAR)
    sheet.cell(head + 1, column).value += 1000


def words(book: Any) -> None:
    sheet = book["Detail"]
    head = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "Program")
    column = next(cell.column for cell in sheet[head] if cell.value == YEAR)
    sheet.cell(head + 1, column).value = "12k"


def answered(report: Any, found: CameBack) -> Argument:
    assert found.edited is not None
    return argue(report.case, found.edited.written, found.edited.budget, engine.REPAIR)


def test_a_change_is_shown_with_its_cell_and_mended(plan: Plan, report: Any, tmp_path: Path) -> None:
    found = back.came_back("b.xlsx", edited(workbook_bytes(report), dearer), fingerprint(plan))
    assert found.edited is not None and back.changed(found.edited) == "One entry was changed by hand:"
    rows = back.edits_table(report, found.edited.edits, found.edited)
    assert len(rows["Cell"]) == 1 and rows["Cell"][0].startswith("Detail") and "instead of" in rows["Change"][0]
    told = answered(report, found)
    said = "\n".join(back.answer(report, told))
    assert "differs from the plan's cost by" in said and "once one line is changed" in said
    (tmp_path / "mended.xlsx").write_bytes(engine.repaired(plan, report, told, "plan.yaml"))
    assert read_budget_workbook(tmp_path / "mended.xlsx")[0] == report.budget
    with speaking("es"):
        assert back.changed(found.edited) == "Se cambió un dato a mano:" and "Celda" in back.edits_table(report, (), found.edited)


def test_nothing_changed_is_said(plan: Plan, report: Any) -> None:
    found = back.came_back("b.xlsx", workbook_bytes(report), fingerprint(plan))
    assert found.edited is not None and back.changed(found.edited) == "Nothing was changed by hand."
    assert "Every rule holds." in "\n".join(back.answer(report, answered(report, found)))


def test_what_cannot_be_used_is_told_and_nothing_else(plan: Plan, report: Any) -> None:
    mark = fingerprint(plan)
    torn = back.came_back("b.xlsx", edited(workbook_bytes(report), words), mark)
    assert torn.edited is None and any(str(fault.place).startswith("Detail!") for fault in torn.faults)
    other = back.came_back("b.xlsx", workbook_bytes(report), "0" * 64)
    assert other.edited is None and "another plan" in str(other.faults[0])
    strange = io.BytesIO()
    openpyxl.Workbook().save(strange)
    assert back.came_back("b.xlsx", strange.getvalue(), mark).edited is None
    assert back.came_back("b.xlsx", b"PK and nothing", mark).edited is None


@pytest.mark.slow
def test_the_page_judges_a_workbook_that_comes_back(app: AppTest) -> None:
    report = school.report_of(school.plan_of(), school.BEST)
    made = workbook_bytes(replace(report, provenance=replace(report.provenance, plan_sha256=fingerprint(school.plan_of()))))
    _go(app, "share")
    app.file_uploader[0].upload("budget.xlsx", edited(made, dearer)).run()
    assert not app.exception, app.exception
    for job in of(app).answers._asked.values():
        assert job.done.wait(60)
    app.run()
    assert "One entry was changed by hand:" in text(app) and "differs from the plan's cost by" in text(app)
    assert w("back.repaired") in [each.proto.label for each in app.get("download_button")]
    app.file_uploader[0].upload("budget.xlsx", edited(made, words)).run()
    assert not app.exception and "budget.xlsx" in app.error[0].value and "Detail" in str([one.value for one in app.table])


def other_amount(book: Any) -> None:
    sheet = book["Sources"]
    row = next(cells[0].row for cells in sheet.iter_rows() if cells[2].value == YEAR)
    sheet.cell(row, 4).value = 90_000


def test_an_amount_that_was_typed_over_is_told_and_changes_no_budget(plan: Plan, report: Any) -> None:
    found = back.came_back("b.xlsx", edited(workbook_bytes(report), other_amount), fingerprint(plan))
    assert found.edited is not None and not found.edited.edits
    told = back.figures(report, found.edited)
    assert len(told) == 2 and told[1].startswith("- Sources") and "90,000 stands there; 45,000 is what" in told[1]
    assert back.changed(found.edited, told) == "Nothing else was changed by hand."
    nothing = back.came_back("b.xlsx", workbook_bytes(report), fingerprint(plan))
    assert nothing.edited is not None and back.figures(report, nothing.edited) == []


def other_growth(book: Any) -> None:
    sheet = book["Assumptions"]
    row = next(cells[0].row for cells in sheet.iter_rows() if str(cells[0].value).startswith("Growth of costs a year"))
    sheet.cell(row, 6).value = 0.04


def test_a_rate_that_was_changed_is_told_and_changes_no_budget(plan: Plan, report: Any) -> None:
    found = back.came_back("b.xlsx", edited(workbook_bytes(report), other_growth), fingerprint(plan))
    assert found.edited is not None and found.edited.budget == report.budget and not found.edited.edits
    told = back.rates(report, found.edited)
    assert len(told) == 2 and "the growth of costs a year is 4% in this workbook; the plan has 0%" in told[0]
    assert back.changed(found.edited) == "Nothing else was changed by hand."
    with speaking("es"):
        assert "el crecimiento anual de los costos" in back.rates(report, found.edited)[0]
