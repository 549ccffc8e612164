"""A solved result that lies beside a plan: shown at once, but only when it belongs to the plan and passes the audit."""

from __future__ import annotations

import json
from dataclasses import asdict, astuple
from pathlib import Path

from allocator import explain
from allocator.audit import check
from allocator.domain.budget import Budget, Payment
from allocator.domain.case import Case
from allocator.domain.report import Provenance, Quality, Report
from allocator.errors import InputError
from allocator.load.budget import read_budget

SMALL = 20_000_000
"""Bytes beyond which a file is not a stored result."""


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


def stored_report(path: Path, case: Case, plan_sha256: str) -> Report | None:
    """The report of a result file; None when there is none, when it cannot be read or belongs to another plan, or when the
    audit finds that a rule is broken or a figure disagrees."""
    if not path.is_file() or path.stat().st_size > SMALL:
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        origin, quality = Provenance(**data["provenance"]), Quality(data["status"], data["split"], float(data["bound"]))
        if origin.plan_sha256 != plan_sha256:
            return None
        budget, figures = read_budget(path)
    except (ValueError, KeyError, TypeError, InputError):
        return None
    findings = check(case, budget, figures)
    if any(finding.fails for finding in findings):
        return None
    return explain.report(case, budget, findings, quality, origin)
