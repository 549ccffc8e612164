"""What the next dollars buy, and the reserve list: the tiny school by hand, made-up plans against the oracle."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from allocator.domain.settings import Settings
from allocator.messages import text
from allocator.whatif.amounts import more
from allocator.whatif.gain import gain
from allocator.whatif.in_between import fixed
from allocator.whatif.next_dollars import next_dollars, surely
from allocator.whatif.reserve import reserve
from allocator.whatif.study import Best, Study
from tests.in_process import study
from tests.more import few_every_day
from tests.oracle.generator import attempt_at
from tests.oracle.notation import written
from tests.oracle.oracle import best
from tests.whatif.plans import ATTENDANCE, TUTORING, VISITS, YEAR, tiny, with_amounts


def said(found: Any) -> list[str]:
    return [text(words) for words in found.says]


def test_the_next_dollars_of_the_tiny_school() -> None:
    # home visits and tutoring (87) give way to the attendance worker and tutoring (94) with 37,142 of local money in place of
    # 30,000, or with 52,500 of the grant in place of 45,000
    found = {one.source: one for one in next_dollars(study(tiny()))}
    assert list(found) == ["grant", "local"]
    for one in found.values():
        assert [(gained.dollars, gained.least, gained.most, gained.proved) for gained in one.gains] == [
            (1_000, 0, 0, True), (5_000, 0, 0, True), (25_000, 7, 7, True)]
        assert (one.gains[2].enters, one.gains[2].leaves) == ((ATTENDANCE,), (VISITS,))
    assert said(found["local"].gains[0]) == [
        "$1,000 more a year of Local money changes nothing: the best plan reaches no more points."]
    assert said(found["local"].gains[2]) == [
        "$25,000 more a year of Local money buys 7 points.", "Comes in: Attendance worker.", "Drops out: Home visits."]


@pytest.mark.parametrize(("dollars", "points"), [(7_141, 0), (7_142, 7)])
def test_one_dollar_decides(dollars: int, points: int) -> None:
    found = next_dollars(study(tiny()), [dollars], ["local"])[0].gains[0]
    assert (found.least, found.most) == (points, points)


def test_where_the_greatest_step_changes_nothing_the_others_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = study(tiny())
    counted: list[int] = []
    ask = type(asked).ask

    def counting(self: Any, variations: Any) -> list[Best]:
        counted.append(len(variations))
        return ask(self, variations)

    monkeypatch.setattr(type(asked), "ask", counting)
    found = next_dollars(asked, [1_000, 2_000, 3_000])
    assert [gained.least for one in found for gained in one.gains] == [0] * 6
    assert counted == [1, 2]  # the plan itself, and the greatest step of each of two sources


def test_with_wishes_points_are_not_compared() -> None:
    # attendance met 60% is wished: only the attendance worker does that, 54 points; without its 7,142 home visits fall 30% short
    found = reserve(study(tiny(wish={"kind": "need_floor", "need": "attendance", "met": "3/5", "prefer": 1})), "local")
    less = found.less[0].gain
    assert (less.least, less.most, less.points, less.short) == (None, None, 47, {"wish": Fraction(3, 10)})
    assert said(less)[0] == (
        "$25,000 less a year of Local money changes by how much rules fall short (wish); points go from 54 to 47.")
    assert (found.more[0].gain.least, found.more[0].gain.enters) == (40, (TUTORING,))


def test_more_money_can_ask_for_more_match() -> None:
    match = {"kind": "local_match", "source": "grant", "share": "2/3", "of": "award", "counts": {"sources": ["local"]}}
    found = next_dollars(study(tiny(match=match)), [1_000], ["grant"])[0].gains[0]
    assert (found.status, found.least) == ("impossible", None)
    assert said(found) == [
        "With $1,000 more a year of Staffing grant, no budget can obey every rule: a rule asks for more when it gives more."]


def test_more_money_can_make_a_plan_possible() -> None:
    promised = tiny(worker={"kind": "must", "program": ATTENDANCE}, tutoring={"kind": "must", "program": TUTORING})
    found = next_dollars(study(promised), [7_141, 7_142], ["local"])[0].gains
    assert said(found[0]) == ["$7,141 more a year of Local money is not enough for a budget that obeys every rule."]
    assert said(found[1]) == [
        "$7,142 more a year of Local money makes a budget possible that obeys every rule; it reaches 94 points."]


def doubtful(best: Best, bound: float) -> Best:
    quality = replace(best.answer.quality, status="stopped", bound=bound)
    return replace(best, answer=replace(best.answer, quality=quality))


def test_what_is_not_proved_is_said_as_a_span() -> None:
    asked = study(tiny())
    richer = asked.ask([more(asked.case, "local", 25_000)])[0]
    sure = gain(asked.base, doubtful(richer, 95.5), "local", 25_000)
    assert (sure.least, sure.most, sure.proved) == (7, Fraction(17, 2), False)
    assert said(sure)[0] == "$25,000 more a year of Local money buys between 7 and 8.5 points."
    doubt = gain(doubtful(asked.base, 94.0), richer, "local", 25_000)
    assert (doubt.least, doubt.most) == (0, 7)
    assert said(doubt)[0] == "$25,000 more a year of Local money buys at most 7 points."


def test_more_money_is_never_answered_with_less_than_the_plan_itself() -> None:
    asked = study(tiny())
    richer, base = more(asked.case, "local", 1_000), asked.base
    found = doubtful(asked.ask([fixed(richer, {VISITS: {YEAR: "full"}})])[0], 91.0)
    found = replace(found, case=richer.of(asked.case))  # a search that was cut short at home visits alone, 47 points
    assert (surely(base, found).points, surely(base, found).most) == (87, 91)
    assert surely(base, replace(found, answer=base.answer)).proved


def test_the_reserve_list_in_both_directions() -> None:
    found = reserve(study(tiny()), "local", [20_000, 25_000])
    richer, less = [step.gain for step in found.more], [step.gain for step in found.less]
    assert [(one.dollars, one.least, one.enters, one.leaves) for one in richer] == [
        (20_000, 7, (ATTENDANCE,), (VISITS,)), (25_000, 7, (ATTENDANCE,), (VISITS,))]
    # with 10,000 of local money the attendance worker is best (54), with 5,000 only home visits are left (47)
    assert [(one.dollars, one.least, one.enters, one.leaves) for one in less] == [
        (-20_000, -33, (ATTENDANCE,), (VISITS, TUTORING)), (-25_000, -40, (), (TUTORING,))]
    assert said(found.less[0])[0] == "$20,000 less a year of Local money costs 33 points."


def test_a_nested_list_only_adds_or_only_drops_and_says_what_that_costs() -> None:
    found = reserve(study(tiny()), "local", [20_000, 25_000], nested=True)
    # home visits stay, and the attendance worker does not fit beside them: nothing is added, which costs 94 - 87
    assert [(step.gain.least, step.gain.enters, step.keeping.most) for step in found.more if step.keeping] == [(0, (), 7)] * 2
    # with 20,000 less the attendance worker may not come in: home visits alone, which costs 54 - 47
    assert [(step.gain.points, step.gain.leaves, step.keeping.most) for step in found.less if step.keeping] == [
        (47, (TUTORING,), 7), (47, (TUTORING,), 0)]
    assert said(found.less[0]) == ["$20,000 less a year of Local money costs 40 points.", "Drops out: Math tutoring.",
                                   "Taking nothing new in costs 7 points against the best with this money."]


def test_nothing_is_left_of_a_source_that_gives_less() -> None:
    found = reserve(study(tiny()), "local", [40_000]).less[0]
    assert found.gain.points == 47
    assert said(found)[-1] == "Local money gives less than that in 2025-26; nothing is left of it then."


def test_a_limit_of_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = study(tiny(), Settings(gap=0.0, seconds=120.0))
    assert asked.base.proved
    asked.stop.set()
    monkeypatch.setattr(type(asked), "ask", Study.ask)
    found = next_dollars(asked, [25_000], ["local"])[0].gains[0]
    assert (found.status, found.least) == ("no_plan_found", None)
    assert said(found) == ["$25,000 more a year of Local money: no budget was found in the time allowed."]


def of_oracle(plan: dict[str, Any]) -> tuple[tuple[Fraction, ...], Fraction] | None:
    answer = best(plan)
    return (answer.short, answer.points) if answer.possible else None


def agrees(seed: int, sources: int) -> None:
    plan = attempt_at(seed, 0)
    asked = study(plan)
    base = of_oracle(plan)
    chosen = sorted(source for source, record in plan["sources"].items() if any(record["amounts"].values()))[:sources]
    largest = max(dollars for record in plan["sources"].values() for dollars in record["amounts"].values())
    for one in next_dollars(asked, [1, largest // 10 + 1, largest // 2 + 1], chosen):
        for gained in one.gains:
            amounts = {year: dollars + gained.dollars if dollars else 0
                       for year, dollars in plan["sources"][one.source]["amounts"].items()}
            richer = of_oracle(with_amounts(plan, one.source, amounts))
            where = (one.source, gained.dollars, written(plan))
            assert (gained.status != "impossible") == (richer is not None), where
            if base is None or richer is None:
                assert gained.least is None, where
            elif base[0] == richer[0]:
                assert gained.least == gained.most == richer[1] - base[1], where
            else:
                assert (gained.least, gained.points) == (None, richer[1]), where


@pytest.mark.parametrize("seed", few_every_day([32, 33, 34, 35, 36, 37, 39, 40, 41, 43], 3))
def test_made_up_next_dollars_are_those_of_the_oracle(seed: int) -> None:
    agrees(seed, 1)


@pytest.mark.slow  # each step of each source of each plan is settled by trying every roster
@pytest.mark.parametrize("first", range(2000, 2100, 50))
def test_a_hundred_plans_next_dollars_are_those_of_the_oracle(first: int) -> None:
    for seed in range(first, first + 50):
        agrees(seed, 2)
