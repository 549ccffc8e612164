"""Figures that a budget file states although they follow from it: each is worked out anew and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from fractions import Fraction
from typing import Any

from allocator.audit.ledger import Ledger
from allocator.audit.rates import rate_words
from allocator.audit.sums import further_facts
from allocator.domain.decided import everything
from allocator.domain.rate_figures import is_rate
from allocator.domain.report import Finding
from allocator.domain.rule import PLAN_FILE, Rule, rows_of
from allocator.domain.sacs import INDIRECT_OBJECT
from allocator.domain.stated import Stated
from allocator.messages import Fte, Money, say

RATES = "rates"
"""What findings about changed rates are called, in the place of a rule's id."""
NEAR = Fraction(1, 1_000_000)
"""Shares and points are written as decimals; dollars are compared exactly."""


def facts(ledger: Ledger) -> dict[str, Any]:
    """Every figure that follows from a budget, in the shape of the result file; ``totals`` adds sums that sheets show."""
    case = ledger.case
    sources = {s: {y: asdict(ledger.source_year(s, y)) for y in case.years} for s in case.sources}
    by_object: dict[str, dict[str, int]] = {}
    for payment in ledger.budget.payments:
        years = by_object.setdefault(payment.object, {})
        years[payment.year] = years.get(payment.year, 0) + payment.dollars
    charged = {y: sum(sources[s][y]["indirect"] for s in case.sources) for y in case.years}
    indirect = by_object.setdefault(INDIRECT_OBJECT, {})
    for year in (y for y, dollars in charged.items() if dollars):
        indirect[year] = indirect.get(year, 0) + charged[year]
    reachable, possible = everything(case)
    return {
        "points": ledger.points(), "points_reachable": reachable, "points_possible": possible,
        "shortfalls": {rule.id: _short(rule, ledger) for rule in case.rules if rule.prefer is not None},
        "programs": {p: {y: {"cost": cost} for y, cost in years.items()} for p, years in ledger.costs().items()},
        "needs": ledger.needs(),
        "sources": sources,
        "staff": ledger.staff(),
        "totals": {
            "programs": {y: sum(years.get(y, 0) for years in ledger.costs().values()) for y in case.years},
            "sources": {y: sum(sources[s][y]["paid"] + sources[s][y]["indirect"] for s in case.sources) for y in case.years},
            "objects": by_object,
            "all": ledger.total_paid() + sum(charged.values()),
        },
        **further_facts(ledger),
    }


def _short(rule: Rule, ledger: Ledger) -> Fraction:
    """How far a rule that may give falls short in all."""
    return sum((max(Fraction(0), -Fraction(row.room)) for row in rows_of(rule, ledger.case, ledger)), Fraction(0))


def disagreements(ledger: Ledger, claims: Mapping[str, Any]) -> Iterator[Finding]:
    """A finding for each claimed figure that is not what follows from the budget."""
    for finding in _compare(facts(ledger), claims, ()):
        figure = tuple(finding.about.split("/"))
        yield _rate(ledger, claims, finding, figure) if is_rate(figure) else finding


def _rate(ledger: Ledger, claims: Mapping[str, Any], finding: Finding, figure: tuple[str, ...]) -> Finding:
    """A rate that is not the plan's: told by its name and with the next step. Its cell stands last in a finding."""
    cells: Any = claims
    for part in figure:
        cells = cells[part]
    stated = next(one for one in cells if one.place == finding.year)
    return replace(finding, rule=RATES, problem=rate_words(ledger.case, stated))


def _compare(fact: Any, claim: Any, path: tuple[str, ...]) -> Iterator[Finding]:
    if isinstance(claim, Mapping):
        known = fact if isinstance(fact, Mapping) else {}
        for key in claim:
            if path or key in known:
                yield from _compare(known.get(key, 0), claim[key], (*path, str(key)))
    elif isinstance(claim, tuple):
        for stated in claim:
            yield from _compare(fact, stated, path)
    elif isinstance(claim, Stated):
        if claim.value is None:
            yield _unreadable((*path, claim.place), fact)
        else:
            value = int(claim.value) if claim.value.denominator == 1 else claim.value
            yield from _compare(fact, value, (*path, claim.place))
    elif isinstance(claim, int | float | Fraction) and not isinstance(claim, bool):
        expected = fact if isinstance(fact, int | Fraction) else 0
        exact = isinstance(expected, int) and isinstance(claim, int)
        if claim != expected if exact else abs(Fraction(claim) - expected) > NEAR:
            yield _wrong(path, Fraction(claim), Fraction(expected))


def _wrong(path: tuple[str, ...], got: Fraction, expected: Fraction) -> Finding:
    figure = " / ".join(path)
    if _is_cost(path):
        problem = say("audit.figure.cost", figure=figure, got=Money(int(got)), expected=Money(int(expected)))
    else:
        problem = say("audit.figure", figure=figure, got=Fte(got), expected=Fte(expected))
    return Finding("figures", "figures", say("audit.figures"), PLAN_FILE, False, -abs(got - expected), "count",
                   path[-1] if path else "", "/".join(path[:-1]), None, problem)


def _is_cost(path: tuple[str, ...]) -> bool:
    """Whether a figure is what programs cost: that follows from the plan and from what runs, not from payments."""
    return path[:2] == ("totals", "programs") or path[:1] == ("programs",) and "cost" in path[3:4]


def _unreadable(path: tuple[str, ...], fact: Any) -> Finding:
    expected = Fraction(fact) if isinstance(fact, int | Fraction) else Fraction(0)
    problem = say("audit.figure.unreadable", figure=" / ".join(path), expected=Fte(expected))
    return Finding("figures", "figures", say("audit.figures"), PLAN_FILE, False, Fraction(-1), "count", path[-1],
                   "/".join(path[:-1]), None, problem)
