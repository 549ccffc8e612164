"""What a reader found wrong in a file, before it is known which plan the file holds. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Refused(Exception):
    """The file cannot be read any further. ``problems`` are plain records: says, fix, values, got, line or sheet, cell."""

    def __init__(self, problems: Iterable[dict[str, Any]]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(str(problem["says"]) for problem in self.problems))


WHERE = ("line", "sheet", "cell", "got", "warning")
"""What a problem may say beside its two sentences; anything else is a value in them."""


def problem(says: str, fix: str, **more: Any) -> dict[str, Any]:
    """One thing that is wrong: the codes of what it is and of the next step, and the values in both. ``more`` may also give line,
    sheet, cell, got, warning. It can be written as JSON."""
    values = {name: value for name, value in more.items() if name not in WHERE}
    return {"says": says, "fix": fix, "values": values, **{name: more[name] for name in WHERE if name in more}}


def coded(code: str, **values: Any) -> dict[str, Any]:
    """A sentence within a sentence, as a value of a problem."""
    return {"code": code, "values": values}


def refuse(says: str, fix: str, **more: Any) -> Refused:
    """An error with one problem."""
    return Refused([problem(says, fix, **more)])


BUDGET_NO_PLAN = "fault.budget.no.plan"
"""Said of a file that holds a budget where a plan is asked for."""
TAKE_ITS_PLAN = "fault.fix.take.its.plan"
ENOUGH = 200
"""Problems after which a reader stops looking for more."""
DEPTH = 40
"""Levels of records within records that a file may have; a plan has 7."""
NODES = 60_000
"""Values that a file may hold; a plan of 40 programs has about 2,000."""
