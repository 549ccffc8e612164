"""Among budgets with equal points: the cheapest, and of these always the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.domain.decided import Decided, Roster
from allocator.model import Origin, Problem
from allocator.model.problem import INFINITY, Entry, Floats
from allocator.solve.engine import Limits

if TYPE_CHECKING:
    from allocator.solve.search import Search

BITS = 16
"""So many choices are settled at once: their weights are powers of two, so that the first always outweighs the rest."""


def without_waste(search: Search, roster: Roster, points: float) -> Roster:
    """The same roster without anything that earns no points: nothing new may run."""
    pattern = search.model.pattern(roster)
    upper = search.problem.upper.copy()
    upper[np.array(list(search.model.runs.values()), dtype=np.int64)] = pattern.astype(float)
    problem = search.problem.with_bounds(search.problem.lower, upper)
    return _cheapest(search, problem, roster, points)


def same_budget_always(search: Search, roster: Roster, points: float) -> Roster:
    """The cheapest roster with these points; among equally cheap ones the first by the ids of programs, levels and years."""
    roster = _cheapest(search, search.problem, roster, points)
    cost = search.model.costs
    dollars = sum(Decided(search.case, roster).program_cost(p, y) for p, years in roster.items() for y in years)
    rows = [points_row(search.problem, points), Entry(*cost, -INFINITY, dollars + 0.5, Origin("cheapest"))]
    problem = search.problem.with_rows(rows)
    return _first_by_id(search, problem, roster)


def _cheapest(search: Search, problem: Problem, roster: Roster, points: float) -> Roster:
    columns, values = search.model.costs
    goal = np.zeros(problem.columns)
    goal[columns] = [-value for value in values]
    outcome = _solve(search, problem.with_rows([points_row(problem, points)]).with_goal(goal, 1.0))
    return roster if outcome is None else search.model.roster(outcome)


def points_row(problem: Problem, points: float, beyond: bool = False) -> Entry:
    """At least so many points; ``beyond``: more than that."""
    columns = np.flatnonzero(problem.goal)
    nearly = problem.goal_step / 2 if problem.goal_step else 1e-5 if beyond else 1e-7
    least = points + nearly if beyond else points - nearly
    return Entry(columns.tolist(), problem.goal[columns].tolist(), least, INFINITY, Origin("points"))


def _first_by_id(search: Search, problem: Problem, roster: Roster) -> Roster:
    """Of all rosters with equal points and cost, the one in which the first program, level and year that differs runs."""
    runs = np.array(list(search.model.runs.values()), dtype=np.int64)
    pattern = search.model.pattern(roster)
    goal = np.zeros(problem.columns)
    goal[runs] = np.where(pattern, -1.0, 1.0)
    other = _solve(search, problem.with_goal(goal, 1.0))
    if other is None or np.array_equal(other[runs] > 0.5, pattern):
        return roster
    lower, upper = problem.lower.copy(), problem.upper.copy()
    x: Floats = other
    for at in range(0, len(runs), BITS):
        some = runs[at : at + BITS]
        goal = np.zeros(problem.columns)
        goal[some] = 2.0 ** np.arange(len(some) - 1, -1, -1)
        found = _solve(search, problem.with_bounds(lower, upper).with_goal(goal, 1.0))
        if found is None:
            break
        x = found
        lower[some] = upper[some] = np.round(x[some])
    return search.model.roster(x)


def _solve(search: Search, problem: Problem) -> Floats | None:
    """The best solution of a step that tidies up; it gets what is left of the time, and a little more."""
    left = None if search.settings.seconds is None else max(5.0, search.settings.seconds - search.elapsed())
    limits = Limits(0.0, left, search.settings.nodes, search.settings.seed)
    outcome = search.engine.solve(problem, limits)
    return outcome.x if outcome.state in ("best", "near") else None
