"""Other rosters than the best one, found by a process of its own."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from fractions import Fraction

from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.domain.settings import Settings
from allocator.solve.child import answered, patience


@dataclass(frozen=True)
class Alike:
    """Rosters that are as good as a budget's own, cheapest first, without its own."""

    rosters: tuple[Roster, ...] = ()
    complete: bool = False
    """Whether it is certain that there are no others."""


@dataclass(frozen=True)
class Unlike:
    """A budget that differs from another in what runs, and is good enough."""

    budget: Budget | None = None
    complete: bool = False
    """Whether it is certain that none differs more; without a budget, that there is none."""


def alike(case: Case, settings: Settings, budget: Budget, most: int, stop: threading.Event | None = None) -> Alike:
    """Rosters that are exactly as good as a budget's own: all of them, or so many that with its own there are ``most``. When
    time runs out or after a stop, those that were found until then. Raises AllocatorError when the child dies."""
    heard: list[Roster] = []
    answer = answered("alike", (case, settings, budget, most), heard.append, stop, patience(settings))
    return answer if isinstance(answer, Alike) else Alike(tuple(heard))


def unlike(case: Case, settings: Settings, budget: Budget, share: Fraction, stop: threading.Event | None = None) -> Unlike:
    """The budget that differs most from another in what runs, among those within a share of its points. Raises AllocatorError
    when the child dies."""
    answer = answered("unlike", (case, settings, budget, share), stop=stop, limit=patience(settings))
    return answer if isinstance(answer, Unlike) else Unlike()

