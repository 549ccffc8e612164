"""What rests on values that nobody confirmed: counted once, only where the plan uses it, and told alike everywhere."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from allocator.allocate import case_for
from allocator.domain.plan import Plan
from allocator.grants import unconfirmed_in_use, unconfirmed_words

YEAR = "2025-26"
OWN_RATES = {"medicare": Fraction("0.0145"), "unemployment": Fraction("0.0005"), "workers_compensation": Fraction("0.01")}
POSITION = {"role": "nurse", "fte": 1, "salary": 90000, "classification": "certificated", "object": "1200", "health": 20000}


def plan(position: dict[str, Any] | None, rates: dict[str, Fraction]) -> Plan:
    """A school with one program: a nurse as a position, or a cost line."""
    nurse: dict[str, Any] = {"name": "Nurse", "meets": {"care": 1}}
    nurse |= {"positions": {"nurse": position}} if position else {"costs": {"pay": {"object": "5800", "amount": 1}}}
    return Plan.model_validate({
        "format": 1, "name": "Oak", "years": [YEAR], "sites": {"oak": {"name": "Oak"}}, "rates": rates,
        "needs": {"care": {"name": "Care", "score": 10}}, "programs": {"nurse": nurse},
        "sources": {"local": {"name": "Local", "amounts": {YEAR: 200000}}}, "staff": {"nurse": {"name": "Nurse"}},
    })


def words(position: dict[str, Any] | None, rates: dict[str, Fraction]) -> str:
    return unconfirmed_words(unconfirmed_in_use(case_for(plan(position, rates))))


def test_only_rates_that_price_a_position_count() -> None:
    """Of the nurse's lines only CalSTRS is not the plan's own; in the rate file its 2025-26 figure is not confirmed."""
    assert words(POSITION, OWN_RATES) == "1 benefit rate rests on a value that nobody has confirmed at its source."
    assert words(None, {}) == ""


def test_what_the_plan_states_itself_needs_no_confirmation() -> None:
    assert words(POSITION, OWN_RATES | {"strs": Fraction("0.191")}) == ""


def test_rates_and_rules_in_one_sentence() -> None:
    two = unconfirmed_in_use(case_for(plan(POSITION, OWN_RATES)))
    rule = type(two[0])("rule", "grant.match", "A rule.", two[0].cite)
    assert unconfirmed_words((*two, rule)) == (
        "1 benefit rate and 1 rule rest on values that nobody has confirmed at their source.")
