"""Rules that may give: by how little they must, first of all.

Shares, FTE and counts follow from the roster alone. Dollars are decided when payments are whole: the least shortfall of the
problem with parts of dollars is a bound, and rosters near it are paid out to see.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from allocator.audit import check
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.model import Origin, Problem
from allocator.model.problem import INFINITY, Entry
from allocator.solve.engine import Outcome, solve_surely
from allocator.solve.payments import pay

if TYPE_CHECKING:
    from allocator.solve.search import Search

NO_LIMIT = Fraction(10**9)
TRIES = 25
"""Rosters that are paid out at most before the best of them is taken."""


def wishes_short(case: Case, budget: Budget) -> dict[int, Fraction]:
    """prefer -> how far a budget falls short of the wishes with this number, all together."""
    short: dict[int, Fraction] = {}
    for finding in check(case, budget):
        if finding.prefer is not None:
            short[finding.prefer] = short.get(finding.prefer, Fraction(0)) + max(Fraction(0), -finding.room)
    return short


class Wishes:
    """The wishes with one number, given those before them."""

    def __init__(self, search: Search, prefer: int) -> None:
        self.search = search
        self.prefer = prefer
        self.columns = [column for _, column in search.model.soft[prefer]]
        wished = {row.rule for row in search.problem.origins if row.prefer == prefer and row.unit == "dollars"}
        self.in_dollars = bool(wished)
        self.roster: Roster | None = None

    def least(self) -> Fraction | None:
        """The least shortfall; None when no budget is possible."""
        goal = np.zeros(self.search.problem.columns)
        goal[self.columns] = -1.0
        problem = self.search.problem.with_goal(goal)
        best: Fraction | None = None
        for _ in range(TRIES):
            outcome = self._solve(problem)
            if outcome.x is None:
                return best if outcome.state == "impossible" or best is not None else NO_LIMIT
            bound = max(0.0, -(outcome.value or 0.0))
            roster = self.search.model.roster(outcome.x)
            if not self.in_dollars or (best is None and bound < 1e-6 and self._paid(roster) == 0):
                self.roster = roster
                return Fraction(0) if bound < 1e-6 else Fraction(bound).limit_denominator(10**7)
            if best is not None and bound >= float(best) - 1e-6:
                return best
            short = self._paid(roster)
            if short is not None and (best is None or short < best):
                best, self.roster = short, roster
            problem = problem.with_rows([self.search.model.without(roster)])
        return NO_LIMIT if best is None else best

    def _paid(self, roster: Roster) -> Fraction | None:
        """How far a roster falls short once it is paid in whole dollars; None when it cannot be."""
        payments = pay(self.search.case, roster, self.search.payer)
        return None if payments is None else wishes_short(self.search.case, payments.budget).get(self.prefer, Fraction(0))

    def _solve(self, problem: Problem) -> Outcome:
        self.search.quiet = True
        outcome = solve_surely(self.search.engine, problem, self.search.limits(0.0), self.search)
        self.search.quiet = False
        return outcome

    def kept(self, least: Fraction) -> Problem:
        """The search's problem in which the wishes fall short by no more."""
        problem = self.search.problem
        if least == 0:
            upper = problem.upper.copy()
            upper[self.columns] = 0.0
            return problem.with_bounds(problem.lower, upper)
        row = Entry(self.columns, [1.0] * len(self.columns), -INFINITY, float(least) + 1e-6, Origin("prefer"))
        return problem.with_rows([row])
