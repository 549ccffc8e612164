"""Budgets kept as text, and a solved result that lies beside a plan: shown at once, but only when it passes the audit."""

from __future__ import annotations

import json
from dataclasses import asdict, astuple

from allocator import explain
from allocator.audit import check
from allocator.domain.budget import Budget, Payment
from allocator.domain.case import Case
from allocator.domain.report import Provenance, Quality, Report
from allocator.whatif.stored import stored_report

__all__ = ["kept", "report_from", "stored_report"]


def kept(report: Report) -> str:
    """A report as text: roster, payments, how good it is, where it comes from. The rest follows from the plan."""
    return json.dumps({
        "roster": {program: dict(years) for program, years in report.budget.roster.items()},
        "payments": [list(astuple(payment)) for payment in report.budget.payments],
        "quality": {"status": report.status, "split": report.split, "bound": report.bound},
        "provenance": asdict(report.provenance),
    })


def report_from(text: str, case: Case) -> Report | None:
    """The report that was kept; None when it cannot be read or the audit of its case finds a fault."""
    try:
        data = json.loads(text)
        budget = Budget.of(data["roster"], [Payment(*payment) for payment in data["payments"]])
        origin, quality = Provenance(**data["provenance"]), Quality(**data["quality"])
    except (ValueError, KeyError, TypeError):
        return None
    findings = check(case, budget)
    if any(finding.fails for finding in findings):
        return None
    return explain.report(case, budget, findings, quality, origin)
