"""Closing years: tests/whatif/spent_school.py works every number out by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from allocator.allocate import case_for
from allocator.audit import Ledger, check
from allocator.domain.actuals import Actuals
from allocator.domain.budget import Budget, Payment
from allocator.domain.plan import Plan
from allocator.errors import InputError
from allocator.load import load, plan_data, read_budget
from allocator.load.actuals import uploaded_actuals
from allocator.messages import text
from allocator.whatif.closing import Closed, close_years
from allocator.whatif.replan import replanned
from allocator.whatif.shown_accounts import shown_accounts
from allocator.whatif.spending import planned, summed, total, whole_dollars
from tests.in_process import solve_case
from tests.whatif.spent_school import ADOPTED, BOOKED, FIRST, RECORDS, SECOND, school

OAK_GROVE = Path(__file__).resolve().parents[2] / "scenarios" / "oak-grove"


@cache
def closed() -> Closed:
    """The school of spent_school.py after its first year."""
    plan = school()
    return close_years(plan, case_for(plan), ADOPTED, uploaded_actuals("spent.csv", BOOKED.encode(), plan))


def closing(plan: Plan, budget: Budget, cents: dict[tuple[str, str, str], int] | None = None, years: int = 1) -> Closed:
    """A plan's first years closed: with these actuals, or with just what was planned."""
    case = case_for(plan)
    as_planned = {key: 100 * dollars for key, dollars in planned(Ledger(case, budget), case.years[:years]).items()}
    return close_years(plan, case, budget, Actuals(as_planned if cents is None else cents), case.years[years - 1])


# the example by hand -------------------------------------------------------------------------------------------------------
def test_the_adopted_budget_obeys_its_plan() -> None:
    assert [finding for finding in check(case_for(school()), ADOPTED) if finding.fails] == []


def test_plan_against_actual_in_whole_dollars_that_add_up() -> None:
    rows = {(row.source, row.object): (row.planned, row.actual, row.left, row.cents) for row in closed().spending}
    assert rows == {
        ("grant", "2900"): (30_000, 22_750, 7_250, 2_275_040),
        ("grant", "3302"): (3_000, 2_275, 725, 227_504),
        ("grant", "4400"): (1_000, 999, 1, 99_867),
        ("grant", "7310"): (1_700, 1_301, 399, 130_120),
        ("local", "5800"): (20_000, 19_800, 200, 1_979_950),
    }
    sums = summed(closed().spending, lambda row: row.source)
    assert [(sums[source].planned, sums[source].actual) for source in ("grant", "local")] == [(35_700, 27_325), (20_000, 19_800)]
    assert (total(closed().spending).planned, total(closed().spending).actual) == (55_700, 47_125)


def test_vacancies_saved_what_staff_did_not_cost() -> None:
    assert {year: (one.planned, one.actual, one.left) for year, one in closed().staff.items()} == {FIRST: (33_000, 25_025, 7_975)}


def test_what_is_left_is_carried_on_in_whole_dollars_or_lapses() -> None:
    grant, local = closed().accounts
    assert (grant.had, grant.spent, dict(grant.carried)) == (40_000, 2_732_531, {FIRST: 12_674})
    assert (local.had, local.spent, dict(local.carried)) == (20_000, 1_979_950, {})
    assert [(one.lapsed, one.too_small, one.over) for one in (grant, local)] == [(0, 69, 0), (20_050, 0, 0)]
    assert (grant.planned, local.planned) == (4_300, 0)
    shown = [(one.had, one.spent, one.carried, one.lost, one.over) for one in shown_accounts(closed())]
    assert shown == [(40_000, 27_325, 12_674, 1, 0), (20_000, 19_800, 0, 200, 0)]


def test_the_year_that_remains_is_a_plan_of_its_own() -> None:
    found = closed().next_plan
    assert found is not None
    data = plan_data(found)
    assert (data["years"], data["base_year"], data["staff"]["helper"]["max"]) == ([SECOND], FIRST, {SECOND: 1})
    assert {program: record.get("running") for program, record in data["programs"].items()} == {
        "helper": "full", "library": None, "tutoring": "full"}
    assert data["sources"]["grant"]["carried_in"] == {FIRST: 12_674}
    assert "carried_in" not in data["sources"]["local"]
    assert list(data["rules"]) == ["grant-indirect", "grant-lasts"]
    assert "Rule helper-first speaks of closed years only, and is left out." in [text(note) for note in closed().notes]


def test_the_year_planned_again_beside_the_adopted_one() -> None:
    plan = closed().next_plan
    assert plan is not None
    solved = solve_case(plan, case_for(plan)).report
    assert solved is not None
    found = replanned(closed(), solved)
    assert (found.adopted.points, found.now.points) == (80, 104)
    assert (found.comes_in, found.drops_out, found.changes) == (("library",), (), ())
    assert (found.adopted.cost, found.now.cost) == (36_300 + 22_000, 36_300 + 22_000 + 9_680)
    assert (found.now.spent["grant"], found.now.spent["local"]) == (50_166 + 2_508, 17_814)
    assert (found.adopted.carried_in["grant"], found.adopted.used["grant"]) == (4_300, 4_300)
    assert (found.now.carried_in["grant"], found.now.used["grant"], found.now.lapsed["grant"]) == (12_674, 12_674, 0)
    assert solved.costs["helper"] == {SECOND: 36_300}, "the desk is not bought again"


# rounding ------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("cents", "dollars"), [
    ((50, 50), (1, 0)), ((149, 149), (2, 1)), ((33, 33), (1, 0)), ((24, 25), (0, 0)), ((-1_230, 5_000), (-12, 50)), ((), ()),
])
def test_whole_dollars_share_the_rounded_total_out(cents: tuple[int, ...], dollars: tuple[int, ...]) -> None:
    keys = [("grant", FIRST, f"4{at}00") for at in range(len(cents))]
    found = whole_dollars(dict(zip(keys, cents, strict=True)))
    assert tuple(found[key] for key in keys) == dollars


# what the closed years decide ----------------------------------------------------------------------------------------------
THREE = [FIRST, SECOND, "2027-28"]


def one_program(timing: str, ran: list[str], rules: dict[str, Any] | None = None, **changes: Any) -> Closed:
    """Three years of tutoring, a helper beside it, and one program that ran in some closed years; two years are closed."""
    record = {"name": "Garden", "meets": {"reading": "1/10"}, "timing": timing, **changes, "costs": {
        "soil": {"object": "4300", "amount": 100}, "beds": {"object": "4400", "amount": 900, "when": "first_year"}}}
    plan = school(
        years=THREE, programs={"garden": record, "tutoring": {**RECORDS["programs"]["tutoring"], "paid_by": ["local"]}},
        staff={}, rules=rules or {},
        sources={"local": {"name": "Local money", "amounts": dict.fromkeys(THREE, 90_000)}})
    runs = {"garden": dict.fromkeys(ran, "full"), "tutoring": dict.fromkeys(THREE, "full")}
    case, empty = case_for(plan), Budget.of(runs, [])
    ledger = Ledger(case, empty)
    paid = [Payment(c.program, c.line, year, "local", c.object, int(ledger.charge_cost(c, year).const))
            for c in case.all_charges for year in THREE]
    return closing(plan, Budget.of(runs, paid), years=2)


def garden(found: Closed) -> tuple[str | None, list[str], list[str]]:
    """(level at which it runs when the new plan begins, its cost lines, kinds of the rules that were added)."""
    assert found.next_plan is not None
    record = found.next_plan.programs["garden"]
    added = [raw["kind"] for raw in found.next_plan.rules.values() if raw.get("program") == "garden"]
    return record.running, sorted(record.costs), added


def test_a_program_that_runs_goes_on_without_its_first_year_costs() -> None:
    assert garden(one_program("once", [FIRST, SECOND])) == ("full", ["beds", "soil"], [])


def test_a_program_that_starts_once_and_stopped_does_not_run_again() -> None:
    assert garden(one_program("once", [FIRST])) == (None, ["beds", "soil"], ["must_not"])


def test_a_program_that_never_ran_may_still_start() -> None:
    assert garden(one_program("once", [])) == (None, ["beds", "soil"], [])


def test_a_program_that_comes_back_has_paid_its_first_year_costs() -> None:
    assert garden(one_program("free", [FIRST])) == (None, ["soil"], [])


def test_a_program_that_comes_back_pays_them_again_where_a_restart_costs() -> None:
    assert garden(one_program("free", [FIRST], restart_cost=True)) == (None, ["beds", "soil"], [])


@pytest.mark.parametrize(("ran", "kind", "running"), [([FIRST, SECOND], "must", "full"), ([], "must_not", None)])
def test_a_program_for_all_years_goes_on_or_stays_out(ran: list[str], kind: str, running: str | None) -> None:
    assert garden(one_program("all_years", ran)) == (running, ["beds", "soil"], [kind])


def test_a_program_that_ran_before_the_plan_and_stopped_stays_stopped() -> None:
    assert garden(one_program("once", [], running="full")) == (None, ["beds", "soil"], ["must_not"])


def test_what_had_to_run_first_has_run() -> None:
    rule = {"kind": "requires", "program": "tutoring", "needs": "garden", "after": True}
    found = one_program("once", [FIRST], {"order": rule})
    assert found.next_plan is not None and "order" not in found.next_plan.rules


def test_the_same_choice_in_all_years_is_made() -> None:
    rule = {"kind": "choose", "programs": ["garden", "tutoring"], "at_most": 1, "same": True}
    found = one_program("once", [], {"either": rule})
    assert found.next_plan is not None
    assert {raw["program"]: raw["kind"] for raw in found.next_plan.rules.values() if "program" in raw} == {
        "garden": "must_not", "tutoring": "must"}


def test_a_rule_over_the_whole_term_is_told_and_kept() -> None:
    rule = {"kind": "share_cap", "source": "local", "objects": ["4300"], "share": "1/2", "over": "term"}
    found = one_program("once", [FIRST, SECOND], {"supplies": rule})
    assert found.next_plan is not None and found.next_plan.rules["supplies"] == rule
    assert any("Rule supplies counts over all years of the plan" in text(warning) for warning in found.warnings)


def test_a_rule_until_a_closed_year_is_left_out() -> None:
    steady = {"kind": "continuity", "until": SECOND, "programs": ["helper"]}
    plan = school(rules={**RECORDS["rules"], "steady": steady}, programs={
        **RECORDS["programs"], "helper": {**RECORDS["programs"]["helper"], "running": "full"}})
    budget = Budget.of(ADOPTED.roster, [payment for payment in ADOPTED.payments if payment.line != "desk"])
    found = closing(plan, budget)
    assert found.next_plan is not None and "steady" not in found.next_plan.rules
    assert "Rule steady touches nothing in the years that remain, and is left out." in [text(note) for note in found.notes]


def test_the_first_tier_of_an_agreement_is_used_once() -> None:
    programs = {"agency": {"name": "Agency", "meets": {"reading": "1/2"}, "costs": {
        "work": {"object": "5100", "amount": 30_000, "agreement": "acme"}}}}
    plan = school(programs=programs, staff={}, rules={}, agreements={"acme": {"name": "Acme", "counted": 5_000}}, cost_growth=0,
                  sources={"local": {"name": "Local money", "amounts": {FIRST: 90_000, SECOND: 90_000}}})
    budget = Budget.of({"agency": {FIRST: "full", SECOND: "full"}}, [
        Payment("agency", "work", FIRST, "local", "5800", 30_000), Payment("agency", "work", SECOND, "local", "5800", 15_000),
        Payment("agency", "work", SECOND, "local", "5100", 15_000)])
    found = closing(plan, budget)
    assert found.warnings == (), "of the first tier of $50,000, $5,000 were used before the plan: $30,000 + $15,000 are left"
    assert found.next_plan is not None
    assert (found.next_plan.agreements["acme"].counted, found.next_plan.agreements["acme"].starts) == (35_000, FIRST)


def test_revenue_of_the_next_year_is_what_the_closed_year_earned() -> None:
    earned = {"kind": "reimbursement", "source": "medi-cal", "programs": ["tutoring"], "beta": "1/4"}
    plan = school(
        staff={}, programs={"tutoring": {**RECORDS["programs"]["tutoring"], "paid_by": ["local"]}}, rules={"earned": earned},
        years=THREE, sources={"local": {"name": "Local money", "amounts": dict.fromkeys(THREE, 90_000)},
                              "medi-cal": {"name": "Medi-Cal", "amounts": dict.fromkeys(THREE, 8_000)}})
    budget = Budget.of({"tutoring": dict.fromkeys(THREE, "full")}, [
        Payment("tutoring", "contract", year, "local", "5800", dollars)
        for year, dollars in zip(THREE, (20_000, 22_000, 24_200), strict=True)])
    found = closing(plan, budget)
    assert found.next_plan is not None
    assert found.next_plan.sources["medi-cal"].amounts == {SECOND: 5_000, "2027-28": 8_000}, "a quarter of $20,000"


# what should be looked at ---------------------------------------------------------------------------------------------------
def said(found: Closed) -> str:
    """All warnings."""
    return "\n".join(text(warning) for warning in found.warnings)


def test_spending_beyond_a_source_is_told_and_carries_nothing_on() -> None:
    found = closing(school(), ADOPTED, {("grant", FIRST, "5800"): 4_000_001, ("local", FIRST, "5800"): 2_000_000})
    assert (dict(found.accounts[0].carried), found.accounts[0].over) == ({}, 1)
    assert "Community schools grant: $1 more was spent than it had." in said(found)
    assert shown_accounts(found)[0].over == 0, "a cent is no dollar: 40,000 of 40,000 dollars are spent"


def test_a_source_without_bookings_and_a_missing_indirect_charge_are_told() -> None:
    found = closing(school(), ADOPTED, {("grant", FIRST, "2900"): 100})
    assert "Local money: nothing was booked in 2025-26" in said(found)
    assert "no indirect charge (object 7310) was booked in 2025-26" in said(found)


def test_money_that_came_back_is_there_again() -> None:
    found = closing(school(), ADOPTED, {("grant", FIRST, "5800"): -10_050, ("local", FIRST, "5800"): 2_000_000})
    assert dict(found.accounts[0].carried) == {FIRST: 40_100}
    assert "Community schools grant: in 2025-26 more money came back than was spent, $101." in said(found)
    less = {("grant", FIRST, "5800"): -10_050, ("grant", FIRST, "2900"): 10_050, ("local", FIRST, "5800"): 2_000_000}
    assert "came back" not in said(closing(school(), ADOPTED, less))


def test_actuals_of_an_open_year_are_shown_and_not_counted() -> None:
    found = closing(school(), ADOPTED, {("grant", FIRST, "7310"): 100, ("grant", SECOND, "2900"): 999_999,
                                        ("local", FIRST, "5800"): 100})
    assert "Actuals of 2026-27 are shown, but the year is open" in said(found)
    assert found.accounts[0].spent == 100
    assert total(row for row in found.spending if row.year == SECOND).actual == 10_000


def test_a_closed_year_without_actuals_is_refused() -> None:
    with pytest.raises(InputError, match="2025-26: this year is closed, but the actuals hold nothing of it"):
        closing(school(), ADOPTED, {("grant", SECOND, "2900"): 100}, years=2)


def test_a_budget_of_another_plan_is_refused() -> None:
    stray = Budget.of({}, [Payment("ghost", "pay", FIRST, "grant", "2900", 5)])
    with pytest.raises(InputError, match="the budget pays something that the plan does not have"):
        closing(school(), stray, {("grant", FIRST, "2900"): 100})


def test_every_year_closed_leaves_no_plan() -> None:
    found = closing(school(), ADOPTED, years=2)
    assert (found.next_plan, found.open) == (None, [])


# the sample school ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("years", [pytest.param(1, marks=pytest.mark.slow), 2, *(
    pytest.param(years, marks=pytest.mark.slow) for years in (3, 4))])
def test_had_all_been_spent_as_planned_the_adopted_years_still_hold(years: int) -> None:
    """The strongest test: the rest of a real budget, dollar for dollar, under the new plan's rules, costs and balances."""
    plan = load(OAK_GROVE / "base.yaml")
    budget, _ = read_budget(OAK_GROVE / "base.result.json")
    found = closing(plan, budget, years=years)
    assert found.next_plan is not None
    assert said(found).count("a plan of one year cannot say so") == len(found.warnings) == (2 if years == 4 else 0)
    case, opens = case_for(found.next_plan), found.open
    rest = Budget.of({program: {y: level for y, level in runs.items() if y in opens} for program, runs in budget.roster.items()},
                     [payment for payment in budget.payments if payment.year in opens])
    old, new = Ledger(case_for(plan), budget), Ledger(case, rest)
    assert [finding for finding in check(case, rest) if finding.fails] == []
    assert all(new.source_year(source, year) == old.source_year(source, year) for source in case.sources for year in opens)
    assert all(new.program_cost(program, year) == old.program_cost(program, year) for program in case.programs for year in opens)
    assert all(one.carried_on == one.planned and one.over == one.too_small == 0 for one in found.accounts)
