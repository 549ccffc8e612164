"""Closed years as other programs read them: plain records, dollars whole, booked amounts in cents."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from allocator.explain.plain import plain
from allocator.messages import text
from allocator.whatif.closing import Closed
from allocator.whatif.replan import Replanned
from allocator.whatif.spending import Sum

FORMAT = 1


def record(closed: Closed, found: Replanned | None, language: str = "en") -> dict[str, Any]:
    """The shape of the file that ``allocator actuals --json`` writes, format 1; without the result of the new plan."""
    return {
        "format": FORMAT,
        "closed": list(closed.years),
        "open": closed.open,
        "spending": [{**asdict(row), "left": row.left} for row in closed.spending],
        "vacancy_savings": {year: _sum(one) for year, one in closed.staff.items()},
        "accounts": [{**asdict(one), "carried": dict(one.carried)} for one in closed.accounts],
        "notes": [text(note, language) for note in closed.notes],
        "warnings": [text(warning, language) for warning in closed.warnings],
        "replan": None if found is None else {
            "adopted": plain(found.adopted), "now": plain(found.now), "comes_in": list(found.comes_in),
            "drops_out": list(found.drops_out), "changes": list(found.changes),
        },
    }


def _sum(one: Sum) -> dict[str, int]:
    return {"planned": one.planned, "actual": one.actual, "left": one.left}
