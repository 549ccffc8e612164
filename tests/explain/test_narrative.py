"""Every dollar explained: sentences worked by hand, from the same records as the dollars."""

from __future__ import annotations

from typing import Any

from allocator import explain
from allocator.allocate import case_for
from allocator.audit import Ledger
from allocator.domain.budget import Budget, Payment
from allocator.domain.report import Quality, Report
from allocator.explain.narrative import Explained, indirect_words, narrative
from allocator.messages import text
from allocator.money import whole_down
from tests.in_process import plan_of

Y1, Y2, Y3 = YEARS = ("2025-26", "2026-27", "2027-28")
# Pay 98,000 grows 3%. CalSTRS is 19.1% in each year; CalPERS 26.81%, then 26.4%. Health: 18,000 for a full-time position.
PLAN: dict[str, Any] = {
    "format": 1, "name": "Narrative", "years": list(YEARS), "cost_growth": "3/100", "sites": {"oak": {"name": "Oak"}},
    "needs": {"mental-health": {"name": "Mental health", "score": 60}, "families": {"name": "Families", "score": 80}},
    "programs": {
        "coordinator": {
            "name": "Coordination", "meets": {"families": "3/10", "mental-health": "1/10"},
            "costs": {"laptop": {"object": "4400", "amount": 1500, "when": "first_year", "name": "Laptop"},
                      "travel": {"object": "5200", "amount": 3000, "name": "Mileage"}},
            "positions": {"lead": {"role": "lead", "fte": 1, "salary": 98000, "classification": "certificated", "object": "1900",
                                   "health": 18000, "name": "Community school coordinator"}},
            "levels": {"half": {"meets": {"families": "1/5"}, "positions": {"lead": {
                "role": "lead", "fte": "1/2", "salary": 98000, "classification": "certificated", "object": "1900"}}}},
        },
        "liaison": {
            "name": "Liaison", "meets": {"families": "1/5"},
            "positions": {"liaison": {"role": "liaison", "fte": 1, "salary": 48000, "classification": "classified",
                                      "object": "2900", "months": 10, "first_year_months": 5, "name": "Liaison"}},
        },
        "clinic": {"name": "Clinic", "meets": {"mental-health": "1/2"}, "costs": {
            "agency": {"object": "5100", "amount": 80000, "agreement": "agency", "name": "Agency"}}},
    },
    "sources": {"grant": {"name": "Grant", "amounts": dict.fromkeys(YEARS, 900000)}},
    "staff": {"lead": {"name": "Coordinator"}, "liaison": {"name": "Liaison"}},
    "agreements": {"agency": {"name": "Elm Agency"}},
    "rates": {"strs": "191/1000", "pers": {Y1: "2681/10000", Y2: "33/125", Y3: "33/125"}, "health": 12000},
    "rules": {"grant-indirect": {"kind": "indirect", "source": "grant", "rate": "3/50"}},
}


def report(plan: dict[str, Any] | None = None, **roster: dict[str, str]) -> Report:
    """The report on a budget in which the grant pays whatever the roster costs."""
    case = case_for(plan_of(plan or PLAN))
    ledger = Ledger(case, Budget.of(roster, []))
    payments = [Payment(c.program, c.line, year, "grant", c.object, dollars) for c in case.all_charges for year in case.years
                if (dollars := whole_down(ledger.charge_cost(c, year).const))]
    return explain.report(case, Budget.of(roster, payments), (), Quality(), explain.provenance(case.plan, "none", 0))


def told(found: Report) -> dict[tuple[str, str], list[str]]:
    """(line, object) -> phrases."""
    return {(one.line, one.object): [text(phrase) for phrase in one.says] for one in narrative(found)}


def dollars(found: Report, line: str) -> list[int]:
    """What is paid of a line, year by year."""
    return [sum(p.dollars for p in found.budget.payments if (p.line, p.year) == (line, year)) for year in found.case.years]


def test_a_position_its_benefits_and_what_comes_once() -> None:
    found = report(coordinator=dict.fromkeys(YEARS, "full"))
    says = told(found)
    assert says["lead.pay", "1900"] == ["Community school coordinator, 1 FTE x 12 months: $98,000 salary / 12 x 12 months x 1 "
                                        "FTE, grown 3% a year from 2025-26 dollars"]
    assert dollars(found, "lead.pay") == [98000, 100940, 103968]  # 103,968.20
    assert says["lead.strs", "3101"] == ["CalSTRS, employer share: 19.1% of each year's certificated pay ($98,000 in 2025-26)"]
    assert dollars(found, "lead.strs") == [18718, 19280, 19858]  # 19.1% of the pay of each year: 19,279.54 and 19,857.89
    assert says["lead.health", "3401"] == ["Health and welfare: $18,000 for a full-time position x 1 FTE, "
                                           "grown 3% a year from 2025-26 dollars"]
    assert says["laptop", "4400"] == ["$1,500 once, in 2025-26"] and dollars(found, "laptop") == [1500, 0, 0]
    assert says["travel", "5200"] == ["$3,000 a year, grown 3% a year from 2025-26 dollars"]


def test_another_size_from_a_year_on_is_told_run_by_run() -> None:
    says = told(report(coordinator={Y1: "half", Y2: "full", Y3: "full"}))
    assert says["lead.pay", "1900"] == [
        "2025-26: Coordinator, 0.5 FTE x 12 months: $98,000 salary / 12 x 12 months x 0.5 FTE",
        "2026-27 to 2027-28: Community school coordinator, 1 FTE x 12 months: $98,000 salary / 12 x 12 months x 1 FTE, "
        "grown 3% a year from 2025-26 dollars"]
    assert says["lead.strs", "3101"] == ["CalSTRS, employer share: 19.1% of each year's certificated pay "
                                         "($49,000 in 2025-26 and $100,940 in 2026-27)"]
    # The half position states no health cost: the rate file's 12,000 holds, with the growth of premiums, 7%.
    assert says["lead.health", "3401"][0] == "2025-26: Health and welfare: $12,000 for a full-time position x 0.5 FTE"


def test_part_of_the_first_year_and_rates_that_change() -> None:
    found = report(liaison=dict.fromkeys(YEARS, "full"))
    says = told(found)
    assert says["liaison.pay", "2900"] == [
        "Liaison, 1 FTE x 10 months: $48,000 salary / 12 x 10 months x 1 FTE; in 2025-26, the first year, 5 of 10 months, "
        "grown 3% a year from 2025-26 dollars"]
    assert dollars(found, "liaison.pay") == [20000, 41200, 42436]
    assert says["liaison.pers", "3202"] == [
        "CalPERS, employer share: 26.81% in 2025-26 and 26.4% in 2026-27 to 2027-28 of each year's classified pay "
        "($20,000 in 2025-26)"]
    assert says["liaison.health", "3402"] == [
        "Health and welfare: $12,000 for a full-time position / 12 x 10 months x 1 FTE; in 2025-26, the first year, "
        "5 of 10 months, grown 7% a year from 2025-26 dollars"]


def test_one_year_names_the_pay_itself() -> None:
    says = told(report(coordinator={Y2: "full"}))
    assert says["lead.strs", "3101"] == ["CalSTRS, employer share: 19.1% of $100,940 certificated pay"]
    assert says["laptop", "4400"] == ["$1,500 once, in 2026-27, grown 3% a year from 2025-26 dollars"]
    assert says["travel", "5200"] == ["$3,000, grown 3% a year from 2025-26 dollars"]


def test_an_agreement_is_told_under_both_of_its_codes() -> None:
    found = report(clinic={Y1: "full", Y2: "full"})
    says = told(found)
    assert says["agency", "5800"] == [
        "$80,000; here the first $50,000 of the agreement with Elm Agency, the rest under object 5100"]
    assert says["agency", "5100"] == [
        "$80,000 a year, grown 3% a year from 2025-26 dollars; here what goes beyond the first $50,000 of the agreement with "
        "Elm Agency, which stand under object 5800"]
    assert sorted((p.object, p.year, p.dollars) for p in found.budget.payments) == [
        ("5100", Y1, 30000), ("5100", Y2, 82400), ("5800", Y1, 50000)]


def test_needs_come_by_score_and_only_those_of_levels_that_run() -> None:
    def needs(found: Report) -> set[tuple[str, ...]]:
        return {one.needs for one in narrative(found)}

    assert needs(report(coordinator={Y1: "full"})) == {("families", "mental-health")}
    assert needs(report(coordinator={Y1: "half"})) == {("families",)}


def test_indirect_charge_names_its_rate_and_base() -> None:
    assert text(indirect_words(report().case, "grant")) == (
        "6% of what Grant pays in the indirect base (objects 1000 to 5999 without food, subagreements and transfers), rounded "
        "down")


def test_nothing_that_is_not_paid_is_told() -> None:
    assert narrative(report()) == () and isinstance(narrative(report(liaison={Y1: "full"}))[0], Explained)


def test_spanish_says_the_same_figures() -> None:
    says = {one.line: text(one.says[0], "es") for one in narrative(report(coordinator={Y1: "full"}))}
    assert says["lead.pay"] == ("Community school coordinator, 1 FTE x 12 meses: sueldo de $98,000 / 12 x 12 meses x 1 FTE")
