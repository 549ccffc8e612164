"""An answer at once when anything has changed: what the best mixture of programs would be, and a plan found earlier, agree on
almost everything; only where they do not is anything looked for. It takes about a tenth of a second. Where there is little to
choose, everything is looked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import highspy
import numpy as np

from allocator.domain.case import Case
from allocator.domain.decided import Decided, Roster
from allocator.model import Model, Origin, build
from allocator.model.problem import INFINITY, Entry, Floats
from allocator.solve.engine import Limits, Outcome
from allocator.solve.highs import Highs, hand_over

SHORT = Origin("short")
SAME = 0.02
"""Shares of a program that differ by less are taken as the same."""
FEW = 60
"""Choices (a program at a size in a year) that can all be looked for in a moment."""
MOMENT = Limits(gap=0.005, seconds=0.3)
DEAR = 1e3
"""Points that a soft rule's falling short costs, for each unit: more than any program is worth."""
TINY = 1e-6


@dataclass(frozen=True)
class Nearby:
    """A plan close to one that was known, and what no plan exceeds."""

    roster: Roster
    points: Fraction
    most: float
    """No budget that falls short by no more in all reaches more points."""
    short: Mapping[int, float]
    """``prefer`` of rules that may give -> by how much they fall short together, about; left out where none does."""


def nearby(case: Case, known: Sequence[Roster]) -> Nearby | None:
    """The best plan near those that are known, when just this case holds; None when none near them can be paid."""
    model = build(case)
    goal = model.problem.goal.copy()
    columns = [column for found in model.soft.values() for _, column in found]
    goal[columns] -= DEAR
    mixture, _ = _relaxed(model, goal, [])
    if mixture is None:
        return None
    every = Highs().solve(model.problem.with_goal(goal), MOMENT) if len(model.runs) <= FEW else Outcome("stopped")
    found = [_mended(model, goal, mixture, roster) for roster in known] if every.x is None else [every.x]
    plans = [x for x in found if x is not None]
    if not plans:
        return None
    best = max(plans, key=lambda x: float(goal @ x))
    short = {prefer: sum(float(best[column]) for _, column in rules) for prefer, rules in model.soft.items()}
    rows = [Entry(columns, [1.0] * len(columns), -INFINITY, sum(short.values()) + TINY, SHORT)] if columns else []
    _, most = _relaxed(model, model.problem.goal, rows)
    roster, short = model.roster(best), {prefer: by for prefer, by in short.items() if by > TINY}
    points = Decided(case, roster).points()
    if every.bound is not None and not short:
        most = min(most, every.bound)
    return Nearby(roster, points, max(most, float(points)), short)


def _relaxed(model: Model, goal: Floats, rows: list[Entry]) -> tuple[Floats | None, float]:
    """The best mixture when programs may run in part, and its points."""
    problem = model.problem.with_goal(goal)
    lp = hand_over(problem.with_rows(rows) if rows else problem)
    lp.integrality_ = []
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(lp)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None, INFINITY
    return np.array(solver.getSolution().col_value), float(solver.getInfo().objective_function_value)


def _mended(model: Model, goal: Floats, mixture: Floats, roster: Roster) -> Floats | None:
    """The best plan that has what a known plan and the mixture agree on."""
    runs = np.array(list(model.runs.values()), dtype=np.int64)
    mine = model.pattern(roster).astype(float)
    same = np.abs(mixture[runs] - mine) < SAME
    lower, upper = model.problem.lower.copy(), model.problem.upper.copy()
    fixed = runs[same]
    value = np.clip(mine[same], lower[fixed], upper[fixed])
    lower[fixed] = upper[fixed] = value
    outcome = Highs().solve(model.problem.with_bounds(lower, upper).with_goal(goal), MOMENT)
    return outcome.x

