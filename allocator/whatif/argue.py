"""What an edited budget is worth: which rules it breaks, how much less need it meets, and the smallest repair."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from fractions import Fraction

from allocator import explain, solve
from allocator.allocate import audited
from allocator.audit import Ledger, check
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.edits import Edit, edits_between
from allocator.domain.plan import Plan
from allocator.domain.report import Finding, Quality, Report
from allocator.domain.settings import Settings
from allocator.solve.repairs import Repaired, repaired


@dataclass(frozen=True)
class Argument:
    """The answer to a budget that a person edited."""

    findings: tuple[Finding, ...]
    """What is wrong with it, comparison by comparison; empty when every rule that must hold holds."""
    points: Fraction
    """Points of need that it meets."""
    before: Fraction
    """Points that the budget met before it was edited."""
    best: Fraction
    """Points of the best budget that is known."""
    repair: Repaired
    """The nearest budget that obeys every rule; the edited one itself where nothing is wrong."""
    repairs: tuple[Edit, ...]
    """What the repair changes in the edited budget."""
    repaired_points: Fraction
    """Points of the repair; those of the edited budget where there is none."""


def argue(case: Case, written: Budget, edited: Budget, settings: Settings, stop: threading.Event | None = None) -> Argument:
    """Judge an edited budget and mend it with as few changed lines as can be. Raises AllocatorError when the search dies."""
    findings = tuple(finding for finding in check(case, edited) if finding.fails)
    repair = repaired(case, settings, edited, stop) if findings else Repaired(edited, True)
    points, before = Ledger(case, edited).points(), Ledger(case, written).points()
    found = solve.best(case, settings, stop=stop).budget
    known = [before, *([] if findings else [points]), *([] if found is None else [Ledger(case, found).points()])]
    mended = points if repair.budget is None else Ledger(case, repair.budget).points()
    edits = () if repair.budget is None else edits_between(edited, repair.budget)
    return Argument(findings, points, before, max(known), repair, edits, mended)


def report_of(plan: Plan, case: Case, budget: Budget) -> Report:
    """A budget that nobody searched for as a report, once it has passed the audit. Raises AuditFailed."""
    return explain.report(case, budget, audited(case, budget), Quality("stopped", "stopped"), explain.provenance(plan, "", 0.0))
