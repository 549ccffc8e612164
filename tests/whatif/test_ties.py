"""Plans that are equally good: counted by hand, and against a witness that tries every roster."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from allocator.domain.settings import Settings
from allocator.messages import text
from allocator.solve import beside
from allocator.whatif import ties as room
from allocator.whatif.study import Study
from allocator.whatif.ties import Ties, different, ties
from tests.in_process import home, plan_of, study
from tests.more import few_every_day
from tests.oracle.generator import attempt_at
from tests.oracle.notation import written
from tests.oracle.oracle import ABOUT_SHARES, TooLarge, fallen, rosters, soft_rules
from tests.oracle.reading import Reading
from tests.oracle.roster import Roster
from tests.oracle.split import hopeless, kindest, split
from tests.whatif.plans import ATTENDANCE, TUTORING, VISITS, YEAR, tiny

TWIN = "twin-tutoring"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other rosters are looked for in this process."""
    def alike(*parts: Any) -> Any:
        return beside.alike(*parts[:4], lambda roster: None, lambda: False)

    def unlike(*parts: Any) -> Any:
        return beside.unlike(*parts[:4], lambda roster: None, lambda: False)

    monkeypatch.setattr(room, "alike", alike)
    monkeypatch.setattr(room, "unlike", unlike)


def with_twin(dollars: int) -> dict[str, Any]:
    """The tiny school with another company that tutors as well as the first, at its own price."""
    records = tiny()
    records["programs"][TWIN] = deepcopy(records["programs"][TUTORING]) | {"name": "Other tutoring"}
    records["programs"][TWIN]["costs"]["contract"]["amount"] = dollars
    return records


def said(found: Any) -> list[str]:
    return [text(words) for words in found.says]


def test_the_tiny_school_has_one_best_plan(here: None) -> None:
    found = ties(study(tiny()))
    assert (found.count, found.complete, found.shared, found.swapped) == (1, True, (VISITS, TUTORING), ())
    assert said(found) == ["No other plan is equally good: 87 points."]


def test_two_companies_at_one_price_are_a_tie(here: None) -> None:
    found = ties(study(with_twin(30_000)))
    assert (found.count, found.complete, found.points) == (2, True, 87)
    assert (found.shared, found.swapped, found.resized) == ((VISITS,), (TUTORING, TWIN), ())
    assert said(found) == ["2 plans are equally good: 87 points each.", "All of them run: Home visits.",
                           "They differ in: Math tutoring and Other tutoring.", "All of them cost $50,000."]


def test_many_programs_in_common_are_counted(here: None) -> None:
    records = with_twin(30_000)
    for at in range(8):  # free, and each meets a need of its own
        records["needs"][f"n{at}"] = {"name": f"Need {at}", "score": 10}
        records["programs"][f"p{at}"] = {"name": f"Program {at}", "meets": {f"n{at}": 1},
                                         "costs": {"contract": {"object": "5800", "amount": 0}}}
    found = ties(study(records))
    assert (found.count, len(found.shared), said(found)[1]) == (2, 9, "All of them run 9 programs in common.")


def test_equal_points_at_another_price_are_a_tie_too(here: None) -> None:
    found = ties(study(with_twin(28_000)))
    assert (found.count, found.least_cost, found.most_cost) == (2, 48_000, 50_000)
    assert set(found.rosters[0]) == {VISITS, TWIN}  # the cheaper one is the plan's own
    assert said(found)[-1] == "They cost between $48,000 and $50,000."


def test_one_dollar_too_dear_is_no_tie(here: None) -> None:
    assert ties(study(with_twin(30_001))).count == 1


def test_levels_that_are_equally_good_are_told(here: None) -> None:
    records = tiny()
    records["programs"][TUTORING]["levels"] = {"large": {"costs": {"contract": {"object": "5800", "amount": 29_999}}}}
    found = ties(study(records))
    assert (found.count, found.resized) == (2, (TUTORING,))
    assert "Runs at another size or in other years: Math tutoring." in said(found)


def test_a_plan_that_is_a_hair_worse_is_no_tie(here: None) -> None:
    records = with_twin(30_000)
    records["programs"][TWIN]["meets"]["math"] = Decimal("0.499999999")  # 80 times a billionth: less than an engine can see
    assert ties(study(records)).count == 1


def halves(source_dollars: int) -> dict[str, Any]:
    """Two programs, both worth 50 points, and money for one of them. Half of what the grant pays must be for books: of the
    first program's $1 of books and $2 of travel, local money pays at most $2, so the grant has to pay an even number."""
    books, travel = {"object": "4200", "amount": 1}, {"object": "5200", "amount": 2}
    half = {"source": "grant", "objects": ["4200"], "share": "1/2"}
    return {
        "format": 1, "name": "Halves", "years": [YEAR], "sites": {"school": {"name": "School"}},
        "needs": {"reading": {"name": "Reading", "score": 50}},
        "programs": {"club": {"name": "Club", "meets": {"reading": 1}, "costs": {"books": books, "travel": travel}},
                     "visit": {"name": "Visit", "meets": {"reading": 1}, "costs": {"travel": travel}}},
        "sources": {"grant": {"name": "Grant", "amounts": {YEAR: source_dollars}},
                    "local": {"name": "Local", "amounts": {YEAR: 2}}},
        "rules": {"at-least": {"kind": "share_floor", **half}, "at-most": {"kind": "share_cap", **half}},
    }


@pytest.mark.parametrize(("dollars", "count"), [(1, 1), (2, 2)])
def test_what_could_be_paid_in_half_dollars_only_is_no_tie(here: None, dollars: int, count: int) -> None:
    # with $1 of the grant the club would need half a dollar for books and half a dollar for travel from it
    found = ties(study(halves(dollars)))
    assert (found.count, found.complete, found.points) == (count, True, 50)
    assert different(study(halves(dollars))).differs == (0 if count == 1 else 2)


def test_a_count_that_is_cut_short_says_at_least(here: None) -> None:
    records = with_twin(30_000)
    records["programs"]["third"] = deepcopy(records["programs"][TWIN])
    asked = study(records)
    assert [(ties(asked, most).count, ties(asked, most).complete) for most in (1, 2, 3, 4)] == [
        (1, False), (2, False), (3, False), (3, True)]
    assert said(ties(asked, 2))[0] == "At least 2 plans are equally good: 87 points each."
    assert said(ties(asked, 1))[0].startswith("In the time allowed, no other plan was found")


def test_a_plan_that_is_nearly_as_good_and_very_different(here: None) -> None:
    asked = study(tiny())
    assert said(different(asked)) == ["No other plan is within 2% of the best."]
    # 40% below 87 is 52.2: the attendance worker alone (54) differs in all three programs
    found = different(asked, Fraction(2, 5))
    assert (found.roster, found.points, found.cost, found.differs) == ({ATTENDANCE: {YEAR: "full"}}, 54, 50_000, 3)
    assert (found.enters, found.leaves, found.proved) == ((ATTENDANCE,), (VISITS, TUTORING), True)
    assert said(found)[0] == "The most different plan within 40% of the best reaches 54 points and differs in 3 program-years."
    # 37% below is 54.81: nothing else reaches that
    assert different(asked, Fraction(37, 100)).roster is None


def test_a_different_plan_falls_no_shorter_of_wishes(here: None) -> None:
    # math met 50% is wished, and the attendance worker alone would not meet it
    found = different(study(tiny(wish={"kind": "need_floor", "need": "math", "met": "1/2", "prefer": 1})), Fraction(1, 2))
    assert (found.roster, found.differs) == (None, 0)  # tutoring alone reaches 40, less than half of 87
    assert different(study(tiny()), Fraction(1, 2)).roster == {ATTENDANCE: {YEAR: "full"}}


def test_impossible_plans_have_no_ties() -> None:
    found = ties(study(tiny(worker={"kind": "must", "program": ATTENDANCE}, tutoring={"kind": "must", "program": TUTORING})))
    assert (found.count, said(found)) == (0, ["No budget can obey every rule, so no plans can be compared."])


def test_a_best_that_is_not_proved_is_told(here: None) -> None:
    asked = study(with_twin(30_000))
    quality = replace(asked.base.answer.quality, status="stopped", bound=99.0)
    asked.__dict__["base"] = replace(asked.base, answer=replace(asked.base.answer, quality=quality))
    assert said(ties(asked))[1] == "It is not proved that no plan reaches more points; these are as good as the best one found."


def test_a_process_of_its_own_finds_the_same() -> None:
    asked = Study(home.sound_case(plan_of(with_twin(28_000))), Settings(gap=0.0, seconds=60.0))
    asked.__dict__["base"] = study(with_twin(28_000)).base
    found = ties(asked, near=Fraction(2, 5))
    assert (found.count, found.complete, found.swapped) == (2, True, (TUTORING, TWIN))
    assert found.different is not None and found.different.roster == {ATTENDANCE: {YEAR: "full"}}
    asked.stop.set()
    stopped = room.alike(asked.case, asked.settings, asked.base.budget, 50, asked.stop)
    assert len(stopped.rosters) <= 1 and not stopped.complete


# against the oracle -------------------------------------------------------------------------------------------------------
Known = tuple[tuple[Fraction, ...], Fraction, Roster]


def payable(plan: Mapping[str, Any]) -> list[Known]:
    """Every roster that can be paid: soft shortfalls in their order, points, the roster itself."""
    reading = Reading(plan)
    soft = soft_rules(reading)
    if not any(rule["kind"] in ABOUT_SHARES for rule in soft):
        return [(short, -points, roster) for short, points, _, _, roster in rosters(reading) if split(roster) is not None]
    found: list[Known] = []
    for _, points, _, _, roster in rosters(reading):
        if not hopeless(roster) and (kind := kindest(roster)) is not None:
            short = tuple(sum((fallen(kind[1], rule) for rule in soft if rule["prefer"] == order), Fraction(0))
                          for order in sorted({rule["prefer"] for rule in soft}))
            found.append((short, -points, roster))
    return found


def runs(roster: Roster) -> dict[str, dict[str, str]]:
    by_program = {program: {year: level for year, level in zip(roster.plan.years, pattern, strict=True) if level is not None}
                  for program, pattern in zip(roster.plan.order, roster.patterns, strict=True)}
    return {program: years for program, years in by_program.items() if years}


def differing(one: Any, other: Any) -> int:
    cells = {(program, year) for roster in (one, other) for program, years in roster.items() for year in years}
    return sum(one.get(p, {}).get(y) != other.get(p, {}).get(y) for p, y in cells)


def agrees(plan: dict[str, Any]) -> int:
    """The rosters are those of the oracle, and the most different one differs as much; returns how many there are."""
    try:
        known = payable(plan)
    except TooLarge:
        return 0
    asked = study(plan)
    found: Ties = ties(asked, 10_000, Fraction(1, 5))
    if not known:
        assert found.count == 0, written(plan)
        return 0
    short, points = min((short, -points) for short, points, _ in known)
    equal = [runs(roster) for theirs, reached, roster in known if (theirs, -reached) == (short, points)]
    ours = [{program: dict(years) for program, years in roster.items()} for roster in found.rosters]
    assert found.complete, written(plan)
    assert sorted(map(repr, map(sort, ours))) == sorted(map(repr, map(sort, equal))), written(plan)
    assert found.count == len(equal)
    near = [runs(roster) for theirs, reached, roster in known if theirs == short and reached >= -points * Fraction(4, 5)]
    most = max((differing(ours[0], roster) for roster in near), default=0)
    assert found.different is not None and found.different.differs == most, written(plan)
    return len(equal)


def sort(roster: dict[str, dict[str, str]]) -> Any:
    return sorted((program, sorted(years.items())) for program, years in roster.items())


SEEDS = [202, 204, 206, 218, 220, 237, 242, 248, 273, 275]


def twins(seed: int) -> dict[str, Any]:
    """A made-up plan whose first program has a twin with the same figures."""
    plan = attempt_at(seed, 0)
    plan["programs"]["twin"] = {**deepcopy(plan["programs"]["p0"]), "name": "Another"}
    return plan


@pytest.mark.parametrize("seed", few_every_day(SEEDS, 3))
def test_made_up_ties_are_those_of_the_oracle(here: None, seed: int) -> None:
    assert agrees(twins(seed)) > 1, "the generator has changed: choose another seed"


@pytest.mark.slow  # every roster of each plan is paid, twice
@pytest.mark.parametrize("first", range(3000, 3200, 50))
def test_hundreds_of_ties_are_those_of_the_oracle(here: None, first: int) -> None:
    counts = [agrees(twins(seed) if seed % 2 else attempt_at(seed, 0)) for seed in range(first, first + 50)]
    assert sum(count > 1 for count in counts) >= 5
