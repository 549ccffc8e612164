"""A budget that may miss rules: what runs, and who pays, so that what is missing weighs as little as can be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

import numpy as np

from allocator.audit import Ledger
from allocator.domain.budget import Budget
from allocator.domain.case import Case, Place
from allocator.domain.decided import Roster
from allocator.domain.rule import Row, Unit, rows_of
from allocator.model import Origin, Problem, Split
from allocator.model.build import Writer, ask
from allocator.model.problem import INFINITY, Entry, Floats, Table
from allocator.model.split import OpenPayments
from allocator.solve.engine import empty_rows_hold
from allocator.solve.payments import LARGE
from allocator.solve.possible import Asking

Price = Callable[[Origin], float | None]
"""What it weighs that a rule is missed by one dollar, FTE, share or program; None: it may not be missed."""
SOME = 1e-2
"""Less than this no rule can usefully be missed: a hundredth of a dollar, an FTE, a share or a program."""
LEAST = Origin("least")
SECONDS = 3.0
"""What it is worth to look for something better than what is known already."""


STEPS: dict[Unit, int] = {"dollars": 1, "fte": 1_000, "share": 10_000, "count": 1}
"""Parts of a unit in which people say an amount: a dollar, a thousandth of an FTE, a hundredth of a percent, a program."""


@dataclass(frozen=True)
class Missed:
    """By how much a comparison may be missed, in the parts of a unit in which people say it."""

    amount: Fraction
    unit: Unit
    times: int = 1
    """How many inequalities the comparison stands for."""

    def also(self, row: Row) -> Missed:
        """The same with one more inequality. The amount is rounded up, so that it is never less than what is missed."""
        amount = Fraction(ceil(max(0, -row.room) * STEPS[row.unit]), STEPS[row.unit])
        return Missed(max(self.amount, amount), row.unit, self.times + 1)


def missed(case: Case, budget: Budget) -> dict[Place, Missed]:
    """Every comparison of a rule that must hold and that a budget misses, with an amount that allows it."""
    ledger = Ledger(case, budget)
    found: dict[Place, Missed] = {}
    for rule in case.rules:
        for row in rows_of(rule, case, ledger) if rule.prefer is None else ():
            place = rule.id, row.year, row.about, row.sense
            found[place] = found.get(place, Missed(Fraction(0), row.unit, 0)).also(row)
    return {place: one for place, one in found.items() if one.amount}


def priced(problem: Problem, gives: Mapping[int, Origin], price: Price) -> Problem:
    """The problem whose goal is that what is missed weighs least."""
    goal, upper = np.zeros(problem.columns), problem.upper.copy()
    for column, origin in gives.items():
        weight = price(origin)
        if weight is None:
            upper[column] = 0.0
        else:
            goal[column] = -weight
    return problem.with_bounds(problem.lower, upper).with_goal(goal)


def fewer(problem: Problem, gives: Mapping[int, Origin], total: float, each: float, asking: Asking) -> Floats | None:
    """A solution near the total in which each comparison that is missed weighs something by itself; None when it is not found
    soon."""
    goal, most = problem.goal, total + each * len(gives)
    room = {column: most / -float(goal[column]) for column in gives if goal[column]}
    columns = [column for column in room if room[column] >= SOME]
    problem = missing_only(problem, gives, columns)
    wider = problem.with_columns([f"misses {column}" for column in columns], 1.0, whole=True)
    base = problem.columns
    rows = [Entry([column, base + at], [1.0, -room[column]], -INFINITY, 0.0, LEAST) for at, column in enumerate(columns)]
    both = np.concatenate([goal, np.full(len(columns), -each)])
    found = asking.solve(wider.with_rows(rows).with_goal(both), each / 2 / max(1.0, total), SECONDS).x
    return None if found is None else found[:base]


def missing_only(problem: Problem, gives: Mapping[int, Origin], columns: Collection[int]) -> Problem:
    """The problem in which only these of the comparisons that could be missed may be."""
    upper = problem.upper.copy()
    upper[[column for column in gives if column not in columns]] = 0.0
    return problem.with_bounds(problem.lower, upper)


def bent(case: Case, roster: Roster, price: Price, each: float, asking: Asking) -> Budget | None:
    """Payments in whole dollars for a roster with which what is missed weighs least, and ``each`` comparison that is missed
    something by itself; None when none were found soon. Raises Unsure."""
    work, gives = _split(case, roster, by_line=False)
    if work.tells_apart and (by_line := _split(case, roster, by_line=True))[0].problem.rows <= LARGE:
        work, gives = by_line
    problem = priced(work.problem, gives, price)
    if not problem.columns:
        return work.budget(np.zeros(0)) if empty_rows_hold(problem) else None
    few, near = _few(problem, gives, each, asking)
    for wanted in (problem if few is None else missing_only(problem, gives, few), problem):
        outcome = asking.solve(wanted, near, SECONDS)
        if outcome.x is not None:
            return work.budget(np.where(problem.whole, np.round(outcome.x), outcome.x))
    return None


def _few(problem: Problem, gives: Mapping[int, Origin], each: float, asking: Asking) -> tuple[set[int] | None, float]:
    """Few comparisons that need to be missed when dollars have parts, None when they are not found soon; and half a dollar as a
    share of what they weigh."""
    parts = replace(problem, whole=np.zeros_like(problem.whole))
    outcome = asking.solve(parts, seconds=SECONDS)
    if outcome.x is None or outcome.value is None:
        return None, 0.0
    found = fewer(parts, gives, -outcome.value, each, asking)
    x = outcome.x if found is None else found
    return {column for column in gives if x[column] > 1e-6}, 0.5 / max(1.0, -outcome.value)


def _split(case: Case, roster: Roster, by_line: bool) -> tuple[Split, dict[int, Origin]]:
    """Who may pay what of a roster when rules may be missed."""
    table = Table()
    view = OpenPayments(case, roster, table, by_line)
    view.all_give()
    rows = ask(case, view, list(case.rules))
    writer = Writer(table, view.settlement, elastic=True, rounding="any")
    for rule, row in rows:
        writer.write(row, Origin(rule.id, row.year, row.about, row.unit, rule.prefer, rule.may_give and not row.firm))
    for name, row in view.definitions:
        writer.write(row, Origin(name, row.year, row.about, row.unit))
    columns = dict(sorted(view.columns.items()))
    work = Split(case, roster, table.problem({}), columns, view.tied, writer.soft, [], writer.tells_apart, [])
    return work, writer.gives
