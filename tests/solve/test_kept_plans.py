"""Plans on which the search once went wrong, each with the answer of the independent oracle."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import allocator
from allocator import ImpossiblePlan, Settings
from tests.more import few_rows_every_day

PLANS = Path(__file__).parent / "plans"
SETTINGS = Settings(gap=0, seconds=30)

KEPT = [
    # the least shortfall is $2 in whole dollars, less with parts of dollars: the best roster must not be cut off by that
    ("wish-in-whole-dollars", Fraction(55779, 1000), 2),
    ("presolve-calls-it-impossible", Fraction(83724, 1000), 0),
    # what a program earns counts in full when a wish asks by it
    ("wish-by-an-earned-award", Fraction(65, 2), 0),
    ("wish-about-part-of-a-position", Fraction(50), 0),
    ("a-dollar-short-of-a-million", Fraction(12), 0),
    # the three rosters that keep the floor can be paid with parts of dollars only; that must not make the plan impossible
    ("wish-that-only-parts-of-dollars-keep", Fraction(75, 2), Fraction(3, 5)),
]


@pytest.mark.parametrize(("name", "points", "short"), few_rows_every_day(KEPT, 3), ids=[name for name, _, _ in KEPT])
def test_the_best_budget_is_found_and_proved(name: str, points: Fraction, short: Fraction | int) -> None:
    report = allocator.allocate(allocator.load(PLANS / f"{name}.yaml"), SETTINGS)
    assert report.status == "proved"
    assert float(report.points) == pytest.approx(float(points), abs=1e-3)
    assert sum(report.shortfalls.values(), Fraction(0)) == short


def test_an_engine_that_would_lose_track_of_time_is_not_asked(tmp_path: Path) -> None:
    with pytest.raises(ImpossiblePlan) as caught:
        allocator.allocate(allocator.load(PLANS / "engine-loses-track-of-time.yaml"), Settings(gap=0, seconds=10))
    # nothing has money in 2026-27, when $40 must be spent: Program 2 costs $111, Program 0 alone $38
    ways = [[(change.rule, change.amount, change.year) for change in way] for way in caught.value.answer.ways_out]
    assert ways == [
        [("award:s0", 111, "2026-27")], [("a-equity-floor", 40, "2026-27")],
        [("award:s0", 38, "2026-27"), ("a-equity-floor", 2, "2026-27")]]
