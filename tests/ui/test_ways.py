"""Each way out that is offered as a button gives a budget."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import allocator
from allocator.domain.plan import Plan
from allocator.domain.report import Change, Impossible, Provenance
from allocator.errors import ImpossiblePlan
from allocator.load import plan_data
from allocator.messages import Message, Money, say
from allocator.ui import edits, engine
from allocator.ui.speak import plain
from allocator.ui.ways import Fix, fixes

TINY = Path(__file__).parents[2] / "scenarios" / "tiny"
YEAR = "2025-26"
BASE = allocator.load(TINY / "plan.yaml")
ORIGIN = Provenance("", "", "", 0.0)


def plan_with(*changes: Any) -> Plan:
    data = plan_data(BASE)
    for edit in changes:
        edit(data)
    return engine.changed(data, {})


def answer(plan: Plan) -> Impossible:
    with pytest.raises(ImpossiblePlan) as found:
        allocator.allocate(plan)
    return found.value.answer


def applied(plan: Plan, fix: Fix) -> Plan:
    data = plan_data(plan)
    fix.edit(data)
    return engine.changed(data, {})


def works(plan: Plan, fix: Fix) -> bool:
    """Whether the plan has a budget once the button was pressed."""
    return bool(allocator.allocate(applied(plan, fix)).budget.roster)


@cache
def promised() -> Plan:
    """Two programs are promised that cost $7,142 more than there is: the plan's own README works it out."""
    return allocator.load(TINY / "impossible.yaml")


def test_two_promises_beyond_the_money_have_two_buttons_that_work() -> None:
    found = fixes(answer(promised()), promised(), promised())
    assert [plain(fix.says) for fix in found] == [
        "Local money, 2025-26: $30,000 becomes $37,142", "Math tutoring no longer has to run (every year)"]
    assert all(fix.checked and works(promised(), fix) for fix in found)


def test_too_few_people_are_more_people_at_a_button() -> None:
    """The worker and the visitor need 1.5 FTE together; 1 can be had. With more money only people are short."""
    own = (edits.choose(BASE, "attendance-worker", "pin"), edits.choose(BASE, "home-visits", "pin"))
    plan = plan_with(edits.set_amounts("grant", {YEAR: 500_000}), *own)
    found = fixes(answer(plan), plan, BASE)
    says = [plain(fix.says) for fix in found]
    assert says[0] == "Outreach worker, 2025-26: at most 1 FTE becomes 1.5 FTE"
    assert len(says) == 2 and says[1].endswith("is decided by the plan again"), "the person's own choice is given up"
    assert applied(plan, found[0]).staff["outreach"].max == Fraction(3, 2)
    assert all(works(plan, fix) for fix in found)


def test_a_floor_that_cannot_be_kept_becomes_a_wish() -> None:
    floor = {"kind": "need_floor", "need": "families", "met": "9/10"}
    plan = plan_with(edits.add_record("rules", "families-first", floor))
    found = fixes(answer(plan), plan, BASE)
    wish = next(fix for fix in found if fix.says[0][0] == "changes.rule.wish")
    assert applied(plan, wish).rules["families-first"]["prefer"] == 1 and works(plan, wish)


def by_hand(*way: Change, conflict: tuple[tuple[str, Message], ...] = ()) -> Impossible:
    return Impossible(conflict, {}, (way,) if way else (), ORIGIN)


def change(rule: str, amount: int, unit: Any = "dollars", about: str = "", sense: str = "<=") -> Change:
    says = say("rule.must", program="Home visits", years=YEAR)
    return Change(rule, says, say("give.money.year", amount=Money(amount), year=YEAR), Fraction(amount), unit, YEAR, about, sense)


def test_a_way_is_only_offered_where_all_of_it_can_be_made() -> None:
    money = change("award:grant", 500, about="grant")
    assert len(fixes(by_hand(money), BASE, BASE)) == 1
    assert fixes(by_hand(money, change("paid-by:home-visits", 10)), _paid(), BASE) == [], "who may pay is no amount"
    assert fixes(by_hand(change("grant-pays-staff", 10)), BASE, BASE) == [], "what money is for is never bent"


def _paid() -> Plan:
    return plan_with(edits.set_field("programs", "home-visits", ["paid_by"], ["local"]))


def test_money_and_people_of_one_way_are_one_change() -> None:
    way = (change("award:grant", 500, about="grant"), change("staffing:outreach", 1, "fte", "outreach"))
    [fix] = fixes(by_hand(*way), BASE, BASE)
    plan = applied(BASE, fix)
    assert plan.sources["grant"].amounts == {YEAR: 45_500} and plan.staff["outreach"].max == 2 and len(fix.says) == 2


def test_fewer_people_are_asked_for_where_too_many_were() -> None:
    plan = plan_with(edits.set_field("staff", "outreach", ["min"], 1))
    [fix] = fixes(by_hand(change("staffing:outreach", 1, "fte", "outreach", ">=")), plan, BASE)
    assert applied(plan, fix).staff["outreach"].min == 0 and plain(fix.says).endswith("at least 1 FTE becomes 0 FTE")


def test_without_two_known_ways_a_persons_own_choices_are_offered_unchecked() -> None:
    plan = plan_with(edits.choose(BASE, "home-visits", "pin"), edits.choose(BASE, "math-tutoring", "drop"))
    conflict = tuple((rule, say("rule.must", program="x", years="y")) for rule in ("pin-home-visits", "award:grant"))
    [fix] = fixes(by_hand(conflict=conflict), plan, BASE)
    assert not fix.checked and plain(fix.says) == "Home visits is decided by the plan again"
    assert "pin-home-visits" not in applied(plan, fix).rules
