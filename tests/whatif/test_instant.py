"""Answers at once: near a plan that is known, never better than the best, payable, and honest about their distance from it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from random import Random
from unittest.mock import patch

import pytest

from allocator.allocate import case_for
from allocator.domain.case import Case
from allocator.domain.report import Report
from allocator.domain.settings import Settings
from allocator.messages import text
from allocator.solve import nearby as home
from allocator.solve.highs import Highs
from allocator.solve.nearby import Nearby, nearby
from allocator.solve.possible import Asking, paid
from allocator.whatif.instant import Instant, instant, narrower, with_more
from allocator.whatif.moves import NO_MOVES, told
from tests.in_process import plan_of, solve
from tests.more import few_every_day
from tests.oracle.generator import attempt_at
from tests.oracle.notation import written
from tests.oracle.oracle import Answer, best
from tests.oracle.variants import wishful
from tests.whatif.plans import ATTENDANCE, TUTORING, VISITS, YEAR, Records, tiny, with_amounts

QUICK = Settings(gap=0.005, seconds=30.0)
"""How closely the app looks while people wait."""
POSSIBLE = (  # seeds of made-up plans that have a budget
    0, 4, 7, 9, 10, 14, 15, 16, 17, 18, 24, 26, 27, 29, 32, 38, 39, 41, 42, 43, 48, 53, 54, 55, 56, 57, 58, 59, 61, 62, 64, 66,
    67, 70, 72, 73, 74, 78, 80, 81, 83, 84, 85, 87, 88, 91, 92, 94, 95, 97, 98, 100, 102, 103, 104, 108, 111, 112, 113, 114, 115,
    116, 117, 120, 121, 122, 124, 127, 129, 130, 133, 134,
)
WISHFUL = (0, 2, 3, 7)
CHUNK = 18
DROPPED = {"kind": "must_not", "program": TUTORING}


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moment is as long as it takes, however busy the machine is."""
    monkeypatch.setattr(home, "MOMENT", replace(home.MOMENT, seconds=20.0))


def case_of(records: Records) -> Case:
    return case_for(plan_of(records))


def known(records: Records) -> Report | None:
    return solve(records, QUICK).report


def of_tiny(**rules: Records) -> Report:
    report = known(tiny(**rules))
    assert report is not None
    return report


def changed(rng: Random, plan: Records) -> Records:
    """A plan after one thing that people do: money less or more, a program kept in or left out, in some years or in all."""
    new, kind = deepcopy(plan), rng.choice(("money", "money", "must", "must_not"))
    if kind == "money":
        record = new["sources"][rng.choice(sorted(plan["sources"]))]
        part = rng.choice((Fraction(1, 2), Fraction(4, 5), Fraction(13, 10), Fraction(2)))
        record["amounts"] = {year: int(amount * part) for year, amount in record.get("amounts", {}).items()}
    else:
        years = {"years": [rng.choice(plan["years"])]} if rng.random() < 0.5 else {}
        new["rules"]["a-choice"] = {"kind": kind, "program": rng.choice(sorted(plan["programs"])), **years}
    return new


def check(found: Instant, case: Case, answer: Answer, records: Records) -> None:
    """It can be paid to the dollar, for what it says; no better than the best; its distance from the best is not larger than it
    says, and where a wish is not met none is said."""
    assert answer.possible, written(records)
    budget = paid(case, found.roster, Asking.of(Highs(), 20.0))
    assert budget is not None and sum(payment.dollars for payment in budget.payments) == found.spent, written(records)
    if found.short:
        assert found.away == 1, written(records)
    else:
        assert not any(answer.short) and found.points <= answer.points, written(records)
        assert float(answer.points) * (1 - found.away) <= float(found.points) + 1e-6, written(records)


def after_a_change(plan: Records, seed: int) -> tuple[bool | None, bool | None]:
    """Whether an answer at once reaches the best points, when only what is in doubt is looked for and when everything is; None
    when there is no answer. All that it claims is held against a witness that tries every roster."""
    new, was = changed(Random(f"{seed}/changed"), plan), known(plan)
    assert was is not None, "the generator has changed: choose other seeds"
    case, answer = case_of(new), best(new)
    if answer.possible and not any((*was.shortfalls.values(), *answer.short)) and narrower(was.case, case):
        assert float(answer.points) <= was.bound + 1e-6, written(new)
    near, every = (_looked_for(few, case, was) for few in (0, home.FEW))
    for found in (near, every):
        if found is not None:
            check(found, case, answer, new)
    return near and near.points == answer.points, every and every.points == answer.points


def _looked_for(few: int, case: Case, was: Report) -> Instant | None:
    with patch.object(home, "FEW", few):
        return instant(case, [was])


@pytest.mark.parametrize("first", few_every_day(range(0, len(POSSIBLE), CHUNK), 1))
def test_an_answer_at_once_can_be_had_and_says_how_far_it_is_from_the_best(first: int) -> None:
    found = [after_a_change(attempt_at(seed, 0), seed) for seed in POSSIBLE[first:first + CHUNK]]
    near, every = [one for one, _ in found], [one for _, one in found]
    assert every.count(True) > CHUNK // 2 and not every.count(False), "with few choices it is the best"
    assert near.count(True) > CHUNK // 3, "with many it often is"


def test_where_wishes_are_not_met_no_distance_is_claimed() -> None:
    found = [after_a_change(wishful(seed), seed) for seed in WISHFUL]
    assert sum(near is not None for near, _ in found) > len(WISHFUL) // 2


def test_more_local_money_brings_another_program_in_at_once() -> None:
    """The tiny school: $7,142 more of local money exchanges home visits (87 points with tutoring) for the attendance worker."""
    enough = instant(case_of(with_amounts(tiny(), "local", {YEAR: 37_142})), [of_tiny()])
    assert enough is not None and set(enough.roster) == {ATTENDANCE, TUTORING}
    assert (enough.points, enough.away, enough.spent) == (94, 0.0, 80_000)
    one_less = instant(case_of(with_amounts(tiny(), "local", {YEAR: 37_141})), [of_tiny()])
    assert one_less is not None and (set(one_less.roster), one_less.points, one_less.away) == ({VISITS, TUTORING}, 87, 0.0)


def test_near_a_known_plan_only_what_is_in_doubt_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a large plan. The best mixture keeps home visits, so they stay, and the attendance worker does not fit beside them;
    what the mixture reaches is then all that is known of the best."""
    monkeypatch.setattr(home, "FEW", 0)
    richer = instant(case_of(with_amounts(tiny(), "local", {YEAR: 37_142})), [of_tiny()])
    assert richer is not None and richer.points == 87 and (94 - 87) / 94 < richer.away < 0.25
    poorer = instant(case_of(with_amounts(tiny(), "grant", {YEAR: 44_000})), [of_tiny()])
    assert poorer is not None and (poorer.points, poorer.away) == (87, 0.0), "no more than what was proved with more money"


def test_there_is_no_answer_where_there_is_no_budget() -> None:
    both = tiny(**{name: {"kind": "must", "program": name} for name in (ATTENDANCE, VISITS)})
    assert nearby(case_of(both), [of_tiny().budget.roster]) is None
    assert instant(case_of(both), [of_tiny()]) is None


@pytest.mark.parametrize(("dollars", "points"), [(1_000, 87), (7_141, 87), (7_142, 94), (25_000, 94)])
def test_what_a_little_more_buys(dollars: int, points: int) -> None:
    was = of_tiny()
    found = with_more(was, "local", dollars)
    assert found is not None and found[0].points == points
    said = [text(line) for line in told(was.case, found[1])]
    assert said == ([] if points == 87 else ["Comes in: Attendance worker.", "Drops out: Home visits."])


def test_what_falls_shorter_of_a_wish_is_no_gain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker and tutoring reach 94 points, but families at 40% are wished, which only home visits do."""
    was = of_tiny(wish={"kind": "need_floor", "need": "families", "met": "2/5", "prefer": 1})
    assert with_more(was, "local", 25_000) is not None
    roster = {ATTENDANCE: {YEAR: "full"}, TUTORING: {YEAR: "full"}}
    for short, gains in (({1: 0.4}, False), ({}, True)):
        better = Nearby(roster, Fraction(94), 94.0, short)
        monkeypatch.setattr("allocator.whatif.instant.nearby", lambda case, known, better=better: better)
        found = with_more(was, "local", 25_000)
        assert found is not None and (found[0].points == 94) is gains and (found[1] != NO_MOVES) is gains


def test_a_wish_that_falls_short_as_before_is_no_loss() -> None:
    """Families at 80% can never be met: home visits do half of it. Tutoring comes in all the same, for $10,000 more."""
    wish = {"kind": "need_floor", "need": "families", "met": "4/5", "prefer": 1}
    was = solve(with_amounts(tiny(wish=wish), "local", {YEAR: 20_000}), QUICK).report
    assert was is not None and was.shortfalls == {"wish": Fraction(2, 5)} and was.points == 47
    found = with_more(was, "local", 10_000)
    assert found is not None and found[0].points == 87 and found[0].away == 1 and found[1].enters == (TUTORING,)


CHANGES: dict[str, tuple[bool, Callable[[Records], None]]] = {
    "nothing": (True, lambda plan: None),
    "another name": (True, lambda plan: plan.update(name="Other")),
    "less money": (True, lambda plan: plan["sources"]["local"]["amounts"].update({YEAR: 29_999})),
    "a program kept in": (True, lambda plan: plan["rules"].update(choice={"kind": "must", "program": VISITS})),
    "a program left out": (True, lambda plan: plan["rules"].update(choice=DROPPED)),
    "more money": (False, lambda plan: plan["sources"]["local"]["amounts"].update({YEAR: 30_001})),
    "another rule": (False, lambda plan: plan["rules"].update(choice={"kind": "need_floor", "need": "math", "met": "1/10"})),
    "a rule left out": (False, lambda plan: plan["rules"].pop("grant-indirect")),
    "a rule changed": (False, lambda plan: plan["rules"]["grant-indirect"].update(rate="1/25")),
    "a cheaper program": (False, lambda plan: plan["programs"][TUTORING]["costs"]["contract"].update(amount=29_999)),
    "another score": (False, lambda plan: plan["needs"]["math"].update(score=70)),
    "a new source": (False, lambda plan: plan["sources"].update(gift={"name": "Gift", "amounts": {YEAR: 1}})),
    "money that lasts": (False, lambda plan: plan["sources"]["grant"].update(lasts=True)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_only_takes_budgets_away(change: str) -> None:
    says, edit = CHANGES[change]
    new = tiny()
    edit(new)
    assert narrower(case_of(tiny()), case_of(new)) is says


def test_less_money_is_not_only_less_where_a_rule_asks_for_a_part_of_it() -> None:
    match = {"kind": "local_match", "source": "grant", "share": "1/10", "of": "award", "counts": {"sources": ["local"]}}
    less = with_amounts(tiny(match=match), "grant", {YEAR: 40_000})
    assert not narrower(case_of(tiny(match=match)), case_of(less))
