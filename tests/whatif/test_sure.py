"""How sure a plan is: draws that anyone can draw again, and counts that trying every roster gives too."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from fractions import Fraction
from math import sqrt
from random import Random
from typing import Any

import pytest

from allocator.allocate import sound_case
from allocator.explain.plain import plain
from allocator.messages import LANGUAGES, text
from allocator.whatif.ranges import draw, ranges_of
from allocator.whatif.sure import MOST_DRAWS, how_sure
from tests.in_process import plan_of, study
from tests.oracle.oracle import best
from tests.whatif.here import here  # noqa: F401

pytestmark = pytest.mark.usefixtures("here")

# $100,000 for three programs: tutoring or clubs, not both, and a phone line that always fits.
PLAN: dict[str, Any] = {
    "format": 1, "name": "Sure", "years": ["2025-26"], "sites": {"oak": {"name": "Oak"}},
    "needs": {"math": {"name": "Math", "score": 60, "score_range": [50, 70]},
              "clubs": {"name": "Clubs", "score": 58, "score_range": [48, 68]},
              "calls": {"name": "Calls", "score": 30}},
    "programs": {
        "tutoring": {"name": "Math tutoring", "meets": {"math": 1}, "costs": {"fees": {"object": "5800", "amount": 90000}}},
        "clubs": {"name": "Clubs", "meets": {"clubs": 1}, "costs": {"fees": {"object": "5800", "amount": 90000}}},
        "phone": {"name": "Phone line", "meets": {"calls": 1}, "costs": {"fees": {"object": "5800", "amount": 10000}}},
        "bus": {"name": "Bus", "meets": {"calls": 1}, "costs": {"fees": {"object": "5800", "amount": 500000}}},
    },
    "sources": {"grant": {"name": "Grant", "amounts": {"2025-26": 100000}}},
}


def records(**programs: dict[str, Any]) -> dict[str, Any]:
    """A copy of the plan with programs changed."""
    plan = deepcopy(PLAN)
    for program, fields in programs.items():
        plan["programs"][program].update(fields)
    return plan


def certain(plan: dict[str, Any]) -> dict[str, Any]:
    """The plan without ranges."""
    plan = deepcopy(plan)
    for record in (*plan["needs"].values(), *plan["programs"].values()):
        record.pop("score_range", None)
        record.pop("cost_range", None)
    return plan


def test_what_fits_always_is_always_in_and_what_never_fits_never() -> None:
    sure = how_sure(study(PLAN), draws=40, seed=3, gap=0)
    kinds = {one.program: (one.kind, one.draws) for one in sure.programs}
    assert kinds["phone"] == ("always", 40)
    assert kinds["bus"] == ("never", 0)
    assert kinds["tutoring"][0] == kinds["clubs"][0] == "sometimes"
    assert kinds["tutoring"][1] + kinds["clubs"][1] == 40
    assert (sure.asked, sure.counted, sure.impossible, sure.missing, sure.assumed) == (40, 40, 0, 0, False)
    assert [one.draws for one in sure.programs] == sorted((one.draws for one in sure.programs), reverse=True)


def test_the_counts_are_those_of_the_scores_that_were_drawn() -> None:
    asked = study(PLAN)
    scores = [draw(asked.case, ranges_of(asked.case, Fraction(5), Fraction(1, 10)), 3, number).scores for number in range(40)]
    assert all(one["math"] != one["clubs"] for one in scores), "with a tie, either could run: take another seed"
    wins = sum(one["math"] > one["clubs"] for one in scores)
    found = {one.program: one.draws for one in how_sure(asked, draws=40, seed=3, gap=0).programs}
    assert (found["tutoring"], found["clubs"]) == (wins, 40 - wins)
    assert 20 < wins < 40  # two points more are worth something, and not everything


def test_the_sentences() -> None:
    sure = how_sure(study(PLAN), draws=10, seed=3)
    assert sure.gap == Fraction(1, 100)
    said = {one.program: str(one.says) for one in sure.programs}
    assert said["phone"] == "Phone line is in the plan in 10 of 10 draws."
    assert [str(says) for says in sure.says][:3] == [
        "The plan states ranges: needs with a range of scores: 2; programs with a range of costs: 0. Everything else is taken "
        "as certain.",
        "Scores and costs were drawn 10 times, and each time a plan within 1% of the best was found: a program at the edge may "
        "be counted a little too often or too seldom.",
        "Programs in the plan in every draw: 1; in some draws: 2; in none: 1.",
    ]
    assert all(text(says, language) for says in sure.says for language in LANGUAGES)
    assert plain(sure)["programs"][0]["says"] == said["phone"]


def test_without_ranges_an_assumption_is_made_and_called_one() -> None:
    sure = how_sure(study(certain(PLAN)), draws=5, score_points=4, cost_share=Fraction(1, 20))
    assert sure.assumed
    assert sure.scores["math"] == (56, 64)
    assert sure.costs == dict.fromkeys(PLAN["programs"], (Fraction(19, 20), Fraction(21, 20)))
    assert str(sure.says[0]) == ("This is an assumption, because the plan states no ranges: every score may be up to 4 points "
                                 "higher or lower, and every cost up to 5% higher or lower.")
    edge = certain(PLAN)
    edge["needs"]["math"]["score"], edge["needs"]["calls"]["score"] = 98, 2
    scores = ranges_of(study(edge).case, Fraction(5), Fraction(1, 10)).scores
    assert (scores["math"], scores["calls"]) == ((93, 100), (0, 7))


def test_what_has_no_range_is_certain_where_another_has_one() -> None:
    sure = how_sure(study(PLAN), draws=5)
    assert set(sure.scores) == {"math", "clubs"}
    assert sure.costs == {}


def by_hand(dice: str) -> Fraction:
    """A triangle from 50 to 70 around 60, drawn from the first number of some dice: the share of the triangle on its left."""
    left = Random(dice).random()
    drawn = 50 + sqrt(left * 200) if left <= 0.5 else 70 - sqrt((1 - left) * 200)
    return Fraction(round(drawn * 10), 10)


def test_draws_are_the_same_for_everyone_and_whatever_else_the_plan_holds() -> None:
    turned = deepcopy(PLAN)
    for section in ("needs", "programs"):
        turned[section] = dict(reversed(turned[section].items()))
    fewer = deepcopy(PLAN)
    del fewer["needs"]["calls"], fewer["programs"]["bus"], fewer["programs"]["phone"]
    drawn = []
    for plan in (PLAN, turned, fewer):
        case = sound_case(plan_of(plan))
        drawn.append([draw(case, ranges_of(case, Fraction(5), Fraction(1, 10)), 0, number) for number in range(3)])
    assert drawn[0] == drawn[1] == drawn[2]
    assert [one.scores["math"] for one in drawn[0]] == [by_hand(f"0 {number} score math") for number in range(3)]
    assert how_sure(study(PLAN), draws=8) == how_sure(study(turned), draws=8)
    case = sound_case(plan_of(PLAN))
    assert draw(case, ranges_of(case, Fraction(5), Fraction(1, 10)), 1, 0) != drawn[0][0]


def test_draws_lie_within_their_range_and_mostly_near_the_plan_s_own_figure() -> None:
    plan = records(tutoring={"cost_range": ["9/10", "3/2"]}, clubs={"cost_range": [1, 1]})
    plan["needs"]["math"]["score_range"] = ["201/4", 90]
    case = sound_case(plan_of(plan))
    ranges = ranges_of(case, Fraction(5), Fraction(1, 10))
    drawn = [draw(case, ranges, 0, number) for number in range(600)]
    scores, factors = [one.scores["math"] for one in drawn], [one.costs["tutoring"] for one in drawn]
    assert all(Fraction(201, 4) <= score <= 90 and (score * 10).denominator in (1, 2) for score in scores)
    assert all(Fraction(9, 10) <= factor <= Fraction(3, 2) and (factor * 1000).denominator == 1 for factor in factors)
    assert {one.costs["clubs"] for one in drawn} == {1}
    # A triangle's mean is the mean of its three corners; a fifth of the range is 5 to 8 standard errors here.
    assert abs(sum(scores) / 600 - (Fraction(201, 4) + 60 + 90) / 3) < 2
    assert abs(sum(factors) / 600 - (Fraction(9, 10) + 1 + Fraction(3, 2)) / 3) < Fraction(3, 100)
    tenths = Counter(int(score // 10) for score in scores)
    assert tenths[6] > tenths[7] > tenths[8]


def test_draws_that_no_budget_can_pay_are_counted_apart() -> None:
    plan = records(tutoring={"costs": {"fees": {"object": "5800", "amount": 100000}}, "cost_range": ["9/10", "11/10"]})
    plan["rules"] = {"promised": {"kind": "must", "program": "tutoring"}}
    asked = study(plan)
    ranges = ranges_of(asked.case, Fraction(5), Fraction(1, 10))
    too_dear = sum(draw(asked.case, ranges, 0, number).costs["tutoring"] > 1 for number in range(20))
    sure = how_sure(asked, draws=20)
    assert 0 < too_dear < 20
    assert (sure.impossible, sure.counted, sure.missing) == (too_dear, 20 - too_dear, 0)
    assert sure.programs[0].program == "tutoring" and sure.programs[0].kind == "always"
    assert f"Draws in which no budget obeys every rule: {too_dear} of 20. They are not counted." in map(str, sure.says)


def test_a_program_of_the_plan_that_most_draws_leave_out_is_named() -> None:
    plan = deepcopy(PLAN)
    plan["needs"]["math"]["score_range"] = [20, 60]
    sure = how_sure(study(plan), draws=20)
    tutoring = next(one for one in sure.programs if one.program == "tutoring")
    assert tutoring.in_plan and tutoring.share < Fraction(1, 2)
    assert str(sure.says[-1]).startswith(f"Math tutoring is in the plan now, but only in {tutoring.draws} of 20 draws")


def test_over_several_years_the_years_are_counted_too() -> None:
    plan = deepcopy(PLAN)
    plan["years"] = ["2025-26", "2026-27"]
    plan["sources"]["grant"]["amounts"] = {"2025-26": 100000, "2026-27": 15000}
    sure = how_sure(study(plan), draws=10)
    found = {one.program: one for one in sure.programs}
    assert found["phone"].years == {"2025-26": 10, "2026-27": 10}
    assert found["tutoring"].years["2025-26"] == found["tutoring"].draws > 0 == found["tutoring"].years["2026-27"]
    n = found["tutoring"].draws
    assert str(found["tutoring"].says) == (
        f"Math tutoring is in the plan in {n} of 10 draws ({n}0%), and then runs in 1 of 2 years on average.")


def test_levels_rules_and_wishes_count_as_in_any_search() -> None:
    half = {"meets": {"math": "2/5"}, "costs": {"fees": {"object": "5800", "amount": 45000}}}
    plan = records(tutoring={"levels": {"half": half}, "cost_range": ["4/5", "6/5"]}, clubs={"cost_range": ["3/5", 1]})
    plan["rules"] = {"reach": {"kind": "need_floor", "top": 1, "met": "9/10", "prefer": 1}}
    asked = study(plan)
    ranges = ranges_of(asked.case, Fraction(5), Fraction(1, 10))
    expected: Counter[str] = Counter()
    for number in range(12):
        drawn, one = draw(asked.case, ranges, 7, number), certain(plan)
        for need, score in drawn.scores.items():
            one["needs"][need]["score"] = score
        for program, factor in drawn.costs.items():
            record = one["programs"][program]
            for level in (record, *record.get("levels", {}).values()):
                level["costs"]["fees"]["amount"] = int(level["costs"]["fees"]["amount"] * factor + Fraction(1, 2))
        books = best(one).books
        assert books is not None
        expected.update(program for program in one["programs"] if books.roster.level(program, 0) is not None)
    found = {one.program: one.draws for one in how_sure(asked, draws=12, seed=7, gap=0).programs}
    assert found == {program: expected[program] for program in plan["programs"]}


def test_after_a_stop_what_was_not_drawn_is_missing() -> None:
    asked = study(PLAN)
    assert asked.base.possible
    asked.hear = lambda done, of: asked.stop.set() if done == 3 else None
    sure = how_sure(asked, draws=10)
    assert (sure.asked, sure.counted, sure.missing) == (10, 3, 7)
    assert "Draws without an answer in the time allowed: 7 of 10. They are not counted." in map(str, sure.says)
    assert {one.program: one.draws for one in sure.programs}["phone"] == 3


@pytest.mark.parametrize("draws", [0, -1, MOST_DRAWS + 1])
def test_an_absurd_number_of_draws_is_refused(draws: int) -> None:
    with pytest.raises(ValueError, match="expected 1 to 2,000"):
        how_sure(study(PLAN), draws=draws)


@pytest.mark.parametrize(("points", "share"), [(-1, Fraction(0)), (101, Fraction(0)), (5, Fraction(1)), (5, Fraction(-1))])
def test_an_absurd_assumption_is_refused(points: int, share: Fraction) -> None:
    with pytest.raises(ValueError, match="expected"):
        how_sure(study(certain(PLAN)), draws=1, score_points=points, cost_share=share)
