"""``allocator audit``: is a budget, also one that a person edited by hand, right to the dollar?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allocator.cli.commands import FaultLanguage, JsonOut, PlanPath, Quiet, check_language
from allocator.cli.endings import BROKEN
from allocator.cli.plans import checked_plan, read_entered
from allocator.cli.screen import tell
from allocator.cli.writing import as_json, check_outputs, write_all
from allocator.errors import InputError
from allocator.messages import Message, say

if TYPE_CHECKING:
    from allocator.domain.plan import Plan

BudgetPath = Annotated[Path, typer.Argument(metavar="BUDGET", help="A budget: the JSON result or the workbook.")]


def audit(plan: PlanPath, budget: BudgetPath, json: JsonOut = None, language: FaultLanguage = "en", quiet: Quiet = False) -> None:
    """Judge a budget rule by rule, also one edited by hand. No search is made."""
    from allocator.allocate import case_for
    from allocator.audit import check
    from allocator.cli.verdict import other_plan, verdict_lines
    from allocator.domain.stated import BudgetFile
    from allocator.explain.result import audit_result
    from allocator.load import fingerprint

    check_language(language)
    check_outputs([plan, str(budget)], [json])
    loaded = _plan(plan, budget)
    case = case_for(loaded)
    entered, claims = read_entered(budget)
    file = claims.get("file", BudgetFile())
    note = other_plan(file, fingerprint(loaded))
    findings = check(case, entered, claims)
    fails = any(finding.fails for finding in findings)
    if json is not None:
        write_all([as_json(json, audit_result(findings) | ({"note": note} if note else {}))])
    if note and (fails or not quiet):
        tell(note)
    if fails:
        for line in verdict_lines(case, entered, findings, file):
            tell(line)
        raise typer.Exit(BROKEN)
    if not quiet:
        tell(f"Every rule holds and every figure agrees: {sum(finding.count for finding in findings):,} comparisons.")


def _plan(plan: str, budget: Path) -> Plan:
    """The plan. Raises InputError, which says so where plan and budget were named the wrong way round."""
    from allocator.load.refusal import BUDGET_NO_PLAN

    try:
        return checked_plan(plan)[0]
    except InputError as error:
        if any(isinstance(fault.says, Message) and fault.says.code == BUDGET_NO_PLAN for fault in error.faults):
            raise InputError.one(say("fault.plan.budget", file=Path(plan).name), fix=say("fault.fix.order")) from None
        raise
