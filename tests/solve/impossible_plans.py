"""Small plans made up from a seed for which no budget exists: approved programs, higher floors, less money or fewer people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random
from typing import Any

from tests.oracle import oracle
from tests.oracle.generator import attempt_at
from tests.oracle.idle import without_idle_rules

Plan = dict[str, Any]


def impossible_plans(seeds: range) -> Iterator[tuple[int, Plan]]:
    """Those of the seeds for which a plan without any budget is made, with the plan."""
    for seed in seeds:
        if (plan := impossible_plan(seed)) is not None:
            yield seed, plan


def impossible_plan(seed: int) -> Plan | None:
    """A plan from a seed that gets harder until no budget is left; None when it never does, or cannot be tried out."""
    rng = Random(f"{seed}/impossible")
    plan = attempt_at(seed, seed % 3)
    plan["rules"] = {rule_id: rule for rule_id, rule in plan["rules"].items()
                     if not (rule["kind"] == "local_match" and rule.get("prefer"))}
    try:
        for at in range(8):
            if not oracle.best(plan).possible:
                return plan
            rng.choice(HARDER)(rng, plan, f"h{at}")
            without_idle_rules(plan)
    except (oracle.TooLarge, ValueError):
        return None
    return None


def _approved(rng: Random, plan: Plan, rule_id: str) -> None:
    program = rng.choice(sorted(plan["programs"]))
    years = {"years": sorted(rng.sample(plan["years"], 1))} if rng.random() < 0.5 else {}
    plan["rules"][rule_id] = {"kind": "must", "program": program, **years}


def _vetoed(rng: Random, plan: Plan, rule_id: str) -> None:
    plan["rules"][rule_id] = {"kind": "must_not", "program": rng.choice(sorted(plan["programs"]))}


def _needed(rng: Random, plan: Plan, rule_id: str) -> None:
    met = rng.choice((Decimal("0.5"), 1))
    plan["rules"][rule_id] = {"kind": "need_floor", "need": rng.choice(sorted(plan["needs"])), "met": met}


def _staffed(rng: Random, plan: Plan, rule_id: str) -> None:
    fte = rng.choice((Decimal("0.5"), 1))
    plan["rules"][rule_id] = {"kind": "required_role", "role": rng.choice(sorted(plan["staff"])), "fte": fte}


def _chosen(rng: Random, plan: Plan, rule_id: str) -> None:
    two = sorted(rng.sample(sorted(plan["programs"]), 2))
    plan["rules"][rule_id] = {"kind": "choose", "programs": two, "exactly": rng.choice((1, 2))}


def _poorer(rng: Random, plan: Plan, rule_id: str) -> None:
    source = plan["sources"][rng.choice(sorted(plan["sources"]))]
    source["amounts"] = {year: dollars // 3 for year, dollars in source["amounts"].items()}


def _fewer(rng: Random, plan: Plan, rule_id: str) -> None:
    plan["staff"][rng.choice(sorted(plan["staff"]))]["max"] = Decimal("0.3")


HARDER: tuple[Callable[[Random, Plan, str], None], ...] = (
    _approved, _approved, _approved, _vetoed, _needed, _staffed, _chosen, _poorer, _fewer)
