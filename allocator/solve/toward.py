"""The least money of one source with which a budget reaches a number of points."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import numpy as np

from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.domain.settings import Settings
from allocator.domain.variation import Variation
from allocator.model import Origin, Problem
from allocator.model.problem import INFINITY, Entry
from allocator.solve.answer import News, Stop, Target, Tell, Toward
from allocator.solve.engine import Outcome, solve_surely
from allocator.solve.payments import any_payments
from allocator.solve.search import Search
from allocator.solve.tidy import points_row
from allocator.solve.wishes import wishes_short

ASKED = Origin("asked")
CENT = 0.01
BEYOND = (0, 1, 2, 5, 20, 100, 1_000)
"""Dollars that whole payments may need beyond what parts of dollars need: the first of these that is enough is taken."""


def least_money(case: Case, source: str, target: Target, settings: Settings, tell: Tell, stop: Stop) -> Toward:
    """The least dollars a year that a source must give so that a budget reaches a target. The source keeps nothing from year
    to year; its amounts in the case are the most that is tried."""
    search = Search(case, settings, lambda news: tell(News(news.progress)), stop)
    search.quiet = True
    top = max(case.stated_amount(source, year) for year in case.years)
    outcome = _least(search, f"award:{source}", top, target)
    if outcome.state == "impossible":
        return Toward(top + 1, never=True)
    least = max(0, ceil(-(outcome.bound or 0.0) - CENT))
    if outcome.x is None or outcome.value is None:
        return Toward(least)
    roster = search.model.roster(outcome.x)
    first = max(least, ceil(-outcome.value - CENT))
    enough = next((first + more for more in BEYOND if _payable(search, source, first + more, roster, target)), None)
    return Toward(least, enough, roster)


def _least(search: Search, award: str, top: int, target: Target) -> Outcome:
    """Solve with the source's limit as an unknown that is made as small as it can be."""
    model, problem = search.model, search.problem
    rows = [points_row(problem, float(target.points), beyond=target.beyond)]
    for prefer, columns in model.soft.items():
        ids = [column for _, column in columns]
        rows.append(Entry(ids, [1.0] * len(ids), -INFINITY, float(target.short.get(prefer, Fraction(0))) + 1e-6, ASKED))
    problem, money = _with_unknown_limit(problem.with_rows(rows), award, top)
    goal = np.zeros(problem.columns)
    goal[money] = -1.0
    return solve_surely(search.engine, problem.with_goal(goal), search.limits(0.0), search)


def _with_unknown_limit(problem: Problem, rule: str, top: int) -> tuple[Problem, int]:
    """The problem in which a rule's limit, the same in every year, is one more unknown; and the unknown's column."""
    wider = problem.with_columns([f"limit {rule}"], float(top))
    column = problem.columns
    rows = [at for at, origin in enumerate(problem.origins) if origin.rule == rule]
    entries = []
    for at in rows:
        part = slice(problem.starts[at], problem.starts[at + 1])
        columns, values = problem.index[part].tolist(), problem.value[part].tolist()
        entries.append(Entry([*columns, column], [*values, -1.0], -INFINITY, 0.0, ASKED))
    return wider.without_rules({rule}).with_rows(entries), column


def _payable(search: Search, source: str, dollars: int, roster: Roster, target: Target) -> bool:
    """Whether the roster can be paid in whole dollars when the source gives so much a year."""
    case = search.case
    less = {year: dollars - case.stated_amount(source, year) for year in case.years}
    given = Variation(money={source: less}).of(case)
    payments = any_payments(given, roster, search.payer)
    if payments is None:
        return False
    short = wishes_short(given, payments.budget)
    return all(amount <= target.short.get(prefer, Fraction(0)) for prefer, amount in short.items())
