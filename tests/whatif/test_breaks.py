"""What a plan can bear: each limit holds, and the next dollar breaks it."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

from allocator.explain.plain import plain
from allocator.messages import LANGUAGES, text
from allocator.whatif.breaks import Limit, breaks
from tests.in_process import study
from tests.oracle.generator import attempt_at
from tests.oracle.judges import JUDGES, shortfall
from tests.oracle.notation import written
from tests.oracle.reading import Reading
from tests.oracle.roster import Roster
from tests.oracle.split import split
from tests.whatif.here import here  # noqa: F401

pytestmark = pytest.mark.usefixtures("here")
Y = "2025-26"

# The grant ($60,000) may pay for the clinic only ($50,000); local money ($20,000) pays the clubs ($12,000), and a spare
# source ($5,000) that the plan can do without.
PLAN: dict[str, Any] = {
    "format": 1, "name": "Breaks", "years": [Y], "sites": {"oak": {"name": "Oak"}},
    "needs": {"care": {"name": "Care", "score": 60}, "clubs": {"name": "Clubs", "score": 40}},
    "programs": {
        "clinic": {"name": "Clinic", "meets": {"care": 1}, "costs": {"fees": {"object": "5800", "amount": 50000}}},
        "clubs": {"name": "Clubs", "meets": {"clubs": 1}, "costs": {"fees": {"object": "5800", "amount": 12000}}},
    },
    "sources": {"grant": {"name": "Grant", "amounts": {Y: 60000}}, "local": {"name": "Local money", "amounts": {Y: 20000}},
                "spare": {"name": "Spare money", "amounts": {Y: 5000}}},
    "rules": {"clinic-only": {"kind": "allowable_use", "source": "grant", "programs": ["clinic"]}},
}


def limits(plan: dict[str, Any]) -> dict[str, Limit]:
    return {f"{one.kind} {one.id}": one for one in breaks(study(plan)).limits}


def test_each_limit_to_the_dollar() -> None:
    found = limits(PLAN)
    # Clinic and clubs cost 62,000; without the grant 25,000 are left, without d of it 85,000 - d: 23,000 may go.
    assert (found["source grant"].dollars, found["source grant"].share) == (23_000, Fraction(23, 60))
    # The grant pays no clubs, so 12,000 must come from local and spare money (25,000): 13,000 of local may go.
    assert (found["source local"].dollars, found["source local"].share) == (13_000, Fraction(13, 20))
    assert found["source spare"].all and found["source spare"].share == 1
    # The clinic can rise to 60,000 + 25,000 - 12,000 = 73,000: by 46%. Clubs to 25,000: by 108.3% (24,996).
    assert (found["program clinic"].share, found["program clinic"].dollars) == (Fraction(46, 100), 23_000)
    assert (found["program clubs"].share, found["program clubs"].dollars) == (Fraction(1083, 1000), 12_996)


def test_the_tightest_come_first_and_say_what_they_bear() -> None:
    found = breaks(study(PLAN))
    assert [one.id for one in found.limits] == ["grant", "clinic", "local", "clubs", "spare"]
    assert [str(says) for says in found.says] == [
        "What runs is kept as it is, and one thing at a time gets worse. The tightest come first:",
        "Grant may give up to $23,000 less in every year (38.3% of its money); with $23,001 less the programs can no longer all "
        "be paid.",
        "Clinic may cost up to 46% more ($23,000 over all years); with 46.1% more the programs can no longer all be paid.",
        "Local money may give up to $13,000 less in every year (65% of its money); with $13,001 less the programs can no longer "
        "all be paid.",
    ]
    assert str(found.limits[-1].says) == "Even without any of the money of Spare money, every program can be paid."
    assert all(text(one.says, language) for one in found.limits for language in LANGUAGES)
    assert plain(found)["limits"][0]["dollars"] == 23_000


def test_a_plan_on_the_edge_bears_nothing() -> None:
    plan = deepcopy(PLAN)
    plan["sources"] = {"grant": {"name": "Grant", "amounts": {Y: 50000}}, "local": {"name": "Local money", "amounts": {Y: 12000}}}
    found = limits(plan)
    assert {one.dollars for one in found.values()} == {0}
    assert str(found["source grant"].says) == (
        "Grant may not give a dollar less in every year, or the programs can no longer all be paid.")
    assert str(found["program clinic"].says) == "Clinic may not cost 0.1% more, or the programs can no longer all be paid."


def test_money_that_is_carried_over_helps_in_the_next_year() -> None:
    # Two years of 40,000 against a clinic of 30,000 a year. Each year alone bears 10,000; nothing changes by carrying over.
    # With 50,000 and then 20,000, carried over, the two years together bear (70,000 - 60,000) / 2 = 5,000 a year.
    plan = deepcopy(PLAN)
    plan["years"] = [Y, "2026-27"]
    plan["programs"] = {"clinic": {**PLAN["programs"]["clinic"], "costs": {"fees": {"object": "5800", "amount": 30000}}}}
    plan["sources"] = {"grant": {"name": "Grant", "amounts": {Y: 50000, "2026-27": 20000}}}
    plan["rules"] = {"later": {"kind": "carryover", "source": "grant", "last_use": "2026-27"}}
    assert limits(plan)["source grant"].dollars == 5_000
    assert limits(plan)["source grant"].share == Fraction(10_000, 70_000)


def test_costs_are_tried_up_to_ten_times_as_much() -> None:
    plan = deepcopy(PLAN)
    plan["sources"]["local"]["amounts"] = {Y: 10**6}
    found = limits(plan)["program clubs"]
    assert found.all and found.share == 9
    assert str(found.says) == "Clubs could cost 900% more, the most that was tried, and every program can still be paid."


def test_a_plan_without_a_budget_has_nothing_to_break() -> None:
    plan = deepcopy(PLAN)
    plan["rules"]["promised"] = {"kind": "must", "program": "clinic"}
    plan["sources"] = {"grant": {"name": "Grant", "amounts": {Y: 100}}}
    found = breaks(study(plan))
    assert found.limits == ()
    assert [str(says) for says in found.says] == ["There is no budget, so there is nothing that could break."]


def test_after_a_stop_the_rest_is_named() -> None:
    asked = study(PLAN)
    assert asked.base.possible
    asked.hear = lambda done, of: asked.stop.set() if done == 2 else None
    found = breaks(asked)
    assert ([one.id for one in found.limits], found.missing) == (["grant", "local"], ("spare", "clinic", "clubs"))
    assert str(found.says[-1]) == "Sources and programs that were not looked at: 3."


# ---- a witness that shares no code: the same roster, with the next dollar -------------------------------------------------


def worse(plan: dict[str, Any], limit: Limit, more: int) -> dict[str, Any]:
    """The plan's records after a limit, or ``more`` steps beyond it."""
    plan = deepcopy(plan)
    if limit.kind == "source":
        amounts = plan["sources"][limit.id]["amounts"]
        plan["sources"][limit.id]["amounts"] = {year: max(0, dollars - limit.dollars - more) for year, dollars in amounts.items()}
        return plan
    factor = 1 + limit.share + Fraction(more, 1000)
    record = plan["programs"][limit.id]
    for level in (record, *record.get("levels", {}).values()):
        for line in (level.get("costs") or {}).values():
            line["amount"] = int(line["amount"] * factor + Fraction(1, 2))
        for person in (level.get("positions") or {}).values():
            for field in ("salary", "health"):
                if person.get(field) is not None:
                    person[field] = int(person[field] * factor + Fraction(1, 2))
    return plan


def can_be_paid(plan: dict[str, Any], runs: Any) -> bool:
    """Whether the roster can be paid, to a witness that shares no code with the program."""
    reading = Reading(plan)
    roster = Roster(reading, tuple(tuple(runs.get(program, {}).get(year) for year in plan["years"]) for program in reading.order))
    hard = [rule for rule in reading.rules if rule.get("prefer") is None and rule["kind"] in JUDGES]
    return not any(shortfall(roster, rule) for rule in hard) and split(roster) is not None


def checked(plan: dict[str, Any]) -> int:
    """How many limits of a plan were seen to hold, each with a next step that breaks the plan."""
    asked = study(plan)
    if not asked.base.possible:
        return 0
    edges = 0
    for limit in breaks(asked).limits:
        assert can_be_paid(worse(plan, limit, 0), asked.base.roster), (limit, written(plan))
        if not limit.all:
            assert not can_be_paid(worse(plan, limit, 1), asked.base.roster), (limit, written(plan))
            edges += 1
    return edges


def made_up(seed: int) -> dict[str, Any]:
    """A made-up plan."""
    return attempt_at(seed, 0)


FEW, MANY = range(7), range(7, 80)


def test_limits_of_made_up_plans_are_the_witness_s() -> None:
    assert sum(checked(made_up(seed)) for seed in FEW) > 7


@pytest.mark.slow  # each limit takes a dozen small payment problems
def test_limits_of_many_made_up_plans_are_the_witness_s() -> None:
    for seed in MANY:
        checked(made_up(seed))


def test_the_witness_can_disagree() -> None:
    roster = {"clinic": {Y: "full"}, "clubs": {Y: "full"}}
    for dollars, verdict in ((23_000, True), (23_001, False)):
        plan = deepcopy(PLAN)
        plan["sources"]["grant"]["amounts"][Y] -= dollars
        assert can_be_paid(plan, roster) is verdict
