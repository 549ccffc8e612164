"""Plans made up from seeds: the program agrees with a witness that tries every roster, and its results add up for a checker
that shares no code with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from allocator.constraints import KINDS as OUR_KINDS
from allocator.constraints import kind_name
from allocator.domain.settings import Settings
from tests.in_process import solve
from tests.oracle.checker import check
from tests.oracle.generator import FOCI, KINDS, STATED, attempt_at, binds, focus_of, generate
from tests.oracle.notation import written
from tests.oracle.oracle import best

QUICK = Settings(gap=0.0, seconds=5.0)
FEW = range(40)
CHUNK = 250
MANY = range(0, 1000, CHUNK)


def agree(plan: dict[str, Any]) -> None:
    """Possible or not, soft shortfalls, points and cost are those of the oracle, proved; the checker finds nothing."""
    solved, oracle = solve(plan), best(plan)
    assert solved.said == oracle.said, written(plan)
    if oracle.possible:
        assert solved.json["status"] == "proved", written(plan)
        assert check(plan, solved.json) == [], written(plan)
    else:
        assert solved.ending == "impossible", written(plan)


def test_the_oracle_knows_every_kind() -> None:
    assert set(KINDS) == {kind_name(kind) for kind in OUR_KINDS}


@pytest.mark.parametrize("seed", FEW)
def test_a_made_up_plan_gets_the_best_budget(seed: int) -> None:
    agree(attempt_at(seed, 0))


@pytest.mark.slow
@pytest.mark.parametrize("first", MANY)
def test_a_thousand_made_up_plans_get_the_best_budget_and_every_kind_bites(first: int) -> None:
    bites: Counter[str] = Counter()
    for seed in range(first, first + CHUNK):
        plan = generate(seed)
        agree(plan)
        stated = {rule["kind"] for rule in plan["rules"].values()}
        bites.update(kind for kind in KINDS if (kind in stated or kind not in STATED) and binds(plan, kind))
    assert {kind: bites[kind] for kind in KINDS if bites[kind] < CHUNK // 20} == {}


def kept(kind: str) -> Iterator[dict[str, Any]]:
    """Made-up plans whose answer is another without a kind of rule."""
    for seed in range(len(FOCI) * 4):
        if focus_of(seed) == kind and binds(plan := generate(seed), kind):
            yield plan


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_kind_of_rule_the_oracle_disagrees(kind: str) -> None:
    plan = next(kept(kind))
    agree(plan)
    assert solve(plan, QUICK, without=kind).said != best(plan).said, written(plan)
