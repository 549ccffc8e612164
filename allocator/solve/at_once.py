"""An answer at once when money moves: the best of the plans that are already known, and a bound that says how far from the best
possible it is at most. Nothing is searched, so it takes a fraction of a tenth of a second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import highspy
import numpy as np

from allocator.domain.case import Case
from allocator.domain.decided import Decided, Roster
from allocator.domain.variation import Variation
from allocator.model import Model, Origin, build
from allocator.model.problem import INFINITY, Entry
from allocator.solve.engine import Limits
from allocator.solve.highs import Highs, hand_over

SHORT = Origin("short")
TINY = 1e-6
NEXT = 3
"""So many plans that are better than one that can surely be paid are tried."""
MOMENT = 0.04
"""Seconds for a mixture of plans."""
FIRST = 1e4
"""How much more a soft rule weighs than those that come after it."""


@dataclass(frozen=True)
class AtOnce:
    """The best of the known plans, until a search has been made."""

    roster: Roster | None
    """None: no known plan can be paid now."""
    points: Fraction
    most: float
    """No budget reaches more points, given the shortfalls."""

    @property
    def away(self) -> float:
        """Share of the best possible that is missing at most."""
        return (self.most - float(self.points)) / self.most if self.most > 0 else 0.0


@dataclass(frozen=True)
class Known:
    """A plan that was found earlier, when the case's money differed so, and what no plan exceeded then."""

    money: Mapping[str, Mapping[str, int]]
    roster: Roster
    most: float = INFINITY


class Shelf:
    """Plans that were found earlier for a case, with these or other amounts of money.

    ``more_is_better``: more money never makes a plan impossible (no rule asks for more where a source gives more); what no
    plan exceeds with more money, none exceeds with less.
    """

    def __init__(self, case: Case, plans: Iterable[Known], more_is_better: bool = False) -> None:
        self.case = case
        self._basis: highspy.HighsBasis | None = None
        self._plans = sorted(((Decided(case, known.roster).points(), known) for known in plans), key=lambda pair: -pair[0])
        self._more_is_better = more_is_better
        self._bounds = [known for _, known in self._plans if more_is_better and known.most < INFINITY]

    def best(self, variation: Variation) -> AtOnce:
        """The best plan on the shelf when the case's money differs so, or a mixture of it and its neighbours."""
        model = build(variation.of(self.case))
        least, chosen = self._chosen(model, variation)
        bounds = [known.most for known in self._bounds if _richer(known.money, variation.money)]
        # where nothing falls short, nothing does with more money either, and points compare
        most = min(bounds) if bounds and least is not None and least < TINY else self._most(model, least)
        if chosen is None or least is None:
            return AtOnce(None, Fraction(0), most)
        points, roster = self._between(model, chosen, least)
        return AtOnce(roster, points, max(most, float(points)))

    def _chosen(self, model: Model, variation: Variation) -> tuple[float | None, int | None]:
        """(how far soft rules fall short, place on the shelf) of the best plan that can be paid."""
        sure = next((at for at, (_, known) in enumerate(self._plans)
                     if self._more_is_better and _richer(variation.money, known.money)), None)
        places = range(len(self._plans)) if sure is None else range(max(0, sure - NEXT), sure + 1)
        least: float | None = None
        chosen: int | None = None
        for at in places:
            short = _short(model, self._plans[at][1].roster)
            if short is not None and (least is None or short < least - TINY):
                least, chosen = short, at
            if least is not None and least < TINY:
                break
        return least, chosen

    def _between(self, model: Model, chosen: int, least: float) -> tuple[Fraction, Roster]:
        """The best mixture of a plan and its neighbours on the shelf: what all of them agree on stays as it is."""
        points, known = self._plans[chosen]
        mine = model.pattern(known.roster)
        near = [model.pattern(other.roster) for _, other in self._plans[max(0, chosen - 2):chosen + 2]]
        same = np.all([mine == other for other in near], axis=0)
        fixed = np.array(list(model.runs.values()))[same]
        lower, upper = model.problem.lower.copy(), model.problem.upper.copy()
        lower[fixed] = upper[fixed] = mine[same].astype(float)
        columns, weights = _soft(model)
        problem = model.problem.with_bounds(lower, upper).with_rows([Entry(columns, weights, -INFINITY, least + TINY, SHORT)])
        outcome = Highs().solve(problem, Limits(gap=0.002, seconds=MOMENT))
        if outcome.x is None:
            return points, known.roster
        mixed = model.roster(outcome.x)
        found = Decided(self.case, mixed).points()
        return (found, mixed) if found > points else (points, known.roster)

    def _most(self, model: Model, least: float | None) -> float:
        """A bound on points when programs may run in part and soft rules fall short by no more than the chosen plan."""
        columns, weights = _soft(model)
        room = INFINITY if least is None else least + TINY
        lp = hand_over(model.problem.with_rows([Entry(columns, weights, -INFINITY, room, SHORT)]))
        lp.integrality_ = []
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.passModel(lp)
        if self._basis is not None and len(self._basis.row_status) == lp.num_row_ and len(self._basis.col_status) == lp.num_col_:
            solver.setBasis(self._basis)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return 0.0
        self._basis = solver.getBasis()
        return float(solver.getInfo().objective_function_value)


def _soft(model: Model) -> tuple[list[int], list[float]]:
    """Columns of soft rules' shortfalls, those that come first with the greatest weight."""
    last = max(model.soft, default=0)
    pairs = [(column, FIRST ** (last - prefer)) for prefer, found in model.soft.items() for _, column in found]
    return [column for column, _ in pairs], [weight for _, weight in pairs]


def _short(model: Model, roster: Roster) -> float | None:
    """How far soft rules fall short, weighed, when just this roster runs; None when it cannot be paid."""
    runs = list(model.runs.values())
    lower, upper = model.problem.lower.copy(), model.problem.upper.copy()
    lower[runs] = upper[runs] = model.pattern(roster).astype(float)
    goal = np.zeros(model.problem.columns)
    columns, weights = _soft(model)
    goal[columns] = [-weight for weight in weights]
    outcome = Highs().solve(model.problem.with_bounds(lower, upper).with_goal(goal), Limits(seconds=5))
    return None if outcome.x is None or outcome.value is None else max(0.0, -outcome.value)


def _richer(one: Mapping[str, Mapping[str, int]], other: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether every source gives at least as much in every year."""
    places = {(source, year) for money in (one, other) for source in money for year in money[source]}
    return all(one.get(source, {}).get(year, 0) >= other.get(source, {}).get(year, 0) for source, year in places)
