"""Rates of a budget as cells of the sheet Assumptions: the names by which the formulas of costs speak of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from allocator.domain.case import Case
from allocator.domain.rate_figures import (
    BENEFIT,
    BENEFIT_GROWTH,
    DOLLARS,
    EACH,
    FIRST_TIER,
    GROWTH,
    INDIRECT,
    NEAR,
    Figure,
    rate_figures,
)
from allocator.export.names import range_name
from allocator.grants import benefits_in_use

LEADS = {INDIRECT: "Indirect_rate", BENEFIT: "Benefit", EACH: "Benefit", BENEFIT_GROWTH: "Growth", FIRST_TIER: "First_tier"}
"""How the name of a cell begins, by what it holds."""
TINY = f"{float(NEAR / 1000):.9f}"
"""What is nearer than this is the same rate to a formula: what a computer's decimals leave behind."""
CHANGED = "Rates_Changed"
"""Name of the number of rates that are no longer as written."""


def distinct_names(plain: Mapping[Figure, str]) -> dict[Figure, str]:
    """Names of ranges, each once: those that would be the same carry a number."""
    names = [name.casefold() for name in plain.values()]
    return {key: name if names.count(name.casefold()) == 1 else f"{name}_{at}" for at, (key, name) in enumerate(plain.items(), 1)}


@dataclass(frozen=True)
class Rates:
    """The rates that a budget uses, in the order of Assumptions."""

    case: Case

    @cached_property
    def values(self) -> dict[Figure, Fraction]:
        """Each rate as the budget was written with it: growth, indirect, benefits, first tiers."""
        used = {benefit.id for benefit in benefits_in_use(self.case)}
        last, agreed = self.case.years[-1], has_agreements(self.case)
        years = {*self.case.years}

        def keep(figure: Figure, rate: Fraction) -> bool:
            match figure[1:]:
                case (kind, benefit, *when) if kind in (BENEFIT, EACH, BENEFIT_GROWTH):
                    return benefit in used and set(when) <= years
                case (kind, _) if kind == INDIRECT:
                    return rate > 0
                case (kind, year) if kind == FIRST_TIER:
                    return agreed and str(year) <= last
            return True

        return {figure: rate for figure, rate in rate_figures(self.case).items() if keep(figure, rate)}

    @cached_property
    def names(self) -> dict[Figure, str]:
        """The name of each rate's cell."""
        return distinct_names({figure: "Cost_growth" if figure == GROWTH else range_name(LEADS[figure[1]], *figure[2:])
                               for figure in self.values})

    def name(self, *figure: str) -> str:
        """The name of a rate's cell, without the word plan: ``name("benefit", "strs", "2025-26")``. Raises KeyError."""
        return self.names["plan", *figure]

    @cached_property
    def order(self) -> list[Figure]:
        """All of them, in order."""
        return list(self.values)

    def kind(self, figure: Figure) -> str:
        """How its cell looks."""
        return "money" if figure[1] in DOLLARS else "rate"


def has_agreements(case: Case) -> bool:
    """Whether any cost belongs to an agreement."""
    return any(charge.agreement for charge in case.all_charges)
