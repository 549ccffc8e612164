"""A school small enough to work out by hand, its budgets, and an engine that only knows these.

Costs do not grow. Nothing is carried over, nothing is charged indirectly.

    calm rooms need, score 60: counselor 0.5 (full, $60,000) or 0.3 (half, $30,000), garden 0.2 ($50,000)
    reading need, score 80: tutoring 0.4 ($20,000)
    grant: $70,000 a year      local: $20,000, then $15,000

BEST: counselor full, then half, on the grant; tutoring on local money, the last $5,000 on the grant.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from allocator.audit import Ledger, check
from allocator.constraints import parse_rule, standing_rules
from allocator.domain.budget import Budget, Payment
from allocator.domain.case import Case
from allocator.domain.decided import everything
from allocator.domain.plan import Plan
from allocator.domain.report import Impossible, Provenance, Report
from allocator.domain.rule import Citation
from allocator.domain.settings import Progress, Settings
from allocator.errors import ImpossiblePlan
from allocator.messages import Money, say

Y1, Y2 = "2025-26", "2026-27"
ODD = "Calm *rooms* for $5 and <b>more</b> $x$"
DOUBTFUL = Citation("A page that quotes the letter", "https://example.org/letter", "2026-11-01", confirmed=False, why="secondary")

SCHOOL: dict[str, Any] = {
    "format": 1, "name": "Maple School", "years": [Y1, Y2], "sites": {"maple": {"name": "Maple School"}},
    "needs": {
        "calm": {"name": ODD, "score": 60, "pillar": "integrated_supports"},
        "reading": {"name": "Reading", "score": 80, "pillar": "extended_learning"},
    },
    "programs": {
        "counselor": {
            "name": "Counselor", "meets": {"calm": "1/2"}, "costs": {"pay": {"object": "1200", "amount": 60000}},
            "levels": {"half": {"name": "Half time", "meets": {"calm": "3/10"},
                                "costs": {"pay": {"object": "1200", "amount": 30000}}}},
        },
        "garden": {"name": "Garden", "meets": {"calm": "1/5"}, "costs": {"beds": {"object": "4400", "amount": 50000}}},
        "tutoring": {"name": "Tutoring", "meets": {"reading": "2/5"}, "costs": {"pay": {"object": "1100", "amount": 20000}}},
    },
    "sources": {
        "grant": {"name": "Grant", "resource": "6332", "amounts": {Y1: 70000, Y2: 70000}},
        "local": {"name": "Local", "resource": "0000", "amounts": {Y1: 20000, Y2: 15000}},
    },
    "rules": {
        "counselor-first": {"kind": "must", "program": "counselor", "years": [Y1]},
        "reading-half": {"kind": "need_floor", "need": "reading", "met": "1/2", "prefer": 1},
    },
}
EMPTY: dict[str, Any] = {"format": 1, "name": "Empty School", "years": [Y1], "sites": {"empty": {"name": "Empty School"}}}


def pay(program: str, year: str, source: str, dollars: int, line: str = "pay", code: str = "1200") -> Payment:
    return Payment(program, line, year, source, code, dollars)


BEST = Budget.of(
    {"counselor": {Y1: "full", Y2: "half"}, "tutoring": {Y1: "full", Y2: "full"}},
    [pay("counselor", Y1, "grant", 60000), pay("counselor", Y2, "grant", 30000), pay("tutoring", Y1, "local", 20000, code="1100"),
     pay("tutoring", Y2, "local", 15000, code="1100"), pay("tutoring", Y2, "grant", 5000, code="1100")],
)
ON_GRANT = Budget.of(
    {"counselor": {Y1: "full", Y2: "half"}, "tutoring": {Y2: "full"}},
    [pay("counselor", Y1, "grant", 60000), pay("counselor", Y2, "grant", 30000),
     pay("tutoring", Y2, "grant", 20000, code="1100")],
)
NO_TUTORING = Budget.of(
    {"counselor": {Y1: "full", Y2: "half"}}, [pay("counselor", Y1, "grant", 60000), pay("counselor", Y2, "grant", 30000)],
)
GARDEN_LATER = Budget.of(
    {"counselor": {Y1: "full"}, "garden": {Y2: "full"}, "tutoring": {Y1: "full", Y2: "full"}},
    [pay("counselor", Y1, "grant", 60000), pay("garden", Y2, "grant", 50000, "beds", "4400"),
     pay("tutoring", Y1, "local", 20000, code="1100"), pay("tutoring", Y2, "local", 15000, code="1100"),
     pay("tutoring", Y2, "grant", 5000, code="1100")],
)
KNOWN = (BEST, ON_GRANT, GARDEN_LATER, NO_TUTORING, Budget())


def plan_of(record: dict[str, Any] | None = None) -> Plan:
    return Plan.model_validate(record or SCHOOL)


def case_of(plan: Plan) -> Case:
    own = [parse_rule(name, raw, cite=DOUBTFUL, origin="grant") if raw["kind"] == "must" else parse_rule(name, raw)
           for name, raw in plan.rules.items()]
    return Case(plan, (*standing_rules(plan), *own))


def report_of(plan: Plan, budget: Budget, *, gap: float = 0.004, status: Any = "within") -> Report:
    case = case_of(plan)
    ledger, findings = Ledger(case, budget), check(case, budget)
    reachable, possible = everything(case)
    points = ledger.points()
    return Report(
        case, budget, status, "proved", points, reachable, possible, float(points) / (1 - gap), gap,
        {"reading-half": Fraction(1, 5)}, ledger.costs(), ledger.needs(),
        {s: {y: ledger.source_year(s, y) for y in case.years} for s in case.sources},
        ledger.staff(), findings, len(findings), Provenance(sha(plan), "0.1.0", "by hand", 0.1),
    )


def sha(plan: Plan) -> str:
    return hashlib.sha256(plan.model_dump_json().encode()).hexdigest()


def impossible(dollars: int = 8400) -> ImpossiblePlan:
    says = say("rule.must", program="Counselor", years="2025-26")
    change = say("audit.short.dollars", amount=Money(dollars))
    from allocator.domain.report import Change
    way = (Change("award:grant", says, change, Fraction(dollars), "dollars", Y1, "grant"),)
    return ImpossiblePlan(Impossible((("counselor-first", says),), {}, (way,), Provenance("", "0.1.0", "by hand", 0.1)))


Work = Callable[[Callable[[Progress], None], threading.Event], Report]


def by_hand(plan: Plan, settings: Settings) -> Work:
    """The first known budget that passes the audit for the plan, at once."""
    def work(progress: Callable[[Progress], None], stop: threading.Event) -> Report:
        case = case_of(plan)
        for budget in KNOWN:
            if not any(finding.fails for finding in check(case, budget)):
                return report_of(plan, budget)
        raise impossible()
    return work


def slowly(plan: Plan, settings: Settings) -> Work:
    """The same, but only once it is told to stop: it reports progress until then."""
    def work(progress: Callable[[Progress], None], stop: threading.Event) -> Report:
        progress(Progress(1.0, 54.0, 56.0))
        for _ in range(300):
            if stop.wait(0.1):
                return by_hand(plan, settings)(progress, stop)
            time.sleep(0)
        raise AssertionError("nobody stopped the search")
    return work
