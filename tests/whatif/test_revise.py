"""An approved budget made again, on schools small enough to work by hand.

The tiny school runs home visits ($20,000, paid by the grant with $1,000 of indirect) and math tutoring ($30,000, local money): 87
points. With $20,000 of local money tutoring cannot be paid. Home visits alone reach 27 + 20 = 47 points and change nothing of the
grant. The attendance worker ($50,000, 54 points) takes at least $30,000 of the grant.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from allocator.allocate import case_for
from allocator.constraints.revision import Revision
from allocator.domain.budget import Budget, Payment
from allocator.domain.plan import Plan
from allocator.domain.settings import Settings
from allocator.errors import InputError
from allocator.export.request import request_form, write_request
from allocator.load import load, read_budget
from allocator.messages import text
from allocator.whatif.moved import Approved, approved_of, moved
from allocator.whatif.revise import Revised, TooLittle, approving_source, revise, share_of
from allocator.whatif.revise_words import move_says, reasons, too_little_says, worth_says
from allocator.whatif.study import Study
from tests.export.helpers import stale
from tests.in_process import PROOF, StudyHere, plan_of
from tests.whatif.tiny import YEAR, plan_with, tiny


def approved(plan: Plan) -> Approved:
    """The best budget of a plan, as if it had been approved."""
    here = StudyHere(case_for(plan), PROOF)
    return approved_of(here.case, here.base.budget, {})


def again(plan: Plan, before: Approved, source: str, first: str = YEAR) -> Revised:
    return revise(StudyHere(case_for(plan), PROOF), before, source, first)


@pytest.fixture(scope="module")
def cut() -> Revised:
    """The tiny school with $10,000 less of local money; the grant's budget was approved."""
    return again(plan_with(local=20_000), approved(tiny()), "grant")


def test_both_plans_and_what_asking_is_worth(cut: Revised) -> None:
    assert cut.under.report is not None and cut.asked.report is not None
    assert (cut.under.report.points, cut.asked.report.points) == (47, 54)
    assert [dict(side.budget.roster) for side in (cut.under.report, cut.asked.report)] == [
        {"home-visits": {YEAR: "full"}}, {"attendance-worker": {YEAR: "full"}}]
    assert cut.worth is not None and (cut.worth.least, cut.worth.most) == (7, 7)
    assert text(worth_says(cut) or "") == "Asking for approval is worth 7 points."


def test_each_object_moves_by_what_its_programs_move(cut: Revised) -> None:
    """The grant pays as little as it can of the worker: 50,000 - 20,000 = 30,000, in the shares 40 : 8 : 2, and 5% of it."""
    assert [(one.object, one.approved, one.now, one.needs_approval) for one in cut.asked.moved] == [
        ("2900", 16_000, 24_000, True), ("3202", 3_200, 4_800, True), ("3302", 800, 1_200, True), ("7310", 1_000, 1_500, True)]
    assert [(cause.program, cause.what, cause.dollars) for cause in cut.asked.moved[0].causes] == [
        ("attendance-worker", "begins", 24_000), ("home-visits", "ends", -16_000)]
    assert [(cause.what, cause.dollars) for cause in cut.asked.moved[3].causes] == [("base", 500)]
    assert cut.under.large == ()


def test_the_justification_names_what_begins_and_ends(cut: Revised) -> None:
    said = [text(why) for why in reasons(case_for(tiny()), cut.asked.moved[0])]
    assert said == ["Attendance worker begins to run in this year: $24,000 more.",
                    "Home visits does not run in this year: $16,000 less."]
    assert text(move_says(cut.asked.moved[0])) == "2025-26, object 2900: $16,000 approved, $24,000 now, $8,000 more (50%)."


def test_a_plan_that_did_not_change_needs_no_approval() -> None:
    same = again(tiny(), approved(tiny()), "grant")
    assert same.asked.report is not None and same.asked.report.points == 87
    assert same.asked.large == () and same.worth is not None and same.worth.nothing


def test_where_no_plan_stays_under_it_says_which_objects_cannot_and_by_how_much() -> None:
    """Nobody can be hired for home visits any more. A tenth of 16,000 is 1,600, so object 2900 must keep 14,401; 3202 2,881, 3302
    721, and 7310 901. None of them keeps a dollar; half an outreach worker would do as well."""
    found = again(plan_with(outreach=0), approved(tiny()), "grant")
    assert found.under.status == "impossible" and found.under.impossible is not None and found.under.too_little is None
    gives = [{(change.rule, change.about, change.amount) for change in way} for way in found.under.impossible.ways_out]
    assert {("staffing:outreach", "outreach", Fraction(1, 2))} in gives
    assert {("revision:approved", code, dollars) for code, dollars in (
        ("2900", 14_401), ("3202", 2_881), ("3302", 721), ("7310", 901))} in gives
    assert "Object 2900: ask for $14,401 less in 2025-26." in {
        text(change.change) for way in found.under.impossible.ways_out for change in way}
    assert found.asked.report is not None and found.asked.report.points == 40 and found.worth is None


def test_plain_sums_say_what_certainly_is_too_little() -> None:
    """Local money paid $30,000 of tutoring (object 5800), of which $27,001 would have to stay; it has $20,000."""
    found = again(plan_with(local=20_000), approved(tiny()), "local")
    assert found.under.status == "impossible" and found.under.too_little == TooLittle(YEAR, YEAR, 27_001, 20_000)
    assert "has $20,000: $7,001 too little." in text(too_little_says(case_for(tiny()), found) or "")
    assert found.asked.report is not None and found.asked.report.points == 54 and found.worth is None


@pytest.mark.parametrize(("now", "needs"), [(1_099, False), (1_100, True), (901, False), (900, True), (1_000, False), (0, True)])
def test_both_edges_of_a_tenth(now: int, needs: bool) -> None:
    plan = tiny()
    before = Budget.of({"math-tutoring": {YEAR: "full"}}, [Payment("math-tutoring", "contract", YEAR, "local", "5800", 1_000)])
    after = Budget.of({"math-tutoring": {YEAR: "full"}}, [Payment("math-tutoring", "contract", YEAR, "local", "5800", now)])
    rule = Revision(id="r", source="local", approved={YEAR: {"5800": 1_000}})
    found = moved(case_for(plan), rule, Approved(before, {}), after)
    assert [(one.change, one.share, one.needs_approval) for one in found] == [(now - 1_000, Fraction(now - 1_000, 1_000), needs)]


def test_a_first_dollar_under_a_new_object_needs_approval() -> None:
    after = Budget.of({"math-tutoring": {YEAR: "full"}}, [Payment("math-tutoring", "contract", YEAR, "local", "5800", 1)])
    rule = Revision(id="r", source="local", approved={YEAR: {"7310": 0}})
    found = moved(case_for(tiny()), rule, Approved(Budget(), {}), after)
    assert [(one.object, one.share, one.needs_approval) for one in found] == [("5800", None, True)]
    assert text(move_says(found[0])) == "2025-26, object 5800: nothing approved, $1 now."


OAK = Path(__file__).resolve().parents[2] / "scenarios" / "oak-grove"
YEARS = ["2025-26", "2026-27"]


def two_years(late: int = 1_000, club: int = 400) -> dict[str, Any]:
    """A club and a camp of $400 and $600 a year; the grant pays both, as far as it goes."""
    return {
        "format": 1, "name": "Two years", "years": YEARS, "sites": {"s": {"name": "School"}},
        "needs": {"play": {"name": "Play", "score": 40}, "nature": {"name": "Nature", "score": 60}},
        "programs": {
            "club": {"name": "Club", "meets": {"play": 1}, "costs": {"games": {"object": "4300", "amount": club}}},
            "camp": {"name": "Camp", "meets": {"nature": 1}, "costs": {"bus": {"object": "5800", "amount": 600}}},
        },
        "sources": {"grant": {"name": "Grant", "amounts": {"2025-26": 1_000, "2026-27": late}}},
    }


def test_earlier_years_stay_as_they_were_approved() -> None:
    """In the second year the grant falls to $600. Under the limit neither 4300 nor 5800 may end, so nothing fits; with approval
    the camp (60 points of 100) stays and the club ends. The first year stays: (100 + 60) / 2 = 80 points."""
    before = approved(plan_of(two_years()))
    found = again(plan_of(two_years(late=600)), before, "grant", "2026-27")
    assert found.years == ("2026-27",)
    assert found.under.too_little == TooLittle("2026-27", "2026-27", 902, 600)  # 361 + 541
    assert found.asked.report is not None and found.asked.report.points == 80
    first = [paid for paid in found.asked.report.budget.payments if paid.year == "2025-26"]
    assert first == [paid for paid in before.budget.payments if paid.year == "2025-26"]
    assert [(one.year, one.object, one.change) for one in found.asked.moved] == [
        ("2026-27", "4300", -400), ("2026-27", "5800", 0)]


def test_a_cut_of_the_first_year_does_not_undo_what_is_over() -> None:
    changed = two_years()
    changed["sources"]["grant"]["amounts"]["2025-26"] = 999
    with pytest.raises(InputError, match="does not fit the plan in 2025-26, which is over"):
        again(plan_of(changed), approved(plan_of(two_years())), "grant", "2026-27")


def test_what_cannot_be_asked_is_said() -> None:
    before = approved(tiny())
    with pytest.raises(InputError, match='no source "ccspp"'):
        approving_source(tiny(), "ccspp")
    with pytest.raises(InputError, match="no source's grant file speaks of approval"):
        approving_source(tiny(), None)
    with pytest.raises(InputError, match="no year of the plan"):
        again(tiny(), before, "grant", "2031-32")
    with pytest.raises(InputError, match="has no payment"):
        again(tiny(), Approved(Budget(), {}), "grant")


def test_the_share_comes_from_the_grant_file_with_its_badge() -> None:
    source = tiny().sources["grant"].model_copy(update={"grant": "ccspp-implementation-cohort-4"})
    plan = tiny().model_copy(update={"sources": {**tiny().sources, "grant": source}})
    assert approving_source(plan, None) == "grant"
    share, cite = share_of(plan, "grant")
    assert (share, cite.confirmed) == (Fraction(1, 10), False)


def test_indirect_charges_are_those_that_the_file_states() -> None:
    case = case_for(tiny())
    budget = StudyHere(case, PROOF).base.budget
    assert approved_of(case, budget, {}).indirect["grant"][YEAR] == 1_000
    assert approved_of(case, budget, {"sources": {"grant": {YEAR: {"indirect": 990}}}}).indirect["grant"][YEAR] == 990


@pytest.mark.slow
def test_oak_grove_loses_a_tenth_of_its_award_from_the_second_year_on(tmp_path: Path) -> None:
    """$1,125,000 were approved for the four years, and a tenth less is there: every code would have to fall by all of a tenth."""
    case, budget = case_for(load(OAK / "award-cut-10.yaml")), read_budget(OAK / "base.result.json")
    found = revise(Study(case, Settings(gap=0.005, seconds=120)), approved_of(case, *budget), "ccspp", "2026-27")
    little = found.under.too_little
    assert little is not None and (little.first, little.last, little.most) == ("2026-27", "2029-30", 1_012_500)
    assert 1_012_500 < little.least < 1_012_600
    made = found.asked.report
    assert made is not None and not [finding for finding in made.findings if finding.fails]
    assert [p for p in made.budget.payments if p.year == "2025-26"] == [p for p in budget[0].payments if p.year == "2025-26"]
    assert 1 <= len(found.asked.large) <= 30
    for one in found.asked.moved:
        assert one.needs_approval == (one.change != 0 and abs(one.change) * 10 >= one.approved)
        assert one.change == sum(cause.dollars for cause in one.causes)
    write_request(found, tmp_path / "r.xlsx", request_form("ccspp-budget-revision"))
    assert stale(tmp_path / "r.xlsx") == ""


@pytest.mark.slow
def test_oak_grove_stays_below_a_tenth_of_everything_when_it_loses_a_twentieth(tmp_path: Path) -> None:
    amounts = {"2027-28": 285_000, "2028-29": 285_000, "2029-30": 213_750}
    plan = load(OAK / "base.yaml")
    source = plan.sources["ccspp"].model_copy(update={"amounts": {**(plan.sources["ccspp"].amounts or {}), **amounts}})
    case = case_for(plan.model_copy(update={"sources": {**plan.sources, "ccspp": source}}))
    approved_budget = approved_of(case, *read_budget(OAK / "base.result.json"))
    found = revise(Study(case, Settings(gap=0.005, seconds=120)), approved_budget, "ccspp", "2027-28")
    assert found.under.report is not None and found.asked.report is not None and found.worth is not None
    assert found.under.large == () and len(found.under.moved) > 50
    assert all(abs(one.change) * 10 < one.approved for one in found.under.moved if one.change)
    assert found.asked.report.points >= found.under.report.points > 600
