"""Plans side by side: the tiny school, whose figures README.md works by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from allocator.domain.case import Case
from allocator.domain.plan import Plan
from allocator.domain.report import Quality
from allocator.errors import InputError
from allocator.explain.plain import plain
from allocator.messages import text
from allocator.solve import Answer
from allocator.whatif.compare import compare
from allocator.whatif.comparison import Comparison
from allocator.whatif.study import Best
from tests.in_process import PROOF, SeveralHere, plan_of
from tests.oracle.generator import attempt_at
from tests.oracle.oracle import best
from tests.whatif.test_changes import with_program
from tests.whatif.tiny import YEAR, plan_with, tiny

WORKER = {"worker": {"kind": "must", "program": "attendance-worker"}}


def compared(*plans: Plan, several: Any = None) -> Comparison:
    return compare(plans, several=several or SeveralHere(PROOF))


@pytest.fixture(scope="module")
def two() -> Comparison:
    return compared(tiny(), plan_with(local=37_142))


def test_what_the_first_plan_is_given_and_reaches(two: Comparison) -> None:
    first = two.plans[0]
    assert (first.letter, first.status, first.reachable, first.possible) == ("A", "proved", 141, 220)
    assert (first.given.needs, first.given.programs, first.given.rules, first.given.scores) == (3, 3, 2, 220)
    assert first.given.money == {"grant": 45_000, "local": 30_000}
    reached = first.reached
    assert reached is not None
    assert (reached.points, reached.most, reached.cost) == (87, 87, 50_000)
    assert reached.needs == {"attendance": Fraction(3, 10), "families": Fraction(2, 5), "math": Fraction(1, 2)}
    assert reached.need_points == {"attendance": 27, "families": 20, "math": 40}
    assert reached.programs == {"home-visits": {YEAR: "full"}, "math-tutoring": {YEAR: "full"}}
    assert reached.payments == {"grant": 21_000, "local": 30_000}
    assert (reached.lost, reached.kept) == ({"grant": 24_000, "local": 0}, {"grant": 0, "local": 0})
    assert reached.staff == {"outreach": {YEAR: Fraction(1, 2)}}
    assert reached.missing_after == 20_000  # tutoring can go on with local money, which lasts; the visits cannot


def test_what_differs_adds_up(two: Comparison) -> None:
    """94 instead of 87: attendance 54 instead of 27, no families. The grant pays 42,858 and 2,142, local money 7,142 more."""
    against = two.against[1]
    assert against is not None and two.against[0] is None
    assert (against.points, against.needs) == (7, {"attendance": 27, "families": -20})
    assert (against.cost, against.programs) == (30_000, {"attendance-worker": 50_000, "home-visits": -20_000})
    assert (against.spent, against.sources) == (31_142, {"grant": 24_000, "local": 7_142})
    assert (against.added, against.dropped, against.moved) == (("attendance-worker",), ("home-visits",), ())


def test_inputs_that_differ_stand_side_by_side(two: Comparison) -> None:
    (row,) = two.inputs
    assert (row.change, row.path, row.field, row.values) == ("sources.local", ("amounts", YEAR), "amounts", (30_000, 37_142))
    assert text(row.what) == "Local money: amount 2025-26"


def test_which_change_did_what(two: Comparison) -> None:
    assert two.why[0] is None
    assert two.why[1] is not None
    assert [(part.changes, part.points) for part in two.why[1].parts] == [(("sources.local",), 7)]


def test_three_plans_and_records_that_only_some_have() -> None:
    found = compared(tiny(), plan_with(gift=7_142), plan_with(outreach=2, rules=WORKER))
    rows = {(row.change, row.path): row.values for row in found.inputs}
    assert rows == {
        ("programs.attendance-worker", ("paid_by",)): (None, ("gift", "grant"), None),
        ("sources.gift", ()): (False, True, False),
        ("staff.outreach", ("max",)): (1, 1, 2),
        ("rules.worker", ()): (False, False, True),
    }
    assert {change.id for change in found.changes[2]} == {"staff.outreach", "rules.worker"}
    assert found.names["sources"] == {"gift": "A gift", "grant": "Staffing grant", "local": "Local money"}


def test_an_impossible_plan_is_a_column_that_says_so() -> None:
    found = compared(tiny(), plan_with(outreach=0, rules=WORKER), plan_with(local=37_142))
    assert [column.status for column in found.plans] == ["proved", "impossible", "proved"]
    impossible = found.plans[1]
    assert impossible.reached is None and impossible.impossible is not None
    assert "worker" in {rule for rule, _ in impossible.impossible.conflict}
    assert found.against[1] is None
    assert found.why[1] is not None and found.why[1].parts == ()
    assert found.why[2] is not None and found.why[2].points == 7


def test_the_first_plan_impossible_leaves_nothing_to_hold_the_others_against() -> None:
    found = compared(plan_with(outreach=0, rules=WORKER), tiny())
    assert found.against == (None, None)
    assert found.why[1] is not None
    assert text(found.why[1].says[0]).startswith("The first plan has no budget")


def test_a_plan_that_is_asked_twice_is_solved_once() -> None:
    several = SeveralHere(PROOF)
    heard: list[tuple[int, int]] = []
    several.hear = lambda answered, asked: heard.append((answered, asked))
    renamed = with_program("math-tutoring", name="Tutoring, dear").model_copy(update={"name": "=Renamed"})
    found = compared(tiny(), renamed, plan_with(local=37_142), several=several)
    assert heard == [(1, 2), (2, 2)]
    assert found.plans[1].name == "=Renamed"
    assert found.plans[1].reached == found.plans[0].reached
    assert [row.change for row in found.inputs] == ["sources.local"]


def test_after_a_stop_what_is_missing_is_said_to_be_missing() -> None:
    several = SeveralHere(PROOF)
    several.stop.set()
    found = compared(tiny(), plan_with(local=37_142), several=several)
    assert [column.status for column in found.plans] == ["no_plan_found", "no_plan_found"]
    assert found.why[1] is not None and "Neither plan" in text(found.why[1].says[0])


def test_what_is_not_proved_has_two_numbers() -> None:
    """Both budgets are taken as within a bound of 100 points; 87 and 94 are found."""
    class Doubtful(SeveralHere):
        def _best(self, case: Case, answer: Answer) -> Best:
            return super()._best(case, replace(answer, quality=Quality("within", "proved", 100.0)))

    found = compared(tiny(), plan_with(local=37_142), several=Doubtful(PROOF))
    assert [(column.status, column.reached and (column.reached.points, column.reached.most)) for column in found.plans] == [
        ("within", (87, 100)), ("within", (94, 100))]
    assert text(found.plans[0].says) == "Good enough: at most 13% below the best possible."
    assert found.why[1] is not None
    assert (found.why[1].least, found.why[1].points, found.why[1].most) == (-6, 7, 13)


@pytest.mark.parametrize("count", [0, 1, 7])
def test_too_few_and_too_many_plans_are_refused(count: int) -> None:
    with pytest.raises(InputError, match="2 to 6 plans"):
        compare([tiny()] * count, several=SeveralHere(PROOF))


def test_a_plan_whose_rules_make_no_sense_is_refused() -> None:
    idle = plan_with(rules={"idle": {"kind": "allowable_use", "source": "local", "not_tags": ["arts"]}})
    with pytest.raises(InputError, match="does nothing"):
        compared(tiny(), idle)


def test_a_child_process_finds_the_same() -> None:
    plans = [tiny(), plan_with(local=37_142)]
    found, here = compare(plans), compared(*plans)
    assert [column.reached for column in found.plans] == [column.reached for column in here.plans]
    assert (found.why, found.against) == (here.why, here.against)


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_can_be_written_as_json(two: Comparison, language: str) -> None:
    data = json.loads(json.dumps(plain(two, language)))
    assert data["plans"][1]["reached"]["points"] == 94
    assert data["why"][1]["parts"][0]["points"] == 7
    assert "$37,142" in data["why"][1]["parts"][0]["says"]


@pytest.mark.parametrize("seed", [0, 4, 7, 18])
def test_figures_of_made_up_plans_add_up_and_are_those_of_the_witness(seed: int) -> None:
    """One plan and the same without its first need: points by need add up to points, costs by program to the cost, and both
    are those of a witness that tries every roster; the differences add up, too."""
    records = attempt_at(seed, 0)
    fewer = {**records, "needs": {key: {**need, "score": 0 if at == 0 else need["score"]}
                                  for at, (key, need) in enumerate(sorted(records["needs"].items()))}}
    found = compared(plan_of(records), plan_of(fewer))
    for column, given in zip(found.plans, (records, fewer), strict=True):
        answer, reached = best(given), column.reached
        assert answer.possible and reached is not None
        assert (reached.points, reached.cost) == (answer.points, answer.cost)
        assert sum(reached.need_points.values()) == reached.points
        assert sum(reached.costs.values()) == reached.cost
    against = found.against[1]
    assert against is not None
    assert sum(against.needs.values()) == against.points
    assert sum(against.programs.values()) == against.cost
    assert sum(against.sources.values()) == against.spent
