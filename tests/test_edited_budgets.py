"""A budget of the sample, changed by hand in its result file and in its workbook: the audit finds each change and names it.

Both files come from the solved sample. Rows of the workbook are found by what stands in them, as a clerk would.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

import allocator
from allocator.allocate import case_for
from allocator.audit import check
from allocator.domain.case import Case
from allocator.export import write_workbook
from allocator.load.budget import read_budget
from allocator.load.plain_plan import fingerprint
from allocator.ui.stored import stored_report
from tests.export.helpers import broken, edited

ROOT = Path(__file__).parents[1]
PLAN, RESULT = ROOT / "scenarios/oak-grove/base.yaml", ROOT / "scenarios/oak-grove/base.result.json"
FIRST = "2025-26"


@pytest.fixture(scope="module")
def case() -> Case:
    return case_for(allocator.load(PLAN))


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    return dict(json.loads(RESULT.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def workbook(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    report = stored_report(RESULT, case, fingerprint(case.plan))
    assert report is not None, "the stored result is of another plan: solve the sample again"
    path = tmp_path_factory.mktemp("oak-grove") / "budget.xlsx"
    write_workbook(report, path)
    return path


# in the result file ----------------------------------------------------------------------------------------------------
def move(result: dict[str, Any], old: dict[str, Any], dollars: int, source: str) -> None:
    """Part of a payment comes from another source."""
    old["dollars"] -= dollars
    for other in result["payments"]:
        if {**other, "dollars": 0, "source": source} == {**old, "dollars": 0, "source": source} and other["source"] == source:
            other["dollars"] += dollars
            return
    result["payments"].append({**old, "source": source, "dollars": dollars})


def some(result: dict[str, Any], source: str, year: str) -> dict[str, Any]:
    """The largest payment of a source in a year."""
    return max((p for p in result["payments"] if p["source"] == source and p["year"] == year), key=lambda p: p["dollars"])


def off_by_a_dollar(result: dict[str, Any]) -> None:
    some(result, "title1", FIRST)["dollars"] += 1


def a_dollar_to_a_source_at_its_limit(result: dict[str, Any]) -> None:
    """Title I is spent to the last dollar in the first year; the agency clinician may be paid from it too."""
    assert result["sources"]["title1"][FIRST]["paid"] == result["sources"]["title1"][FIRST]["amount"]
    payers = {"ccspp", "title1", "lcff", "lrebg", "medi-cal", "cybhi"}
    old = max((p for p in result["payments"] if p["year"] == FIRST and p["source"] in payers - {"title1"}
               and "." not in p["line"] and p["program"] in may_pay("title1")), key=lambda p: p["dollars"])
    move(result, old, 1, "title1")


@cache
def may_pay(source: str) -> frozenset[str]:
    """Programs that name the source among those that may pay them."""
    return frozenset(id for id, program in allocator.load(PLAN).programs.items() if source in (program.paid_by or []))


def to_a_barred_object(result: dict[str, Any]) -> None:
    """Food (object 4700) may not be paid by the grant."""
    some(result, "ccspp", FIRST)["object"] = "4700"


def to_a_lapsed_year(result: dict[str, Any]) -> None:
    """LREBG money lapses after 2027-28."""
    old = max((p for p in result["payments"] if p["year"] == "2028-29" and p["program"] in may_pay("lrebg")),
              key=lambda p: p["dollars"])
    move(result, old, old["dollars"], "lrebg")


def beyond_the_grade_share(result: dict[str, Any]) -> None:
    """ELO-P pays a third of the after-school program at most: grade 6 of grades 6 to 8."""
    for old in [p for p in result["payments"]
                if p["program"] == "after-school" and p["year"] == FIRST and p["source"] == "ases"]:
        move(result, old, old["dollars"] // 2, "elop")


def another_level(result: dict[str, Any]) -> None:
    years = result["programs"]["bilingual-liaison"]
    for year in years.values():
        year["level"] = "half" if year["level"] == "full" else "full"


def another_fte(result: dict[str, Any]) -> None:
    result["staff"]["coordinator"][FIRST] = 0.5


def salary_and_benefits_apart(result: dict[str, Any]) -> None:
    """The grant pays a coordinator's salary; health insurance goes to LCFF."""
    line = next(p for p in result["payments"]
                if p["program"].startswith("coordinator") and p["line"].endswith(".health") and p["source"] == "ccspp")
    move(result, line, line["dollars"], "lcff")


def a_total_that_no_longer_adds_up(result: dict[str, Any]) -> None:
    result["sources"]["ccspp"][FIRST]["paid"] += 100


JSON_EDITS: list[tuple[Callable[[dict[str, Any]], None], str]] = [
    (off_by_a_dollar, "full-cost"), (a_dollar_to_a_source_at_its_limit, "award:title1"),
    (to_a_barred_object, "budget"), (to_a_lapsed_year, "lrebg.last-use"), (beyond_the_grade_share, "elop.grades"),
    (another_level, "full-cost"), (another_fte, "staff / coordinator / 2025-26"),
    (salary_and_benefits_apart, "same-shares"), (a_total_that_no_longer_adds_up, "sources / ccspp / 2025-26 / paid"),
]


@pytest.mark.parametrize(("edit", "names"), JSON_EDITS, ids=[edit.__name__ for edit, _ in JSON_EDITS])
def test_a_change_in_the_result_file_is_found(case: Case, result: dict[str, Any], tmp_path: Path,
                                              edit: Callable[[dict[str, Any]], None], names: str) -> None:
    changed = copy.deepcopy(result)
    edit(changed)
    path = tmp_path / "edited.json"
    path.write_text(json.dumps(changed), encoding="utf-8")
    found = [f.rule if f.kind != "figures" else str(f.problem) for f in check(case, *read_budget(path)) if f.fails]
    assert any(names in one for one in found), found[:12]


def test_the_result_file_as_written_passes(case: Case) -> None:
    assert [finding for finding in check(case, *read_budget(RESULT)) if finding.fails] == []


# in the workbook -------------------------------------------------------------------------------------------------------
PROGRAM, COST, OBJECT, SOURCE, POSITION, FIRST_YEAR = 1, 2, 3, 8, 9, 11


def cell_row(book: Workbook, fits: Callable[[list[Any]], bool]) -> int:
    return next(row[0].row for row in book["Detail"].iter_rows(min_row=5) if fits([cell.value for cell in row]))  # type: ignore[return-value]


def put(book: Workbook, row: int, column: int, value: object) -> None:
    book["Detail"].cell(row, column).value = value  # type: ignore[assignment]


def paid(row: list[Any], source: str, year: int = 0) -> bool:
    """Whether the row is a payment of the source in the year."""
    return isinstance(row[SOURCE - 1], str) and row[SOURCE - 1].startswith(source) and isinstance(
        row[FIRST_YEAR - 1 + year], int) and row[FIRST_YEAR - 1 + year] > 0


def book_off_by_a_dollar(book: Workbook) -> None:
    row = cell_row(book, lambda r: paid(r, "Title I,"))
    put(book, row, FIRST_YEAR, book["Detail"].cell(row, FIRST_YEAR).value + 1)  # type: ignore[operator]


def book_a_barred_object(book: Workbook) -> None:
    put(book, cell_row(book, lambda r: paid(r, "CCSPP")), OBJECT, "4700")


def book_a_lapsed_year(book: Workbook) -> None:
    row = cell_row(book, lambda r: paid(r, "CCSPP", 3) and str(r[0]).startswith(("Math", "High-dosage", "Teacher extra")))
    put(book, row, SOURCE, "Learning Recovery Emergency Block Grant")


def book_a_dollar_to_a_source_at_its_limit(book: Workbook) -> None:
    """A cost that two sources share in the first year: a dollar of it moves to Title I, which is spent to the last dollar."""
    rows = [[cell.value for cell in row] for row in book["Detail"].iter_rows(min_row=5)]
    shared = {(r[PROGRAM - 1], r[COST - 1]) for r in rows if paid(r, "Title I,") and not r[POSITION - 1]}
    other = cell_row(book, lambda r: (r[PROGRAM - 1], r[COST - 1]) in shared and not paid(r, "Title I,")
                     and isinstance(r[FIRST_YEAR - 1], int) and r[FIRST_YEAR - 1] > 0 and not r[POSITION - 1])
    what = book["Detail"].cell(other, PROGRAM).value, book["Detail"].cell(other, COST).value
    title1 = cell_row(book, lambda r: (r[PROGRAM - 1], r[COST - 1]) == what and paid(r, "Title I,"))
    for row, dollars in ((other, -1), (title1, 1)):
        put(book, row, FIRST_YEAR, book["Detail"].cell(row, FIRST_YEAR).value + dollars)  # type: ignore[operator]


def book_beyond_the_grade_share(book: Workbook) -> None:
    """ELO-P would pay $135,000 of $193,000: more than the third that serves grade 6."""
    row = cell_row(book, lambda r: paid(r, "After School") and r[OBJECT - 1] == "5100")
    put(book, row, SOURCE, "Expanded Learning Opportunities Program (ELO-P), grade 6 share")


def book_another_level(book: Workbook) -> None:
    sheet = book["Programs"]
    row = next(row[0].row for row in sheet.iter_rows(min_row=5) if str(row[0].value).startswith("Bilingual community liaison"))
    was = sheet.cell(row, 3).value  # type: ignore[arg-type]
    other = next(value for value in (cell.value for r in sheet.iter_rows(min_row=5, min_col=3, max_col=7) for cell in r)
                 if value not in (was, None)) if was != "Full" else "\N{EM DASH}"
    sheet.cell(row, 3).value = other  # type: ignore[arg-type,assignment]


def book_another_fte(book: Workbook) -> None:
    sheet = book["Staffing"]
    row = next(row[0].row for row in sheet.iter_rows(min_row=4) if row[0].value == "Community school coordinator")
    sheet.cell(row, 2).value = 0.5  # type: ignore[arg-type]


def book_salary_and_benefits_apart(book: Workbook) -> None:
    row = cell_row(book, lambda r: paid(r, "CCSPP") and "coordinator" in str(r[0]) and str(r[OBJECT - 1]).startswith("34"))
    put(book, row, SOURCE, "LCFF supplemental and concentration")


def book_a_total(book: Workbook) -> None:
    sheet = book["Budget by object"]
    row = next(row[0].row for row in sheet.iter_rows(min_row=4) if row[0].value == "Total")
    sheet.cell(row, 3).value = 1_000_000  # type: ignore[arg-type]


BOOK_EDITS: list[tuple[Callable[[Workbook], None], str]] = [
    (book_off_by_a_dollar, "full-cost"), (book_a_barred_object, "budget"), (book_a_lapsed_year, "lrebg.last-use"),
    (book_a_dollar_to_a_source_at_its_limit, "award:title1"), (book_beyond_the_grade_share, "elop.grades"),
    (book_another_level, "full-cost"), (book_another_fte, "staff / coordinator / 2025-26"),
    (book_salary_and_benefits_apart, "same-shares"), (book_a_total, "totals"),
]


@pytest.mark.slow  # the sample's workbook is large; the small ones of tests/export are changed in the everyday suite
@pytest.mark.parametrize(("edit", "names"), BOOK_EDITS, ids=[edit.__name__ for edit, _ in BOOK_EDITS])
def test_a_change_in_the_workbook_is_found(case: Case, workbook: Path, edit: Callable[[Workbook], None], names: str) -> None:
    found = broken(case, edited(workbook, edit))
    assert any(names in one for one in found), found[:12]


@pytest.mark.slow  # as above
def test_the_workbook_as_written_passes(case: Case, workbook: Path) -> None:
    assert broken(case, workbook) == []
