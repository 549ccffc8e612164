"""From a plan to a budget that obeys every rule. Reading ``allocate`` is reading the project."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from allocator import explain, grants, solve
from allocator.audit import Ledger, check
from allocator.constraints import standing_rules, stated_rules
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.plan import Plan
from allocator.domain.report import Finding, Report
from allocator.domain.settings import Progress, Settings
from allocator.errors import AuditFailed, Fault, ImpossiblePlan, InputError, NoPlanFound
from allocator.load.checks import check_case


def allocate(plan: Plan, settings: Settings = Settings(), progress: Callable[[Progress], None] | None = None,
             stop: threading.Event | None = None) -> Report:
    """The budget that meets the most need. Every budget that is returned has passed the audit.

    Raises ImpossiblePlan (with what must give), NoPlanFound (a limit came before any budget), InputError.
    """
    case = sound_case(plan)
    answer = solve.best(case, settings, progress, stop)
    origin = explain.provenance(plan, answer.engine, answer.seconds)
    if answer.ending == "impossible":
        raise ImpossiblePlan(explain.impossible(case, answer.conflict, answer.gives, origin))
    if answer.budget is None:
        raise NoPlanFound("No budget was found before the limit was reached. Allow more time, or fewer programs to choose from.")
    findings = audited(case, answer.budget)
    return explain.report(case, answer.budget, findings, answer.quality, origin)


def audit(plan: Plan, budget: Budget, claims: Mapping[str, Any] | None = None) -> tuple[Finding, ...]:
    """Judge any budget of a plan, also one edited by hand, rule by rule; no solver. ``claims`` are figures of its file that
    follow from what a person may enter: each that disagrees is a finding."""
    return check(sound_case(plan), budget, claims)


def case_for(plan: Plan) -> Case:
    """A plan with every rule that holds for it: those that always hold, its own, and those of its grants."""
    brought = grants.rules_for(plan)
    rules = (*standing_rules(brought.plan), *stated_rules(brought.plan), *brought.rules)
    return Case(brought.plan, rules, grants.benefits_for(brought.plan), grants.tier_for(brought.plan), brought.notes)


def sound_case(plan: Plan) -> Case:
    """The case of a plan. Raises InputError where its rules cannot be meant as they stand."""
    case = case_for(plan)
    if wrong := [fault for fault in faults_in(case) if not fault.warning]:
        raise InputError(wrong)
    return case


def faults_in(case: Case) -> list[Fault]:
    """What only shows once the grants' rules stand beside the plan's: rules that do nothing, programs that nobody may pay."""
    empty = Ledger(case, Budget())
    return check_case(case, lambda rule: sum(1 for _ in rule.rows(case, empty)))


def audited(case: Case, budget: Budget) -> tuple[Finding, ...]:
    """The findings on a budget that is about to leave the program. Raises AuditFailed when one of them fails."""
    findings = check(case, budget)
    broken = [finding for finding in findings if finding.fails]
    if broken:
        raise AuditFailed("\n".join(f"{f.rule} {f.year} {f.about}: {f.says}" for f in broken[:10]))
    return findings
