"""A grant file asks for a match and the plan asks for none: ASES, whose file has a third of the award, confirmed by nobody."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from allocator.allocate import case_for
from allocator.explain.match_waived import waived, waived_says
from allocator.messages import text
from tests.in_process import plan_of

NONE = {"kind": "local_match", "source": "ases", "share": 0, "because": "The district shows it elsewhere."}


def plan(grant: str = "ases", **rules: Any) -> Any:
    """One source of a grant and one of local money."""
    return case_for(plan_of({
        "format": 1, "name": "Elm", "years": ["2025-26"], "sites": {"elm": {"name": "Elm", "grades": "K-5", "enrollment": 200}},
        "needs": {"math": {"name": "Math", "score": 50}},
        "programs": {"club": {"name": "Club", "meets": {"math": "1/2"}, "costs": {"pay": {"object": "2100", "amount": 100}}}},
        "sources": {"ases": {"name": "After school", "grant": grant, "amounts": {"2025-26": 900}},
                    "local": {"name": "Local money", "resource": "0000", "amounts": {"2025-26": 900}}}, "rules": rules}))


def test_a_match_that_the_plan_takes_away_is_told_with_its_share_and_the_reason() -> None:
    case = plan(none=NONE)
    (one,) = waived(case)
    assert (one.source, one.share, one.cite.confirmed, one.because) == ("ases", Fraction(1, 3), False, NONE["because"])
    assert text(waived_says(case, one)) == (
        "After school: its grant file says that a local match is asked, but this plan asks for none (The district shows it "
        "elsewhere). The file has 33.33% of the award for it, which nobody has confirmed: ask the funder before the budget is "
        "final.")
    assert "lo que nadie ha confirmado" in text(waived_says(case, one), "es")


@pytest.mark.parametrize(("grant", "rules"), [
    ("ases", {}), ("ases", {"own": {**NONE, "share": "1/10"}}), ("elop", {}),
], ids=["the grant's own rule asks", "a rule of the plan asks", "the file asks for none"])
def test_nothing_is_told_where_a_match_is_asked_or_none_is(grant: str, rules: dict[str, Any]) -> None:
    assert waived(plan(grant, **rules)) == ()
