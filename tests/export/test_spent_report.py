"""The expenditure report with what was really spent; tests/whatif/spent_school.py works every number out by hand."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from allocator.allocate import case_for
from allocator.export.forms import read_form
from allocator.export.spending import spending_bytes, write_spending
from allocator.load.actuals import uploaded_actuals
from allocator.whatif.closing import Closed, close_years
from tests.export.helpers import stale
from tests.export.test_layouts import DISTRICT, file
from tests.whatif.spent_school import ADOPTED, BOOKED, RECORDS, school

MORE = "2025-26,grant,4300,12.50,\n"


@pytest.fixture(scope="module")
def closed() -> Closed:
    """The school of spent_school.py; its grant is one of the fourth cohort, and supplies were bought that nobody planned."""
    grant = {**RECORDS["sources"]["grant"], "grant": "ccspp-implementation-cohort-4"}
    plan = school(sources={**RECORDS["sources"], "grant": grant})
    return close_years(plan, case_for(plan), ADOPTED, uploaded_actuals("spent.csv", (BOOKED + MORE).encode(), plan))


def rows(book: Workbook, sheet: str) -> dict[str, list[object]]:
    """Rows by their object code, or by their first word."""
    return {str(row[1] or row[0]): list(row) for row in book[sheet].iter_rows(min_row=5, values_only=True) if row[1] or row[0]}


def test_actuals_stand_beside_the_budget_by_object_code(closed: Closed, tmp_path: Path) -> None:
    book = load_workbook(BytesIO(spending_bytes(closed, None)), data_only=True)
    assert book.sheetnames[-2:] == ["AER", "Booked"]
    assert [cell.value for cell in book["AER"][4]][4:8] == [
        "Budget\n2025-26", "Budget\n2026-27", "Actual\n2025-26", "Actual\n2026-27"]
    found = rows(book, "AER")
    # 22,750.40 + 2,275.04 + 998.67 + 12.50 + 1,301.20: the year that is open is still empty.
    assert found["2900"][4:8] == [30_000, 33_000, 22_750, None] and found["3302"][4:8] == [3_000, 3_300, 2_275, None]
    assert found["4400"][4:8] == [1_000, 0, 999, None] and found["7310"][4:8] == [1_700, 1_915, 1_301, None]
    assert found["5800"][4:8] == [0, 2_000, 0, None]
    assert found["4300"][2] == "Not in the adopted budget." and found["4300"][4:7] == [0, 0, 13]
    assert found["Total"][4:8] == [35_700, 40_215, 27_338, 0]
    assert str(found["2900"][2]).startswith("Attendance helper. Pay: ")
    assert str(found["7310"][2]).startswith("Indirect charge: 5%")
    write_spending(closed, None, tmp_path / "a.xlsx")
    assert stale(tmp_path / "a.xlsx") == ""


def test_only_what_is_not_known_may_be_filled_in(closed: Closed) -> None:
    sheet = load_workbook(BytesIO(spending_bytes(closed, None)))["AER"]
    line = next(row for row in sheet.iter_rows() if row[1].value == "2900")
    assert line[6].protection.locked and line[6].data_type == "f"
    assert not line[7].protection.locked and not line[8].protection.locked


def test_a_district_of_its_own_layout_gets_its_own_report(closed: Closed, tmp_path: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    form = read_form(file(tmp_path, DISTRICT))
    monkeypatch.setattr("allocator.export.forms.reported.reports", lambda: (form,))
    book = load_workbook(BytesIO(spending_bytes(closed, None)), data_only=True)
    assert rows(book, "Quarterly")["2900"][:6] == ["Attendance helper", "2900", 30_000, 33_000, 22_750, None]
    assert "Layout not confirmed with the funder's form." in str(book["Quarterly"]["A3"].value)


def test_a_plan_without_such_a_grant_has_no_report(tmp_path: Path) -> None:
    plan = school()
    found = close_years(plan, case_for(plan), ADOPTED, uploaded_actuals("spent.csv", BOOKED.encode(), plan))
    assert load_workbook(BytesIO(spending_bytes(found, None))).sheetnames[-1] == "Booked"
