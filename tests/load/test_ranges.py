"""Ranges of scores and costs: both edges, in a cell as people type them, and no other fingerprint for a plan without them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from allocator.load import fingerprint, load, read
from tests.load.plans import one_fault, small, spoiled, write
from tests.load.workbooks import small_workbook
from tests.more import few_every_day

WITHOUT = "58e53b00d3a4874136093c6a4b3ba591d030fe25b0de3d01329f405470f4a0b9"

"""The fingerprint that the small plan had before plans could state ranges."""


def ranged() -> dict[str, Any]:
    data = small()
    data["needs"]["attendance"]["score_range"] = [70, 95.5]
    data["programs"]["outreach"]["cost_range"] = ["9/10", 1.25]
    return data


def test_a_range_may_touch_its_figure_and_the_ends_of_the_scale() -> None:
    for score in ([84, 100], [0, 84], [84, 84]):
        assert spoiled(lambda d, score=score: d["needs"]["attendance"].update(score_range=score)) == ()
    for cost in ([1, 10], [0.001, 1], [1, 1]):
        assert spoiled(lambda d, cost=cost: d["programs"]["outreach"].update(cost_range=cost)) == ()


def test_ranges_are_exact_in_every_form(tmp_path: Path) -> None:
    for plan in (load(write(tmp_path, ranged())), read(small_workbook(tmp_path, data=ranged())).plan):
        assert plan.needs["attendance"].score_range == [70, Fraction(191, 2)]
        assert plan.programs["outreach"].cost_range == [Fraction(9, 10), Fraction(5, 4)]
        assert plan.needs["mental-health"].score_range is None
        assert plan.programs["social-worker"].cost_range is None


def _column(book: Any, sheet: str, head: str) -> Any:
    return next(cell for cell in book[sheet][1] if str(cell.value).startswith(head)).column


@pytest.mark.parametrize("typed", few_every_day(
    ["70 to 95.5", "70-95.5", "70 \u2013 95.5", "70 - 95.5", "70; 95.5", "70, 95.5"], 3))
def test_a_range_is_typed_as_people_write_it(tmp_path: Path, typed: str) -> None:
    def change(book: Any) -> None:
        at = _column(book, "Needs", "Score range")
        assert book["Needs"].cell(3, at).value == "70 to 95.5"
        book["Needs"].cell(3, at).value = typed

    assert read(small_workbook(tmp_path, change, ranged())).plan.needs["attendance"].score_range == [70, Fraction(191, 2)]


@pytest.mark.parametrize("typed", few_every_day(["70", "high", "-70 to 95", 70, "70 to 80 to 90", "1 to 1e3", "70% to 95"], 3))
def test_what_is_no_range_is_refused_with_its_cell(tmp_path: Path, typed: Any) -> None:
    def change(book: Any) -> None:
        book["Needs"].cell(3, _column(book, "Needs", "Score range")).value = typed

    fault = one_fault(small_workbook(tmp_path, change))
    assert fault.path.startswith("needs.attendance.score_range")
    assert fault.place.startswith("Needs!") and fault.place.endswith("3") and fault.fix


def test_a_plan_without_ranges_keeps_its_fingerprint_and_one_with_them_has_another(tmp_path: Path) -> None:
    assert fingerprint(load(write(tmp_path, small()))) == WITHOUT
    assert fingerprint(load(write(tmp_path, ranged()))) != WITHOUT
