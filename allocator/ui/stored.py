"""A solved result that lies beside a plan: shown at once, but only when it belongs to the plan and passes the audit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from allocator import explain
from allocator.audit import check
from allocator.domain.budget import Budget, Payment
from allocator.domain.case import Case
from allocator.domain.report import Provenance, Report

SMALL = 20_000_000
"""Bytes beyond which a file is not a stored result."""


def stored_report(path: Path, case: Case, plan_sha256: str) -> Report | None:
    """The report of a result file; None when there is none, when it belongs to another plan, or when the audit finds that
    a rule is broken or a figure disagrees."""
    if not path.is_file() or path.stat().st_size > SMALL:
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["provenance"]["plan_sha256"] != plan_sha256:
            return None
        return _report(case, data)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _report(case: Case, data: Mapping[str, Any]) -> Report | None:
    roster = {program: {year: str(run["level"]) for year, run in years.items()} for program, years in data["programs"].items()}
    budget = Budget.of(roster, (Payment(**payment) for payment in data["payments"]))
    findings = check(case, budget, data)
    if any(finding.fails for finding in findings):
        return None
    return explain.report(case, budget, findings, data["status"], data["split"], float(data["bound"]),
                          Provenance(**data["provenance"]))
