"""A small school whose cost lines move with rates, and what the program computes when the plan itself has other rates.

Base year 2024-25; costs grow 3% a year. Supplies of $5,000 are 5,150 in 2025-26 and 5,304.50 -> $5,305 in 2026-27. The counselor
works half time for $80,000: 41,200 and 42,436. CalSTRS at 22.5% of that: 9,270 and 9,548.10 -> 9,548. Health is $18,000 for a
full-time position, 7% more each year: 9,630 and 10,304.10 -> 10,304. Van: $2,000, once, in the first year: 2,060.
The tutoring contract is 30,900 and 31,827; of the agreement's first $25,000, $10,000 were counted before: 15,000 are object 5800.
The grant pays two thirds of every cost, LCFF the rest; the grant is charged 5%.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from allocator.constraints import parse_rule, standing_rules
from allocator.domain.budget import Budget, Payment
from allocator.domain.case import Case
from allocator.domain.decided import Decided, Roster
from allocator.domain.plan import Plan
from allocator.domain.rates import Tier
from allocator.domain.report import Report
from allocator.export.facts import Facts
from allocator.grants import benefits_for
from allocator.money import half_up, whole_down
from tests.export.test_workbook import report_of

Y1, Y2 = "2025-26", "2026-27"
ROSTER = {"counselor": {Y1: "full", Y2: "full"}, "supplies": {Y1: "full", Y2: "full"}, "tutoring": {Y1: "full", Y2: "full"}}


def plan(**change: Any) -> Plan:
    """The plan; ``change`` replaces whole sections."""
    programs = {
        "supplies": {"name": "Supplies", "costs": {
            "kits": {"object": "4300", "amount": 5000, "name": "Kits"},
            "van": {"object": "4400", "amount": 2000, "when": "first_year", "name": "Van"}}},
        "counselor": {"name": "Counselor", "positions": {"one": {
            "role": "counselor", "fte": Fraction(1, 2), "salary": 80000, "classification": "certificated", "object": "1200",
            "name": "Counselor"}}},
        "tutoring": {"name": "Tutoring", "costs": {
            "contract": {"object": "5800", "amount": 30000, "agreement": "firm", "name": "Tutoring firm"}}},
    }
    return Plan.model_validate({
        "format": 1, "name": "Live school", "years": [Y1, Y2], "base_year": "2024-25", "cost_growth": Fraction(3, 100),
        "sites": {"one": {"name": "Live school", "enrollment": 300}}, "needs": {}, "programs": programs,
        "rates": {"strs": {"2024-25": Fraction(225, 1000), Y1: Fraction(225, 1000), Y2: Fraction(225, 1000)}, "health": 18000},
        "staff": {"counselor": {"name": "Counselor"}},
        "agreements": {"firm": {"name": "Tutoring firm", "starts": Y1, "counted": 10000}},
        "sources": {"grant": {"name": "Grant", "amounts": {Y1: 76000, Y2: 76000}},
                    "lcff": {"name": "LCFF", "amounts": {Y1: 60000, Y2: 60000}}},
    } | change)


def case(indirect: Fraction = Fraction(1, 20), **change: Any) -> Case:
    """The plan with its rules and rates."""
    made = plan(**change)
    rule = parse_rule("indirect", {"kind": "indirect", "source": "grant", "rate": indirect})
    return Case(made, rules=(*standing_rules(made), rule), benefits=benefits_for(made), tier=Tier(((Y1, 25000), (Y2, 25000))))


def budget(of: Case, roster: Roster = ROSTER) -> Budget:
    """The grant pays two thirds of each cost, LCFF the rest."""
    view, payments = Decided(of, roster), []
    for year in of.years:
        for charge in of.all_charges:
            dollars = whole_down(view.charge_cost(charge, year).const)
            first = half_up(Fraction(2 * dollars, 3))
            payments += [Payment(charge.program, charge.line, year, source, charge.object, paid)
                         for source, paid in (("grant", first), ("lcff", dollars - first)) if paid]
    return Budget.of(roster, payments)


@cache
def report() -> Report:
    """The report on it."""
    made = case()
    return report_of(made, budget(made))


def computed(of: Case, roster: Any) -> dict[tuple[str, str, str], list[int]]:
    """What the program computes for each cost of a roster, by year: (program, line, object) -> whole dollars."""
    view = Decided(of, roster)
    return {(charge.program, charge.line, charge.object): [whole_down(view.charge_cost(charge, year).const) for year in of.years]
            for charge in of.all_charges}


def paid_rows(of: Report, moved: Case) -> list[list[int]]:
    """What each row of Detail pays by year once rates are those of another case: the rows of a cost share it as they did, each
    the rounded share of all rows down to it less that of the rows above."""
    facts, costs, was = Facts(of), computed(moved, of.budget.roster), computed(of.case, of.budget.roster)
    above: dict[tuple[str, str, str, str], int] = {}
    rows = []
    for row in facts.detail:
        key, found = (row.program, row.line, row.object), []
        for at, year in enumerate(facts.years):
            before = above.get((*key, year), 0)
            above[*key, year] = down = before + row.dollars[year]
            now, old = costs[key][at], was[key][at]
            found.append(half_up(Fraction(down * now, old)) - half_up(Fraction(before * now, old)) if old else 0)
        rows.append(found)
    return rows


def charged(of: Report, moved: Case) -> dict[str, list[int]]:
    """What each source is then charged as indirect costs, by year."""
    facts, rows = Facts(of), paid_rows(of, moved)
    return {source: [whole_down(moved.indirect_rate(source) * sum(
        found[at] for row, found in zip(facts.detail, rows, strict=True)
        if row.source == source and moved.in_base(source, facts.charges[row.program, row.line, row.object])))
        for at, _ in enumerate(facts.years)] for source in facts.charged}
