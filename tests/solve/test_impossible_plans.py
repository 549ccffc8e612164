"""Impossible plans made up from seeds. The witness, which tries every roster, says whether the named rules conflict and whether
any of them can be spared; every way out, applied, gives a budget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from allocator.allocate import audited, sound_case
from allocator.domain.case import Case
from allocator.domain.report import Change
from allocator.domain.settings import Settings
from allocator.domain.variation import Variation
from allocator.solve.answer import Answer
from allocator.solve.engines import engine
from allocator.solve.possible import Asking, some_budget
from allocator.solve.search import search
from tests.in_process import plan_of
from tests.more import few_every_day
from tests.oracle import oracle
from tests.oracle.notation import written
from tests.solve.applied import NotInRecords, applied
from tests.solve.freed import can_be_left_out, possible, without
from tests.solve.impossible_plans import impossible_plan

Plan = dict[str, Any]
FEW = sorted({*range(13)} - {2, 12})  # the witness takes its time over these two
CHUNK = 50
MANY = range(0, 250, CHUNK)
ONLY_MONEY = 25  # a seed whose plan lacks $314 and nothing else
PROOF = Settings(gap=0.0, seconds=120.0)


def asked(plan: Plan) -> tuple[Case, Answer]:
    case = sound_case(plan_of(plan))
    answer = search(case, PROOF)
    assert answer.ending == "impossible", written(plan)
    return case, answer


def the_rules_conflict_and_none_can_be_spared(plan: Plan, conflict: tuple[str, ...]) -> None:
    stays = {rule for rule, record in plan["rules"].items() if record["kind"] == "carryover"}
    others = can_be_left_out(plan) - stays - set(conflict)
    assert conflict, written(plan)
    assert not possible(plan, others), written(plan)
    for rule in conflict:
        assert possible(plan, {*others, rule}), (rule, written(plan))


def each_way_gives_a_budget_and_all_of_it_is_needed(plan: Plan, case: Case, ways: tuple[tuple[Change, ...], ...]) -> None:
    assert 1 <= len(ways) <= 3, written(plan)
    for way in ways:
        found = search(given(way).of(case), replace(PROOF, gap=1.0))
        assert found.budget is not None, (way, written(plan))
        audited(given(way).of(case), found.budget)
        for change in way:
            rest = given(tuple(other for other in way if other is not change))
            assert some_budget(rest.of(case), Asking.of(engine("highs"), 60.0)) is None, (change, written(plan))


def given(way: tuple[Change, ...]) -> Variation:
    return Variation(given={change.place: change.amount for change in way})


def said_to_be_possible(plan: Plan, way: tuple[Change, ...]) -> bool:
    """Whether the witness, too, finds a budget when a way is applied to the records; True where records cannot say it."""
    try:
        return oracle.best(applied(plan, way)).possible
    except (NotInRecords, oracle.TooLarge):
        return True


def examine(plan: Plan) -> None:
    case, answer = asked(plan)
    the_rules_conflict_and_none_can_be_spared(plan, answer.conflict)
    each_way_gives_a_budget_and_all_of_it_is_needed(plan, case, answer.gives)
    for way in answer.gives:
        assert said_to_be_possible(plan, way), (way, written(plan))


@pytest.mark.parametrize("seed", few_every_day(FEW, 6))
def test_an_impossible_plan_is_explained(seed: int) -> None:
    plan = impossible_plan(seed)
    assert plan is not None, "the generator has changed: choose other seeds"
    examine(plan)


@pytest.mark.parametrize("wrong", [lambda found: found[:-1], lambda found: (*found, "beside")], ids=["too few", "too many"])
def test_the_witness_sees_a_wrong_conflict(wrong: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
    plan = impossible_plan(ONLY_MONEY)
    assert plan is not None
    plan["rules"]["beside"] = {"kind": "start_limit", "at_most": 99}  # limits nothing
    conflict = asked(without(plan, ["beside"]))[1].conflict
    the_rules_conflict_and_none_can_be_spared(plan, conflict)
    with pytest.raises(AssertionError):
        the_rules_conflict_and_none_can_be_spared(plan, wrong(conflict))


def test_the_witness_sees_that_a_dollar_less_is_too_little() -> None:
    plan = impossible_plan(ONLY_MONEY)
    assert plan is not None
    way = asked(plan)[1].gives[0]
    assert {change.unit for change in way} == {"dollars"} and len(way) == 1
    assert said_to_be_possible(plan, way)
    assert not said_to_be_possible(plan, (replace(way[0], amount=way[0].amount - 1),))


@pytest.mark.slow  # every roster of every plan is tried once for each rule of its conflict
@pytest.mark.parametrize("first", MANY)
def test_hundreds_of_impossible_plans_are_explained(first: int) -> None:
    plans = [plan for seed in range(first, first + CHUNK) if (plan := impossible_plan(seed)) is not None]
    assert len(plans) >= CHUNK * 4 // 5
    for plan in plans:
        examine(plan)
