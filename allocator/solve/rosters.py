"""Questions about what runs, each asked of one process of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.domain.settings import Settings
from allocator.domain.variation import Variation
from allocator.solve.answer import Ending
from allocator.solve.child import answered, patience


@dataclass(frozen=True)
class Drawn:
    """What runs in one draw, within the stated distance of its best; nothing where no plan is possible or none was found."""

    number: int
    ending: Ending
    roster: Roster | None = None


@dataclass(frozen=True)
class Bend:
    """Something that may get worse step by step: a source gives a dollar less in every year, or a program costs 0.1% more."""

    kind: Literal["source", "program"]
    id: str
    most: int
    """Steps to try at most."""

    def variation(self, steps: int, years: Sequence[str]) -> Variation:
        """What is different after so many steps, in some years."""
        if self.kind == "program":
            return Variation(costs={self.id: 1 + Fraction(steps, 1000)})
        return Variation(money={self.id: dict.fromkeys(years, -steps)})


@dataclass(frozen=True)
class Bent:
    """How far something can get worse: ``steps`` can be paid, and one more cannot unless it is the most that was asked."""

    number: int
    steps: int


def drawn(case: Case, variations: Sequence[Variation], settings: Settings, hear: Callable[[Drawn], None],
          stop: threading.Event | None = None) -> None:
    """What runs in the best plan of a case with each of some differences, heard as soon as it is known. After a stop the rest
    is not heard. Raises AllocatorError when the child dies."""
    answered("draws", (case, variations, settings), hear, stop, patience(settings, len(variations)))


def can_be_paid(case: Case, roster: Roster, variations: Sequence[Variation],
                stop: threading.Event | None = None) -> tuple[bool, ...]:
    """Whether a roster can be paid with each of some differences. Shorter after a stop. Raises AllocatorError when the child
    dies."""
    return tuple(answered("held", (case, roster, variations), stop=stop) or ())


def bent(case: Case, roster: Roster, bends: Sequence[Bend], hear: Callable[[Bent], None],
         stop: threading.Event | None = None) -> None:
    """How far each of some things can get worse while a roster can still be paid, heard as soon as it is known. After a stop
    the rest is not heard. Raises AllocatorError when the child dies."""
    answered("bends", (case, roster, bends), hear, stop)

