"""Whether a case has any budget at all: one is found in whole dollars and passes the audit, or it is certain that none exists."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from allocator.audit import check
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.model import Problem, Split, build, split
from allocator.model.problem import INFINITY
from allocator.solve.answer import Stop
from allocator.solve.engine import Engine, Limits, Outcome, empty_rows_hold, solve_surely


class Unsure(Exception):
    """There was no time to find out."""


@dataclass(frozen=True)
class Asking:
    """Who is asked, and for how long."""

    engine: Engine
    ends: float
    """When the questions must end, by the clock that only goes on."""
    stop: Stop = lambda: False

    @classmethod
    def of(cls, engine: Engine, seconds: float, stop: Stop = lambda: False) -> Asking:
        """For so many seconds from now, unless a person asks to stop."""
        return cls(engine, time.monotonic() + seconds, stop)

    def solve(self, problem: Problem, gap: float = 0.0, seconds: float = INFINITY) -> Outcome:
        """Ask once, for so many seconds at most. Raises Unsure when no time is left."""
        return self.engine.solve(problem, self._limits(gap, seconds))

    def surely(self, problem: Problem) -> Outcome:
        """Ask for any solution; that there is none is asked twice. Raises Unsure when neither is known in time."""
        outcome = solve_surely(self.engine, problem.with_goal(np.zeros(problem.columns)), self._limits())
        if outcome.x is None and outcome.state != "impossible":
            raise Unsure
        return outcome

    def _limits(self, gap: float = 0.0, seconds: float = INFINITY) -> Limits:
        left = min(seconds, self.ends - time.monotonic())
        if left <= 0 or self.stop():
            raise Unsure
        return Limits(gap, left)


def some_budget(case: Case, asking: Asking) -> Budget | None:
    """Some budget that obeys every rule of a case that must hold; None when it is certain that there is none. Rosters are
    tried until one can be paid. Raises Unsure."""
    model = build(case)
    problem = model.problem
    while (outcome := asking.surely(problem)).x is not None:
        roster = model.roster(outcome.x)
        budget = paid(case, roster, asking)
        if budget is not None:
            return budget
        problem = problem.with_rows([model.without(roster)])
    return None


def paid(case: Case, roster: Roster, asking: Asking) -> Budget | None:
    """Some payments for a roster that pass the audit, or None when it is certain that there are none. Raises Unsure."""
    for by_line in (False, True):
        work = split(case, roster, by_line)
        budget = _some_payments(work, asking)
        if budget is not None and obeys(case, budget):
            return budget
        if by_line or not work.tells_apart:
            if budget is not None:
                raise Unsure
            break
    return None


def _some_payments(work: Split, asking: Asking) -> Budget | None:
    if not work.problem.columns:
        return work.budget(np.zeros(0)) if empty_rows_hold(work.problem) else None
    outcome = asking.surely(work.problem)
    return None if outcome.x is None else work.budget(np.round(outcome.x))


def obeys(case: Case, budget: Budget) -> bool:
    """Whether a budget passes the audit."""
    return not any(finding.fails for finding in check(case, budget))
