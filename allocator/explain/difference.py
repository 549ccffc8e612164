"""What differs between two budgets: which programs come in, drop out or move, and how much need is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from allocator.domain.report import Report


@dataclass(frozen=True)
class Difference:
    """The difference between two budgets of one school; ids of programs in order."""

    before: Report
    now: Report
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    moved: tuple[str, ...]
    points: Fraction

    @property
    def programs(self) -> tuple[str, ...]:
        """Every program that differs."""
        return (*self.added, *self.dropped, *self.moved)


def difference(before: Report, now: Report) -> Difference:
    """What differs between two budgets in which programs run and how much need is met."""
    old = {program: dict(years) for program, years in before.budget.roster.items() if years}
    new = {program: dict(years) for program, years in now.budget.roster.items() if years}
    both = sorted(old.keys() & new.keys())
    return Difference(
        before, now, tuple(sorted(new.keys() - old.keys())), tuple(sorted(old.keys() - new.keys())),
        tuple(program for program in both if old[program] != new[program]), now.points - before.points,
    )


def stretches(years: Sequence[str], levels: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(level, first year, last year) of a program's unbroken runs at one level, in the order of the plan's years."""
    found: list[tuple[str, str, str]] = []
    for at, year in enumerate(years):
        level = levels.get(year)
        if level is None:
            continue
        if found and found[-1][0] == level and found[-1][2] == years[at - 1]:
            found[-1] = level, found[-1][1], year
        else:
            found.append((level, year, year))
    return found
