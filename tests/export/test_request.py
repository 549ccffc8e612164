"""The request for approval of a revision: figures worked by hand in tests/whatif/test_revise.py, live formulas, a layout that is
data."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from pydantic import ValidationError

from allocator.allocate import case_for
from allocator.errors import InputError
from allocator.export.request import request_bytes, request_form, write_request
from allocator.export.request.form import Form, form_names
from allocator.grants.files import read_yaml
from allocator.paths import templates
from allocator.whatif.moved import approved_of
from allocator.whatif.revise import Revised, revise
from tests.export.helpers import recalculated, stale
from tests.in_process import PROOF, StudyHere
from tests.whatif.tiny import YEAR, plan_with, tiny

FORMULA = '=HYPERLINK("http://example.org","click")'
USUAL = "ccspp-budget-revision"


@pytest.fixture(scope="module")
def found() -> Revised:
    """The tiny school with less local money; its programs and its grant have names that look like formulas."""
    before = StudyHere(case_for(tiny()), PROOF)
    plan = plan_with(local=20_000)
    programs = {key: record.model_copy(update={"name": f"{FORMULA} {key}"}) for key, record in plan.programs.items()}
    grant = plan.sources["grant"].model_copy(update={"name": "+grant"})
    plan = plan.model_copy(update={"programs": programs, "sources": {**plan.sources, "grant": grant}})
    return revise(StudyHere(case_for(plan), PROOF), approved_of(before.case, before.base.budget, {}), "grant", YEAR)


def opened(found: Revised, form: Form | None = None, values: bool = True) -> Workbook:
    return load_workbook(BytesIO(request_bytes(found, form or request_form(USUAL))), data_only=values)


def below(book: Workbook, sheet: str, heading: str) -> list[list[Any]]:
    """The rows below a heading, to the first empty one."""
    rows = [[cell for cell in row if not str(cell).startswith("#request")] for row in book[sheet].iter_rows(values_only=True)]
    at = next(number for number, row in enumerate(rows) if heading in row)
    last = next((number for number in range(at + 1, len(rows)) if rows[number][0] is None), len(rows))
    return rows[at + 1:last]


def test_the_tabs_and_what_is_known_of_the_school(found: Revised) -> None:
    book = opened(found)
    assert book.sheetnames == ["Contact", "Revision"]
    known = {row[0]: row[1] for row in below(book, "Contact", "Answer")}
    assert (known["Name of the school"], known["Resource code"], known["Grant"]) == ("Tiny school", "9010", "+grant")
    assert known["E-mail"] is None and known["County-district-school (CDS) code"] is None
    fill = next(row[1] for row in book["Contact"].iter_rows() if row[0].value == "E-mail")
    assert not fill.protection.locked and fill.fill.fgColor.rgb == "FFFFF4CC"


def test_each_object_has_a_row_and_the_totals_tie_to_the_award(found: Revised) -> None:
    book = opened(found)
    rows = below(book, "Revision", "Justification")
    assert [row[:2] + row[3:8] for row in rows[:4]] == [
        [YEAR, "2900", 16_000, 8_000, 24_000, 0.5, "yes"], [YEAR, "3202", 3_200, 1_600, 4_800, 0.5, "yes"],
        [YEAR, "3302", 800, 400, 1_200, 0.5, "yes"], [YEAR, "7310", 1_000, 500, 1_500, 0.5, "yes"]]
    assert rows[4][0] == "Total" and rows[4][3:6] == [21_000, 10_500, 31_500]
    assert below(book, "Revision", "Award")[0][:9] == [YEAR, 45_000, 0, 21_000, 31_500, 0, 13_500, 0, "OK"]
    assert "begins to run in this year: $24,000 more." in rows[0][8] and "does not run in this year: $16,000 less." in rows[0][8]


def test_every_stored_value_is_what_its_formula_gives(found: Revised, tmp_path: Path) -> None:
    write_request(found, tmp_path / "r.xlsx", request_form(USUAL))
    assert stale(tmp_path / "r.xlsx") == ""
    assert sum(cell.data_type == "f" for sheet in load_workbook(tmp_path / "r.xlsx") for row in sheet.iter_rows()
               for cell in row) == 4 * 3 + 3 + 3


@pytest.mark.parametrize(("revised", "said"), [(17_599, "no"), (17_600, "yes"), (14_400, "yes"), (14_401, "no")])
def test_the_formula_knows_both_edges_of_a_tenth(found: Revised, tmp_path: Path, revised: int, said: str) -> None:
    """A clerk types other dollars: 10% of 16,000 is 1,600."""
    write_request(found, tmp_path / "r.xlsx", request_form(USUAL))
    book = load_workbook(tmp_path / "r.xlsx")
    row = next(row for row in book["Revision"].iter_rows() if row[1].value == "2900")
    row[5].value = revised
    book.save(tmp_path / "edited.xlsx")
    again = recalculated(tmp_path / "edited.xlsx")
    after = next(row for row in again["Revision"].iter_rows(values_only=True) if row[1] == "2900")
    assert after[4:6] == (revised - 16_000, revised) and after[7] == said
    assert str(below(again, "Revision", "Award")[0][8]).startswith("Differs by")


def test_words_that_look_like_formulas_stay_words(found: Revised) -> None:
    book = opened(found, values=False)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if FORMULA in str(cell.value)]
    assert len(cells) == 3
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_the_same_request_gives_the_same_bytes(found: Revised) -> None:
    form = request_form(USUAL)
    assert request_bytes(found, form) == request_bytes(found, form)


def test_a_layout_that_nobody_has_confirmed_says_so_on_every_tab(found: Revised) -> None:
    form = request_form(USUAL)
    shown = [sheet["A3"].value for sheet in opened(found, form)]
    assert shown == [None if form.confirmed else "layout not confirmed with the department's form"] * 2
    sure = form.model_copy(update={"confirmed": True})
    assert [sheet["A3"].value for sheet in opened(found, sure)] == [None, None]


def test_a_district_has_its_own_words_columns_and_order(found: Revised, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form is a file: no line of the program changes."""
    text = (templates() / "export" / f"{USUAL}.yaml").read_text(encoding="utf-8")
    start, end = text.index("  columns:\n    - {shows"), text.index("totals:")
    own = text[:start] + """  columns:
    - {shows: resource, heading: Resource}
    - {shows: object, heading: Obj}
    - {shows: revised, heading: New}
    - {shows: approved, heading: Old}
    - {shows: year, heading: FY}
""" + text[end:]
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "ours.yaml").write_text(own.replace("tab: Revision", "tab: Our changes"), encoding="utf-8")
    monkeypatch.setenv("ALLOCATOR_TEMPLATES", str(tmp_path))
    form = request_form("ours")
    write_request(found, tmp_path / "r.xlsx", form)
    book = load_workbook(tmp_path / "r.xlsx", data_only=True)
    assert book.sheetnames == ["Contact", "Our changes"]
    assert below(book, "Our changes", "Obj")[0][:5] == ["9010", "2900", 24_000, 16_000, YEAR]
    assert below(book, "Our changes", "Award")[0][8] == "OK"
    assert stale(tmp_path / "r.xlsx") == ""


def test_every_form_can_be_read_and_another_name_is_refused() -> None:
    assert USUAL in form_names()
    for name in form_names():
        assert request_form(name).name
    with pytest.raises(InputError, match="no form of this name"):
        request_form("ccspp-budget-revisions")


@pytest.mark.parametrize(("change", "says"), [
    ({"columns": [{"shows": "year", "heading": "FY"}, {"shows": "object", "heading": "Obj"}]}, "the columns need approved"),
    ({"columns": [{"shows": name, "heading": name} for name in ("year", "object", "approved", "revised", "percent")]},
     "worked out of change"),
    ({"columns": [{"shows": name, "heading": name} for name in ("year", "object", "approved", "revised", "year")]},
     "year stands in two columns"),
    ({"tab": "contact"}, "same name"),
])
def test_a_form_that_cannot_be_filled_in_is_refused(change: dict[str, Any], says: str) -> None:
    raw = read_yaml(templates() / "export" / f"{USUAL}.yaml")
    raw["revision"] = {**raw["revision"], **change}
    with pytest.raises(ValidationError, match=says):
        Form.model_validate(raw)
