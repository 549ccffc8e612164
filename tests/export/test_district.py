"""The district workbook: two schools worked by hand, whose sheets add up to the district, and costs that no school has alone.

Oak & Elm is the school of sample.py: 107,849 and 167,426 dollars with 2,754 and 5,520 of indirect charges. Birch is the same
budget when the district office spends the tutoring (50,000 and 51,500), under names of its own.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from allocator.domain.case import Case
from allocator.domain.report import Report
from allocator.export.district import district_bytes, write_district
from allocator.export.district.gathered import OFFICE, SCHOOL, Brought, District, Without
from allocator.export.district.names import sheet_names
from tests.export import sample
from tests.export.helpers import edited, recalculated, row, stale
from tests.export.sample import Y1, Y2

PROVED = "Proved: no budget reaches more points."


def school(name: str, **sections: Any) -> Report:
    """The small budget of another school."""
    return sample.report(sites={"school": {"name": name, "enrollment": 400}}, name=name, **sections)


def central() -> dict[str, Any]:
    programs = sample.sections()["programs"]
    programs["tutoring"]["place"] = "central"
    return programs


def two() -> District:
    birch = school("Birch [K-8]: a school", programs=central())
    return District([Brought(sample.report(), "oak.yaml", PROVED), Brought(birch, "birch.yaml", PROVED)],
                    [Without("Cedar", "cedar.yaml", "No budget can obey every rule of this plan.")])


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("district") / "district.xlsx"
    write_district(two(), made)
    return made


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path, data_only=True)


def rows(book: Workbook, sheet: str, *first: str) -> list[list[Any]]:
    """The rest of every row that begins with these words."""
    return [list(cells[len(first):]) for cells in book[sheet].iter_rows(values_only=True) if cells[:len(first)] == first]


def test_a_sheet_for_each_school_with_a_name_that_excel_takes(book: Workbook) -> None:
    assert book.sheetnames == ["Read me", "District", "Oak & Elm Middle School", "Birch -K-8-- a school", "Detail", "Checks"]
    told = {cells[0]: cells[1] for cells in book["Read me"].iter_rows(values_only=True)}
    assert str(told["Birch -K-8-- a school"]).startswith("Birch [K-8]: a school: ")
    assert told["No budget"] == "Cedar (cedar.yaml): No budget can obey every rule of this plan."
    assert row(book, "Read me", "Checks")[0] == "All checks of this workbook hold."


def test_the_schools_add_up_to_the_district(book: Workbook) -> None:
    assert row(book, "District", "\N{EM DASH}", "Oak & Elm Middle School")[:3] == [107849, 167426, 275275]
    assert row(book, "District", "\N{EM DASH}", "Birch [K-8]: a school")[:3] == [107849, 167426, 275275]
    assert row(book, "District", "oak.yaml", "Oak & Elm Middle School")[:5] == [900, 85.5, 117, 85.5 / 117, "proved"]
    assert row(book, "District", "cedar.yaml", "Cedar")[0] == "No budget can obey every rule of this plan."
    for words in ("All schools", "All objects", "All sources"):
        assert row(book, "District", "Total", words)[:3] == [215698, 334852, 550550]
    assert row(book, "District", "1200")[1:4] == [90000, 185400, 275400]
    assert row(book, "District", "6332", "CCSPP implementation grant")[:3] == [125698, 231852, 357550]


def test_what_the_district_office_spends_stands_apart(book: Workbook) -> None:
    """Oak & Elm: 105,095 and 161,906 at the school. Birch: the tutoring of 50,000 and 51,500 at the district office."""
    oak, birch = "Oak & Elm Middle School", "Birch -K-8-- a school"
    assert row(book, oak, "Total", SCHOOL)[:3] == [105095, 161906, 267001]
    assert row(book, oak, "Total", OFFICE)[:3] == [2754, 5520, 8274]
    assert row(book, birch, "Total", SCHOOL)[:3] == [55095, 110406, 165501]
    assert row(book, birch, "Total", OFFICE)[:3] == [52754, 57020, 109774]
    assert [found[1:3] for found in rows(book, birch, "5100")] == [[30000, 30900]]
    assert row(book, birch, "3000", "Employee benefits")[:3] == [8595, 17706, 26301]
    assert row(book, birch, "Total", "Birch [K-8]: a school")[:3] == [107849, 167426, 275275]


def test_years_stand_on_every_page_and_stay_in_sight(book: Workbook) -> None:
    for name in book.sheetnames[1:4]:
        tops = [4, *(end.id + 1 for end in book[name].row_breaks.brk)]
        assert len(tops) > 1 and book[name].freeze_panes == "C5"
        for top in tops:  # no table goes over the end of a page here, so each page begins with the headings of its own
            assert [cell.value for cell in book[name][top]][2:5] == [Y1, Y2, "All years"]
        assert book[name].page_setup.orientation == "landscape"


def test_what_runs_with_its_dollars(book: Workbook) -> None:
    assert row(book, "Oak & Elm Middle School", SCHOOL, "School social worker")[:3] == ["Half time", "Full", 165501]
    assert row(book, "Birch -K-8-- a school", OFFICE, sample.TUTORING)[:3] == ["Full", "Full", 101500]
    assert not rows(book, "Oak & Elm Middle School", SCHOOL, "School garden")


def test_another_program_finds_every_figure_as_written(path: Path) -> None:
    assert stale(path) == ""


def test_a_changed_row_shows_in_its_school_alone_and_fails_a_check(path: Path) -> None:
    def change(found: Workbook) -> None:
        sheet = found["Detail"]
        at = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "Oak & Elm Middle School"
                  and cells[7].value == 45000)
        sheet.cell(at, 8).value = 45100

    again = recalculated(edited(path, change))
    assert row(again, "District", "\N{EM DASH}", "Oak & Elm Middle School")[0] == 107949
    assert row(again, "District", "\N{EM DASH}", "Birch [K-8]: a school")[0] == 107849
    assert row(again, "Checks", "Checks that fail")[3] == 1  # the school's sheet is no longer the budget that was audited
    failing = row(again, "Checks", "Oak & Elm Middle School: its sheet = the budget that passed the audit")
    assert failing[:4] == [Y1, 107949, 107849, "Differs by $100"]


def test_years_of_one_school_only_are_empty_for_the_others() -> None:
    later = school("Later")
    plan = later.case.plan
    moved = {Y1: Y2, Y2: "2027-28"}
    shifted = plan.model_copy(update={"years": [Y2, "2027-28"], "sources": {
        key: source.model_copy(update={"amounts": {moved[year]: amount for year, amount in (source.amounts or {}).items()}})
        for key, source in plan.sources.items()}})
    budget = type(later.budget).of(
        {program: {moved[year]: level for year, level in years.items()} for program, years in later.budget.roster.items()},
        [replace(payment, year=moved[payment.year]) for payment in later.budget.payments])
    report = replace(later, case=Case(shifted, rules=later.case.rules), budget=budget, sources={
        source: {moved[year]: account for year, account in years.items()} for source, years in later.sources.items()})
    found = District([Brought(sample.report(), "a.yaml", ""), Brought(report, "b.yaml", "")])
    assert found.years == [Y1, Y2, "2027-28"]
    assert [found.spent(year) for year in found.years] == [107849, 167426 + 107849, 167426]
    assert [found.spent(year, found.parts[0].key) for year in found.years] == [107849, 167426, 0]


def test_a_plan_of_several_schools_keeps_apart_what_belongs_to_none(tmp_path: Path) -> None:
    """The social worker is at East, the tutoring of no school: its 50,000 and 51,500, and the charges of a grant of no school,
    stand on a sheet of their own."""
    programs = sample.sections()["programs"]
    programs["social-worker"]["site"] = "east"
    report = sample.report(sites={"east": {"name": "East"}, "west": {"name": "West"}}, programs=programs, name="Two schools")
    found = District([Brought(report, "both.yaml", PROVED)])
    assert [part.label for part in found.parts] == ["East", "West", f"{OFFICE}: Two schools"]
    assert [part.sheet for part in found.parts] == ["East", "West", "District - shared- Two schools"]
    assert [found.spent(Y1, part.key) for part in found.parts] == [55095, 0, 52754]
    write_district(found, tmp_path / "d.xlsx")
    assert stale(tmp_path / "d.xlsx") == ""
    book = load_workbook(tmp_path / "d.xlsx", data_only=True)
    assert row(book, "Checks", "Two schools: its sheet = the budget that passed the audit")[:4] == [Y1, 107849, 107849, "OK"]


def test_the_same_budgets_give_the_same_bytes(path: Path) -> None:
    assert district_bytes(two()) == path.read_bytes()
    assert load_workbook(BytesIO(path.read_bytes())).defined_names["Site_1_2025_26"] is not None


@pytest.mark.parametrize(("labels", "names"), [
    (["A" * 31, "A" * 32], ["A" * 31, f"{'A' * 27} (2)"]),
    (["Elm", "ELM", "elm"], ["Elm", "ELM (2)", "elm (3)"]),
    (["Detail", "History", "a/b\\c?*[d]:"], ["Detail (2)", "History (2)", "a-b-c---d--"]),
    (["'Quoted'", "  ", "\N{BOOKS}" * 16], ["\N{RIGHT SINGLE QUOTATION MARK}Quoted\N{RIGHT SINGLE QUOTATION MARK}", "School",
                                           "\N{BOOKS}" * 15]),
    (["=SUM(1)", "+ - @Elm", "=="], ["SUM(1)", "Elm", "School"]),
])
def test_names_that_excel_takes(labels: list[str], names: list[str]) -> None:
    assert sheet_names(labels, ["Detail"]) == names
