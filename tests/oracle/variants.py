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
