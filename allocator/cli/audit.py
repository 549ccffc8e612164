"""``allocator audit``: is a budget, also one that a person edited by hand, right to the dollar?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allocator.cli.commands import JsonOut, PlanPath, Quiet
from allocator.cli.endings import BROKEN
from allocator.cli.plans import checked_plan
from allocator.cli.screen import tell
from allocator.cli.writing import as_json, check_outputs, write_all

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from allocator.domain.budget import Budget

BudgetPath = Annotated[Path, typer.Argument(metavar="BUDGET", help="A budget: the JSON result or the workbook.")]


def audit(plan: PlanPath, budget: BudgetPath, json: JsonOut = None, quiet: Quiet = False) -> None:
    """Judge a budget rule by rule, also one edited by hand. No search is made."""
    from allocator.allocate import case_for
    from allocator.audit import check
    from allocator.cli.wording import broken_lines
    from allocator.explain.result import audit_result

    check_outputs([plan, str(budget)], [json])
    case = case_for(checked_plan(plan)[0])
    entered, claims = _read(budget)
    findings = check(case, entered, claims)
    broken = broken_lines(findings)
    if json is not None:
        write_all([as_json(json, audit_result(findings))])
    for line in broken:
        tell(line)
    if broken:
        raise typer.Exit(BROKEN)
    if not quiet:
        tell(f"Every rule holds and every figure agrees: {sum(finding.count for finding in findings):,} comparisons.")


def _read(path: Path) -> tuple[Budget, Mapping[str, Any] | None]:
    if path.suffix.lower() == ".xlsx":
        from allocator.load.budget_workbook import read_budget_workbook

        return read_budget_workbook(path)
    from allocator.load import read_budget

    return read_budget(path)
