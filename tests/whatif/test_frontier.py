"""The frontier of the tiny school, worked by hand, and of made-up plans, against a witness that tries every roster.

Its README works out what each combination needs: home visits alone need no local money; the attendance worker needs $7,142
of it; home visits and tutoring $30,000; the attendance worker and tutoring $37,142.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from allocator.domain.variation import Variation
from allocator.messages import text
from allocator.whatif import in_between
from allocator.whatif.amounts import by_year
from allocator.whatif.frontier import frontier, keeps
from allocator.whatif.moves import covers
from allocator.whatif.study import Best
from tests.in_process import study
from tests.more import few_every_day
from tests.oracle.generator import attempt_at
from tests.oracle.notation import written
from tests.oracle.oracle import best
from tests.whatif.plans import ATTENDANCE, TUTORING, VISITS, YEAR, tiny, with_amounts

EDGES = [0, 7_141, 7_142, 29_999, 30_000, 37_141, 37_142]


def test_every_edge_of_local_money_is_where_the_readme_has_it() -> None:
    found = frontier(study(tiny()), "local", EDGES)
    assert [point.least for point in found.points] == [47, 47, 54, 54, 87, 87, 94]
    assert [point.most for point in found.points] == [47, 47, 54, 54, 87, 87, 94]
    assert all(point.proved and point.status == "proved" for point in found.points)
    # local money comes last: the grant pays 42,858 of the attendance worker's 50,000, local money the other 7,142
    assert [point.unused for point in found.points] == [0, 7_141, 0, 22_857, 0, 7_141, 0]
    assert [point.cost for point in found.points] == [20_000, 20_000, 50_000, 50_000, 50_000, 50_000, 80_000]
    assert [(point.enters, point.leaves) for point in found.points] == [
        ((), ()), ((), ()), ((ATTENDANCE,), (VISITS,)), ((), ()), ((VISITS, TUTORING), (ATTENDANCE,)), ((), ()),
        ((ATTENDANCE,), (VISITS,))]
    assert found.points[2].amounts == {YEAR: 7_142}


def test_money_that_may_still_be_used_after_the_plan_is_left_unused_too() -> None:
    found = frontier(study(tiny(later={"kind": "carryover", "source": "local", "life": 2})), "local", [29_999])
    assert (found.points[0].least, found.points[0].unused) == (54, 22_857)


def test_the_grant_pays_its_indirect_charge_too() -> None:
    # 20,000 of people with 5% are 21,000; 50,000 with 5% are 52,500
    found = frontier(study(tiny()), "grant", [0, 20_999, 21_000, 52_499, 52_500])
    assert [point.least for point in found.points] == [47, 47, 87, 87, 94]


def test_the_next_program_comes_in_above_what_the_plan_states() -> None:
    found = frontier(study(tiny()), "local", EDGES)
    assert (found.stated, found.next_from, found.next_to, found.next_programs) == (30_000, 37_141, 37_142, (ATTENDANCE,))
    assert text(found.says[1]) == "The next to come in, between $37,141 and $37,142: Attendance worker."
    nothing = frontier(study(tiny()), "local", [30_000, 37_000])
    assert (nothing.next_to, text(nothing.says[1])) == (None, "From $30,000 to $37,000, nothing new comes in.")


def test_each_point_is_said() -> None:
    found = frontier(study(tiny()), "local", [7_141, 7_142])
    assert [text(words) for words in found.points[0].says] == [
        "With $7,141, the best budget reaches 47 points.", "$7,141 of Local money stay unused."]
    assert [text(words) for words in found.points[1].says] == [
        "With $7,142, the best budget reaches 54 points.", "Comes in: Attendance worker.", "Drops out: Home visits."]


def test_keeping_what_runs_is_nested_and_has_its_price() -> None:
    found = frontier(study(tiny()), "local", [0, 7_142, 30_000, 37_142], nested=True)
    kept = [point.keeping for point in found.points]
    # home visits stay, so the attendance worker (1.0 FTE) never fits beside them: 47, 47, 87, 87 in place of 47, 54, 87, 94
    assert [one.points for one in kept if one] == [47, 47, 87, 87]
    assert [(one.least, one.most) for one in kept if one] == [(0, 0), (7, 7), (0, 0), (7, 7)]
    assert text(found.points[3].says[-1]) == "Keeping everything costs 7 points against the best with this money."


def test_both_languages_say_the_same_numbers() -> None:
    found = frontier(study(tiny()), "local", EDGES, nested=True)
    said = [*found.says, *(words for point in found.points for words in point.says)]
    numbers = [[re.findall(r"[0-9][0-9,.]*[0-9]|[0-9]", text(words, language)) for words in said] for language in ("en", "es")]
    assert numbers[0] == numbers[1]
    assert text(said[0], "es") == "Cada monto es lo que da Local money en cada uno de estos años: 2025-26."


def both_promised() -> dict[str, Any]:
    return tiny(worker={"kind": "must", "program": ATTENDANCE}, tutoring={"kind": "must", "program": TUTORING})


def test_amounts_that_are_too_small_are_said_to_be_impossible() -> None:
    found = frontier(study(both_promised()), "local", [0, 30_000, 37_141, 37_142, 40_000])
    assert [point.status for point in found.points] == ["impossible"] * 3 + ["proved"] * 2
    assert [point.least for point in found.points] == [None, None, None, 94, 94]
    assert found.points[3].enters == ()
    assert text(found.points[2].says[0]) == "With $37,141, no budget can obey every rule."


def test_where_more_is_asked_with_more_money_nothing_is_taken_for_granted() -> None:
    # the match asks for local dollars, two thirds of the award: 30,000 of them are enough up to an award of 45,000
    match = {"kind": "local_match", "source": "grant", "share": "2/3", "of": "award", "counts": {"sources": ["local"]}}
    found = frontier(study(tiny(match=match)), "grant", [21_000, 45_000, 45_003])
    assert [point.status for point in found.points] == ["proved", "proved", "impossible"]


def test_what_need_not_be_asked_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = study(both_promised())
    counted: list[int] = []
    ask = type(asked).ask

    def counting(self: Any, variations: Any) -> list[Best]:
        counted.append(sum(not variation.rules for variation in variations))
        return ask(self, variations)

    monkeypatch.setattr(type(asked), "ask", counting)
    found = frontier(asked, "local", range(0, 64_000, 1_000))
    assert len(found.points) == 64
    assert sum(point.status == "impossible" for point in found.points) == 38
    assert sum(counted) <= 10  # both ends and a halving of 64 amounts; the others are known


def test_a_neighbour_that_is_better_and_valid_is_taken() -> None:
    asked = study(tiny())
    case = asked.case
    low, high = (asked.ask([in_between.fixed(Variation(), {VISITS: {YEAR: "full"}})])[0], asked.base)
    doubtful = replace(low, case=case, answer=replace(
        low.answer, quality=replace(low.answer.quality, status="stopped", bound=90.0)))
    found = in_between.with_neighbours([high, doubtful, high])
    assert (found[1].points, found[1].most, found[1].proved) == (87, 90, False)
    # not where it breaks a rule: without local money tutoring cannot be paid
    poor = asked.ask([Variation(money={"local": {YEAR: -30_000}})])[0]
    poor = replace(poor, answer=replace(poor.answer, quality=replace(poor.answer.quality, status="stopped")))
    assert in_between.with_neighbours([high, poor])[1].points == 47


def test_what_covers_and_what_only_drops_look_at_levels() -> None:
    records = tiny()
    records["programs"][TUTORING]["levels"] = {
        "half": {"costs": {"contract": {"object": "5800", "amount": 15_000}}, "meets": {"math": "1/4"}}}
    asked = study(records)
    full, half = ({TUTORING: {YEAR: level}} for level in ("full", "half"))
    assert covers(asked.case, full, half) and not covers(asked.case, half, full) and covers(asked.case, full, full)
    assert not covers(asked.case, full, {VISITS: {YEAR: "full"}})
    # 30,000 of local money would pay for tutoring in full (87 points); held at half of it, 47 + 20
    held = asked.ask([in_between.fixed(Variation(), {VISITS: {YEAR: "full"}, **half})])[0]
    assert (held.roster, held.points) == ({VISITS: {YEAR: "full"}, **half}, 67)
    more = asked.ask([Variation(rules=(keeps({VISITS: {YEAR: "full"}, **half}),))])[0]
    assert more.points == 87


def of_oracle(plan: dict[str, Any]) -> tuple[bool, Fraction]:
    answer = best(plan)
    return answer.possible, answer.points


def agrees(seed: int, steps: int) -> None:
    plan = attempt_at(seed, 0)
    asked = study(plan)
    source = sorted(plan["sources"])[seed % len(plan["sources"])]
    full = max(plan["sources"][source]["amounts"].values())
    wanted = sorted({full * at // steps for at in range(steps)} | {full, full + 1, full + full // 3 + 1})
    found = frontier(asked, source, wanted)
    assert [point.amount for point in found.points] == wanted
    for point in found.points:
        changed = with_amounts(plan, source, by_year(asked.case, source, point.amount))
        assert (point.status != "impossible", point.least or Fraction(0)) == of_oracle(changed), (point.amount, written(plan))
        assert point.proved and point.most == point.least


@pytest.mark.parametrize("seed", few_every_day([0, 2, 3, 4, 5, 6, 7, 9, 10, 11], 3))
def test_made_up_frontiers_are_those_of_the_oracle(seed: int) -> None:
    agrees(seed, 1)


@pytest.mark.slow  # each amount of each plan is settled by trying every roster
@pytest.mark.parametrize("first", range(1000, 1200, 50))
def test_hundreds_of_frontiers_are_those_of_the_oracle(first: int) -> None:
    for seed in range(first, first + 50):
        agrees(seed, 3)
