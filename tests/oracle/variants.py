"""Made-up plans of special kinds: many rules of one kind, and wishes about money."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from tests.oracle.generator import attempt_at
from tests.oracle.idle import without_idle_rules
from tests.oracle.limits import LIMITS

Plan = dict[str, Any]
TWICE = ("local_match", "share_cap", "share_floor", "allowable_use", "carryover", "reimbursement", "choose", "requires",
         "need_floor", "must_not")


def crowded(seed: int) -> Plan:
    """A plan with several rules of the same kind, which meet in the same money and programs."""
    rng = Random(f"{seed}/crowded")
    plan = attempt_at(seed, 0)
    plan.setdefault("agreements", {})
    for kind in TWICE:
        for at in range(2 if rng.random() < 0.3 else 0):
            if (rule := LIMITS[kind](rng, plan)) is not None:
                plan["rules"][f"{at}{rng.choice('mn')}-{kind.replace('_', '-')}"] = {"kind": kind, **rule}
    if "sustain" not in {rule["kind"] for rule in plan["rules"].values()} and rng.random() < 0.3:
        plan["rules"]["goes-on"] = {"kind": "sustain", "after": plan["years"][-1], "prefer": rng.choice((1, 2))}
    without_idle_rules(plan)
    return plan


def wishful(seed: int) -> Plan:
    """A plan with few rosters, no positions, and soft rules about shares of money."""
    rng = Random(f"{seed}/wishful")
    plan = attempt_at(seed, 0)
    plan.pop("rates", None)
    plan["programs"] = {name: {**record, "levels": {}, "positions": {}} for name, record in sorted(plan["programs"].items())[:3]}
    plan["rules"] = {"indirect": {"kind": "indirect", "source": "s0", "rate": Decimal("0.06")}} if rng.random() < 0.4 else {}
    for at, kind in enumerate(rng.choices(("share_cap", "share_floor", "need_floor", "carryover"), k=4)):
        if (rule := LIMITS[kind](rng, plan)) is not None:
            wish = {} if kind == "carryover" else {"prefer": rng.choice((1, 2))}
            plan["rules"][f"wish-{at}"] = {"kind": kind, **rule, **wish}
    for source in plan["sources"].values():
        source.pop("carried_in", None)
    for record in plan["programs"].values():
        for line in record["costs"].values():
            line.pop("position", None)
    without_idle_rules(plan)
    return plan


def contracted(seed: int) -> Plan:
    """A plan in which one outside provider's agreement runs through lines, programs and levels, with indirect charges on it."""
    rng = Random(f"{seed}/contracted")
    plan = attempt_at(seed, 1)
    plan.setdefault("agreements", {})["partner"] = rng.choice((
        {"name": "Partner", "counted": 50_000 - rng.randint(5, 60)},
        {"name": "Partner", "counted": 25_000 - rng.randint(5, 60), "starts": "2024-25"}))
    for record in plan["programs"].values():
        under = {line for line, cost in record["costs"].items() if not cost.get("position") and rng.random() < 0.5}
        for level in (record, *record.get("levels", {}).values()):
            for line in under & set(level.get("costs", {})):
                level["costs"][line].update(object="5100", agreement="partner")
    names = sorted(plan["sources"])
    rules = {"charged": {"kind": "indirect", "rate": Decimal("0.1")},
             "barred": {"kind": "allowable_use", "not_objects": ["5100"]},
             "capped": {"kind": "share_cap", "objects": ["5100"], "share": Decimal("0.5")}}
    plan["rules"] = {rule_id: rule for rule_id, rule in plan["rules"].items() if rule["kind"] != "indirect"}
    plan["rules"] |= {name: {**rule, "source": rng.choice(names)} for name, rule in rules.items() if rng.random() < 0.4}
    without_idle_rules(plan)
    return plan


def _larger(plan: Plan, factor: int) -> Plan:
    """The plan with larger dollars, in which people's lines are more than a few dollars; with the same ones, without people."""
    for record in plan["programs"].values():
        for level in (record, *record.get("levels", {}).values()):
            for line in level.get("costs", {}).values():
                line["amount"] *= factor
                if factor == 1:
                    line.pop("position", None)
    for source in plan["sources"].values():
        for years in (source["amounts"], source.get("carried_in", {})):
            years.update({year: dollars * factor for year, dollars in years.items()})
    return plan


def revisited(seed: int) -> Plan:
    """A plan whose sources have approved budgets already, with people, indirect charges and wishes among what they pay."""
    rng = Random(f"{seed}/revisited")
    plan = _larger(attempt_at(seed, 2), rng.choice((1, 97, 1003)))
    plan.setdefault("agreements", {})
    plan["rules"] = {rule_id: rule for rule_id, rule in plan["rules"].items() if rule["kind"] in ("carryover", "allowable_use")}
    if rng.random() < 0.5:
        plan["rules"]["charged"] = {"kind": "indirect", "source": "s0", "rate": rng.choice((Decimal("0.06"), "1/17"))}
    for at in range(rng.choice((1, 1, 2))):
        if (rule := LIMITS["revision"](rng, plan)) is not None:
            plan["rules"][f"approved-{at}"] = {"kind": "revision", **rule}
    without_idle_rules(plan)
    return plan
