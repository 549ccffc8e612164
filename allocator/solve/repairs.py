"""The nearest budget that obeys every rule, found by a process of its own."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.settings import Settings
from allocator.solve.child import answered, patience


@dataclass(frozen=True)
class Repaired:
    """A budget that obeys every rule that must hold and differs from an edited one in few lines."""

    budget: Budget | None = None
    complete: bool = False
    """Whether it is certain that none differs in fewer lines; without a budget, that there is none."""


def repaired(case: Case, settings: Settings, edited: Budget, stop: threading.Event | None = None) -> Repaired:
    """Mend an edited budget with as few changed lines as can be: first what runs, then who pays. Raises AllocatorError when the
    child dies."""
    answer = answered("repair", (case, settings, edited), stop=stop, limit=patience(settings))
    return answer if isinstance(answer, Repaired) else Repaired()
