"""The tiny school of scenarios/tiny, and what it becomes when something is changed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from allocator.domain.plan import Plan, Source
from allocator.load import load

TINY = Path(__file__).resolve().parents[2] / "scenarios" / "tiny" / "plan.yaml"
YEAR = "2025-26"


@cache
def tiny() -> Plan:
    """The plan as its file has it."""
    return load(TINY)


def plan_with(local: int | None = None, grant: int | None = None, outreach: int | None = None, gift: int | None = None,
              rules: dict[str, dict[str, Any]] | None = None) -> Plan:
    """The plan with other amounts, other FTE, more rules, or a gift that may pay the attendance worker."""
    plan = tiny()
    sources, programs, staff = dict(plan.sources), dict(plan.programs), dict(plan.staff)
    for source, amount in (("local", local), ("grant", grant)):
        if amount is not None:
            sources[source] = sources[source].model_copy(update={"amounts": {YEAR: amount}})
    if gift is not None:
        sources["gift"] = Source(name="A gift", amounts={YEAR: gift})
        programs["attendance-worker"] = programs["attendance-worker"].model_copy(update={"paid_by": ["gift", "grant"]})
    if outreach is not None:
        staff["outreach"] = staff["outreach"].model_copy(update={"max": outreach})
    rules = {**plan.rules, **(rules or {})}
    return plan.model_copy(update={"sources": sources, "programs": programs, "staff": staff, "rules": rules})
