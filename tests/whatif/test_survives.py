"""When a source gives less: what the plan loses, and what it costs to be safe from that."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

from allocator.explain.plain import plain
from allocator.messages import LANGUAGES, text
from allocator.whatif.survives import survives
from tests.in_process import study
from tests.whatif.here import here  # noqa: F401

pytestmark = pytest.mark.usefixtures("here")
Y = "2025-26"


def fees(amount: int) -> dict[str, Any]:
    return {"fees": {"object": "5800", "amount": amount}}


# One grant of $100,000: the clinic (60 points, $100,000), or visits (50 points, $85,000) with calls (5 points, $10,000).
PLAN: dict[str, Any] = {
    "format": 1, "name": "Survives", "years": [Y], "sites": {"oak": {"name": "Oak"}},
    "needs": {"care": {"name": "Care", "score": 60}, "calls": {"name": "Calls", "score": 5}},
    "programs": {
        "clinic": {"name": "Clinic", "meets": {"care": 1}, "costs": fees(100_000)},
        "visits": {"name": "Visits", "meets": {"care": "5/6"}, "costs": fees(85_000)},
        "calls": {"name": "Calls", "meets": {"calls": 1}, "costs": fees(10_000)},
    },
    "sources": {"grant": {"name": "Grant", "amounts": {Y: 100_000}}},
}


def said(found: Any) -> list[str]:
    assert all(text(says, language) for says in found.says for language in LANGUAGES)
    return [str(says) for says in found.says]


def test_the_price_of_being_safe() -> None:
    found = survives(study(PLAN), "grant")
    # With $90,000 the clinic is out. Nothing of the plan as it is remains; visits alone still run: 60 - 50 = 10 points.
    assert (found.lost, found.holds) == ({Y: 10_000}, False)
    assert (found.drops, found.left) == ({"clinic": (Y,)}, 0)
    assert found.safer is not None
    assert (found.safer.roster, found.safer.points) == ({"visits": {Y: "full"}}, 50)
    assert (found.safer.least, found.safer.most, found.safer.proved) == (10, 10, True)
    assert said(found) == [
        "Grant gives 10% less in 2025-26: $10,000 in all.",
        "The programs of the plan can then not all be paid. If nothing new comes in, these stop or shrink: Clinic; 0 points "
        "remain.",
        "A plan that can be paid either way exists. While the source gives all of its money, that plan gives up 10 points "
        "against the best one.",
    ]
    assert plain(found)["safer"]["least"] == 10


def test_a_smaller_cut_leaves_room_for_more() -> None:
    found = survives(study(PLAN), "grant", Fraction(1, 20))  # $95,000: visits and calls, 55 points
    assert found.safer is not None and found.safer.roster.keys() == {"visits", "calls"}
    assert found.safer.most == 5


def test_a_plan_that_others_can_carry_holds_and_costs_nothing() -> None:
    plan = deepcopy(PLAN)
    plan["sources"]["local"] = {"name": "Local money", "amounts": {Y: 20_000}}
    found = survives(study(plan), "grant")  # clinic and calls cost 110,000, and so much is left
    assert found.holds and found.drops == {} and found.safer is not None and found.safer.most == 0
    assert said(found)[1].startswith("Every program of the plan can still be paid")
    plan["sources"]["local"]["amounts"] = {Y: 19_999}
    assert not survives(study(plan), "grant").holds


def test_a_cut_from_a_year_on() -> None:
    plan = deepcopy(PLAN)
    plan["years"] = [Y, "2026-27"]
    plan["sources"]["grant"]["amounts"] = {Y: 100_000, "2026-27": 100_000}
    found = survives(study(plan), "grant", from_year="2026-27")
    # The first year keeps the clinic (60), the second has visits (50): 55 instead of 60.
    assert found.lost == {"2026-27": 10_000}
    assert (found.drops, found.left) == ({"clinic": ("2026-27",)}, 30)
    assert found.safer is not None and (found.safer.points, found.safer.most) == (55, 5)


def test_programs_that_shrink_are_named_with_their_years() -> None:
    plan = deepcopy(PLAN)
    plan["programs"]["clinic"]["levels"] = {"part": {"meets": {"care": "1/2"}, "costs": fees(50_000)}}
    found = survives(study(plan), "grant")
    assert (found.drops, found.left) == ({"clinic": (Y,)}, 30)


def test_a_plan_that_needs_all_of_an_award_is_not_safe() -> None:
    """95% of the award must go to tagged programs. With all of it that is $95,000, with the cut $85,500."""
    plan = deepcopy(PLAN)
    plan["needs"]["food"] = {"name": "Food", "score": 40}
    plan["programs"] = {
        "c": {"name": "C", "meets": {"care": 1}, "costs": fees(120_000), "tags": ["direct"]},
        "a": {"name": "A", "meets": {"care": "5/6"}, "costs": fees(90_000), "tags": ["direct"]},
        "b": {"name": "B", "meets": {"food": 1}, "costs": fees(100_000), "tags": ["direct"]},
    }
    plan["sources"]["local"] = {"name": "Local money", "amounts": {Y: 20_000}}
    plan["rules"] = {"direct": {"kind": "share_floor", "source": "grant", "tag": "direct", "share": "95/100", "of": "award"}}
    found = survives(study(plan), "grant")
    # Best: C (60). With the cut the best is A (50, all of it from the grant), but with the whole award A spends too little of
    # it. B (40) can be paid either way: 60 - 40 = 20.
    assert not found.holds and found.safer is not None
    assert (found.safer.roster, found.safer.most, found.safer.least) == ({"b": {Y: "full"}}, 20, 20)


def test_wishes_that_the_safer_plan_gives_up_are_named() -> None:
    plan = deepcopy(PLAN)
    plan["rules"] = {"care-first": {"kind": "need_floor", "need": "care", "met": "9/10", "prefer": 1}}
    found = survives(study(plan), "grant")
    assert found.safer is not None
    assert found.safer.falls_short == {"care-first": Fraction(9, 10) - Fraction(5, 6)}
    assert said(found)[-1].startswith("When the source gives less, it falls further short of this wish: ")


def test_no_plan_survives() -> None:
    plan = deepcopy(PLAN)
    plan["rules"] = {"promised": {"kind": "must", "program": "clinic"}}
    found = survives(study(plan), "grant")
    assert (found.holds, found.left, found.safer, found.stuck, found.hopeless) == (False, None, None, True, True)
    assert said(found)[1:] == [
        "The programs of the plan can then not all be paid, and leaving some out does not help: a rule would be broken.",
        "No plan at all obeys every rule when the source gives so much less."]


def test_what_cannot_be_asked_is_refused() -> None:
    asked = study(PLAN)
    for source, share, year in (("none", Fraction(1, 10), None), ("grant", Fraction(1, 10), "2031-32")):
        with pytest.raises(KeyError):
            survives(asked, source, share, year)
    for share in (Fraction(0), Fraction(11, 10)):
        with pytest.raises(ValueError, match="expected more than 0"):
            survives(asked, "grant", share)
