"""What a search ends with, and what it tells on its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from allocator.domain.budget import Budget
from allocator.domain.decided import Roster
from allocator.domain.report import Change, Quality
from allocator.domain.settings import Progress

Ending = Literal["found", "impossible", "no_plan_found"]


@dataclass(frozen=True)
class Answer:
    """A budget and how good it is; or why there is none."""

    ending: Ending
    budget: Budget | None = None
    quality: Quality = field(default_factory=Quality)
    gives: tuple[tuple[Change, ...], ...] = ()
    """For an impossible plan: ways in which rules could give, cheapest first."""
    conflict: tuple[str, ...] = ()
    """For an impossible plan: ids of rules that cannot hold together; leaving out any one of them resolves this conflict."""
    engine: str = ""
    seconds: float = 0.0
    timings: dict[str, float] = field(default_factory=dict)
    """Seconds of single steps, for the bench."""


@dataclass(frozen=True)
class News:
    """Something a search tells while it goes on."""

    progress: Progress
    budget: Budget | None = None
    """A budget in whole dollars, when there is a better one."""


@dataclass(frozen=True)
class Last:
    """The last thing that a process of its own says."""

    answer: object


@dataclass(frozen=True)
class Done:
    """One of several questions is answered."""

    number: int
    answer: Answer


@dataclass(frozen=True)
class Target:
    """What must be reached: points, with soft rules falling short by no more than stated (prefer -> shortfall)."""

    points: Fraction
    short: dict[int, Fraction]
    beyond: bool = False
    """Whether more points are wanted, not just as many."""


@dataclass(frozen=True)
class Toward:
    """Whole dollars a year: fewer than ``least`` never reach the target, ``most`` do. ``most`` None: none was found to."""

    least: int
    most: int | None = None
    roster: Roster | None = None
    never: bool = False
    """Whether it is certain that no amount does."""


Tell = Callable[[News], None]
Stop = Callable[[], bool]
