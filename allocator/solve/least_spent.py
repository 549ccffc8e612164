"""Finds the budget that spends the fewest dollars of some sources. It runs in a process of its own (see ``child``); ``sparing``
asks for it.

What runs is chosen with parts of dollars, which take no more than whole dollars would: a bound. Then it is paid in whole dollars.
Where that takes more than the bound, other rosters are tried until none can take less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil

import numpy as np

from allocator.audit import Ledger
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.decided import Decided, Roster
from allocator.domain.settings import Settings
from allocator.domain.variation import Variation
from allocator.model import Origin, Problem, Split, split
from allocator.model.problem import INFINITY, Entry, Floats
from allocator.solve.answer import Stop, Target
from allocator.solve.engine import Engine, Limits, empty_rows_hold, solve_surely
from allocator.solve.engines import engine
from allocator.solve.payments import LARGE, pay
from allocator.solve.search import Search
from allocator.solve.sparing import Spare, Spared, Sparing, spend_at_most, with_rule
from allocator.solve.wishes import wishes_short

ASKED = Origin("asked")
TINY = 1e-7
CENT = 0.01
ANY = 10**10
"""Dollars that no plan spends."""
TRIES = 12
"""Rosters that are paid out at most before the best of them is taken."""
WHOLE = Limits(seconds=20.0, nodes=100_000)
"""How hard to look for the fewest whole dollars of one roster."""


def least_spent(case: Case, asked: Sequence[Spare], settings: Settings, tell: Callable[[Spared], None], stop: Stop) -> int:
    """The budgets that spend the fewest dollars of some sources, each told as soon as it is known. Returns how many were."""
    for number, spare in enumerate(asked):
        if stop():
            return number
        tell(Spared(number, _least(Variation(without=spare.without).of(case), spare, settings, stop)))
    return len(asked)


def _least(case: Case, asked: Spare, settings: Settings, stop: Stop) -> Sparing:
    if asked.roster is not None:
        return _paid(case, asked.sources, asked.roster, asked.target, engine("highs"))
    search = Search(with_rule(case, spend_at_most(asked.sources, ANY)), settings, lambda news: None, stop)
    search.quiet = True
    return _Hunt(search, case, asked.sources, asked.target).run()


class _Hunt:
    """Rosters, the most sparing first, until none that is left can take less than the best that was paid."""

    def __init__(self, search: Search, case: Case, sources: Sequence[str], target: Target | None) -> None:
        self.search = search
        self.case = case
        self.sources = sources
        self.target = target
        goal, self.loose = _spent(search.problem)
        self.problem = search.problem.with_rows(_reached(search, target)).with_goal(goal)
        self.best = Sparing()

    def run(self) -> Sparing:
        """Until it is known, or until there is no more time."""
        bound = 0
        for _ in range(TRIES):
            outcome = solve_surely(self.search.engine, self.problem, self.search.limits(0.0), self.search)
            if outcome.state == "impossible":
                return replace(self.best, least=self.best.most or 0, never=self.best.most is None)
            if outcome.bound is not None:
                bound = max(bound, ceil(-outcome.bound - self.loose - CENT))
            if outcome.x is None or self._known(bound):
                break
            self._take(self.search.model.roster(outcome.x))
            if self._known(bound) or self.search.stop():
                break
        return replace(self.best, least=bound if self.best.most is None else min(bound, self.best.most))

    def _known(self, bound: int) -> bool:
        """Whether none of the rosters that are left can take less."""
        return self.best.most is not None and bound >= self.best.most

    def _take(self, roster: Roster) -> None:
        """Pay a roster out, keep it if it is the best so far, and look at others from now on."""
        self.problem = self.problem.with_rows([self.search.model.without(roster)])
        if self.target is not None and Decided(self.case, roster).points() < self.target.points:
            return
        found = _paid(self.case, self.sources, roster, self.target, self.search.payer)
        if found.most is not None and (self.best.most is None or found.most < self.best.most):
            self.best = found


# what must be reached ----------------------------------------------------------------------------------------------------
def _reached(search: Search, target: Target | None) -> list[Entry]:
    """Rows that hold where a budget reaches a target."""
    if target is None:
        return []
    columns = np.flatnonzero(search.problem.goal)
    points = Entry(columns.tolist(), search.problem.goal[columns].tolist(), float(target.points) - TINY, INFINITY, ASKED)
    return [points, *_no_shorter(search.model.soft, target)]


def _no_shorter(soft: dict[int, list[tuple[str, int]]], target: Target) -> list[Entry]:
    """Rows that hold where wishes fall no shorter than a target allows."""
    return [Entry([column for _, column in columns], [1.0] * len(columns), -INFINITY,
                  float(target.short.get(prefer, Fraction(0))) + 1e-6, ASKED) for prefer, columns in soft.items()]


def _spent(problem: Problem) -> tuple[Floats, float]:
    """(a goal that is greatest where the fewest dollars are spent, dollars by which whole dollars may differ from it). Where the
    rule has no row, the sources can pay nothing."""
    goal, loose = np.zeros(problem.columns), 0.0
    for row, origin in enumerate(problem.origins):
        if origin.rule == "asked.spend":
            part = slice(problem.starts[row], problem.starts[row + 1])
            goal[problem.index[part]] = -problem.value[part]
            loose = abs(float(problem.high[row]) - ANY)
    return goal, loose


# in whole dollars --------------------------------------------------------------------------------------------------------
def spent(case: Case, sources: Sequence[str], budget: Budget) -> int:
    """Whole dollars that some sources spend in all years, with their indirect charges."""
    accounts = (Ledger(case, budget).source_year(source, year) for source in sources for year in case.years)
    return sum(account.paid + account.indirect for account in accounts)


def _paid(case: Case, sources: Sequence[str], roster: Roster, target: Target | None, payer: Engine) -> Sparing:
    """A roster's payments that spend the fewest dollars of the sources; among these, those that are chosen as always."""
    limited = with_rule(case, spend_at_most(sources, ANY))
    work = split(limited, roster)
    exact = not work.tells_apart
    if not exact and (by_line := split(limited, roster, by_line=True)).problem.rows <= LARGE:
        work, exact = by_line, True
    budget, sure = _fewest(work, target, payer)
    if budget is None:
        return Sparing(never=exact and sure)
    least = spent(case, sources, budget)
    chosen = pay(with_rule(case, spend_at_most(sources, least)), roster, payer)
    if chosen is not None and (target is None or _reaches(case, chosen.budget, target)):
        budget = chosen.budget
    return Sparing(least if exact and sure else 0, spent(case, sources, budget), budget)


def _fewest(work: Split, target: Target | None, payer: Engine) -> tuple[Budget | None, bool]:
    """Payments that spend the fewest dollars, None where there are none; and whether that is certain."""
    problem = work.problem
    if not problem.columns:
        return (work.budget(np.zeros(0)) if empty_rows_hold(problem) else None), True
    rows = [] if target is None else _no_shorter(work.soft, target)
    outcome = solve_surely(payer, problem.with_rows(rows).with_goal(_spent(problem)[0]), WHOLE)
    if outcome.x is None:
        return None, outcome.state == "impossible"
    return work.budget(np.where(problem.whole, np.round(outcome.x), outcome.x)), outcome.state == "best"


def _reaches(case: Case, budget: Budget, target: Target) -> bool:
    """Whether a budget falls no shorter of wishes than a target allows."""
    return all(short <= target.short.get(prefer, Fraction(0)) for prefer, short in wishes_short(case, budget).items())
