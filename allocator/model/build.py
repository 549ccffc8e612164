"""From a case to a problem: the rules' own rows, written with unknowns."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.domain.lin import Lin, Number, total
from allocator.domain.rule import Row, Rule, rows_of
from allocator.model.open_money import OpenMoney
from allocator.model.payers import Settlement, settle, slack
from allocator.model.problem import INFINITY, Entry, Floats, Origin, Problem, Table
from allocator.model.unknown import Unknown

Rounding = Literal["some", "none", "any"]
"""Rows about positions that are paid in common shares hold for some way to round their lines to whole dollars, without any
rounding, or for every way."""
SIGN: dict[Rounding, float] = {"some": 1.0, "none": 0.0, "any": -1.0}


@dataclass
class Model:
    """A case written as a problem, and the way back from its columns to a roster."""

    case: Case
    problem: Problem
    runs: dict[tuple[str, str, str], int]
    """(program, level, year) -> column; in the order of programs, levels and years."""
    soft: dict[int, list[tuple[str, int]]]
    """prefer -> (rule id, column of its shortfall)."""
    costs: tuple[list[int], list[float]]
    """Columns that cost money, with the dollars of all years: each run, and each first year on top of it."""
    gives: dict[int, Origin] = field(default_factory=dict)
    """Column -> the rule that gives by it; only in a model made to find out what must give."""

    def roster(self, x: Floats) -> Roster:
        """What runs in a solution."""
        found: dict[str, dict[str, str]] = {}
        for (program, level, year), column in self.runs.items():
            if x[column] > 0.5:
                found.setdefault(program, {})[year] = level
        return found

    def without(self, roster: Roster) -> Entry:
        """A row that rules one roster out."""
        pattern = self.pattern(roster)
        values = [-1.0 if on else 1.0 for on in pattern]
        return Entry(list(self.runs.values()), values, 1.0 - float(pattern.sum()), INFINITY, Origin("another roster"))

    def pattern(self, roster: Roster) -> NDArray[np.bool_]:
        """Which of ``runs`` are on, in their order."""
        return np.array([roster.get(p, {}).get(y) == level for p, level, y in self.runs], dtype=np.bool_)


def build(case: Case, elastic: bool = False) -> Model:
    """Write a case as a problem. ``elastic``: rules may give, so that an impossible plan can say what would have to."""
    table = Table()
    view = Unknown(case, table)
    if elastic:
        view.all_give()
    late = [rule for rule in case.rules if rule.kind == "full_cost"]
    stated = ask(case, view, [rule for rule in case.rules if rule not in late])
    view.speaking = "points"
    goal = _points(case, view)
    settlement = settle(view, [row for _, row in stated] + [row for _, row in view.definitions])
    stated += ask(case, view, late)
    costs = total(view.cost(program, year) for program in case.programs for year in case.years).terms
    writer = Writer(table, settlement, elastic)
    for rule, row in stated:
        writer.write(row, Origin(rule.id, row.year, row.about, row.unit, rule.prefer, rule.may_give and not row.firm))
    for name, row in view.definitions:
        writer.write(row, Origin(name, row.year, row.about, row.unit))
    runs = {(o.program, o.level, year): next(iter(view.run(o.program, o.level, year).terms))
            for options in case.options.values() for o in options for year in case.years}
    step = float(_step(case))
    dollars = (list(costs), [float(value) for value in costs.values()])
    return Model(case, table.problem(goal, step if step > 1e-5 else 0.0), runs, writer.soft, dollars, writer.gives)


def ask(case: Case, view: OpenMoney, rules: list[Rule]) -> list[tuple[Rule, Row]]:
    """Every row of the rules, in their order."""
    found: list[tuple[Rule, Row]] = []
    for rule in rules:
        view.speaking = rule.id
        found += [(rule, row) for row in rows_of(rule, case, view)]
    return found


def _points(case: Case, view: Unknown) -> dict[int, float]:
    goal: dict[int, float] = {}
    for need in case.needs:
        for year in case.years:
            worth = case.plan.needs[need].score * case.weights[year] / len(case.years)
            for column in view.met(need, year).terms:
                goal[column] = float(worth)
    return goal


def _step(case: Case) -> Fraction:
    """All points a roster can reach are multiples of this."""
    parts: list[Fraction] = []
    for need in case.needs:
        served = lcm(1, *(share.denominator for _, share in case.meeting[need]))
        bottom = served
        for (x, y), (x2, y2) in _segments(case, need):
            slope = (y2 - y) / (x2 - x)
            bottom = lcm(bottom, y.denominator, slope.denominator * served, (slope * x).denominator)
        parts += [case.plan.needs[need].score * case.weights[year] / len(case.years) / bottom for year in case.years]
    parts = [part for part in parts if part]
    if not parts:
        return Fraction(0)
    return Fraction(gcd(*(p.numerator for p in parts)), lcm(*(p.denominator for p in parts)))


def _segments(case: Case, need: str) -> list[tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]]:
    returns = case.plan.needs[need].returns
    return list(itertools.pairwise(returns)) if returns else []


class Writer:
    """Rows with unknowns become sparse rows of numbers."""

    def __init__(self, table: Table, settlement: Settlement, elastic: bool = False, rounding: Rounding = "some") -> None:
        """``rounding``: for which whole dollars of the lines of a position the rows must hold."""
        self.table = table
        self.settlement = settlement
        self.elastic = elastic
        self.rounding = rounding
        self.tells_apart = False
        """Whether some row treats the lines of one position differently."""
        self.soft: dict[int, list[tuple[str, int]]] = {}
        self.gives: dict[int, Origin] = {}

    def write(self, row: Row, origin: Origin) -> None:
        """Add a row, unless it can never break."""
        terms = self._columns(row.lhs)
        if not terms and row.room >= 0:
            return
        loose = float(slack(self.settlement, row.lhs.terms)) if row.unit == "dollars" else 0.0
        self.tells_apart |= loose > 0
        loose *= SIGN[self.rounding]
        rhs = -float(row.lhs.const)
        low = rhs - loose if row.sense in (">=", "==") else -INFINITY
        high = rhs + loose if row.sense in ("<=", "==") else INFINITY
        if origin.prefer is not None:
            self._shortfalls(terms, row, origin, self.soft.setdefault(origin.prefer, []))
        elif self.elastic and origin.may_give:
            self._shortfalls(terms, row, origin, None)
        self.table.row(terms, low, high, origin)

    def _shortfalls(self, terms: dict[int, float], row: Row, origin: Origin, soft: list[tuple[str, int]] | None) -> None:
        for sense, sign in ((">=", 1.0), ("<=", -1.0)):
            if row.sense in (sense, "=="):
                column = self.table.column(f"short {origin.rule} {origin.year} {origin.about}")
                terms[column] = sign
                if soft is None:
                    self.gives[column] = origin
                else:
                    soft.append((origin.rule, column))

    def _columns(self, lhs: Lin) -> dict[int, float]:
        if not lhs.terms or min(lhs.terms) >= 0:
            return {column: float(factor) for column, factor in lhs.terms.items()}
        exact: dict[tuple[int, int], Number] = {}
        for symbol, factor in lhs.terms.items():
            for column, top, bottom in self.settlement.means.get(symbol, ()) if symbol < 0 else ((symbol, 1, 1),):
                exact[column, bottom] = exact.get((column, bottom), 0) + factor * top
        found: dict[int, float] = {}
        for (column, bottom), factor in exact.items():
            if factor:
                found[column] = found.get(column, 0.0) + float(factor) / bottom
        return found


