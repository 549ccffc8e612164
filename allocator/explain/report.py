"""Budget, findings and everything that follows from them, as one report."""

from __future__ import annotations

from fractions import Fraction
from importlib.metadata import PackageNotFoundError, version

from allocator.audit import Ledger
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.decided import everything
from allocator.domain.plan import Plan
from allocator.domain.report import Change, Finding, Impossible, Provenance, Quality, Report
from allocator.load.plain_plan import fingerprint


def provenance(plan: Plan, engine: str, seconds: float) -> Provenance:
    """Where a result comes from."""
    try:
        number = version("allocator")
    except PackageNotFoundError:
        number = "0"
    return Provenance(fingerprint(plan), number, engine, round(seconds, 2))


def report(case: Case, budget: Budget, findings: tuple[Finding, ...], quality: Quality, origin: Provenance) -> Report:
    """All that a page, a sheet or a slide needs."""
    ledger = Ledger(case, budget)
    points = ledger.points()
    reachable, possible = everything(case)
    top = float(reachable) if quality.bound is None else min(float(reachable), quality.bound)
    top = float(points) if quality.status == "proved" else max(float(points), top)
    return Report(
        case=case, budget=budget, status=quality.status, split=quality.split, points=points, points_reachable=reachable,
        points_possible=possible, bound=top, gap=(top - float(points)) / top if top > 0 else 0.0,
        shortfalls=shortfalls(findings), costs=ledger.costs(), needs=ledger.needs(),
        sources={s: {y: ledger.source_year(s, y) for y in case.years} for s in case.sources},
        staff=ledger.staff(), findings=findings, checked=sum(finding.count for finding in findings), provenance=origin,
    )


def shortfalls(findings: tuple[Finding, ...]) -> dict[str, Fraction]:
    """How far each rule that may give falls short in all."""
    found: dict[str, Fraction] = {}
    for finding in findings:
        if finding.prefer is not None:
            found[finding.rule] = found.get(finding.rule, Fraction(0)) + max(Fraction(0), -finding.room)
    return found


def impossible(case: Case, rules: tuple[str, ...], gives: tuple[tuple[Change, ...], ...], origin: Provenance) -> Impossible:
    """Why there is no budget. The shortfalls are those of the first way, which mostly asks for money or people."""
    amounts: dict[str, Fraction] = {}
    for change in gives[0] if gives else ():
        amounts[change.rule] = amounts.get(change.rule, Fraction(0)) + change.amount
    cites = {rule: case.rule(rule).cite for rule in (*rules, *(change.rule for way in gives for change in way))}
    return Impossible(tuple((rule, case.rule(rule).says(case)) for rule in rules), amounts, gives, origin, cites)
