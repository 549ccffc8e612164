"""What every engine is asked and what it answers, in our own words. No library's status goes beyond its own file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Protocol

from allocator.model import Problem
from allocator.model.problem import Floats

State = Literal["best", "near", "stopped", "impossible"]
"""best: nothing better exists; near: the asked gap is reached; stopped: a limit; impossible: no solution exists."""


@dataclass(frozen=True)
class Limits:
    """How far an engine may go."""

    gap: float = 0.0
    seconds: float | None = None
    nodes: int | None = None
    seed: int = 0
    presolve: bool = True


@dataclass(frozen=True)
class Outcome:
    """What an engine found."""

    state: State
    x: Floats | None = None
    value: float | None = None
    bound: float | None = None
    """No solution has a greater goal."""


class Watch(Protocol):
    """Told of every better solution; asked whether to stop."""

    def better(self, x: Floats, bound: float) -> None:
        """A better solution was found."""

    def bound(self, bound: float) -> None:
        """The bound has moved."""

    def stop(self) -> bool:
        """Whether to stop now."""


class Engine(Protocol):
    """Finds the solution of a problem with the greatest goal."""

    name: str

    def solve(self, problem: Problem, limits: Limits, watch: Watch | None = None) -> Outcome:
        """Solve within limits."""


AGAIN = 101
"""Added to the seed when something is asked a second time."""


def solve_surely(engine: Engine, problem: Problem, limits: Limits, watch: Watch | None = None) -> Outcome:
    """Solve; what is said to be impossible is asked again without presolve and with another seed, and that answer counts."""
    outcome = engine.solve(problem, limits, watch)
    if outcome.state == "impossible" and limits.presolve:
        outcome = engine.solve(problem, replace(limits, presolve=False, seed=limits.seed + AGAIN), watch)
    return outcome


def empty_rows_hold(problem: Problem) -> bool:
    """Whether every row without unknowns holds; engines disagree about such rows, so they never see them decide."""
    for row in range(problem.rows):
        empty = problem.starts[row] == problem.starts[row + 1]
        if empty and not problem.low[row] - 1e-9 <= 0 <= problem.high[row] + 1e-9:
            return False
    return True


