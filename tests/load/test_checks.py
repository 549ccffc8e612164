"""What only shows once all rules of a plan stand side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from allocator.allocate import case_for
from allocator.audit import Ledger
from allocator.domain.budget import Budget
from allocator.domain.plan import Plan
from allocator.errors import Told
from allocator.load.checks import check_case
from allocator.load.json_text import read_json
from allocator.load.node import from_tree
from allocator.load.sense import judge
from tests.load.plans import small


def checked(change: Callable[[dict[str, Any]], Any]) -> list[Told]:
    """Faults of the small plan's case after a change."""
    import json

    data = small()
    change(data)
    plan, faults = judge(from_tree(read_json(json.dumps(data)), "file"))
    assert isinstance(plan, Plan)
    assert not [fault for _, fault in faults if not fault.warning]
    case = case_for(plan)
    empty = Ledger(case, Budget())
    return [fault.told() for fault in check_case(case, lambda rule: sum(1 for _ in rule.rows(case, empty)))]


def said(change: Callable[[dict[str, Any]], Any]) -> list[tuple[str, bool]]:
    return [(f"{fault.path}: {fault.says}", fault.warning) for fault in checked(change)]


def rule(name: str, **fields: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda data: data["rules"].update({name: fields})


def test_the_small_plan_has_nothing_to_say() -> None:
    assert said(lambda d: None) == []


def test_a_required_program_that_nobody_may_pay_is_a_fault_and_another_a_warning() -> None:
    assert said(lambda d: d["programs"]["social-worker"].update(paid_by=[])) == [
        ("programs.social-worker: no source may pay for this program, and rule keep needs it", False)]
    assert said(lambda d: d["programs"]["outreach"].update(paid_by=[])) == [
        ("programs.outreach: no source may pay for this program, so it can never run", True)]


@pytest.mark.parametrize("fields", [
    {"kind": "choose", "programs": ["outreach"], "exactly": 1},
    {"kind": "choose", "programs": ["outreach", "social-worker"], "at_least": 2},
    {"kind": "requires", "program": "social-worker", "needs": "outreach"},
])
def test_what_another_rule_cannot_do_without_is_required(fields: dict[str, Any]) -> None:
    def change(data: dict[str, Any]) -> None:
        data["programs"]["outreach"]["paid_by"] = []
        data["rules"]["x"] = fields

    assert ("programs.outreach: no source may pay for this program, and rule x needs it", False) in said(change)


def test_a_position_needs_one_source_that_may_pay_all_of_it() -> None:
    def change(data: dict[str, Any]) -> None:
        data["sources"] = {"a": {"name": "A", "amounts": {"2025-26": 200000, "2026-27": 200000}},
                           "b": {"name": "B", "amounts": {"2025-26": 200000, "2026-27": 200000}}}
        data["rules"] = {"a": {"kind": "allowable_use", "source": "a", "objects": ["1000-2999", "5200"]},
                         "b": {"kind": "allowable_use", "source": "b", "objects": ["3000-3999"]}}
        del data["programs"]["social-worker"]["levels"]

    assert said(change) == [("programs.social-worker: no source may pay for this program, so it can never run", True),
                            ("sources.b: nothing may be paid from this source", True)][:1]


def test_rules_that_touch_nothing_are_faults() -> None:
    found = said(rule("idle", kind="share_cap", source="ccspp", share=0.15, tag="administration"))
    assert found == [("rules.idle: this rule does nothing: nothing in the plan is touched by it", False)]


def test_a_rule_that_only_lets_money_last_does_something() -> None:
    assert said(rule("last", kind="carryover", source="ccspp", last_use="2026-27")) == []


def test_a_program_that_can_never_run_is_a_warning() -> None:
    dear = said(lambda d: d["programs"]["outreach"]["costs"]["mileage"].update(amount=150001))
    assert dear == [
        (
            "programs.outreach: this program can never run: it costs $150,001 at its smallest size, more than all who may pay "
            "have",
            True,
        )
    ]
    many = said(lambda d: (d["staff"]["social_worker"].update(max=0.4), d["rules"].clear()))
    assert many == [("programs.social-worker: this program can never run: it needs more FTE than there can be", True)]


def test_a_program_that_waits_for_a_vetoed_one_is_a_warning_and_the_veto_is_not() -> None:
    def change(data: dict[str, Any]) -> None:
        data["rules"] = {"no": {"kind": "must_not", "program": "social-worker"},
                         "first": {"kind": "requires", "program": "outreach", "needs": "social-worker"}}

    assert said(change) == [("programs.outreach: this program can never run: it needs social-worker, which can never run", True)]


def test_what_nothing_uses_is_a_warning() -> None:
    def change(data: dict[str, Any]) -> None:
        data["needs"]["sleep"] = {"name": "Sleep", "score": 5}
        data["staff"]["nurse"] = {"name": "Nurse"}
        data["sources"]["empty"] = {"name": "Empty", "amounts": {"2025-26": 5, "2026-27": 5}}
        for program in data["programs"].values():
            program["paid_by"] = ["ccspp"]
        data["agreements"] = {"clinic": {"name": "Clinic"}}

    assert said(change) == [
        ("agreements.clinic: no cost line names this agreement", True), ("needs.sleep: no program meets this need", True),
        ("sources.empty: nothing may be paid from this source", True), ("staff.nurse: no program uses this role", True)]


def test_money_from_before_that_has_lapsed_is_a_warning() -> None:
    def change(data: dict[str, Any]) -> None:
        data["sources"]["ccspp"]["carried_in"] = {"2023-24": 7000}
        data["rules"]["last"] = {"kind": "carryover", "source": "ccspp", "life": 2}

    assert said(change) == [("sources.ccspp.carried_in.2023-24: this money may no longer be spent in the plan", True)]
