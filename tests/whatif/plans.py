"""The tiny school as records, and made-up plans with another amount of a source."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from tests.oracle.notation import read

TINY = Path(__file__).resolve().parents[2] / "scenarios" / "tiny" / "plan.yaml"
YEAR = "2025-26"
ATTENDANCE, VISITS, TUTORING = "attendance-worker", "home-visits", "math-tutoring"
Records = dict[str, Any]


def tiny(**rules: Records) -> Records:
    """The tiny school, with rules added. scenarios/tiny/README.md works out what each combination of programs needs."""
    records = read(TINY)
    records["rules"].update({name.replace("_", "-"): rule for name, rule in rules.items()})
    return records


def with_amounts(records: Records, source: str, amounts: dict[str, int]) -> Records:
    """The same plan with other amounts of a source."""
    records = deepcopy(records)
    records["sources"][source]["amounts"] = dict(amounts)
    return records
