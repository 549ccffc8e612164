"""An impossible plan: what would have to give. Every rule may give a little, and the least that resolves everything is
found; so all shortfalls are listed, not only the first."""

from __future__ import annotations

import time
from fractions import Fraction
from math import ceil

import numpy as np

from allocator.domain.case import Case
from allocator.domain.report import Change
from allocator.domain.rule import Unit
from allocator.messages import Fte, Message, Money, Percent, say
from allocator.model import Model, Origin, build
from allocator.model.problem import INFINITY, Entry, Floats
from allocator.solve.engine import Engine, Limits

LEAST = Origin("least")
SOME = 1e-2
"""Less than this no rule can usefully give: a hundredth of a dollar, an FTE, a share or a program."""

WORTH: dict[Unit, float] = {"dollars": 1.0, "fte": 120_000.0, "share": 1_000_000.0, "count": 1_000_000.0}
"""What a unit of each kind of shortfall weighs against a dollar."""
MONEY_DEAR: dict[Unit, float] = {"dollars": 1.0, "fte": 1_200.0, "share": 1_000.0, "count": 1_000.0}
"""The same when rules are bent before money is added."""


def ways_out(case: Case, engine: Engine, seconds: float = 30.0) -> tuple[tuple[Change, ...], ...]:
    """The ways in which rules could give so that a budget exists: one that mostly adds money or people, and one that mostly
    bends other rules, where they differ. Dollars are rounded up."""
    model = build(case, elastic=True)
    ways: list[tuple[Change, ...]] = []
    for worth in (WORTH, MONEY_DEAR):
        way = _way(case, model, worth, engine, seconds)
        if way and way not in ways:
            ways.append(way)
    return tuple(ways)


def conflict(case: Case, engine: Engine, seconds: float = 10.0) -> tuple[str, ...]:
    """Ids of rules that cannot hold together although any of them alone could be left out and the rest would hold: rules are
    left out one by one, and stay out as long as the others still conflict. Empty when time runs out."""
    problem = build(case).problem
    problem = problem.with_goal(np.zeros(problem.columns))
    ends = time.monotonic() + seconds
    kept = [rule.id for rule in case.rules if rule.may_give and rule.prefer is None]
    out: set[str] = set()
    for rule in kept:
        outcome = engine.solve(problem.without_rules(out | {rule}), Limits(seconds=5))
        if outcome.state == "impossible":
            out.add(rule)
        if time.monotonic() > ends:
            return ()
    return tuple(rule for rule in kept if rule not in out)


def _way(case: Case, model: Model, worth: dict[Unit, float], engine: Engine, seconds: float) -> tuple[Change, ...]:
    goal = np.zeros(model.problem.columns)
    for column, origin in model.gives.items():
        goal[column] = -worth[origin.unit]
    outcome = engine.solve(model.problem.with_goal(goal), Limits(seconds=seconds))
    if outcome.x is None:
        return ()
    fewest = _fewest(model, goal, -(outcome.value or 0.0), engine, seconds)
    x = outcome.x if fewest is None else fewest
    return tuple(
        _change(case, origin, amount)
        for column, origin in model.gives.items() if (amount := _amount(origin, float(x[column]))) > 0
    )


def _fewest(model: Model, goal: Floats, total: float, engine: Engine, seconds: float) -> Floats | None:
    """Among ways that weigh the same, one in which the fewest rules give."""
    room = {column: (total + 1e-3) / -float(goal[column]) for column in model.gives}
    upper = model.problem.upper.copy()
    upper[[column for column in room if room[column] < SOME]] = 0.0
    gives = [column for column in room if room[column] >= SOME]
    problem = model.problem.with_bounds(model.problem.lower, upper)
    wider = problem.with_columns([f"gives {column}" for column in gives], 1.0, whole=True)
    base = problem.columns
    rows = [Entry(gives, [-float(goal[column]) for column in gives], -INFINITY, total * (1 + 1e-9) + 1e-6, LEAST)]
    for place, column in enumerate(gives):
        rows.append(Entry([column, base + place], [1.0, -room[column]], -INFINITY, 0.0, LEAST))
    fewest = np.zeros(wider.columns)
    fewest[base:] = -1.0
    return engine.solve(wider.with_rows(rows).with_goal(fewest, 1.0), Limits(seconds=seconds)).x


def _amount(origin: Origin, value: float) -> Fraction:
    if origin.unit == "dollars":
        return Fraction(ceil(value - 1e-4))
    return Fraction(round(value * 10_000), 10_000)


def _change(case: Case, origin: Origin, amount: Fraction) -> Change:
    shown = Money(int(amount)) if origin.unit == "dollars" else Percent(amount) if origin.unit == "share" else Fte(amount)
    code = f"give.{origin.unit}.year" if origin.year else f"give.{origin.unit}"
    words: Message = say(code, amount=shown, year=origin.year) if origin.year else say(code, amount=shown)
    return Change(origin.rule, case.rule(origin.rule).says(case), words, amount, origin.unit, origin.year, origin.about)
