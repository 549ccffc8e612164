"""Which change did what: worked by hand on the tiny school, and on made-up plans equal to trying every order with a witness
that shares no code with the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from itertools import chain, combinations, permutations
from random import Random
from typing import Any

import pytest

from allocator.allocate import sound_case
from allocator.domain.plan import Plan
from allocator.domain.report import Quality
from allocator.errors import InputError
from allocator.load.recheck import faults_of
from allocator.messages import text
from allocator.solve import Answer
from allocator.whatif.attribute import attribute
from allocator.whatif.attribution import Attribution
from allocator.whatif.blocks import merged
from allocator.whatif.orders import Value, orders, shares
from tests.in_process import PROOF, SeveralHere, plan_of
from tests.more import few_every_day
from tests.oracle.generator import attempt_at
from tests.oracle.notation import written
from tests.oracle.oracle import TooLarge, best
from tests.whatif.edits import Edit, Records, bargain, some_edits, with_edits
from tests.whatif.tiny import plan_with, tiny

Some = frozenset[str]


def split(plan_a: Plan, plan_b: Plan) -> Attribution:
    return attribute(plan_a, plan_b, several=SeveralHere(PROOF))


def parts_of(found: Attribution) -> dict[tuple[str, ...], tuple[Fraction, Fraction]]:
    return {part.changes: (part.points, part.cost) for part in found.parts}


# by hand --------------------------------------------------------------------------------------------------------------
def test_one_change_takes_the_whole_difference() -> None:
    """README.md: with $37,142 of local money the attendance worker and tutoring both run: 94 instead of 87 points, and
    $80,000 instead of $50,000."""
    found = split(tiny(), plan_with(local=37_142))
    assert parts_of(found) == {("sources.local",): (7, 30_000)}
    assert (found.points, found.cost, found.orders, found.plans, found.proved) == (7, 30_000, 1, 2, True)
    assert text(found.parts[0].says) == (
        "Local money: amount 2025-26 from $30,000 to $37,142. It brings 7 points more. The programs cost $30,000 more.")
    assert found.says == ()


def test_two_changes_that_help_only_together_share_the_gain() -> None:
    """All three programs need 1.5 FTE and $100,000: the grant pays at most $42,858, so local money must be $57,142.

    More local money alone: worker and tutoring, 94. More people alone: the three cannot be paid; worker and visits cost
    $70,000 of $72,858 and reach 101. Both: 141. In one order the steps are 7 and 47, in the other 14 and 40.
    """
    found = split(tiny(), plan_with(local=57_142, outreach=2))
    assert {part.changes: part.points for part in found.parts} == {
        ("sources.local",): Fraction(7 + 40, 2), ("staff.outreach",): Fraction(47 + 14, 2)}
    assert [(part.lowest, part.highest) for part in found.parts] == [(14, 47), (7, 40)]
    assert found.points == 54
    assert "all 2 orders" in text(found.says[0])


def test_what_matters_only_before_another_change_has_half_of_its_step() -> None:
    """Without home visits the best is the worker alone: 54, 33 less, for the same $50,000. With $37,142 of local money nobody
    misses them: 94, with or without."""
    found = split(tiny(), plan_with(local=37_142, rules={"no-visits": {"kind": "must_not", "program": "home-visits"}}))
    assert parts_of(found) == {("sources.local",): (Fraction(7 + 40, 2), 30_000), ("rules.no-visits",): (Fraction(-33, 2), 0)}
    assert found.points == 7


def test_a_change_that_never_does_anything_gets_nothing() -> None:
    """A role that no program needs changes nothing in any order."""
    plan = plan_with(local=37_142)
    nurse = plan.staff["outreach"].model_copy(update={"name": "Nurse"})
    found = split(tiny(), plan.model_copy(update={"staff": {**plan.staff, "nurse": nurse}}))
    assert parts_of(found)[("staff.nurse",)] == (0, 0)


def test_what_is_impossible_alone_is_counted_with_what_makes_it_possible() -> None:
    """Worker and tutoring both promised is impossible by $7,142; with $37,142 of local money it is what runs anyway."""
    both = {"worker": {"kind": "must", "program": "attendance-worker"}, "tutoring": {"kind": "must", "program": "math-tutoring"}}
    found = split(tiny(), plan_with(local=37_142, rules=both))
    assert [part.changes for part in found.parts] == [("sources.local", "rules.tutoring", "rules.worker")]
    assert (found.parts[0].points, found.parts[0].together) == (7, "possible")
    assert any("no possible budget" in text(said) for said in found.says)


def test_what_names_what_another_change_brings_is_counted_with_it() -> None:
    """A gift of $7,142 that may pay the worker: nobody can name a source that is not there."""
    plan = plan_with(gift=7_142, local=30_001)
    found = split(tiny(), plan)
    assert {part.changes for part in found.parts} == {("programs.attendance-worker", "sources.gift"), ("sources.local",)}
    assert next(part for part in found.parts if len(part.changes) == 2).together == "parts"
    assert any("refers to what another brings" in text(said) for said in found.says)


def test_nothing_that_counts_differs() -> None:
    found = split(tiny(), tiny().model_copy(update={"name": "Another name"}))
    assert (found.points, found.cost, found.parts, found.plans) == (0, 0, (), 1)
    assert [text(said) for said in found.says] == ["Nothing that can change a result differs."]


@pytest.mark.parametrize(("first", "second", "says"), [
    (False, True, "The first plan has no budget"), (True, False, "This plan has no budget"), (False, False, "Neither plan"),
])
def test_a_plan_without_a_budget_is_not_split(first: bool, second: bool, says: str) -> None:
    possible, impossible = tiny(), plan_with(outreach=0, rules={"worker": {"kind": "must", "program": "attendance-worker"}})
    found = split(possible if first else impossible, possible if second else impossible)
    assert (found.points, found.parts) == (None, ())
    assert text(found.says[0]).startswith(says)


def test_points_that_are_not_proved_make_limits() -> None:
    """The first plan's 87 points could be 90, the second's 94 could be 100: the difference is between 4 and 13."""
    class Doubtful(SeveralHere):
        def _best(self, case: Any, answer: Answer) -> Any:
            most = 90.0 if case.plan.sources["local"].amounts == {"2025-26": 30_000} else 100.0
            return super()._best(case, Answer("found", answer.budget, Quality("within", "proved", most)))

    found = attribute(tiny(), plan_with(local=37_142), several=Doubtful(PROOF))
    assert (found.points, found.least, found.most, found.proved) == (7, 4, 13, False)
    assert (found.parts[0].least, found.parts[0].most) == (4, 13)
    assert "by between 4 and 13" in text(found.parts[0].says)
    assert "only within the limits" in text(found.says[-1])


# many changes ------------------------------------------------------------------------------------------------------------
def scores(**changed: int) -> Plan:
    plan = tiny()
    needs = {key: need.model_copy(update={"score": Fraction(changed.get(key, need.score))}) for key, need in plan.needs.items()}
    return plan.model_copy(update={"needs": needs})


def test_many_changes_are_sampled_and_still_add_up() -> None:
    after = plan_with(local=57_142, outreach=2, grant=50_000, rules={"no-visits": {"kind": "must_not", "program": "home-visits"}})
    after = after.model_copy(update={"needs": scores(attendance=70, math=95, families=20).needs})
    several = SeveralHere(PROOF)
    found = attribute(tiny(), after, several=several)
    assert (len(found.parts), found.of) == (7, 5_040)
    assert 8 <= found.orders < 100 and found.orders % 2 == 0
    assert found.plans <= 128
    assert sum(part.points for part in found.parts) == found.points
    assert sum(part.cost for part in found.parts) == found.cost
    assert max(part.error for part in found.parts) > 0
    assert all(part.lowest <= part.points <= part.highest for part in found.parts)
    assert "drawn at random from 5,040" in text(found.says[0])
    assert attribute(tiny(), after, several=several) == found


def test_too_many_changes_are_counted_by_the_part_of_the_plan() -> None:
    """Thirteen more programs that meet nothing, and another score."""
    plan = scores(math=100)
    extra = {f"p{at}": plan.programs["math-tutoring"].model_copy(update={"meets": {}}) for at in range(13)}
    found = split(tiny(), plan.model_copy(update={"programs": {**plan.programs, **extra}}))
    assert [(part.together, len(part.changes), part.points) for part in found.parts] == [("", 1, 10), ("section", 13, 0)]
    assert any("too many changes" in text(said) for said in found.says)


def test_all_orders_of_a_game_worked_by_hand() -> None:
    """Two left gloves and a right one; a pair is worth 1. The right one gets 2/3, each left one 1/6 (Shapley's own example)."""
    left, other, right = blocks = [frozenset([at]) for at in range(3)]

    def value(some: frozenset[int]) -> Value:
        pairs = Fraction(int(2 in some and len(some) > 1))
        return Value(pairs, pairs, int(6 * pairs))

    found = shares(orders(blocks, 0), value)
    assert [found[block].points for block in (left, other, right)] == [Fraction(1, 6), Fraction(1, 6), Fraction(2, 3)]
    assert [found[block].cost for block in (left, other, right)] == [1, 1, 4]
    assert all(share.error == 0 for share in found.values())


def test_the_fewest_changes_are_joined() -> None:
    """0 and 1 cannot be made together, unless 3 is; 2 has nothing to do with it."""
    blocks = [frozenset([at]) for at in range(4)]
    joined = merged(blocks, frozenset([0, 1, 2]), lambda some: not {0, 1} <= some or 3 in some)
    assert joined == [frozenset([0, 1, 3]), frozenset([2])]


# every order, with another witness ---------------------------------------------------------------------------------------
def usable(records: Records) -> bool:
    """Whether the records are a plan that a file could hold."""
    try:
        plan = plan_of(records)
        sound_case(plan)
    except InputError:
        return False
    return not faults_of(plan)


Made = tuple[Records, dict[str, Edit]]


def made(seed: int, maker: Callable[[Random, Records], dict[str, Edit]]) -> Made | None:
    """A made-up plan and edits that lead to another one; None where there are none, or either has no budget."""
    plan = attempt_at(seed, 0)
    if not usable(plan):
        return None
    try:
        if not best(plan).possible:
            return None
        edits = maker(Random(f"{seed}/edits"), plan)
        after = with_edits(plan, edits.values())
        return (plan, edits) if edits and usable(after) and best(after).possible else None
    except TooLarge:
        return None


def agree(case: Made) -> str:
    """Compare with the average over all orders, each plan in between solved by the witness. Returns what was met."""
    plan, edits = case
    found = split(plan_of(plan), plan_of(with_edits(plan, edits.values())))
    groups = [frozenset(part.changes) for part in found.parts]
    changed = frozenset(chain.from_iterable(groups))
    assert sorted(chain.from_iterable(groups)) == sorted(changed) and changed <= set(edits)
    same = [edits[change] for change in edits if change not in changed]  # an edit that happens to change nothing

    @cache
    def witness(some: Some) -> Any:
        return best(with_edits(plan, [*same, *(edits[change] for change in edits if change in some)]))

    assert found.proved, written(plan)
    for expected, got in zip(every_order(groups, witness), found.parts, strict=True):
        assert (got.points, got.cost, got.lowest, got.highest) == expected, written(plan)
    assert sum(part.points for part in found.parts) == found.points == witness(changed).points - witness(frozenset()).points
    assert sum(part.cost for part in found.parts) == found.cost == witness(changed).cost - witness(frozenset()).cost
    return joined_rightly(plan, edits, groups, witness)


def every_order(groups: list[Some], witness: Callable[[Some], Any]) -> list[tuple[Fraction, Fraction, Fraction, Fraction]]:
    """Average, smallest and largest step of each group over all orders."""
    steps: dict[Some, list[tuple[Fraction, int]]] = {group: [] for group in groups}
    for order in permutations(groups):
        made: Some = frozenset()
        for group in order:
            before, after = witness(made), witness(made | group)
            assert before.possible and after.possible
            steps[group].append((after.points - before.points, after.cost - before.cost))
            made |= group
    return [(sum((p for p, _ in found), Fraction(0)) / len(found), Fraction(sum(c for _, c in found), len(found)),
             min(p for p, _ in found), max(p for p, _ in found)) for found in steps.values()]


def joined_rightly(plan: Records, edits: dict[str, Edit], groups: list[Some], witness: Callable[[Some], Any]) -> str:
    """Changes are apart exactly where every plan in between has a budget."""
    changed = sorted(chain.from_iterable(groups))
    subsets = [frozenset(some) for size in range(len(changed) + 1) for some in combinations(changed, size)]

    def names_what_is_not_there(some: Some) -> bool:
        made = with_edits(plan, [edits[change] for change in some])
        return any(set(program.get("paid_by") or ()) - set(made["sources"]) for program in made["programs"].values()) or any(
            rule.get("source", next(iter(made["sources"]))) not in made["sources"] for rule in made["rules"].values())

    missing = [some for some in subsets if names_what_is_not_there(some)]
    impossible = [some for some in subsets if some not in missing and not witness(some).possible]
    assert (max(map(len, groups), default=1) > 1) == bool(missing or impossible)
    return "joined: names" if missing else "joined: impossible" if impossible else "apart"


EVERYDAY = (0, 4, 7, 10, 15, 18, 24, 32, 43)
BARGAINS = (0, 17, 54, 55, 56, 59)


@pytest.mark.parametrize("seed", few_every_day(EVERYDAY, 3))
def test_parts_equal_the_average_over_every_order(seed: int) -> None:
    case = made(seed, some_edits)
    assert case is not None, "the generator has changed: keep another seed"
    agree(case)


@pytest.mark.parametrize("seed", few_every_day(BARGAINS, 3))
def test_a_promise_that_cannot_be_kept_alone_is_counted_with_its_money(seed: int) -> None:
    case = made(seed, bargain)
    assert case is not None, "the generator has changed: keep another seed"
    assert agree(case) == "joined: impossible"


@pytest.mark.slow  # hundreds of plans in between, each also solved by trying every roster
@pytest.mark.parametrize("first", [1000, 1125])
def test_a_hundred_parts_equal_the_average_over_every_order(first: int) -> None:
    cases = [made(seed, some_edits) for seed in range(first, first + 125)]
    met = Counter(agree(case) for case in cases if case is not None)
    assert met.total() >= 50
    assert met["joined: names"] >= 8 and met["apart"] >= 15, met


@pytest.mark.slow  # hundreds of plans in between, each also solved by trying every roster
def test_dozens_of_promises_that_cannot_be_kept_alone() -> None:
    cases = [made(seed, bargain) for seed in range(1000, 1100)]
    met = Counter(agree(case) for case in cases if case is not None)
    assert met["joined: impossible"] == met.total() >= 25
