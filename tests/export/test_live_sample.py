"""The sample school's workbook with other rates: every cost line, payment and indirect charge as the program computes them."""

from __future__ import annotations

import dataclasses
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

import allocator
from allocator.allocate import case_for
from allocator.domain.case import Case
from allocator.domain.report import Report
from allocator.load.plain_plan import fingerprint
from allocator.ui.stored import stored_report
from tests.export.calc import recalculated_by_calc
from tests.export.helpers import edited, recalculated, row, written
from tests.export.test_live_costs import TELLS, compare, rates

ROOT = Path(__file__).parents[2]
PLAN, RESULT = ROOT / "scenarios/oak-grove/base.yaml", ROOT / "scenarios/oak-grove/base.result.json"
YEAR = "2027-28"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report() -> Report:
    case = case_for(allocator.load(PLAN))
    found = stored_report(RESULT, case, fingerprint(case.plan))
    assert found is not None, "the stored result is of another plan: solve the sample again"
    return found


def moved(case: Case, growth: str = "", strs: str = "", indirect: str = "") -> Case:
    """The sample with other rates in the plan itself: growth, CalSTRS in one year, the grant's indirect rate."""
    plan = case.plan.model_copy(update={"cost_growth": Fraction(growth)} if growth else {})
    benefits = case.benefits
    if strs:
        benefits = tuple(dataclasses.replace(one, by_year=tuple(
            (year, Fraction(strs) if (one.id, year) == ("strs", YEAR) else rate) for year, rate in one.by_year))
            for one in benefits)
    rules = tuple(rule.model_copy(update={"rate": Fraction(indirect)}) if indirect and rule.indirect_rate("ccspp") is not None
                  else rule for rule in case.rules)
    return dataclasses.replace(case, plan=plan, benefits=benefits, rules=rules)


MOVES = {"growth": {"growth": "0.041"}, "benefit": {"strs": "0.225"}, "indirect": {"indirect": "0.0825"}}
CELLS = {"growth": "Cost_growth", "strs": "Benefit_strs_2027_28", "indirect": "Indirect_rate_ccspp"}


@pytest.mark.parametrize("which", MOVES)
def test_one_rate_after_the_other(report: Report, tmp_path: Path, which: str) -> None:
    change = MOVES[which]
    typed = {CELLS[name]: float(value) for name, value in change.items()}
    book = recalculated(edited(written(report, tmp_path), rates(**typed)))
    compare(report, moved(report.case, **change), book)
    assert row(book, "Checks", "Rates on Assumptions are those of the plan")[3] == f"1 rate is {TELLS}"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_all_of_them_in_libreoffice(report: Report, tmp_path: Path) -> None:
    change = {name: value for move in MOVES.values() for name, value in move.items()}
    typed = {CELLS[name]: float(value) for name, value in change.items()}
    book = recalculated_by_calc(edited(written(report, tmp_path), rates(**typed)))
    compare(report, moved(report.case, **change), book)
    assert row(book, "Checks", "Rates on Assumptions are those of the plan")[3] == f"3 rates are {TELLS}"
    short = [cells for cells in book["Checks"].iter_rows(values_only=True) if str(cells[4]).startswith("Short by")]
    assert short and all(cells[3] > cells[2] for cells in short)  # type: ignore[operator]
    assert {str(cells[0]).split(" covers")[0] for cells in short} == {
        str(cells[0]) for cells in book["Sources"].iter_rows(values_only=True) if str(cells[10]).startswith("Over by")}
