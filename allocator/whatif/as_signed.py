"""A budget that was signed, as a rule that a plan file can state: no object code changes so much that it needs approval."""

from __future__ import annotations

from typing import Any

from allocator.domain.case import Case
from allocator.whatif.moved import Approved
from allocator.whatif.revise import approved_rule


def as_signed(case: Case, approved: Approved, source: str, first: str) -> dict[str, Any]:
    """The record of the rule, for a source from a fiscal year on. Raises InputError where nothing was signed for it."""
    rule = approved_rule(case, approved, source, first)
    table = {year: dict(codes) for year, codes in rule.approved.items()}
    return {"kind": rule.kind, "source": rule.source, "approved": table, "share": str(rule.share)}
