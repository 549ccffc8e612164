"""Who pays what: the goals of the split one after the other, in whole dollars from the first to the last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.domain.report import SplitStatus
from allocator.model import Origin, Split, split
from allocator.model.problem import INFINITY, Entry, Floats
from allocator.solve.engine import Engine, Limits, empty_rows_hold, solve_surely

EACH_GOAL = Limits(seconds=10.0, nodes=50_000)
ROUNDED = Limits(seconds=30.0, nodes=50_000)
BESIDE = 1
"""Dollars by which a line may move from its common share when it is rounded."""
ORIGIN = Origin("split")
LARGE = 1_500
"""Rows beyond which payments line by line take too long."""


@dataclass(frozen=True)
class Payments:
    """A budget with its payments. ``quality``: whether every goal of the split was reached to the end."""

    budget: Budget
    quality: SplitStatus


def any_payments(case: Case, roster: Roster, engine: Engine) -> Payments | None:
    """Some payments in whole dollars that obey every rule, or None when none were found at once."""
    work = split(case, roster)
    found = engine.solve(work.problem, Limits(gap=1.0, seconds=5)).x
    return None if found is None else Payments(work.budget(np.round(found)), "stopped")


def pay(case: Case, roster: Roster, engine: Engine) -> Payments | None:
    """Payments in whole dollars for a roster, chosen goal by goal, or None when there are none. Positions are paid as one
    where no rule tells their lines apart; where one does, line by line if the problem is small. In a large one it is tried to
    pay positions as one first, however their lines are rounded, and then to round their lines so that every rule holds; the other
    way round where a wish about dollars would fall short by what rounding could save."""
    as_one = split(case, roster)
    if not as_one.tells_apart:
        return _chosen(as_one, engine)
    by_line = split(case, roster, by_line=True)
    if by_line.problem.rows <= LARGE:
        return _chosen(by_line, engine) or _chosen(as_one, engine)
    wishes = any(row.prefer is not None and row.unit == "dollars" for row in as_one.problem.origins)
    if wishes and (found := _rounded(case, roster, by_line, engine)) is not None:
        return found
    return _chosen(as_one, engine) or (None if wishes else _rounded(case, roster, by_line, engine)) or _chosen(by_line, engine)


def _rounded(case: Case, roster: Roster, by_line: Split, engine: Engine) -> Payments | None:
    """Payments chosen in common shares, of which lines have parts of a dollar; then whole dollars beside them, line by line."""
    chosen = _chosen(split(case, roster, rounding="none"), engine)
    if chosen is None:
        return None
    paid = {(p.program, p.line, p.object, p.year, p.source): p.dollars for p in chosen.budget.payments}
    lower, upper = by_line.problem.lower.copy(), by_line.problem.upper.copy()
    for item, column in by_line.columns.items():
        dollars = paid.get(item, 0)
        lower[column] = max(0, dollars - BESIDE) if dollars else 0
        upper[column] = min(upper[column], dollars + BESIDE) if dollars else 0
    goal = np.zeros(by_line.problem.columns)
    for weight, prefer in enumerate(sorted(by_line.soft, reverse=True)):
        goal[[column for _, column in by_line.soft[prefer]]] = -(1000.0 ** weight)
    found = engine.solve(by_line.problem.with_bounds(lower, upper).with_goal(goal), ROUNDED).x
    if found is None:
        return None
    return Payments(by_line.budget(np.where(by_line.problem.whole, np.round(found), found)), "stopped")


def _chosen(work: Split, engine: Engine) -> Payments | None:
    """Each goal as far as it goes without giving up any of the goals before it."""
    x: Floats | None = None
    quality: SplitStatus = "proved"
    problem = work.problem
    if not work.columns:
        return Payments(work.budget(np.zeros(problem.columns)), quality) if empty_rows_hold(problem) else None
    for columns, factors, whole in _goals(work):
        goal = np.zeros(problem.columns)
        goal[columns] = factors
        outcome = solve_surely(engine, problem.with_goal(goal, 1.0 if whole else 0.0), EACH_GOAL)
        if outcome.state != "best":
            quality = "stopped"
        if outcome.state == "impossible" and x is None:
            return None
        if outcome.x is None or outcome.value is None:
            continue
        x = np.where(problem.whole, np.round(outcome.x), outcome.x)
        least = round(outcome.value) if whole else outcome.value - 1e-6
        problem = problem.with_rows([Entry(columns, factors, least, INFINITY, ORIGIN)])
    return None if x is None else Payments(work.budget(x), quality)


def _goals(work: Split) -> Iterator[tuple[list[int], list[float], bool]]:
    """(columns, factors, whether the goal is in whole dollars): wishes first, then spend order, steadiness, ids."""
    for prefer in sorted(work.soft):
        columns = [column for _, column in work.soft[prefer]]
        yield columns, [-1.0] * len(columns), False
    for _, columns in work.spend:
        if columns:
            yield columns, [1.0] * len(columns), True
    if work.changes:
        yield work.changes, [-1.0] * len(work.changes), True
    columns = list(work.columns.values())
    yield columns, [float(weight) for weight in range(len(columns), 0, -1)], True
