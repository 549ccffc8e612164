"""What is left out: what it would add, worked by hand on the small budget, and the one thing that stands in its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from allocator.constraints import parse_rule
from allocator.domain.case import Case
from allocator.domain.report import Report
from allocator.explain.left_out import LeftOut, left_out
from tests.export import sample
from tests.export.handed import oak_grove
from tests.export.sample import Y1, Y2

NURSE = {"name": "Nurse", "meets": {"mental-health": Fraction(1, 2)}, "staff": {"nurse": Fraction(1)},
         "costs": {"pay": {"object": "1200", "amount": 10000}}}


def report(garden: dict[str, Any] | None = None, rules: tuple[dict[str, Any], ...] = (), **sections: Any) -> Report:
    """The small budget, in which the garden does not run, with another garden and more rules."""
    programs = sample.sections()["programs"]
    programs["garden"] = {**programs["garden"], **(garden or {})}
    made = sample.report(programs=programs, **sections)
    extra = tuple(parse_rule(f"own-{at}", rule) for at, rule in enumerate(rules))
    return replace(made, case=Case(made.case.plan, rules=(*made.case.rules, *extra)))


def only(made: Report) -> LeftOut:
    (found,) = left_out(made)
    assert found.program == "garden"
    return found


def test_what_it_would_add_is_the_need_that_is_still_open() -> None:
    """90 points, 40% met in the first year and 70% in the second: a fifth more fits into both. 90 x 0.2 = 18 a year."""
    found = only(report())
    assert (found.cost, found.adds, found.open) == (8000, 18, True)
    # nine tenths: 90 x 0.6 in the first year, 90 x 0.3 in the second, on average 40.5
    assert only(report({"meets": {"mental-health": Fraction(9, 10)}})).adds == Fraction(81, 2)


def test_returns_that_fall_off_are_counted() -> None:
    """Half of the need counts in full, the other half a fifth: from 0.4 to 0.6 is 0.1 + 0.02; from 0.7 to 0.9 is 0.04."""
    needs = sample.sections()["needs"]
    half = Fraction(1, 2)
    needs["mental-health"]["returns"] = [(Fraction(0), Fraction(0)), (half, half), (Fraction(1), Fraction(3, 5))]
    assert only(report(needs=needs)).adds == 90 * (Fraction(12, 100) + Fraction(4, 100)) / 2


def test_money_that_is_lost_in_the_cheapest_year_is_enough_or_not() -> None:
    """LCFF loses 15,000 in the first year and 8,500 in the second; the grant has 57,151 left that no later year spends."""
    enough = only(report({"costs": {"supplies": {"object": "4300", "amount": 72151}}}))
    assert enough.says.code == "left.other"
    short = only(report({"costs": {"supplies": {"object": "4300", "amount": 72152}}}))
    assert str(short.says) == "Money: at least $1 is missing."


def test_money_that_a_later_year_spends_is_not_left() -> None:
    made = report({"costs": {"supplies": {"object": "4300", "amount": 20000}}})
    years = made.sources["ccspp"]
    spent = {Y1: years[Y1], Y2: replace(years[Y2], unspent=1000)}
    # 15,000 of LCFF and 1,000 of the grant in the first year: 4,000 are missing; in the second 20,600 - 8,500 - 1,000
    found = only(replace(made, sources={**made.sources, "ccspp": spent}))
    assert str(found.says) == "Money: at least $4,000 is missing."


@pytest.mark.parametrize(("rule", "said"), [
    ({"kind": "must_not", "program": "garden"}, "A rule of the plan keeps it out."),
    ({"kind": "choose", "programs": ["garden", "social-worker"], "exactly": 1},
     "Only so many of its group may run, and these do: School social worker."),
    ({"kind": "must_not", "program": "garden", "years": [Y1]}, "No budget that was found with it meets more need."),
    ({"kind": "must_not", "program": "garden", "prefer": 1}, "No budget that was found with it meets more need."),
])
def test_a_rule_keeps_it_out_only_where_it_leaves_no_year(rule: dict[str, Any], said: str) -> None:
    found = only(report(rules=(rule,)))
    assert str(found.says) == said
    assert found.open is said.startswith("No budget")


def test_what_it_needs_does_not_run() -> None:
    programs = sample.sections()["programs"]
    made = sample.report(programs={**programs, "kitchen": {**programs["garden"], "name": "Kitchen"}})
    rule = parse_rule("own", {"kind": "requires", "program": "garden", "needs": "kitchen"})
    found = {one.program: one for one in left_out(replace(made, case=Case(made.case.plan, rules=(*made.case.rules, rule))))}
    assert str(found["garden"].says) == "It needs Kitchen, which does not run."
    assert not found["garden"].open and found["kitchen"].open


@pytest.mark.parametrize(("most", "said"), [
    (Fraction(1, 2), "It needs 1 FTE of Nurse; 0.5 can still be hired."),
    (1, "No budget that was found with it meets more need."),
])
def test_people_who_cannot_be_hired_are_counted(most: Fraction, said: str) -> None:
    staff = {**sample.sections()["staff"], "nurse": {"name": "Nurse", "max": most}}
    made = sample.report(programs={**sample.sections()["programs"], "garden": NURSE}, staff=staff)
    assert str(only(made).says) == said


@pytest.mark.parametrize(("change", "said"), [
    (lambda: report({"paid_by": []}), "No source may pay for all of it."),
    (lambda: report({"meets": {}}), "It adds nothing to what already runs."),
])
def test_what_nobody_may_pay_and_what_adds_nothing(change: Callable[[], Report], said: str) -> None:
    found = only(change())
    assert (str(found.says), found.open) == (said, False)


def test_the_sample_school_names_the_next_one_first() -> None:
    found = left_out(oak_grove())
    assert [one.program for one in found[:2]] == ["restrooms", "restorative-facilitator"]
    assert [one.program for one in found if not one.open] == ["coordinator-certificated", "interpretation"]
    ratios = [one.adds / one.cost for one in found if one.open]
    assert ratios == sorted(ratios, reverse=True)
