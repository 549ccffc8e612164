"""Rules that no budget could ever break or need: a plan that states one is refused, so no plan is made up with one."""

from __future__ import annotations

from typing import Any

from tests.oracle.figures import Piece, number, picks, picks_indirect
from tests.oracle.reading import Reading
from tests.oracle.revisions import pieces, revised


def without_idle_rules(plan: dict[str, Any]) -> None:
    """Take rules that do nothing out of a made-up plan, and see to it that somebody may pay for every program."""
    for name in plan["programs"]:
        if not payable(Reading(plan), name):
            plan["programs"][name].pop("paid_by", None)
        if not payable(Reading(plan), name):
            plan["rules"] = {rule_id: rule for rule_id, rule in plan["rules"].items() if rule["kind"] != "allowable_use"}
    while idle := first_idle(Reading(plan)):
        del plan["rules"][idle]


def first_idle(plan: Reading) -> str | None:
    """The id of a rule that does nothing."""
    return next((rule["id"] for rule in plan.rules if is_idle(plan, rule)), None)


def payable(plan: Reading, program: str) -> bool:
    """Whether every cost of a program has a source that may pay it."""
    return all(any(plan.may_pay(source, piece) for source in plan.sources) for piece in pieces(plan, program))


def is_idle(plan: Reading, rule: dict[str, Any]) -> bool:
    """Whether a rule says nothing about the plan."""
    judge = JUDGES.get(rule["kind"])
    return judge is not None and judge(plan, rule)


def _may_be_paid(plan: Reading, source: str) -> list[Piece]:
    return [piece for program in plan.order for piece in pieces(plan, program) if plan.may_pay(source, piece)]


def _share_cap(plan: Reading, rule: dict[str, Any]) -> bool:
    if rule.get("indirect") == "in" and picks_indirect(rule):
        return False
    return not any(picks(rule, piece) for piece in _may_be_paid(plan, rule["source"]))


def _share_floor(plan: Reading, rule: dict[str, Any]) -> bool:
    charged = rule.get("indirect") == "in" and plan.indirect_rule(rule["source"]) is not None
    return rule.get("of") != "award" and not charged and all(picks(rule, piece) for piece in _may_be_paid(plan, rule["source"]))


def _continuity(plan: Reading, rule: dict[str, Any]) -> bool:
    staffed = [p for p in rule.get("programs") or plan.order if any(plan.staff(p, level) for level in plan.levels[p])]
    bound = [t for t in plan.when(rule) if plan.years[t] < rule["until"]]
    return not any(t > 0 or plan.programs[program].get("running") for t in bound for program in staffed)


def _fte_steps(plan: Reading, rule: dict[str, Any]) -> bool:
    sizes = [plan.staff(program, level).get(rule["role"], 0) for program in plan.order for level in plan.levels[program]]
    return all((size / number(rule["step"])).denominator == 1 for size in sizes)


def _carryover(plan: Reading, rule: dict[str, Any]) -> bool:
    awards = plan.awards(rule["source"])
    lasts = {award: plan.last_use(rule["source"], award) for award in awards}
    longer = any(last > award for award, last in lasts.items())
    ends = any(award <= year and last < year for award, last in lasts.items() for year in plan.years)
    return not longer and not ends


def _requires(plan: Reading, rule: dict[str, Any]) -> bool:
    return bool(rule.get("after") and plan.programs[rule["needs"]].get("running"))


def _allowable_use(plan: Reading, rule: dict[str, Any]) -> bool:
    alone = Reading({**plan.plan, "rules": {"only": rule}, "programs": {
        program: {key: value for key, value in record.items() if key != "paid_by"} for program, record in plan.programs.items()}})
    full = all(plan.share_allowed(rule, program) == 1 for program in plan.order)
    return full and all(alone.may_pay(rule["source"], piece) for program in plan.order for piece in pieces(plan, program))


def _reimbursement(plan: Reading, rule: dict[str, Any]) -> bool:
    return plan.when(rule) in ([], [0])


def _revision(plan: Reading, rule: dict[str, Any]) -> bool:
    changes = sum(1 for _ in revised(plan, rule))
    return not changes or 0 < rule.get("at_most", 0) >= changes


JUDGES = {
    "share_cap": _share_cap, "share_floor": _share_floor, "continuity": _continuity, "fte_steps": _fte_steps,
    "carryover": _carryover, "requires": _requires, "allowable_use": _allowable_use, "reimbursement": _reimbursement,
    "revision": _revision,
}
