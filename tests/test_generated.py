"""Plans made up from seeds: the program agrees with a witness that tries every roster, and its results add up for a checker
that shares no code with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from allocator.constraints import KINDS as OUR_KINDS
from allocator.constraints import kind_name
from allocator.domain.settings import Settings
from tests.in_process import solve
from tests.more import few_every_day
from tests.oracle.checker import check
from tests.oracle.generator import APART, KINDS, STATED, attempt_at, binds, generate
from tests.oracle.notation import written
from tests.oracle.oracle import best
from tests.oracle.variants import contracted, crowded, revisited, wishful

QUICK = Settings(gap=0.0, seconds=5.0)
FEW = range(40)
CHUNK = 250
KEPT = {  # for each kind, the seed and attempt of a plan whose answer is another without it
    "timing": (0, 6), "full_cost": (1, 1), "same_shares": (2, 1), "paid_by": (3, 7), "award": (4, 0),
    "staffing": (5, 2), "carryover": (6, 4), "allowable_use": (7, 9), "indirect": (8, 9), "share_cap": (49, 2),
    "share_floor": (10, 3), "local_match": (11, 2), "reimbursement": (92, 0), "required_role": (13, 2),
    "fte_steps": (14, 0), "choose": (15, 1), "requires": (16, 2), "must": (17, 0), "must_not": (18, 0),
    "continuity": (219, 6), "start_limit": (20, 3), "need_floor": (61, 7), "pillar_floor": (22, 5),
    "equity_floor": (103, 0), "sustain": (24, 7),
}
KEPT_APART = {"revision": 14}
"""The same for kinds with made-up plans of their own."""
MANY = range(0, 500, CHUNK)


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


@pytest.mark.parametrize("seed", few_every_day(FEW, 10))
def test_a_made_up_plan_gets_the_best_budget(seed: int) -> None:
    agree(attempt_at(seed, 0))


@pytest.mark.parametrize("seed", range(4))
def test_rules_of_one_kind_meet(seed: int) -> None:
    agree(crowded(seed))


@pytest.mark.parametrize("seed", range(4))
def test_wishes_about_money_are_met_as_far_as_can_be(seed: int) -> None:
    agree(wishful(seed))


@pytest.mark.parametrize("seed", range(4))
def test_an_agreement_runs_through_programs_and_years(seed: int) -> None:
    agree(contracted(seed))


@pytest.mark.parametrize("seed", (0, 1, 4, 8, 14, 15, 35, 37))
def test_budgets_that_were_approved_before_are_kept_to(seed: int) -> None:
    agree(revisited(seed))


@pytest.mark.slow
def test_a_hundred_approved_budgets_are_kept_to_and_bite() -> None:
    bites = 0
    for seed in range(100):
        agree(plan := revisited(seed))
        bites += binds(plan, "revision")
    assert bites >= 30


@pytest.mark.slow
@pytest.mark.parametrize("plan_of", [crowded, wishful, contracted])
def test_hundreds_of_special_plans_get_the_best_budget(plan_of: Callable[[int], dict[str, Any]]) -> None:
    for seed in range(200):
        agree(plan_of(seed))


@pytest.mark.slow
@pytest.mark.parametrize("first", MANY)
def test_hundreds_of_made_up_plans_get_the_best_budget_and_every_kind_bites(first: int) -> None:
    bites: Counter[str] = Counter()
    for seed in range(first, first + CHUNK):
        plan = generate(seed)
        agree(plan)
        stated = {rule["kind"] for rule in plan["rules"].values()}
        bites.update(kind for kind in KINDS if (kind in stated or kind not in STATED) and binds(plan, kind))
    assert {kind: bites[kind] for kind in KINDS if kind not in APART and bites[kind] < CHUNK // 20} == {}


@pytest.mark.parametrize("kind", few_every_day(KINDS, 6))
def test_without_a_kind_of_rule_the_oracle_disagrees(kind: str) -> None:
    plan = revisited(KEPT_APART[kind]) if kind in APART else attempt_at(*KEPT[kind])
    assert binds(plan, kind), "the generator has changed: keep another plan for this kind"
    agree(plan)
    assert solve(plan, QUICK, without=kind).effect != best(plan).effect, written(plan)


EDITS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a payment off by a dollar": lambda r: r["payments"][0].update(dollars=r["payments"][0]["dollars"] + 1),
    "a payment from another source": lambda r: r["payments"][0].update(
        source=next(source for source in r["sources"] if source != r["payments"][0]["source"])),
    "a payment in another year": lambda r: r["payments"][0].update(year="2026-27"),
    "a program left out": lambda r: r["programs"].popitem(),
    "a cost": lambda r: next(iter(next(iter(r["programs"].values())).values())).update(cost=1),
    "a balance": lambda r: next(iter(r["sources"].values()))["2025-26"].update(lapsed=-1),
    "an FTE": lambda r: next(iter(r["staff"].values())).update({"2025-26": 9}),
    "points": lambda r: r.update(points=r["points"] + 1),
    "a verdict": lambda r: r["audit"].update(ok=False),
}


@pytest.mark.parametrize("edit", EDITS)
def test_the_checker_sees_what_a_hand_has_changed(edit: str) -> None:
    plan = attempt_at(*KEPT["indirect"])
    changed = solve(plan).json
    assert check(plan, changed) == []
    EDITS[edit](changed)
    assert check(plan, changed) != []
