"""Which source may pay which cost of a budget, which does, and where unrestricted money pays what a restricted source may pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.sacs import unrestricted


@dataclass(frozen=True)
class Use:
    """One cost of a running program. Whole dollars of all years."""

    program: str
    line: str
    object: str
    pays: Mapping[str, int]
    """Source -> dollars that it pays."""
    may: tuple[str, ...]
    """Sources that may pay it by rule and have money in a year in which it runs."""
    free: int
    """Dollars that unrestricted sources pay."""
    instead: tuple[str, ...]
    """Restricted sources that may pay it, where unrestricted money pays some of it."""


@dataclass(frozen=True)
class Instead:
    """Costs of a program that unrestricted money pays and that the same other sources may pay. Whole dollars of all years."""

    program: str
    objects: tuple[str, ...]
    """Their object codes."""
    free: int
    """Dollars that unrestricted sources pay."""
    sources: tuple[str, ...]
    """Restricted sources that may pay each of them."""


@dataclass(frozen=True)
class Payable:
    """Costs of a program that the same sources may pay. Whole dollars of all years."""

    program: str
    objects: tuple[str, ...]
    """Their object codes."""
    may: tuple[str, ...]
    """Sources that may pay each of them."""
    pays: Mapping[str, int]
    """Source -> dollars that it pays of them."""


def unrestricted_sources(case: Case) -> tuple[str, ...]:
    """Sources whose resource code is one of unrestricted money."""
    return tuple(source for source in case.sources if unrestricted(case.plan.sources[source].resource))


def uses(case: Case, budget: Budget, free: Sequence[str]) -> tuple[Use, ...]:
    """Every cost that a budget pays, by program. ``free``: the sources that are unrestricted money."""
    found: dict[tuple[str, str, str], dict[str, int]] = {}
    years: dict[tuple[str, str, str], set[str]] = {}
    for one in budget.payments:
        key = one.program, one.line, one.object
        pays = found.setdefault(key, {})
        pays[one.source] = pays.get(one.source, 0) + one.dollars
        years.setdefault(key, set()).add(one.year)
    charges = {(charge.program, charge.line, charge.object): charge for charge in case.all_charges}
    return tuple(_use(case, key, pays, case.payers(charges[key]), years[key], free) for key, pays in sorted(found.items()))


def instead(found: Sequence[Use]) -> tuple[Instead, ...]:
    """Where unrestricted money pays what restricted sources may pay too: by program, and by who may; the most dollars first."""
    together: dict[tuple[str, tuple[str, ...]], list[Use]] = {}
    for use in found:
        if use.instead:
            together.setdefault((use.program, use.instead), []).append(use)
    made = (Instead(program, tuple(sorted({use.object for use in some})), sum(use.free for use in some), sources)
            for (program, sources), some in together.items())
    return tuple(sorted(made, key=lambda one: (-one.free, one.program, one.sources)))


def payable(found: Sequence[Use]) -> tuple[Payable, ...]:
    """Every cost, by program and by who may pay it."""
    together: dict[tuple[str, tuple[str, ...]], list[Use]] = {}
    for use in found:
        together.setdefault((use.program, use.may), []).append(use)
    return tuple(Payable(program, tuple(sorted({use.object for use in some})), may, _summed(some))
                 for (program, may), some in sorted(together.items()))


def _summed(found: Sequence[Use]) -> dict[str, int]:
    """Source -> dollars that it pays of some costs."""
    sources = sorted({source for use in found for source in use.pays})
    return {source: sum(use.pays.get(source, 0) for use in found) for source in sources}


def _use(case: Case, key: tuple[str, str, str], pays: dict[str, int], payers: Sequence[str], years: set[str],
         free: Sequence[str]) -> Use:
    may = tuple(source for source in payers if any(_has_money(case, source, year) for year in years))
    dollars = sum(amount for source, amount in pays.items() if source in free)
    instead = tuple(source for source in may if source not in free) if dollars else ()
    return Use(*key, pays, may, dollars, instead)


def _has_money(case: Case, source: str, year: str) -> bool:
    return any(case.stated_amount(source, award) for award in case.usable(source, year))
