"""A way out applied to a plan's records, as a person would do it: more money in an award, a rule left out in a year."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from fractions import Fraction
from typing import Any

from allocator.domain.report import Change
from tests.oracle.figures import number

Plan = dict[str, Any]
Rule = dict[str, Any]


class NotInRecords(Exception):
    """No record of a plan file can say this change: a share of spending that may be missed by some dollars."""


def applied(plan: Plan, way: tuple[Change, ...]) -> Plan:
    """The plan with a way out. Raises NotInRecords."""
    plan = deepcopy(plan)
    for change in way:
        if change.rule.startswith("award:"):
            amounts = plan["sources"][change.about]["amounts"]
            amounts[change.year] = amounts.get(change.year, 0) + int(change.amount)
        elif change.rule.startswith("staffing:"):
            _people(plan, change)
        else:
            _rule(plan, change)
    return plan


def _people(plan: Plan, change: Change) -> None:
    role = plan["staff"][change.about]
    field, sign = ("max", 1) if change.sense == "<=" else ("min", -1)
    by_year = role[field] if isinstance(role[field], dict) else dict.fromkeys(plan["years"], role[field])
    role[field] = by_year | {change.year: number(by_year[change.year]) + sign * change.amount}


def _rule(plan: Plan, change: Change) -> None:
    """The rule as it was in the other years, and milder in this one."""
    if change.rule not in plan["rules"]:
        raise NotInRecords("another change in the same year")
    rule = plan["rules"].pop(change.rule)
    if change.year not in plan["years"] or rule["kind"] not in MILDER:
        raise NotInRecords(rule["kind"])
    years = rule.get("years") or plan["years"]
    others = [year for year in years if year != change.year]
    if others:
        plan["rules"][change.rule] = {**rule, "years": others}
    for at, milder in enumerate(MILDER[rule["kind"]](plan, rule, change)):
        plan["rules"][f"{change.rule}-{at}{change.year}"] = {**milder, "years": [change.year]}


def _out(plan: Plan, rule: Rule, change: Change) -> list[Rule]:
    return []


def _choose(plan: Plan, rule: Rule, change: Change) -> list[Rule]:
    if rule.get("same"):
        raise NotInRecords("the same ones in all years")
    if change.sense == "==":
        return []
    milder = {key: value for key, value in rule.items() if key not in ("at_least", "at_most")}
    least, most = rule.get("at_least") or 0, rule.get("at_most")
    if change.sense == ">=":
        least = max(0, least - int(change.amount))
    elif most is not None:
        most += int(change.amount)
    limits = ({"at_least": least} if least else {}) | ({} if most is None else {"at_most": most})
    return [milder | limits] if limits else []


def _floor(field: str, step: Callable[[Fraction], Any] = Fraction) -> Callable[[Plan, Rule, Change], list[Rule]]:
    def milder(plan: Plan, rule: Rule, change: Change) -> list[Rule]:
        left = number(rule[field]) - change.amount
        return [{**rule, field: step(left)}] if left > 0 else []
    return milder


def _need_floor(plan: Plan, rule: Rule, change: Change) -> list[Rule]:
    """The floor of each need that the rule speaks of, as one rule each."""
    scores = sorted((number(need["score"]) for need in plan["needs"].values()), reverse=True)
    named = [rule["need"]] if rule.get("need") else [
        need for need, record in plan["needs"].items() if number(record["score"]) >= scores[: rule["top"]][-1]]
    floors = {need: number(rule["met"]) - (change.amount if need == change.about else 0) for need in named}
    return [{"kind": "need_floor", "need": need, "met": met} for need, met in floors.items() if met > 0]


def _pillar_floor(plan: Plan, rule: Rule, change: Change) -> list[Rule]:
    if change.unit != "count":
        raise NotInRecords("a share")
    return _floor("programs", int)(plan, rule, change)


def _equity_floor(plan: Plan, rule: Rule, change: Change) -> list[Rule]:
    if change.unit != "count":
        raise NotInRecords("dollars for each pupil")
    return _floor("pupils", int)(plan, rule, change)


MILDER: dict[str, Callable[[Plan, Rule, Change], list[Rule]]] = {
    "must": _out, "must_not": _out, "requires": _out, "fte_steps": _out, "choose": _choose,
    "required_role": _floor("fte"), "need_floor": _need_floor, "pillar_floor": _pillar_floor, "equity_floor": _equity_floor,
    "start_limit": lambda plan, rule, change: [{**rule, "at_most": rule["at_most"] + int(change.amount)}],
}
