"""The sheet Scenario compare: the tiny school, whose figures README.md works by hand, beside a richer and an impossible one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from allocator.audit import check
from allocator.domain.report import Report
from allocator.explain.report import provenance
from allocator.explain.report import report as report_of
from allocator.export import write_workbook
from allocator.export.extras import Extras
from allocator.export.sheets.beside import NOT_LISTED
from allocator.load.budget_workbook import read_budget_workbook
from allocator.whatif.compare import beside
from allocator.whatif.comparison import Comparison
from tests.export import sample
from tests.export.helpers import broken, cells_of, edited, opened, recalculated, row, stale
from tests.in_process import PROOF, SeveralHere
from tests.whatif.test_changes import with_program
from tests.whatif.tiny import plan_with, tiny

SHEET = "Scenario compare"


@dataclass
class Written:
    """The tiny school's workbook with two others beside it."""

    report: Report
    found: Comparison
    path: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """B: 27,142 more local money and two outreach workers; in it the tutoring has another name. C has no budget."""
    richer = plan_with(local=57_142, outreach=2).model_copy(update={"name": "More money"})
    renamed = with_program("math-tutoring", name="Home visits").programs
    richer = richer.model_copy(update={"programs": {**richer.programs, "extra": renamed["math-tutoring"]}})
    none = plan_with(outreach=0, rules={"worker": {"kind": "must", "program": "attendance-worker"}})
    several = SeveralHere(PROOF)
    found = beside([tiny(), richer, none], several)
    best = several.best([tiny()])[0]
    report = report_of(best.case, best.budget, best.findings, best.answer.quality, provenance(tiny(), "none", 0.0))
    path = tmp_path_factory.mktemp("beside") / "budget.xlsx"
    write_workbook(report, path, extras=Extras(compared=found))
    return Written(report, found, path)


@pytest.fixture(scope="module")
def book(made: Written) -> Workbook:
    return load_workbook(made.path, data_only=True)


def test_without_others_there_is_no_such_sheet() -> None:
    assert SHEET not in opened(sample.report()).sheetnames


def test_points_dollars_and_their_differences(book: Workbook) -> None:
    """87 points and 51,000 dollars with the indirect charge of 1,000; B is told by the comparison."""
    assert row(book, SHEET, "How good it is, as solved")[:3] == ["proved", "proved", "impossible"]
    points = row(book, SHEET, "Points reached")
    assert points[0] == 87 and points[3] == points[1] - 87 and points[2] is None and points[4] is None  # type: ignore[operator]
    assert row(book, SHEET, "Spent in all, with indirect charges")[0] == 51_000
    assert row(book, SHEET, "Local money")[0] == 30_000
    assert row(book, SHEET, "Staffing grant")[0] == 21_000
    assert row(book, SHEET, "7310 Transfers of indirect costs")[0] == 1_000


def test_each_table_adds_up_to_what_the_comparison_says(made: Written, book: Workbook) -> None:
    totals = [cells[1:4] for cells in book[SHEET].iter_rows(values_only=True) if cells[0] == "Total"]
    richer = made.found.plans[1].reached
    assert richer is not None and sum(richer.objects.values()) == sum(richer.payments.values())
    spent = sum(richer.payments.values())
    assert totals == [(51_000, spent, None), (51_000, spent, None), (50_000, richer.cost, None)]


def test_what_runs_in_words_and_whether_it_is_the_same(made: Written, book: Workbook) -> None:
    runs = {cells[0]: cells[1:6] for cells in book[SHEET].iter_rows(values_only=True)}  # the last table is the one of words
    assert runs["Home visits"][0] == "1 yr Full"
    assert runs["Attendance worker"][0] == "\N{EM DASH}"
    for name, program in (("Home visits", "home-visits"), ("Attendance worker", "attendance-worker")):
        richer = made.found.plans[1].reached
        assert richer is not None
        assert runs[name][3] == ("same" if (program in richer.programs) == (name == "Home visits") else "differs")
        assert runs[name][4] is None  # C has no budget


def test_a_program_of_another_plan_with_the_same_name_is_told_apart(made: Written, book: Workbook) -> None:
    """B has one more program called "Home visits", which is tutoring: its dollars are never added to those of the visits."""
    richer = made.found.plans[1].reached
    assert richer is not None
    assert row(book, SHEET, "Home visits")[1] == richer.costs.get("home-visits", 0)
    if richer.costs.get("extra"):
        assert row(book, SHEET, "Home visits (extra)")[:2] == [0, richer.costs["extra"]]


def test_another_program_finds_every_figure_as_written(made: Written) -> None:
    assert stale(made.path) == ""


def test_differences_follow_a_change_by_hand(made: Written, book: Workbook) -> None:
    """100 dollars of the tutoring move into thin air: local money pays 29,900."""
    def change(found: Workbook) -> None:
        sheet = found["Detail"]
        at = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "Math tutoring" and cells[10].value == 30_000)
        sheet.cell(at, 11).value = 29_900

    again = recalculated(edited(made.path, change))
    before, now = row(book, SHEET, "Local money"), row(again, SHEET, "Local money")
    assert now[0] == 29_900 and now[1] == before[1] and now[3] == before[3] + 100  # type: ignore[operator]
    assert row(again, SHEET, "Math tutoring")[0] == 29_900
    assert row(again, SHEET, "Spent in all, with indirect charges")[0] == 50_900


def test_what_a_change_by_hand_puts_elsewhere_is_not_lost(made: Written) -> None:
    """The tutoring's dollars under object 5200, which no budget used: its row is empty, and the table still adds up."""
    def change(found: Workbook) -> None:
        sheet = found["Detail"]
        at = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "Math tutoring" and cells[10].value == 30_000)
        sheet.cell(at, 3).value = "5200"

    again = recalculated(edited(made.path, change))
    found = [cells[:2] for cells in again[SHEET].iter_rows(values_only=True) if cells[0] in (NOT_LISTED, "Total")]
    assert found == [(NOT_LISTED, 0), ("Total", 51_000), (NOT_LISTED, 30_000), ("Total", 51_000), (NOT_LISTED, 0),
                     ("Total", 50_000)]


@pytest.mark.slow
def test_it_is_read_back_and_judged_as_before(made: Written) -> None:
    budget, _ = read_budget_workbook(made.path, cells_of(made.path))
    assert budget == made.report.budget
    assert broken(made.report.case, made.path) == []
    assert not [finding for finding in check(made.report.case, budget) if finding.fails]
