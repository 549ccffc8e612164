"""Mends a budget that a person edited, with as few changed lines as can be. It runs in a process of its own (see ``child``);
``repairs`` asks for it.

What runs comes first: as few programs and years as possible run otherwise than was entered; among such rosters the one with the
most points. Then who pays: as few lines as possible are paid otherwise, and among these as few dollars as possible move.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.domain.edits import Entry as Line
from allocator.domain.edits import entries
from allocator.domain.settings import Settings
from allocator.model import Origin, Problem, Split, split
from allocator.model.problem import INFINITY, Entry, Floats
from allocator.solve.answer import Stop
from allocator.solve.engine import Engine, Limits, Outcome, empty_rows_hold, solve_surely
from allocator.solve.engines import engine
from allocator.solve.repairs import Repaired
from allocator.solve.search import Search

NEAR = Origin("near")
TRIES = 12
"""Rosters that are looked at before it is said that none was found."""
MOVES = Limits(seconds=20.0, nodes=100_000)


def repair(case: Case, settings: Settings, edited: Budget, tell: Callable[[object], None], stop: Stop) -> Repaired:
    """The budget nearest to an edited one that obeys every rule that must hold."""
    entered = entries(edited)
    roster = _known(case, edited)
    payer = engine("highs")
    if (found := _paid(case, roster, entered, payer)) is not None:
        return found
    return _otherwise(Search(case, settings, lambda news: None, stop), roster, entered, payer)


def _known(case: Case, edited: Budget) -> Roster:
    """The entered roster, without what the plan does not know."""
    levels = {program: {option.level for option in options} for program, options in case.options.items()}
    return {program: kept for program, years in edited.roster.items()
            if (kept := {y: level for y, level in years.items() if y in case.years and level in levels.get(program, ())})}


# what runs ---------------------------------------------------------------------------------------------------------------
def _otherwise(search: Search, roster: Roster, entered: dict[Line, str | int], payer: Engine) -> Repaired:
    """Rosters that obey every rule, the nearest first, until one can be paid in whole dollars."""
    search.quiet = True
    for _ in range(TRIES):
        outcome = _nearest(search, roster)
        if outcome.x is None:
            return Repaired(None, outcome.state == "impossible")
        near = search.model.roster(outcome.x)
        if (found := _paid(search.case, near, entered, payer)) is not None:
            return Repaired(found.budget, found.complete and outcome.state == "best")
        search.problem = search.problem.with_rows([search.model.without(near)])
        if search.stop():
            break
    return Repaired(None, False)


def _nearest(search: Search, roster: Roster) -> Outcome:
    """As few programs and years as possible otherwise than entered, and then the most points."""
    problem = search.problem
    goal = np.zeros(problem.columns)
    for (program, level, year), column in search.model.runs.items():
        wanted = roster.get(program, {}).get(year)
        goal[column] = 1.0 if wanted == level else 0.0 if wanted else -1.0
    fewest = solve_surely(search.engine, problem.with_goal(goal, 1.0), search.limits(0.0), search)
    if fewest.x is None or fewest.value is None:
        return fewest
    columns = np.flatnonzero(goal)
    row = Entry(columns.tolist(), goal[columns].tolist(), round(fewest.value), INFINITY, NEAR)
    best = search.engine.solve(problem.with_rows([row]), search.limits(0.0), search)
    return best if best.x is not None else fewest


# who pays ----------------------------------------------------------------------------------------------------------------
@dataclass
class _Moves:
    """The problem of who pays, in which each payment knows by how much it differs from what was entered."""

    work: Split
    problem: Problem
    lines: list[int]
    """A yes-or-no column for each line of the budget: is it paid otherwise?"""
    moved: list[int]
    """A column for each payment: dollars more or less than entered."""


def _paid(case: Case, roster: Roster, entered: dict[Line, str | int], payer: Engine) -> Repaired | None:
    """The payments of a roster nearest to those that were entered; None when it cannot be paid."""
    work = split(case, roster, by_line=True)
    if not work.columns:
        return Repaired(work.budget(np.zeros(work.problem.columns)), True) if empty_rows_hold(work.problem) else None
    moves = _moves(work, entered)
    least = _fewest(moves.problem, moves.moved, payer)
    if least.x is None:
        return None
    fewest = _fewest(moves.problem, moves.lines, payer)
    if fewest.x is None or fewest.value is None:
        return Repaired(_budget(moves, least.x), False)
    row = Entry(moves.lines, [1.0] * len(moves.lines), -INFINITY, round(-fewest.value), NEAR)
    calm = _fewest(moves.problem.with_rows([row]), moves.moved, payer)
    x = fewest.x if calm.x is None else calm.x
    return Repaired(_budget(moves, x), fewest.state == "best")


def _moves(work: Split, entered: dict[Line, str | int]) -> _Moves:
    """Write down how far each payment is from what was entered."""
    items = list(work.columns.items())
    keys = [Line(item.program, "", item.line, item.object, item.source) for item, _ in items]
    names = list(dict.fromkeys(keys))
    start = work.problem.columns
    wider = work.problem.with_columns([f"moved {item}" for item, _ in items])
    wider = wider.with_columns([f"line {name}" for name in names], 1.0, whole=True)
    at = {name: start + len(items) + number for number, name in enumerate(names)}
    rows: list[Entry] = []
    for number, ((item, column), name) in enumerate(zip(items, keys, strict=True)):
        was = float(entered.get(name._replace(year=item.year), 0))
        moved, most = start + number, max(float(work.problem.upper[column]) - was, was)
        rows += [Entry([column, moved], [1.0, -1.0], -INFINITY, was, NEAR),
                 Entry([column, moved], [1.0, 1.0], was, INFINITY, NEAR),
                 Entry([moved, at[name]], [1.0, -most], -INFINITY, 0.0, NEAR)]
    return _Moves(work, wider.with_rows(rows), list(at.values()), list(range(start, start + len(items))))


def _fewest(problem: Problem, columns: list[int], payer: Engine) -> Outcome:
    goal = np.zeros(problem.columns)
    goal[columns] = -1.0
    return solve_surely(payer, problem.with_goal(goal, 1.0), MOVES)


def _budget(moves: _Moves, x: Floats) -> Budget:
    return moves.work.budget(np.round(x[: moves.work.problem.columns]))
