"""Who pays what: the goals of the split one after the other, then whole dollars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.model import Origin, Problem, Split, split
from allocator.model.problem import INFINITY, Entry, Floats
from allocator.solve.engine import Engine, Limits

GOLDEN = 0.6180339887498949
ORIGIN = Origin("split")
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Payments:
    """A budget with its payments. ``quality``: whether every goal of the split was reached to the end."""

    budget: Budget
    quality: Literal["proved", "stopped"]


def any_payments(case: Case, roster: Roster, engine: Engine) -> Payments | None:
    """Some payments in whole dollars that obey every rule, or None when none were found at once."""
    work = split(case, roster)
    found = engine.solve(work.problem, Limits(gap=1.0, seconds=5)).x
    return None if found is None else Payments(work.budget(np.round(found)), "stopped")


def pay(case: Case, roster: Roster, engine: Engine) -> Payments | None:
    """Payments in whole dollars for a roster, chosen goal by goal, or None when there are none."""
    for by_line in (False, True):
        work = split(case, roster, by_line)
        chosen = _choose(work, engine)
        if chosen is not None and (found := _whole_dollars(work, engine, *chosen)) is not None:
            return Payments(work.budget(found), "stopped" if by_line else "proved")
    return None


def _choose(work: Split, engine: Engine) -> tuple[Floats, list[Entry]] | None:
    """The payments that reach the goals in their order, in dollars that need not be whole yet."""
    relaxed = _relaxed(work.problem)
    rows: list[Entry] = []
    kept: list[Entry] = []
    x: Floats | None = None
    for prefer in sorted(work.soft):
        x, best = _reach(relaxed, rows, [column for _, column in work.soft[prefer]], -1.0, engine)
        if x is None:
            return None
        rows.append(_floor([column for _, column in work.soft[prefer]], -1.0, best - 1e-6))
        kept.append(_floor([column for _, column in work.soft[prefer]], -1.0, best - 1.0))
    for _source, columns in work.spend:
        if columns:
            x, best = _reach(relaxed, rows, columns, 1.0, engine)
            if x is None:
                return None
            rows.append(_floor(columns, 1.0, np.floor(best + 1e-6)))
    if work.changes:
        x, best = _reach(relaxed, rows, work.changes, -1.0, engine)
        if x is None:
            return None
        rows.append(_floor(work.changes, -1.0, best - 1e-4))
    goal = np.zeros(work.problem.columns)
    for place, column in enumerate(work.columns.values()):
        goal[column] = 1 + (place + 1) * GOLDEN % 1
    outcome = engine.solve(relaxed.with_rows(rows).with_goal(goal), Limits())
    return (outcome.x, kept) if outcome.x is not None else None


def _reach(problem: Problem, rows: list[Entry], columns: list[int], sign: float, engine: Engine) -> tuple[Floats | None, float]:
    goal = np.zeros(problem.columns)
    goal[columns] = sign
    outcome = engine.solve(problem.with_rows(rows).with_goal(goal), Limits())
    return outcome.x, outcome.value or 0.0


def _floor(columns: list[int], sign: float, least: float) -> Entry:
    return Entry(columns, [sign] * len(columns), least, INFINITY, ORIGIN)


def _relaxed(problem: Problem) -> Problem:
    """The same problem without the demand for whole dollars; yes-or-no unknowns stay."""
    whole = problem.whole & (problem.upper <= 1)
    return Problem(problem.lower, problem.upper, whole, problem.names, problem.low, problem.high, problem.starts,
                   problem.index, problem.value, problem.origins, problem.goal)


def _whole_dollars(work: Split, engine: Engine, x: Floats, rows: list[Entry]) -> Floats | None:
    """The whole dollars nearest to ``x`` that obey every rule: each payment rounded up or down where that is possible,
    and a little further away where it is not."""
    problem = work.problem.with_rows(rows)
    columns = np.array(list(work.columns.values()), dtype=np.int64)
    if not len(columns):
        return x if engine.solve(problem, Limits()).x is not None else None
    target = np.floor(x * 1000 + 0.317) / 1000
    for reach in (1, 3, 30, None):
        found = _nearest(problem, columns, target, reach, engine)
        if found is not None:
            return np.round(found)
    return None


def _nearest(problem: Problem, columns: Places, target: Floats, reach: int | None, engine: Engine) -> Floats | None:
    """Within reach, the solution whose payments are nearest to the target; a unique one, as payments weigh differently."""
    wish = target[columns]
    lower, upper = problem.lower.copy(), problem.upper.copy()
    if reach is not None:
        lower[columns] = np.maximum(lower[columns], np.floor(wish) - (reach - 1))
        upper[columns] = np.minimum(upper[columns], np.ceil(wish) + (reach - 1))
    places = np.arange(1, len(columns) + 1)
    weight: Floats = 1 + 0.01 * (places.astype(np.float64) * GOLDEN % 1)
    goal = np.zeros(problem.columns)
    if reach == 1:
        goal[columns] = -weight * (1 - 2 * (wish - np.floor(wish)))
        return engine.solve(problem.with_bounds(lower, upper).with_goal(goal), Limits(seconds=20)).x
    return _with_distance(problem.with_bounds(lower, upper), columns, wish, weight, engine)


def _with_distance(problem: Problem, columns: Places, wish: Floats, weight: Floats, engine: Engine) -> Floats | None:
    """The same, where a payment may move by more than a dollar: its distance is a column of its own."""
    base = problem.columns
    wider = problem.with_columns([f"distance {place}" for place in range(len(columns))])
    rows: list[Entry] = []
    for place, column in enumerate(columns):
        rows.append(Entry([int(column), base + place], [1.0, -1.0], -INFINITY, float(wish[place]), ORIGIN))
        rows.append(Entry([int(column), base + place], [1.0, 1.0], float(wish[place]), INFINITY, ORIGIN))
    goal = np.concatenate([np.zeros(base), -weight])
    found = engine.solve(wider.with_rows(rows).with_goal(goal), Limits(seconds=20)).x
    return None if found is None else found[:base]
