"""What each program of a plan would cost, worked out once for every state of the plan. No screen in here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from allocator.allocate import case_for
from allocator.domain.case import Case
from allocator.domain.menu import FULL
from allocator.domain.plan import Plan
from allocator.money import dollars


@dataclass(frozen=True)
class _Of:
    """How a case is made; not told apart, so that the plan's fingerprint alone is the key."""

    make: Callable[[], Case] = field(compare=False)


@lru_cache(maxsize=16)
def _case(mark: str, how: _Of) -> Case:
    return how.make()


def case_at(plan: Plan, mark: str) -> Case:
    """A plan with its rules. ``mark``: the plan's fingerprint."""
    return _case(mark, _Of(lambda: case_for(plan)))


def first_year(plan: Plan, mark: str) -> Mapping[str, int]:
    """What each program would cost at full size in the plan's first year, with benefits and with what is bought once."""
    case = case_at(plan, mark)
    return {program: case.cost(program, FULL, case.years[0], True) for program in case.programs}


@dataclass(frozen=True)
class Running:
    """A total beside a table, and by how much it has changed since the table was opened."""

    now: int
    opened: int

    @property
    def by(self) -> str:
        """The change in dollars with its sign; empty for none."""
        change = self.now - self.opened
        return f"{'+' if change > 0 else ''}{dollars(change)}" if change else ""
