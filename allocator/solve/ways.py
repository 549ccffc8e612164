"""Ways out of an impossible plan that differ in kind. For each, all that is missing is found at once, in whole dollars; a budget
that passes the audit is known for it; and nothing in it is superfluous."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from allocator.domain.budget import Budget
from allocator.domain.case import Case, Place
from allocator.domain.report import Change
from allocator.domain.rule import Rule, Unit
from allocator.domain.variation import Variation
from allocator.model import Model, Origin, build
from allocator.solve.bent import SECONDS, Missed, Price, bent, fewer, missed, priced
from allocator.solve.change import ASKING, changes
from allocator.solve.possible import Asking, Unsure, obeys, some_budget

Kind = Literal["more", "rules", "both"]
KINDS: tuple[Kind, ...] = ("more", "rules", "both")
"""More money or people; other rules bent, and no more money or people; some of both."""
WORTH: dict[Unit, float] = {"dollars": 1.0, "fte": 120_000.0, "share": 120_000.0, "count": 120_000.0}
"""What a unit of each kind weighs against a dollar. A count is counted in what one program brings at most."""
LAW = 10.0
"""So much more a rule weighs that a grant brings: a school can seldom bend it."""
NEW, EARNED = 1.01, 1.05
"""So much more a dollar weighs in a year without an award, and where money is earned or asks for something in return."""
DEAR = 100.0
BOTH = 0.25
"""What other rules weigh when some of both is looked for."""
EACH: dict[Kind, float] = {"more": 0.5, "rules": 0.5, "both": 2_000.0}
"""What each change weighs by itself, so that there are few of them."""
TRIES = 4
"""Rosters that are paid out at most to find the cheapest in whole dollars, and sources that are given up at most."""


@dataclass(frozen=True)
class Way:
    """What gives, a budget for it, what it weighs, and what every way of its kind weighs at least."""

    gives: Mapping[Place, Missed]
    budget: Budget
    weight: float
    bound: float


def ways_out(case: Case, asking: Asking) -> tuple[tuple[Change, ...], ...]:
    """Two or three ways in which rules could give so that a budget exists, the one that asks for money or people first. Each was
    checked. Those that could not be in time are left out."""
    ways: list[tuple[Change, ...]] = []
    work = Ways(case, asking)
    try:
        for kind in KINDS:
            way = work.checked(kind)
            if way is not None and not any(_alike(way, other) for other in ways) and (not ways or work.is_of(kind, way)):
                ways.append(way)
        if len(ways) == 1 and (other := work.checked("rules", {change.rule for change in ways[0]})) is not None:
            ways.append(other)
    except Unsure:
        pass
    return tuple(ways)


def _alike(way: tuple[Change, ...], other: tuple[Change, ...]) -> bool:
    """Whether the same rules give."""
    return {change.rule for change in way} == {change.rule for change in other}


@dataclass
class Ways:
    """An impossible case in which rules may give."""

    case: Case
    asking: Asking
    model: Model = field(init=False)
    given_up: set[str] = field(default_factory=set)
    """Sources that are not asked for more: it would ask for more in return, or would not be earned."""
    spared: frozenset[str] = frozenset()
    """Rules that give nothing."""

    def __post_init__(self) -> None:
        self.model = build(self.case, elastic=True)
        self._reach = dict(_reach(self.model))
        self._rules = {rule.id: rule for rule in self.case.rules}

    def is_of(self, kind: Kind, way: tuple[Change, ...]) -> bool:
        """Whether a way is of its kind: some of both is no mere money, and not without any."""
        asks = {self._rules[change.rule].kind in ASKING for change in way}
        return kind != "both" or len(asks) == 2

    # what it weighs -----------------------------------------------------------------------------------------------------
    def price(self, kind: Kind, strict: bool) -> Price:
        """What it weighs that a rule gives. ``strict``: rules of another kind give nothing at all; else they are dear."""
        def price(origin: Origin) -> float | None:
            rule = self._rules[origin.rule]
            if rule.id in self.spared or (rule.kind == "award" and origin.about in self.given_up):
                return None
            asks = rule.kind in ASKING
            worth = WORTH[origin.unit] * (self._money(origin) if rule.kind == "award" else 1.0)
            if origin.unit == "count":
                worth /= self._reach.get((origin.rule, origin.year, origin.about), 1.0)
            worth *= LAW if rule.origin == "grant" else 1.0
            if kind == "both":
                return worth if asks else worth * BOTH
            if asks == (kind == "more"):
                return worth
            return None if strict else worth * DEAR
        return price

    def _money(self, origin: Origin) -> float:
        case, source, year = self.case, origin.about, origin.year
        worth = 1.0 if any(case.stated_amount(source, award) for award in case.usable(source, year)) else NEW
        return worth * EARNED if self._touchy(source) else worth

    def _touchy(self, source: str) -> bool:
        """Whether more of a source could ask for more in return, or must be earned."""
        return any(rule.asks_by_award(source) or (getattr(rule, "source", "") == source and _earns(rule))
                   for rule in self.case.rules)

    # the cheapest -------------------------------------------------------------------------------------------------------
    def cheapest(self, kind: Kind) -> Way | None:
        """The way of a kind that weighs least; None when there is none. Raises Unsure."""
        for strict in (True, False):
            if (way := self._cheapest(self.price(kind, strict), EACH[kind])) is not None or kind == "both":
                return way
        return None

    def _cheapest(self, price: Price, each: float) -> Way | None:
        """Rosters are paid out, best first, until none that is left can weigh a dollar less."""
        problem = priced(self.model.problem, self.model.gives, price)
        best: Way | None = None
        least = 0.0
        for attempt in range(TRIES):
            outcome = self.asking.solve(problem, seconds=SECONDS)
            if outcome.x is None or outcome.value is None:
                break
            bound, total = -(outcome.value if outcome.bound is None else outcome.bound), -outcome.value
            few = fewer(problem, self.model.gives, total, each, self.asking) if attempt == 0 else None
            roster = self.model.roster(outcome.x if few is None else few)
            least = bound if attempt == 0 else least
            way = self._way(bent(self.case, roster, price, each, self.asking), price, least)
            if way is not None and (best is None or way.weight < best.weight):
                best = way
            if best is not None and best.weight < total + (1 + each) * (1 + len(best.gives)):  # a dollar each is rounding
                break
            problem = problem.with_rows([self.model.without(roster)])
        return best

    def _way(self, budget: Budget | None, price: Price, bound: float) -> Way | None:
        """What a budget misses, when all of it may be missed."""
        gives = {} if budget is None else missed(self.case, budget)
        weights = [_weight(place, amount, price) if self._rules[place[0]].may_give else None for place, amount in gives.items()]
        if budget is None or not gives or None in weights:
            return None
        return Way(gives, budget, sum(weight for weight in weights if weight is not None), bound)

    # checked ------------------------------------------------------------------------------------------------------------
    def checked(self, kind: Kind, spared: Collection[str] = ()) -> tuple[Change, ...] | None:
        """The cheapest way of a kind of which nothing is superfluous, once a budget that passes the audit is known for it, also
        when its dollars are added to the awards. ``spared``: rules that give nothing. Raises Unsure."""
        self.spared, self.given_up = frozenset(spared), set()
        for _ in range(TRIES):
            way = self.cheapest(kind)
            if way is None or not obeys(self._given(way.gives), way.budget):
                return None
            way = self._lean(way, kind)
            if self._holds_as_money(way):
                return changes(self.case, way.gives)
            touchy = {place[2] for place in way.gives if self._rules[place[0]].kind == "award" and self._touchy(place[2])}
            if not touchy:
                return None
            self.given_up |= touchy
        return None

    def _given(self, gives: Mapping[Place, Missed]) -> Case:
        return Variation(given={place: one.amount for place, one in gives.items()}).of(self.case)

    def _lean(self, way: Way, kind: Kind) -> Way:
        """The way without what is superfluous. Only what weighs no more than the way weighs beyond the least can be."""
        price = self.price(kind, strict=False)
        for place in sorted(way.gives, key=lambda place: _weight(place, way.gives[place], price) or 0.0):
            beyond = way.weight - way.bound + 0.5 + way.weight * 1e-5  # an engine is not exact to the last digit
            if (_weight(place, way.gives[place], price) or 0.0) > beyond:
                break
            others = {other: amount for other, amount in way.gives.items() if other != place}
            budget = some_budget(self._given(others), self.asking)
            if budget is not None:
                return self._lean(replace(way, gives=missed(self.case, budget), budget=budget), kind)
        return way

    def _holds_as_money(self, way: Way) -> bool:
        """Whether a budget exists, too, when the dollars that are missing are added to the awards themselves."""
        money: dict[str, dict[str, int]] = {}
        others = {}
        for place, one in way.gives.items():
            if self._rules[place[0]].kind == "award":
                years = money.setdefault(place[2], {})
                years[place[1]] = years.get(place[1], 0) + int(one.amount)
            else:
                others[place] = one.amount
        case = Variation(money=money, given=others).of(self.case)
        return obeys(case, way.budget) or some_budget(case, self.asking) is not None


def _earns(rule: Rule) -> bool:
    return type(rule).ceilings is not Rule.ceilings


def _weight(place: Place, one: Missed, price: Price) -> float | None:
    """The most that a comparison weighs when it may be missed so far."""
    weight = price(Origin(place[0], place[1], place[2], one.unit))
    return None if weight is None else weight * float(one.amount) * one.times


def _reach(model: Model) -> Iterator[tuple[tuple[str, str, str], float]]:
    """For each comparison of a rule that may give: the most that a single unknown brings to it."""
    problem, giving = model.problem, np.zeros(model.problem.columns, dtype=np.bool_)
    giving[list(model.gives)] = True
    for row in range(problem.rows):
        span = slice(problem.starts[row], problem.starts[row + 1])
        own = giving[problem.index[span]]
        if own.any():
            origin = problem.origins[row]
            most = np.abs(problem.value[span][~own]).max(initial=1.0)
            yield (origin.rule, origin.year, origin.about), float(most)
