"""Layouts that a district wrote itself: every fault of a file in the usual words, with its line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.errors import InputError
from allocator.export.forms import read_form, reports
from allocator.export.request import request_form
from allocator.paths import templates

DISTRICT = """kind: expenditure_report
id: our-district
sheet: Quarterly
summary_sheet: Quarterly by object
title: Quarterly report
grants: [ccspp-implementation]
confirmed: false
why: made up for a test
columns:
  - {holds: program, heading: Activity, width: 30}
  - {holds: object, heading: Code, width: 7}
  - {holds: budget, heading: "Planned {year}", width: 11}
  - {holds: actual, heading: "Spent {year}", width: 11}
"""
REQUEST = (templates() / "export" / "ccspp-budget-revision.yaml").read_text(encoding="utf-8")


def file(folder: Path, text: str, name: str = "our-district") -> Path:
    """A layout in a folder of templates."""
    (folder / "export").mkdir(exist_ok=True)
    path = folder / "export" / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("old", "new", "says"), [
    ("title: Quarterly report", "title: [Quarterly", "our-district.yaml line 6: this is not YAML"),
    ("title: Quarterly report", "titel: Quarterly report",
     'our-district.yaml line 5, titel: nothing here is called "titel". Did you mean "title"?'),
    ("sheet: Quarterly\n", "sheet: Quarterly\nsheet: Other\n",
     'our-district.yaml line 4: "sheet" stands twice, first in line 3. Remove one'),
    ("sheet: Quarterly\n", "", "our-district.yaml line 1, sheet: this field is missing. Fill it in."),
    ("kind: expenditure_report", "kind: expenditure_reports",
     'line 1, kind: there is no layout of this kind: got "expenditure_reports"; expected one of expenditure_report, '
     'revision_request. Did you mean "expenditure_report"?'),
    ("kind: expenditure_report\n", "", "our-district.yaml line 1, kind: this field is missing: expected one of"),
    ("[ccspp-implementation]", "[ccsp-implementation-cohort-4]",
     'line 6, grants: no grant file begins with this name: got "ccsp-implementation-cohort-4"'),
    ("[ccspp-implementation]", "ccspp", 'line 6, grants: this value cannot be used: got "ccspp"; expected a list'),
    ("holds: program", "holds: programs", 'got "programs"; expected one of site, program'),
    ("width: 7", "width: wide", 'line 11, columns[1].width: this value cannot be used: got "wide"'),
    ("width: 7", "width: 4", "line 11, columns[1].width: this value cannot be used: got 4; expected at least 5"),
    ("Activity", '"Activity {x}"', "the only word in braces is {year}"),
    ("why: made up for a test", "why: made up\nsource: [letter]\nread: \"2026-05\"", "references has no letter"),
    ("confirmed: false", "confirmed: maybe", 'line 7, confirmed: this value cannot be used: got "maybe"; expected true or false'),
    ("id: our-district", "id: their-district", 'line 2, id: the id is not the name of the file: got "their-district"; expected '
     '"our-district". Rename one of them.'),
    ("title: Quarterly report", "title: Quarterly report\npaper: a4", 'got "a4"; expected one of letter, legal, tabloid'),
])
def test_what_is_wrong_in_a_report_has_its_line_and_a_next_step(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert DISTRICT.count(old) >= 1
    with pytest.raises(InputError) as error:
        read_form(file(tmp_path, DISTRICT.replace(old, new, 1)))
    assert says in str(error.value)


@pytest.mark.parametrize("text", ["", "- a list\n", "just words\n", "a: &x 1\nb: *x\n"])
def test_a_file_that_is_no_layout_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"our-district\.yaml"):
        read_form(file(tmp_path, text))


def test_words_in_another_alphabet_of_bytes_are_named_with_their_line(tmp_path: Path) -> None:
    path = file(tmp_path, DISTRICT)
    path.write_bytes(DISTRICT.replace("Quarterly report", "Informe de año").encode("latin-1"))
    with pytest.raises(InputError, match=r"our-district\.yaml line 5: this is not UTF-8 text"):
        read_form(path)


def test_all_faults_of_all_files_are_in_one_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOCATOR_TEMPLATES", str(tmp_path))
    file(tmp_path, DISTRICT.replace("width: 7", "width: 4").replace("title", "titel"))
    file(tmp_path, "kind: nothing\n", "second")
    with pytest.raises(InputError) as error:
        reports()
    said = str(error.value).splitlines()
    assert len(said) == 4 and sum("second.yaml" in line for line in said) == 1


def test_a_file_that_is_mended_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allocator.export.forms.files.layout_files", lambda: [path])
    path = file(tmp_path, DISTRICT)
    assert [form.sheet for form in reports() if form.id == "our-district"] == ["Quarterly"]
    path.write_text(DISTRICT.replace("sheet: Quarterly\n", "sheet: Every quarter\n"), encoding="utf-8")
    assert [form.sheet for form in reports() if form.id == "our-district"] == ["Every quarter"]


@pytest.mark.parametrize(("old", "new", "says"), [
    ("shows: year, heading", "shows: years, heading", 'got "years"; expected one of year, object'),
    ("  tab: Contact\n", "", "contact.tab: this field is missing"),
    ("    - {shows: approved, heading: Approved budget}\n", "", "the columns need approved"),
    ("name: CCSPP", "nam: CCSPP", 'nothing here is called "nam". Did you mean "name"?'),
    ("tab: Revision", "tab: Rev/ision", "a name for a sheet, without"),
])
def test_what_is_wrong_in_a_request_is_said_the_same_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str,
                                                         says: str) -> None:
    assert old in REQUEST
    monkeypatch.setenv("ALLOCATOR_TEMPLATES", str(tmp_path))
    file(tmp_path, REQUEST.replace(old, new, 1), "ours")
    with pytest.raises(InputError) as error:
        request_form("ours")
    assert says in str(error.value) and "ours.yaml line" in str(error.value)


@pytest.mark.parametrize(("recipe", "name"), [("our-own-form", "riverbend-quarterly"), ("add-a-report", "garden-report")])
def test_the_form_of_a_recipe_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recipe: str, name: str) -> None:
    monkeypatch.setattr("allocator.export.forms.files.grant_ids", lambda: ["ccspp-planning", "elop", "garden-fund"])
    said = (templates().parent / "docs" / "recipes" / f"{recipe}.md").read_text(encoding="utf-8")
    form = read_form(file(tmp_path, said.split("```yaml\n")[1].split("```")[0], name))
    assert form is not None and form.id == name
