"""An impossible plan: what would have to give. Every rule may give a little, and the least that resolves everything is
found; so all shortfalls are listed, not only the first."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import numpy as np

from allocator.domain.case import Case
from allocator.domain.report import Change
from allocator.domain.rule import Unit
from allocator.messages import Fte, Message, Money, say
from allocator.model import Model, Origin, build
from allocator.solve.engine import Engine, Limits

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


def _way(case: Case, model: Model, worth: dict[Unit, float], engine: Engine, seconds: float) -> tuple[Change, ...]:
    goal = np.zeros(model.problem.columns)
    for column, origin in model.gives.items():
        goal[column] = -worth[origin.unit]
    outcome = engine.solve(model.problem.with_goal(goal), Limits(seconds=seconds))
    if outcome.x is None:
        return ()
    return tuple(
        _change(case, origin, amount)
        for column, origin in model.gives.items() if (amount := _amount(origin, float(outcome.x[column]))) > 0
    )


def _amount(origin: Origin, value: float) -> Fraction:
    if origin.unit == "dollars":
        return Fraction(ceil(value - 1e-4))
    return Fraction(round(value * 10_000), 10_000)


def _change(case: Case, origin: Origin, amount: Fraction) -> Change:
    shown = Money(int(amount)) if origin.unit == "dollars" else Fte(amount)
    code = f"give.{origin.unit}.year" if origin.year else f"give.{origin.unit}"
    words: Message = say(code, amount=shown, year=origin.year) if origin.year else say(code, amount=shown)
    return Change(origin.rule, case.rule(origin.rule).says(case), words, amount, origin.unit, origin.year, origin.about)
