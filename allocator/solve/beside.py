"""Rosters beside the best one: those that are just as good, and the one that differs most and is nearly as good. It runs in a
process of its own (see ``child``); ``alternatives`` asks for it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.decided import Decided, Roster
from allocator.domain.settings import Settings
from allocator.model import Origin, Problem
from allocator.model.problem import INFINITY, Entry, Floats
from allocator.solve.alternatives import Alike, Unlike
from allocator.solve.answer import Stop
from allocator.solve.engine import Outcome, solve_surely
from allocator.solve.payments import Payments, any_payments, pay
from allocator.solve.search import Search
from allocator.solve.tidy import points_row, same_budget_always
from allocator.solve.wishes import wishes_short

BESIDE = Origin("beside")


def alike(case: Case, settings: Settings, budget: Budget, most: int, tell: Callable[[Roster], None], stop: Stop) -> Alike:
    """Rosters with exactly the points of a budget, which fall short of the same wishes by as much and can be paid in whole
    dollars: all of them, or so many that with the budget's own there are ``most``."""
    beside = Beside(case, settings, budget, stop)
    columns, values = beside.search.model.costs
    goal = np.zeros(beside.problem.columns)
    goal[columns] = [-value for value in values]
    beside.add(points_row(beside.problem, float(beside.points)))
    found: list[Roster] = []
    while len(found) + 1 < most and not beside.over():
        outcome = beside.solve(goal)
        if outcome.x is None:
            return Alike(tuple(found), outcome.state == "impossible")
        roster = beside.search.model.roster(outcome.x)
        beside.add(beside.search.model.without(roster))
        if Decided(case, roster).points() == beside.points and beside.short_in(beside.some_payments(roster)) == beside.short:
            found.append(roster)
            tell(roster)
    return Alike(tuple(found))


def unlike(case: Case, settings: Settings, budget: Budget, share: Fraction, tell: Callable[[Roster], None],
           stop: Stop) -> Unlike:
    """Of all rosters whose points are within a share of a budget's, which fall no shorter of wishes and can be paid in whole
    dollars, the one that differs from it in most programs and years; among equals the cheapest, and then the first by id."""
    beside = Beside(case, settings, budget, stop)
    least = beside.points * (1 - share)
    columns = np.flatnonzero(beside.problem.goal)
    beside.add(Entry(columns.tolist(), beside.problem.goal[columns].tolist(), float(least) - 1e-7, INFINITY, BESIDE))
    goal = beside.differing()
    while not beside.over():
        outcome = beside.solve(goal)
        if outcome.x is None:
            return Unlike(None, outcome.state == "impossible")
        roster = beside.search.model.roster(outcome.x)
        sure = outcome.state == "best"
        if sure:
            roster = beside.settled(roster, goal, least)
        beside.add(beside.search.model.without(roster))
        paid = pay(case, roster, beside.search.payer)
        if paid is not None and Decided(case, roster).points() >= least and beside.no_shorter(paid):
            return Unlike(paid.budget, sure)
    return Unlike()


class Beside:
    """A case's rosters that fall no shorter of wishes than a budget does, without its own."""

    def __init__(self, case: Case, settings: Settings, budget: Budget, stop: Stop) -> None:
        self.search = Search(case, settings, lambda news: None, stop)
        self.search.quiet = True
        self.case = case
        self.own = budget.roster
        self.points = Decided(case, budget.roster).points()
        self.short = wishes_short(case, budget)
        self.problem: Problem = self.search.problem
        self.in_dollars = any(row.prefer is not None and row.unit == "dollars" for row in self.problem.origins)
        for prefer, soft in self.search.model.soft.items():
            columns = [column for _, column in soft]
            limit = float(self.short.get(prefer, Fraction(0))) + 1e-6
            self.add(Entry(columns, [1.0] * len(columns), -INFINITY, limit, BESIDE))
        self.add(self.search.model.without(budget.roster))

    def add(self, row: Entry) -> None:
        """One more row."""
        self.problem = self.problem.with_rows([row])

    def over(self) -> bool:
        """Whether the time is over, or a person asked to stop."""
        seconds = self.search.settings.seconds
        return self.search.stop() or (seconds is not None and self.search.elapsed() > seconds)

    def solve(self, goal: Floats) -> Outcome:
        """The roster with the greatest goal, which is a whole number."""
        return solve_surely(self.search.engine, self.problem.with_goal(goal, 1.0), self.search.limits(0.0), self.search)

    def some_payments(self, roster: Roster) -> Payments | None:
        """Payments in whole dollars, the best ones where wishes depend on them; None without any."""
        quick = None if self.in_dollars else any_payments(self.case, roster, self.search.payer)
        return quick or pay(self.case, roster, self.search.payer)

    def short_in(self, paid: Payments | None) -> dict[int, Fraction] | None:
        """prefer -> how far payments fall short of wishes."""
        return None if paid is None else wishes_short(self.case, paid.budget)

    def no_shorter(self, paid: Payments) -> bool:
        """Whether payments fall no shorter of wishes, in their order."""
        short = wishes_short(self.case, paid.budget)
        order = sorted({*short, *self.short})
        return [short.get(prefer, Fraction(0)) for prefer in order] <= [self.short.get(prefer, Fraction(0)) for prefer in order]

    def differing(self) -> Floats:
        """A goal that counts programs and years in which a roster differs from the own one, but for a constant."""
        goal = np.zeros(self.problem.columns)
        for (program, level, year), column in self.search.model.runs.items():
            own = self.own.get(program, {}).get(year)
            if own is None or own == level:
                goal[column] = 1.0 if own is None else -1.0
        return goal

    def settled(self, roster: Roster, goal: Floats, least: Fraction) -> Roster:
        """Of rosters that differ as much, the cheapest, and then the first by id."""
        columns = np.flatnonzero(goal)
        on = self.search.model.pattern(roster).astype(float)
        value = float(goal[list(self.search.model.runs.values())] @ on)
        row = Entry(columns.tolist(), goal[columns].tolist(), value - 0.5, INFINITY, BESIDE)
        self.search.problem = self.problem.with_rows([row])
        return same_budget_always(self.search, roster, float(least))
