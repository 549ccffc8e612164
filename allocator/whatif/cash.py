"""The least unrestricted money with which a plan still reaches what it should, and the best budget with just that money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from allocator.allocate import audited
from allocator.domain.budget import Budget
from allocator.domain.variation import Variation
from allocator.solve import Answer, Target
from allocator.solve.sparing import Spare, Sparing, sparing, spend_at_most
from allocator.whatif.gift import shortfalls_by_order
from allocator.whatif.study import Best, Study


@dataclass(frozen=True)
class Cash:
    """A budget that spends as little of some sources as can be. Whole dollars of all years, with indirect charges."""

    give_up: Fraction | None
    """Points that may be given up for it; None: any number, as long as every rule that must hold holds."""
    least: int
    """No budget that gives up no more spends less."""
    best: Best | None
    """The most points with that money; None where no budget was found."""
    dollars: int = 0
    """What the budget spends."""
    years: Mapping[str, int] = field(default_factory=dict)
    """Fiscal year -> what it spends then."""

    @property
    def exact(self) -> bool:
        """Whether it is certain that no budget spends less."""
        return self.best is not None and self.dollars == self.least


def spent(best: Best, sources: Sequence[str]) -> dict[str, int]:
    """Fiscal year -> dollars that a budget spends of some sources, with indirect charges."""
    accounts = {year: [best.ledger.source_year(source, year) for source in sources] for year in best.case.years}
    return {year: sum(one.paid + one.indirect for one in found) for year, found in accounts.items()}


def as_it_is(study: Study, sources: Sequence[str]) -> Cash:
    """What the plan's own budget spends."""
    return _cash(study.base, sources, Fraction(0), 0)


@dataclass(frozen=True)
class Found:
    """The least money in every way that was asked."""

    same: Cash
    """The same programs, paid with as little as can be; wishes fall no shorter."""
    answers: tuple[Cash, ...]
    """For each number of points that may be given up: the best budget with the least money."""
    without: Sparing | None
    """The least money for as many points when some rules are left out."""


def least(study: Study, sources: Sequence[str], give_up: Sequence[Fraction | None],
          without: frozenset[str] = frozenset()) -> Found:
    """The least money for the same programs, for each number of points that may be given up, and, where rules are named, for as
    many points without them."""
    base, free = study.base, tuple(sources)
    as_now = target(base, Fraction(0))
    targets = [None if points is None else target(base, points) for points in give_up]
    asked = [Spare(free, as_now, base.roster), *(Spare(free, one) for one in targets)]
    asked += [Spare(free, as_now, without=without)] if without else []
    same, *found = sparing(study.case, asked, study.settings, lambda: study.hear(1, 1) if study.hear else None, study.stop)
    better = _better(study, free, found[:len(targets)])
    return Found(
        _cash(_best(study, same.budget), free, Fraction(0), same.least),
        tuple(_chosen(study, free, points, targets[number], found[number], better.get(number))
              for number, points in enumerate(give_up)),
        found[-1] if without else None,
    )


def _better(study: Study, sources: Sequence[str], found: Sequence[Sparing]) -> dict[int, Best]:
    """Number -> the best budget with just the money that was found."""
    limits = {number: Variation(rules=(spend_at_most(sources, one.most),)) for number, one in enumerate(found)
              if one.most is not None}
    return dict(zip(limits, study.ask(list(limits.values())), strict=True)) if limits and not study.stop.is_set() else {}


def target(base: Best, give_up: Fraction) -> Target:
    """As many points as a budget has, but for some that may be given up; wishes fall no shorter."""
    return Target(max(Fraction(0), base.points - give_up), shortfalls_by_order(base))


def _chosen(study: Study, sources: Sequence[str], points: Fraction | None, wanted: Target | None, found: Sparing,
            better: Best | None) -> Cash:
    """The best budget with that money where it is known to reach what is wanted, else the one that was found first; the plan's
    own where nothing was found that spends less."""
    if better is None or not better.possible or not _reaches(better, wanted):
        better = _best(study, found.budget)
    if better is None or sum(spent(better, sources).values()) >= sum(spent(study.base, sources).values()):
        better = study.base
    return _cash(better, sources, points, found.least)


def _reaches(best: Best, wanted: Target | None) -> bool:
    if wanted is None:
        return True
    short = shortfalls_by_order(best)
    return best.points >= wanted.points and all(
        amount <= wanted.short.get(prefer, Fraction(0)) for prefer, amount in short.items())


def _cash(best: Best | None, sources: Sequence[str], points: Fraction | None, bound: int) -> Cash:
    if best is None:
        return Cash(points, bound, None)
    years = spent(best, sources)
    return Cash(points, min(bound, sum(years.values())), best, sum(years.values()), years)


def _best(study: Study, budget: Budget | None) -> Best | None:
    """A budget of the plan that was found by another way, once it has passed the audit."""
    return None if budget is None else Best(study.case, Answer("found", budget), audited(study.case, budget))

