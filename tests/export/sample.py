"""A small budget, worked by hand: two years, three programs, two sources, one of them a grant with indirect charges.

Costs grow 3% a year. 2025-26: the social worker at half (45,000 + 8,595 + laptop 1,500 = 55,095, all from the grant) and
tutoring (aides 20,000 from LCFF; contract 30,000, of which LCFF 25,000 and the grant 5,000). The grant's base is 55,095
(object 5100 is not in it), 5% of it is 2,754.75, so 2,754 are charged; 120,000 - 60,095 - 2,754 = 57,151 are carried out.
2026-27: the social worker at full (92,700 + 17,705.70 -> 17,706 = 110,406 from the grant, 5% is 5,520.30 -> 5,520) and
tutoring (20,600 + 30,900 from LCFF). 120,000 + 57,151 - 110,406 - 5,520 = 61,225 are left and may still be spent in 2027-28.
Points: mental health 90 x (0.4, 0.7), literacy 60 x 0.6 twice: (36 + 36 + 63 + 36) / 2 = 85.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from allocator.constraints import parse_rule, standing_rules
from allocator.domain.budget import Budget, Payment
from allocator.domain.case import Case
from allocator.domain.plan import Plan
from allocator.domain.report import Finding, Provenance, Report, SourceYear
from allocator.domain.rule import Citation, Rule
from allocator.messages import say

Y1, Y2 = "2025-26", "2026-27"
TUTORING = '=SUM(1) tutoring, "after" & <school> \N{BOOKS}'
SHA = "0123456789abcdef" * 4


def plan(**change: Any) -> Plan:
    """The plan; ``change`` replaces whole sections."""
    return Plan.model_validate(sections() | change)


def sections() -> dict[str, Any]:
    """What the plan file says."""
    return {
        "format": 1, "name": "Oak & Elm Middle School", "years": [Y1, Y2], "cost_growth": Fraction(3, 100),
        "sites": {"oak": {"name": "Oak & Elm Middle School", "enrollment": 900}},
        "needs": {
            "mental-health": {"name": "Access to mental health care", "pillar": "integrated_supports", "score": Fraction(90)},
            "literacy": {"name": "Reading at grade level", "pillar": "extended_learning", "score": Fraction(60)},
        },
        "programs": {
            "social-worker": {
                "name": "School social worker", "pillar": "integrated_supports", "meets": {"mental-health": Fraction(7, 10)},
                "costs": _social_worker(90000, 17190), "staff": {"social_worker": Fraction(1)},
                "levels": {"half": {"name": "Half time", "meets": {"mental-health": Fraction(2, 5)},
                                    "costs": _social_worker(45000, 8595), "staff": {"social_worker": Fraction(1, 2)}}},
            },
            "tutoring": {
                "name": TUTORING, "pillar": "extended_learning", "meets": {"literacy": Fraction(3, 5)},
                "costs": {"aides": {"object": "2100", "amount": 20000, "name": "Tutoring aides"},
                          "contract": {"object": "5100", "amount": 30000, "name": "Tutoring provider"}},
            },
            "garden": {"name": "School garden", "meets": {"mental-health": Fraction(1, 5)},
                       "costs": {"supplies": {"object": "4300", "amount": 8000}}},
        },
        "sources": {
            "ccspp": {"name": "CCSPP implementation grant", "resource": "6332", "amounts": {Y1: 120000, Y2: 120000}},
            "lcff": {"name": "LCFF supplemental", "resource": "0000", "amounts": {Y1: 60000, Y2: 60000}},
        },
        "staff": {"social_worker": {"name": "School social worker", "min": Fraction(0), "max": Fraction(1)}},
    }


def _social_worker(pay: int, benefits: int) -> dict[str, Any]:
    return {"pay": {"object": "1200", "amount": pay, "position": "psw", "function": "3130", "goal": "1110", "name": "Pay"},
            "benefits": {"object": "3101", "amount": benefits, "position": "psw", "name": "Retirement"},
            "laptop": {"object": "4400", "amount": 1500, "when": "first_year", "name": "Laptop"}}


def case(more: Sequence[Rule] = (), **change: Any) -> Case:
    """The plan with its rules: the standing ones, indirect 5% and carryover for the grant, and ``more``."""
    made = plan(**change)
    letter = Citation("Award letter", "", "2026-10-01", False, "remembered")
    rules = [
        *standing_rules(made),
        parse_rule("ccspp-indirect", {"kind": "indirect", "source": "ccspp", "rate": Fraction(1, 20)},
                   cite=letter, origin="grant"),
        parse_rule("ccspp-carryover", {"kind": "carryover", "source": "ccspp", "last_use": "2027-28"}, origin="plan"),
    ]
    return Case(made, rules=(*rules, *more), notes=(say("rule.same_shares"),))


def budget() -> Budget:
    """Who pays what, worked by hand."""
    def pay(program: str, line: str, code: str, source: str, first: int, second: int) -> list[Payment]:
        return [Payment(program, line, Y1, source, code, first), Payment(program, line, Y2, source, code, second)]

    return Budget.of(
        {"social-worker": {Y1: "half", Y2: "full"}, "tutoring": {Y1: "full", Y2: "full"}},
        [*pay("social-worker", "pay", "1200", "ccspp", 45000, 92700),
         *pay("social-worker", "benefits", "3101", "ccspp", 8595, 17706),
         *pay("social-worker", "laptop", "4400", "ccspp", 1500, 0), *pay("tutoring", "aides", "2100", "lcff", 20000, 20600),
         *pay("tutoring", "contract", "5100", "lcff", 25000, 30900), *pay("tutoring", "contract", "5100", "ccspp", 5000, 0)],
    )


def report(**change: Any) -> Report:
    """The report, with figures worked by hand."""
    made = case(**change)
    abouts = {"award:ccspp": "ccspp", "award:lcff": "lcff", "ccspp-indirect": "ccspp"}
    findings = tuple(
        Finding(rule.id, rule.kind, rule.says(made), rule.cite, True, Fraction(1200), "dollars", year, abouts[rule.id])
        for rule in map(made.rule, abouts) for year in (Y1, Y2)
    )
    return Report(
        made, budget(), "proved", "proved", Fraction(171, 2), Fraction(117), Fraction(150), 85.5, 0.0, {},
        costs={"social-worker": {Y1: 55095, Y2: 110406}, "tutoring": {Y1: 50000, Y2: 51500}},
        needs={"mental-health": {Y1: Fraction(2, 5), Y2: Fraction(7, 10)},
               "literacy": {Y1: Fraction(3, 5), Y2: Fraction(3, 5)}},
        sources={"ccspp": {Y1: SourceYear(120000, 0, 60095, 2754, 57151, 0, 0),
                           Y2: SourceYear(120000, 57151, 110406, 5520, 0, 0, 61225)},
                 "lcff": {Y1: SourceYear(60000, 0, 45000, 0, 0, 15000, 0), Y2: SourceYear(60000, 0, 51500, 0, 0, 8500, 0)}},
        staff={"social_worker": {Y1: Fraction(1, 2), Y2: Fraction(1)}},
        findings=findings, checked=len(findings), provenance=Provenance(SHA, "0.1.0", "HiGHS 1.15.1", 0.9),
    )


def fuller_report() -> Report:
    """The report when the grant is a CCSPP grant that asks for a match, and LCFF goes on: every sheet has something to show."""
    sources = sections()["sources"]
    sources["ccspp"]["grant"] = "ccspp-implementation-cohort-3"
    sources["lcff"]["lasts"] = True
    match = parse_rule("match", {"kind": "local_match", "source": "ccspp", "share": Fraction(1, 3),
                                 "counts": {"in_kind": ["rooms"]}})
    gifts = {"rooms": {"name": "Rooms of the library", "amounts": {Y1: 1000, Y2: 2000}}}
    return report(more=[match], sources=sources, in_kind=gifts)
