"""The least unrestricted money that meets a match, on a school worked by hand and against trying everything."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from allocator.domain.sacs import unrestricted
from allocator.explain.payers import instead, unrestricted_sources
from allocator.messages import text
from allocator.whatif.match_funds import MatchFunds, found_report, match_funds
from allocator.whatif.match_words import cash_says, instead_says, match_says, missed_says
from tests.in_process import StudyHere, study
from tests.more import few_every_day
from tests.oracle.oracle import best as tried
from tests.whatif.here import here  # noqa: F401 - a fixture
from tests.whatif.match_school import YEAR, school

pytestmark = pytest.mark.usefixtures("here")


def asked(records: dict[str, Any], *points: int | None) -> tuple[StudyHere, MatchFunds]:
    """The answer for a plan, with its unrestricted money told by resource codes."""
    about = study(records)
    return about, match_funds(about, unrestricted_sources(about.case), [None if one is None else Fraction(one) for one in points])


def dollars(found: MatchFunds) -> list[tuple[int, int, Fraction]]:
    """(certainly not less, spent, points) of each answer."""
    return [(one.least, one.dollars, one.best.points) for one in found.answers if one.best is not None]


@pytest.fixture(scope="module")
def usual() -> tuple[StudyHere, MatchFunds]:
    with pytest.MonkeyPatch.context() as patch:
        from allocator.solve import child
        from tests.whatif.here import run_here

        patch.setattr(child, "run", run_here)
        return asked(school(), 0, 39, 40, None)


def test_the_match_and_what_it_is_made_of(usual: tuple[StudyHere, MatchFunds]) -> None:
    about, found = usual
    (one,) = found.parts
    assert (one.asked.asked, one.asked.reached, one.asked.room) == (300, 300, 0)
    assert (one.unrestricted, one.others, one.gifts) == (250, 0, 50)
    assert one.sources == {"local": 250} and one.in_kind == {"room": 50}
    assert sum(one.programs.values()) == 250 and set(one.programs) <= {"aide", "tutoring"}
    assert [text(said) for said in match_says(about.case, one)] == [
        "The grant, 2025-26: $300 of match asked; $300 counts, exactly what is asked ($0 to spare).",
        "Made of: $250 unrestricted money, $0 of other sources, $50 of in-kind gifts."]


def test_the_least_for_points_that_may_be_given_up(usual: tuple[StudyHere, MatchFunds]) -> None:
    """With 70 points 100. 31 points are reached by both programs only, or by tutoring alone, which takes 300 - 50 = 250 of match
    from local money. 30 are reached by the nurse alone: 200 of Medi-Cal, 50 of the room and 50 of local money, which nothing can
    replace."""
    _, found = usual
    assert found.now is not None and found.now.dollars == 250
    assert found.same is not None and (found.same.least, found.same.dollars) == (250, 250)
    assert dollars(found) == [(100, 100, 70), (100, 100, 70), (50, 50, 30), (50, 50, 30)]
    assert found.without is not None and (found.without.least, found.without.most) == (100, 100)


def test_it_is_said_in_plain_words(usual: tuple[StudyHere, MatchFunds]) -> None:
    assert [text(said) for said in cash_says(usual[1])] == [
        "This budget spends $250 of unrestricted money: $250 in 2025-26.",
        "The same programs cannot be paid with less than $250 of it.",
        "The least of it with which as much need is met: $100, $150 less than now, for 70 points.",
        "Giving up at most 39 points: $100, $150 less than now, for 70 points.",
        "Giving up at most 40 points: $50, $200 less than now, for 30 points.",
        "The least that any budget can spend of it: $50, $200 less than now. That reaches 30 points and costs up to 40.",
        "The match takes no unrestricted money by itself: without it, the same points would need just as much.",
    ]


def test_every_budget_passes_the_audit_of_the_plan_as_it_is(usual: tuple[StudyHere, MatchFunds]) -> None:
    about, found = usual
    for one in found.answers:
        report = found_report(about, one)
        assert report is not None and not any(finding.fails for finding in report.findings)
        assert report.sources["local"][YEAR].paid == one.dollars


def test_who_may_pay_what_unrestricted_money_pays(usual: tuple[StudyHere, MatchFunds]) -> None:
    about, found = usual
    uses = {use.program: use for use in found.uses}
    assert uses["aide"].may == ("ccspp", "local") and uses["tutoring"].may == ("ccspp", "local")
    paid = {program: use.free for program, use in uses.items()}
    assert sum(paid.values()) == 250
    (only,) = instead(found.uses)
    assert (only.free, only.sources) == (250, ("ccspp",))
    assert text(instead_says(about.case, only)).endswith(
        "$250 of unrestricted money. By its rules this may be paid by The grant.")


def test_a_match_of_half_takes_local_money_of_its_own() -> None:
    """450 of match: 50 of the room, 200 of Medi-Cal, so 200 of local money, 100 more than the costs leave."""
    _, found = asked(school(share="1/2"), 0)
    assert dollars(found) == [(200, 200, 70)]
    assert found.without is not None and found.without.most == 100
    assert text(list(cash_says(found))[-1]) == (
        "If no match were asked, $100 would do for as many points: the match alone takes $100 of unrestricted money.")


@pytest.mark.parametrize(("gift", "least"), [(300, 0), (299, 0), (100, 0), (99, 1), (50, 50)])
def test_gifts_and_other_sources_may_cover_all_of_it(gift: int, least: int) -> None:
    """Medi-Cal counts 200 with the nurse: from a room worth 100 on, no local money is needed for the match."""
    _, found = asked(school(gift=gift), None)
    assert dollars(found)[0][:2] == (least, least)


def test_where_a_gift_covers_all_of_it_the_most_points_are_reached_without_local_money() -> None:
    """900 of the grant pay tutoring, 40 points; tutoring and the nurse cost 1,200 and only 1,100 is there."""
    assert dollars(asked(school(gift=300), None)[1]) == [(0, 0, 40)]


@pytest.mark.parametrize(("local", "possible"), [(50, True), (49, False)])
def test_the_match_is_met_to_the_dollar_or_missed_by_one(local: int, possible: bool) -> None:
    about, found = asked(school(local=local), None)
    assert (found.impossible is None) == possible
    if possible:
        assert dollars(found) == [(50, 50, 30)]
        return
    assert [text(missed_says(about.case, one)) for one in found.parts] == [
        "The grant, 2025-26: of $300 of match asked, at most $299 can be reached: at least $1 is missing."]
    assert found.impossible is not None and "match" in {rule for rule, _ in found.impossible.conflict}
    assert 1 in {change.amount for way in found.impossible.ways_out for change in way}


def test_a_cost_that_only_local_money_may_pay_is_the_least_where_no_match_is_asked() -> None:
    records = school()
    records["programs"]["snacks"] = {"name": "Snacks", "costs": {"food": {"object": "4700", "amount": 40}}, "paid_by": ["local"]}
    records["rules"]["snacks"] = {"kind": "must", "program": "snacks"}
    with_match = asked(deepcopy(records), None)[1]
    del records["rules"]["match"]
    without = asked(records, None)[1]
    assert [(one[1], one[2]) for one in dollars(with_match)] == [(50, 30)] and [one[1] for one in dollars(without)] == [40]
    assert without.without is None and without.parts == ()


def test_the_same_programs_may_be_paid_with_less() -> None:
    """Two programs, $100 of pay and $110 of equipment. The grant ($110) is spent first and pays costs as far as it goes: $101 of
    the equipment, on which it owes no indirect, and $9 of the pay, of which a tenth is rounded down to nothing; local money pays
    the other $91. If the grant pays all of the pay and $10 of indirect, the equipment fund pays the equipment and local money
    nothing."""
    records = school()
    records["programs"] = {
        "pay": {"name": "Pay", "meets": {"math": 1}, "costs": {"pay": {"object": "1100", "amount": 100}}},
        "things": {"name": "Things", "meets": {"health": 1}, "costs": {"things": {"object": "6400", "amount": 110}}},
    }
    records["sources"] = {
        "grant": {"name": "Grant", "amounts": {YEAR: 110}}, "fund": {"name": "Equipment fund", "amounts": {YEAR: 110}},
        "local": {"name": "Local money", "resource": "1100", "amounts": {YEAR: 500}},
    }
    records["rules"] = {"indirect": {"kind": "indirect", "source": "grant", "rate": "1/10"},
                        "fund-pays": {"kind": "allowable_use", "source": "fund", "programs": ["things"]}}
    records["in_kind"] = {}
    records["spend_order"] = ["grant", "fund"]
    about, found = asked(records, 0)
    assert found.now is not None and found.same is not None and found.same.best is not None
    assert (found.now.dollars, found.same.dollars, found.same.least) == (91, 0, 0)
    assert found.same.best.roster == about.base.roster
    assert text(list(cash_says(found))[1]) == (
        "The same programs can be paid with $0 of it, $91 less: other sources may pay the difference.")


def test_a_wish_falls_no_shorter_for_the_same_points() -> None:
    """The wish for an aide cannot be had by the nurse, who would need less local money. Where any number of points may be given
    up, it may fall short as well."""
    records = school()
    records["rules"]["aide"] = {"kind": "must", "program": "aide", "prefer": 1}
    _, found = asked(records, 0, 40, None)
    assert [one[1] for one in dollars(found)] == [250, 250, 50]


def test_years_are_told_apart_and_dollars_counted_together() -> None:
    """Two years of the same costs: the nurse and tutoring in both, $100 of local money in each."""
    records = school()
    records["years"] = [YEAR, "2026-27"]
    for section in ("sources", "in_kind"):
        for record in records[section].values():
            record["amounts"]["2026-27"] = record["amounts"][YEAR]
    _, found = asked(records, 0)
    assert dollars(found) == [(200, 200, 70)] and found.answers[0].years == {YEAR: 100, "2026-27": 100}
    assert [(one.years, one.asked.asked) for one in found.parts] == [((YEAR,), 300), (("2026-27",), 300)]


@pytest.mark.parametrize(("code", "free"), [("0000", True), ("1999", True), ("2000", False), ("6332", False), (None, False)])
def test_resource_codes_below_2000_are_unrestricted(code: str | None, free: bool) -> None:
    assert unrestricted(code) == free


# against trying everything -----------------------------------------------------------------------------------------------
def made_up(seed: int) -> dict[str, Any]:
    """A small plan from a seed: a grant with a match, a source that may pay some programs, local money, a gift."""
    rng = Random(seed)
    programs = {f"p{at}": {
        "name": f"Program {at}", "meets": {rng.choice(("math", "health")): rng.choice(("1/4", "1/2", "1/3"))},
        "costs": {"cost": {"object": rng.choice(("1100", "4300", "5800")), "amount": rng.randint(5, 30)}},
    } for at in range(4)}
    records = school(local=rng.randint(15, 40), gift=rng.choice((0, 0, 3, 9)), share=rng.choice(("1/3", "1/2", "1/4")),
                     medi=rng.randint(5, 25))
    records["programs"] = programs
    records["sources"]["ccspp"]["amounts"][YEAR] = rng.randint(20, 50)
    records["rules"]["match"]["of"] = rng.choice(("award", "spent"))
    del records["rules"]["one"]
    records["rules"]["medi-pays"]["programs"] = rng.sample(sorted(programs), 2)
    if rng.random() < 0.5:
        records["rules"]["indirect"] = {"kind": "indirect", "source": "ccspp", "rate": rng.choice(("1/10", "1/20"))}
    return records


def least_by_trying(records: dict[str, Any], points: Fraction) -> int:
    """The fewest dollars of local money with which so many points can be reached: every amount is tried."""
    for amount in range(records["sources"]["local"]["amounts"][YEAR] + 1):
        less = deepcopy(records)
        less["sources"]["local"]["amounts"][YEAR] = amount
        found = tried(less)
        if found.possible and found.points >= points:
            return amount
    raise AssertionError("the plan's own amount is enough")


@pytest.mark.parametrize("seed", few_every_day(range(40), 2))
def test_no_fewer_dollars_would_do(seed: int) -> None:
    records = made_up(seed)
    answer = tried(records)
    _, found = asked(records, 0, 10, None)
    assert answer.possible == (found.impossible is None)
    if not answer.possible:
        return
    for one, floor in zip(found.answers, (answer.points, max(Fraction(0), answer.points - 10), Fraction(0)), strict=True):
        least = least_by_trying(records, floor)
        assert (one.least, one.dollars) == (least, least)
        assert one.best is not None and one.best.points >= floor
