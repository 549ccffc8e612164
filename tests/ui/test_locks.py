"""What may still be decided about a program, and which rules have decided the rest."""

from __future__ import annotations

from typing import Any

from allocator.allocate import case_for
from allocator.domain.plan import Plan
from allocator.ui.locks import ANY, Locks, case_of, locks_of
from tests.ui import school
from tests.ui.school import Y1, Y2

BOTH = (Y1, Y2)


def plan_with(rules: dict[str, Any], **more: Any) -> Plan:
    return school.plan_of({**school.SCHOOL, "rules": rules, **more})


def locks(program: str, rules: dict[str, Any], **more: Any) -> Locks:
    """What is left to decide in a school with these rules."""
    plan = plan_with(rules, **more)
    return locks_of(case_for(plan), plan, program)


def ids(found: Locks) -> list[str]:
    return [rule.id for rule in found.rules]


def test_nothing_is_locked_where_no_rule_decides() -> None:
    found = locks("garden", {})
    assert found.choices == ["free", "pin", "drop"] and not found.decided and not found.rules
    assert found.years("pin") == BOTH and found.years("drop") == BOTH and found.years("free") == ()


def test_a_program_that_must_run_can_neither_be_left_out_nor_kept_in_once_more() -> None:
    found = locks("garden", {"promised": {"kind": "must", "program": "garden"}})
    assert found.choices == ["free"] and found.decided and ids(found) == ["promised"]
    some = locks("garden", {"promised": {"kind": "must", "program": "garden", "years": [Y1]}})
    assert some.years("drop") == (Y2,) and some.years("pin") == (Y2,) and not some.decided


def test_a_program_that_must_run_may_still_be_held_to_a_size() -> None:
    found = locks("counselor", {"promised": {"kind": "must", "program": "counselor"}})
    assert found.choices == ["free", "pin"] and set(found.keep) == {"full", "half"}
    sized = locks("counselor", {"promised": {"kind": "must", "program": "counselor", "level": "half"}})
    assert set(sized.keep) == {"half"}
    barred = locks("counselor", {"small": {"kind": "must_not", "program": "counselor", "level": "half"}})
    assert set(barred.keep) == {ANY, "full"} and not barred.rules


def test_a_program_that_must_not_run_stays_out() -> None:
    found = locks("garden", {"vetoed": {"kind": "must_not", "program": "garden"}})
    assert found.choices == ["free"] and found.decided and ids(found) == ["vetoed"]


def test_one_of_a_group_is_exchanged_by_keeping_another_in() -> None:
    """Exactly one of two: neither can be left out, each can be kept in; once one must run, the other cannot."""
    one = {"kind": "choose", "programs": ["garden", "tutoring"], "exactly": 1}
    assert locks("garden", {"one": one}).choices == ["free", "pin"]
    promised = {"one": one, "promised": {"kind": "must", "program": "tutoring"}}
    assert locks("garden", promised).years("pin") == () and ids(locks("garden", promised)) == ["one"]
    least = {"least": {"kind": "choose", "programs": ["garden", "tutoring"], "at_least": 1}}
    assert locks("garden", least).years("drop") == BOTH
    needed = {**least, "vetoed": {"kind": "must_not", "program": "tutoring"}}
    assert locks("garden", needed).years("drop") == ()


def test_the_only_one_who_brings_a_required_role_is_locked() -> None:
    programs = {**school.SCHOOL["programs"], "garden": {**school.SCHOOL["programs"]["garden"], "staff": {"gardener": 1}}}
    staff = {"gardener": {"name": "Gardener", "max": {Y1: 0, Y2: 1}}}
    asked = {"asked": {"kind": "required_role", "role": "gardener", "fte": 1, "years": [Y2]}}
    found = locks("garden", asked, programs=programs, staff=staff)
    assert found.years("drop") == (Y1,), "in the second year nobody else is there"
    assert found.years("pin") == (Y2,), "in the first year nobody can be hired"
    assert set(ids(found)) == {"asked", "staffing:gardener"}
    least = locks("garden", {}, programs=programs, staff={"gardener": {"name": "Gardener", "min": 1}})
    assert least.years("drop") == () and ids(least) == ["staffing:gardener"]


def test_a_program_on_which_another_depends_is_locked_while_the_other_must_run() -> None:
    depends = {"kind": "requires", "program": "garden", "needs": "tutoring"}
    assert locks("tutoring", {"first": depends}).years("drop") == BOTH
    promised = {"first": depends, "promised": {"kind": "must", "program": "garden", "years": [Y1]}}
    assert locks("tutoring", promised).years("drop") == (Y2,)
    vetoed = {"first": depends, "vetoed": {"kind": "must_not", "program": "tutoring"}}
    assert locks("garden", vetoed).years("pin") == ()


def test_a_wish_and_a_persons_own_choice_lock_nothing() -> None:
    assert locks("garden", {"wished": {"kind": "must", "program": "garden", "prefer": 1}}).choices == ["free", "pin", "drop"]
    own = plan_with({"pin-garden": {"kind": "must", "program": "garden"}})
    assert locks_of(case_for(own), plan_with({}), "garden").choices == ["free", "pin", "drop"]
    assert locks_of(case_for(own), own, "garden").choices == ["free"], "opened like this, it is the plan's own rule"


def test_a_plan_is_put_together_once() -> None:
    plan = plan_with({})
    assert case_of(plan) is case_of(plan)
