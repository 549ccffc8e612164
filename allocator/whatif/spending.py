"""What was planned beside what was spent: by source, fiscal year and object code, in whole dollars that add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from allocator.audit import Ledger
from allocator.domain.actuals import CENTS, Actuals, Key
from allocator.domain.base import in_codes
from allocator.money import half_up, largest_remainder, whole_down

INDIRECT = "7310"
STAFF = ("1000-3999",)
"""Object codes of pay and benefits."""


@dataclass(frozen=True)
class Spending:
    """One object code of a source in a year: whole dollars planned and spent, and the cents as they were booked."""

    source: str
    year: str
    object: str
    planned: int
    actual: int
    cents: int

    @property
    def left(self) -> int:
        """Planned dollars that were not spent; negative where more was spent than planned."""
        return self.planned - self.actual

    @property
    def staff(self) -> bool:
        """Whether it is pay or benefits."""
        return in_codes(self.object, STAFF)


@dataclass(frozen=True)
class Sum:
    """Several of them together, in whole dollars."""

    planned: int
    actual: int

    @property
    def left(self) -> int:
        """Planned dollars that were not spent."""
        return self.planned - self.actual


def planned(ledger: Ledger, years: Iterable[str]) -> dict[Key, int]:
    """Whole dollars of a budget by source, year and object code, indirect charge included."""
    found: dict[Key, int] = defaultdict(int)
    wanted = list(years)
    for payment in ledger.budget.payments:
        if payment.year in wanted:
            found[payment.source, payment.year, payment.object] += payment.dollars
    for source in ledger.case.sources:
        for year in wanted:
            if charge := whole_down(ledger.indirect(source, year).const):
                found[source, year, INDIRECT] += charge
    return dict(found)


def against_plan(ledger: Ledger, actuals: Actuals, closed: Sequence[str]) -> tuple[Spending, ...]:
    """Every figure that is planned or booked in a closed year, or in another year with actuals. Closed years add up by
    themselves, so that what is carried on from them agrees with what they show."""
    later = [year for year in actuals.years if year not in closed]
    plan = planned(ledger, [*closed, *later])
    spent = {**whole_dollars(actuals.of_years(closed)), **whole_dollars(actuals.of_years(later))}
    order = sorted({*plan, *spent}, key=lambda key: (key[1], key[0], key[2]))
    return tuple(Spending(*key, plan.get(key, 0), spent.get(key, 0), actuals.cents.get(key, 0)) for key in order)


def whole_dollars(cents: Mapping[Key, int]) -> dict[Key, int]:
    """Whole dollars for figures in cents. The total is rounded; it is divided among the sources, each source's among its years
    and each year's among its object codes, by largest remainder: every sum of a source is within a dollar of the books."""
    return _divided(sorted(cents.items()), half_up(Fraction(sum(cents.values()), CENTS)), 0)


def _divided(items: Sequence[tuple[Key, int]], dollars: int, depth: int) -> dict[Key, int]:
    if not items or depth == len(items[0][0]):
        return {key: dollars for key, _ in items}
    groups = [list(group) for _, group in groupby(items, key=lambda item: item[0][depth])]
    parts = [Fraction(sum(cents for _, cents in group), CENTS) for group in groups]
    found: dict[Key, int] = {}
    for group, whole in zip(groups, largest_remainder(parts, dollars), strict=True):
        found |= _divided(group, whole, depth + 1)
    return found


def summed(rows: Iterable[Spending], by: Callable[[Spending], str]) -> dict[str, Sum]:
    """Sums of rows that share a word (a year, a source, an object code), in the order of the words."""
    found: dict[str, list[Spending]] = defaultdict(list)
    for row in rows:
        found[by(row)].append(row)
    return {word: total(found[word]) for word in sorted(found)}


def total(rows: Iterable[Spending]) -> Sum:
    """All rows together."""
    kept = list(rows)
    return Sum(sum(row.planned for row in kept), sum(row.actual for row in kept))
