"""One plan, one budget: whatever the order of records, the names people gave, the seed or the engine."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest

from allocator.domain.settings import Engine, Settings
from tests.in_process import solve
from tests.more import few_every_day
from tests.oracle.generator import attempt_at
from tests.oracle.notation import read, written
from tests.oracle.oracle import best, equally_good

TINY = Path(__file__).resolve().parent.parent / "scenarios" / "tiny" / "plan.yaml"
TURNS, MANY_TURNS = 9, 30
"""Orders that are tried every day, and in the slower checks; every third with the other engine."""
TIES = [14, 40, 41, 54, 57]
"""Seeds of made-up plans that have many budgets that are equally good."""
IN_ORDER = {"years", "spend_order", "returns", "score_range", "cost_range"}
"""Lists whose order means something."""


def shuffled(rng: Random, record: Any, key: str = "") -> Any:
    """The same records and ids in another order, under other names."""
    if isinstance(record, dict):
        keys = rng.sample(list(record), len(record))
        return {key: f"Ñame {rng.random()}" if key == "name" else shuffled(rng, record[key], key) for key in keys}
    if isinstance(record, list) and key not in IN_ORDER:
        return rng.sample(record, len(record))
    return record


def with_twins(seed: int) -> dict[str, Any]:
    """A made-up plan full of ties: its first program and its first source each have a twin with the same figures."""
    plan = attempt_at(seed, 0)
    plan["programs"]["twin"] = {**deepcopy(plan["programs"]["p0"]), "name": "Another"}
    amounts = plan["sources"]["s0"]["amounts"]
    amounts.update({year: amount // 2 for year, amount in amounts.items()})
    plan["sources"]["a-twin"] = {"name": "Another", "amounts": dict(amounts)}
    return plan


def one_budget(plan: dict[str, Any], turns: int = TURNS) -> None:
    """Many times another order, other names, another seed, either engine: the same roster and payments."""
    first = solve(plan)
    assert first.json["status"] == "proved"
    rng = Random(first.json["points"])
    for turn in range(turns):
        engine: Engine = "cbc" if turn % 3 == 2 else "highs"
        other = solve(shuffled(rng, plan), Settings(gap=0.0, seconds=120.0, engine=engine, seed=turn))
        assert other.json["status"] == "proved"
        assert other.budget == first.budget, f"turn {turn}, {engine}\n{written(plan)}"


def test_the_smallest_sample_has_one_budget() -> None:
    one_budget(read(TINY))


@pytest.mark.parametrize("seed", few_every_day(TIES, 2))
def test_a_plan_full_of_ties_has_one_budget(seed: int, turns: int = TURNS) -> None:
    plan = with_twins(seed)
    assert len(equally_good(plan)) > 1, "the generator has changed: choose another seed"
    one_budget(plan, turns)


@pytest.mark.slow
@pytest.mark.parametrize("seed", TIES)
def test_a_plan_full_of_ties_has_one_budget_in_every_order(seed: int) -> None:
    test_a_plan_full_of_ties_has_one_budget(seed, MANY_TURNS)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(24))
def test_made_up_plans_have_one_budget(seed: int) -> None:
    plan = next(plan for attempt in range(20) if best(plan := attempt_at(seed, attempt)).possible)
    one_budget(plan, MANY_TURNS)
