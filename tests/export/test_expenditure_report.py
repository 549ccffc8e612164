"""The expenditure report of a grant, worked by hand on the small sample, and forms that are nothing but a file."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from allocator.constraints import parse_rule
from allocator.domain.report import Report
from allocator.errors import InputError
from allocator.export.forms import read_form, reports
from allocator.load.budget_workbook import read_budget_workbook
from tests.export import sample
from tests.export.helpers import broken, cells_of, edited, opened, recalculated, row, stale, written

GRANT = "CCSPP implementation grant"
SITE = "Oak & Elm Middle School"


def sources(**grants: str) -> dict[str, Any]:
    """The sample's sources, with the grants that bring them."""
    found = sample.sections()["sources"]
    return {source: {**record, "grant": grants[source]} if source in grants else record for source, record in found.items()}


def report(**change: Any) -> Report:
    """The sample's report, its grant named as one of the fourth cohort."""
    return sample.report(**{"sources": sources(ccspp="ccspp-implementation-cohort-4"), **change})


def checks(book: Workbook) -> dict[str, list[object]]:
    """Results of the checks that speak of a report."""
    found: dict[str, list[object]] = {}
    for cells in book["Checks"].iter_rows(values_only=True):
        if str(cells[0]).startswith("AER"):
            found.setdefault(str(cells[0]), []).append(cells[4])
    return found


def test_each_cost_of_the_grant_by_year(tmp_path: Path) -> None:
    book = opened(report())
    worker, supports = "School social worker.", "Integrated student supports"
    serves = "Serves: Access to mental health care."
    assert row(book, "AER", SITE, "1200")[:6] == [
        f"{worker} Pay: 2025-26: $45,000; 2026-27: $90,000, grown 3% a year from 2025-26 dollars. {serves}", supports,
        45000, 92700, None, None]
    assert row(book, "AER", SITE, "4400")[:4] == [f"{worker} Laptop: $1,500 once, in 2025-26. {serves}", supports, 1500, 0]
    # Of the provider's 30,000 and 30,900 the grant pays 5,000 in the first year.
    contract = row(book, "AER", SITE, "5100")
    assert contract[2:4] == [5000, 0] and str(contract[0]).endswith("Paid together with: LCFF supplemental.")
    assert row(book, "AER", "District office", "7310")[2:4] == [2754, 5520]
    assert row(book, "AER", "Total")[3:7] == [62849, 115926, 0, 0]
    assert [cell.value for cell in book["AER"][4]][4:9] == [
        "Budget\n2025-26", "Budget\n2026-27", "Actual\n2025-26", "Actual\n2026-27", "Change note"]
    assert stale(written(report(), tmp_path)) == ""


def test_the_summary_adds_up_by_object_and_can_be_signed() -> None:
    book = opened(report())
    assert row(book, "AER summary", "1200")[:8] == ["Certificated pupil support salaries", 45000, 92700, 137700, 0, 0, 0, 137700]
    assert row(book, "AER summary", "7310")[1:4] == [2754, 5520, 8274]
    assert row(book, "AER summary", "Total")[1:8] == [62849, 115926, 178775, 0, 0, 0, 178775]
    assert row(book, "AER summary", "Prepared by (budget office)")
    assert checks(book) == {f"AER = Sources (paid + indirect) of {GRANT}": ["OK", "OK"], "AER summary = AER": ["OK", "OK"]}
    assert all("not confirmed with the department's form" in str(book[name]["A3"].value) for name in ("AER", "AER summary"))
    assert "not confirmed with the department's form" in str(row(book, "Read me", "AER")[0])


def test_what_was_really_spent_is_added_up(tmp_path: Path) -> None:
    def spend(book: Workbook) -> None:
        sheet = book["AER"]
        at = next(cells[0].row for cells in sheet.iter_rows() if cells[1].value == "1200")
        assert not sheet.cell(at, 7).protection.locked and not sheet.cell(at, 9).protection.locked
        sheet.cell(at, 7).value = 40000

    book = recalculated(edited(written(report(), tmp_path), spend))
    assert row(book, "AER summary", "1200")[4:8] == [40000, 0, 40000, 97700]
    assert row(book, "AER summary", "Total")[4:8] == [40000, 0, 40000, 138775]


def test_the_budget_still_comes_back(tmp_path: Path) -> None:
    path = written(report(), tmp_path)
    assert read_budget_workbook(path, cells_of(path))[0] == sample.budget() and broken(report().case, path) == []


def test_what_counts_as_match_stands_below_with_its_payer(tmp_path: Path) -> None:
    gift = {"rooms": {"name": "Rooms of the library", "amounts": {sample.Y1: 1000, sample.Y2: 2000}}}
    rule = parse_rule("match", {"kind": "local_match", "source": "ccspp", "share": Fraction(1, 3),
                                "counts": {"in_kind": ["rooms"]}})
    made = report(more=[rule], in_kind=gift)
    book = opened(made)
    aides = row(book, "AER", SITE, "2100")
    assert str(aides[0]).startswith(f"Match. {sample.TUTORING}. Tutoring aides:")
    assert aides[2:9] == [None, None, None, None, None, 40600, "LCFF supplemental"]
    assert row(book, "AER", None, None, "Match in kind: Rooms of the library.")[-3:-1] == [3000, "Rooms of the library"]
    # LCFF pays 40,600 of the aides and 55,900 of the provider; the rooms are worth 3,000.
    assert row(book, "AER", "Total")[3:9] == [62849, 115926, 0, 0, None, 99500] and stale(written(made, tmp_path)) == ""


def test_a_report_for_each_grant_and_none_without_one(tmp_path: Path) -> None:
    assert not [name for name in opened(sample.report()).sheetnames if name.startswith("AER")]
    both = report(sources=sources(ccspp="ccspp-implementation-cohort-3", lcff="ccspp-planning"))
    book = opened(both)
    assert [name for name in book.sheetnames if name.startswith("AER")] == ["AER 1", "AER summary 1", "AER 2", "AER summary 2"]
    assert row(book, "AER 2", "Total")[3:5] == [45000, 51500] and stale(written(both, tmp_path)) == ""


# a form of a district's own ---------------------------------------------------------------------------------------------
FORM = """
kind: expenditure_report
id: our-form
sheet: Our form
summary_sheet: Our form by object
title: What the grant paid
grants: [ccspp-implementation]
confirmed: false
why: a test
columns:
  - {holds: cost, heading: Item, width: 30}
  - {holds: object, heading: Code}
  - {holds: object_name, heading: Name of the code, width: 30}
  - {holds: budget, heading: "{year}"}
"""


def own(folder: Path, text: str = FORM, name: str = "our-form") -> Path:
    """A form's file."""
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_another_layout_is_another_file_and_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = read_form(own(tmp_path))
    monkeypatch.setattr("allocator.export.forms.reported.reports", lambda: (form,))
    book = opened(report())
    assert [cell.value for cell in book["Our form"][4]][:5] == ["Item", "Code", "Name of the code", "2025-26", "2026-27"]
    assert row(book, "Our form", "Pay")[:4] == ["1200", "Certificated pupil support salaries", 45000, 92700]
    assert row(book, "Our form", "Total")[2:4] == [62849, 115926]
    assert row(book, "Our form by object", "Total")[1:4] == [62849, 115926, 178775]
    assert stale(written(report(), tmp_path)) == ""


@pytest.mark.parametrize(("old", "new", "says"), [
    ("holds: object, ", "holds: site, ", "needs a column that holds object"),
    ("holds: cost", "holds: object", "two columns hold object"),
    ('heading: "{year}"', "heading: Dollars", "the headings of budget and actual hold {year}"),
    ("holds: cost", "holds: colour", "expected one of site, program"),
    ("id: our-form", "id: your-form", "the id is not the name of the file"),
    ("sheet: Our form\n", "sheet: Our/form\n", "a name for a sheet, without"),
    ("why: a test\n", "", "say why it is not confirmed"),
])
def test_what_is_wrong_in_a_form_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in FORM
    with pytest.raises(InputError) as error:
        read_form(own(tmp_path, FORM.replace(old, new, 1)))
    assert says in str(error.value) and "our-form.yaml" in str(error.value)


def test_files_of_another_kind_are_left_alone(tmp_path: Path) -> None:
    assert read_form(own(tmp_path, "kind: revision_request\n")) is None
    assert "ccspp-annual-expenditure-report" in {form.id for form in reports()}
