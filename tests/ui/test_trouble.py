"""The answer to an impossible change: short, and clear about what the person did."""

from __future__ import annotations

from fractions import Fraction

from allocator.domain.report import Change, Impossible, Provenance
from allocator.domain.rule import PLAN_FILE
from allocator.messages import Money, say
from allocator.ui.parts.trouble import _source, _way
from tests.ui.school import DOUBTFUL, Y1, Y2

SAYS = say("rule.must", program="Garden", years="2025-26")


def gives(year: str, dollars: int, rule: str = "award:grant") -> Change:
    return Change(rule, SAYS, say("give.money.year", amount=Money(dollars), year=year), Fraction(dollars), "dollars", year)


def said(*way: Change, yours: tuple[str, ...] = ()) -> str:
    return _way(way, yours).replace("\\", "")


def test_years_with_the_same_amount_are_one_sentence() -> None:
    assert said(gives(Y1, 500), gives(Y2, 500)) == "Garden must run in 2025-26. $500 more in 2025-26 to 2026-27."
    assert said(gives(Y1, 500), gives("2027-28", 500)).endswith("$500 more in 2025-26 and 2027-28.")
    assert said(gives(Y1, 500), gives(Y2, 700)).endswith("$500 more in 2025-26. $700 more in 2026-27.")


def test_the_own_change_is_marked() -> None:
    assert said(gives(Y1, 500), yours=("award:grant",)).startswith("Garden must run in 2025-26. (your change) $500 more")


def test_a_rule_that_a_grant_brings_is_shown_with_its_source_and_badge() -> None:
    conflict = (("counselor-first", SAYS), ("award:grant", SAYS))
    answer = Impossible(conflict, {}, (), Provenance("", "", "", 0.0), {"counselor-first": DOUBTFUL, "award:grant": PLAN_FILE})
    said = _source(answer, "counselor-first").replace("\\", "")
    assert said == " ([A page that quotes the letter](https://example.org/letter); ⚠ Not confirmed: secondary)"
    assert _source(answer, "award:grant") == ""
