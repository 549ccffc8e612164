"""The plan that needs no approval, taken over as a scenario with the signed budget as a rule. No screen in here."""

from __future__ import annotations

from allocator import explain
from allocator.allocate import audited, case_for
from allocator.domain.plan import Plan
from allocator.domain.report import Quality, Report
from allocator.errors import AuditFailed
from allocator.store import Scenario
from allocator.ui.desk import Desk, Edit
from allocator.ui.edits import LONGEST, add_record
from allocator.ui.revised import Asked, checked
from allocator.ui.sides import apart, free, mark_of
from allocator.ui.speak import one
from allocator.ui.words import w
from allocator.whatif.as_signed import as_signed
from allocator.whatif.revise import Revised

RULE = "as-signed"
"""How the id of the rule begins."""


def can_take(asked: Asked, plan: Plan, found: Revised) -> bool:
    """Whether a scenario can say what was asked: there is a plan without approval, and no earlier year has to stay to the dollar,
    which no rule of a plan file can ask for."""
    return found.under.report is not None and asked.first == plan.years[0]


def take(desk: Desk, asked: Asked, found: Revised) -> Scenario:
    """A new scenario: the plan at hand with one more rule, that no object code changes so much that it needs approval. It is then
    at hand with the budget that was found. Raises InputError; then nothing is kept."""
    patch = desk.patched(_rule(desk.plan, asked))
    plan = desk.plan_with(patch)
    known = _known(plan, found)
    if known is not None:
        desk.answers.take(mark_of(plan), known)
    name = free(w("during.under"), apart({one.id: one.name for one in desk.scenarios()}).values())
    return desk.branch(name, patch, one("changes.as_signed", source=desk.plan.sources[asked.source].name))


def _rule(plan: Plan, asked: Asked) -> Edit:
    record = as_signed(case_for(plan), checked(asked, plan), asked.source, asked.first)
    return add_record("rules", _free_id(plan), record)


def _free_id(plan: Plan) -> str:
    name, tries = RULE, 2
    while name in plan.rules:
        name, tries = f"{RULE}-{tries}"[:LONGEST], tries + 1
    return name


def _known(plan: Plan, found: Revised) -> Report | None:
    """The budget that was found as one of the scenario's plan: the question was the same."""
    report = found.under.report
    if report is None:
        return None
    case = case_for(plan)
    try:
        findings = audited(case, report.budget)
    except AuditFailed:
        return None
    return explain.report(case, report.budget, findings, Quality(report.status, report.split, report.bound), report.provenance)
