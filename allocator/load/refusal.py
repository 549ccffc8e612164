"""What a reader found wrong in a file, before it is known which plan the file holds. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Refused(Exception):
    """The file cannot be read any further. ``problems`` are plain records: says, got, expected, fix, line or sheet, cell."""

    def __init__(self, problems: Iterable[dict[str, Any]]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(str(problem["says"]) for problem in self.problems))


def problem(says: str, fix: str = "", **where: Any) -> dict[str, Any]:
    """One thing that is wrong. ``where`` may give line, sheet, cell, path, got, expected, warning."""
    return {"says": says, "fix": fix, **where}


def refuse(says: str, fix: str = "", **where: Any) -> Refused:
    """An error with one problem."""
    return Refused([problem(says, fix, **where)])


BUDGET_NO_PLAN = "this is a budget, not a plan"
"""Said of a file that holds a budget where a plan is asked for."""
TAKE_ITS_PLAN = "Take the plan that it was made from."
ENOUGH = 200
"""Problems after which a reader stops looking for more."""
DEPTH = 40
"""Levels of records within records that a file may have; a plan has 7."""
NODES = 60_000
"""Values that a file may hold; a plan of 40 programs has about 2,000."""
