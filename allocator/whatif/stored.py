"""A solved result that lies beside a plan's file: taken only when it belongs to the plan and passes the audit."""

from __future__ import annotations

import json
from pathlib import Path

from allocator import explain
from allocator.audit import check
from allocator.domain.case import Case
from allocator.domain.report import Provenance, Quality, Report
from allocator.errors import InputError
from allocator.load.budget import read_budget

SMALL = 20_000_000
"""Bytes beyond which a file is not a stored result."""


def stored_path(path: Path) -> Path:
    """Where the solved result of a plan file lies: ``base.result.json`` beside ``base.yaml``."""
    return path.with_name(f"{path.stem}.result.json")


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
