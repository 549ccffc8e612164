"""The rates that a budget's costs move with, each by the name under which a workbook states it."""

from __future__ import annotations

from fractions import Fraction

from allocator.domain.case import Case

Figure = tuple[str, ...]

GROWTH: Figure = ("plan", "cost_growth")
INDIRECT, BENEFIT, EACH, BENEFIT_GROWTH, FIRST_TIER = "indirect_rate", "benefit", "benefit_each", "benefit_growth", "first_tier"
DOLLARS = (EACH, FIRST_TIER)
"""What is dollars; everything else is a share."""
NEAR = Fraction(1, 1_000_000)
"""Rates are written as decimals: what is nearer than this is the same rate."""


def rate_figures(case: Case) -> dict[Figure, Fraction]:
    """Every rate of a case: growth of costs, indirect rates by source, benefits as a share of pay by year, dollars of a benefit
    for a full-time position in the base year and their own growth, first tiers of agreements by the year in which they begin."""
    found: dict[Figure, Fraction] = {GROWTH: Fraction(case.plan.cost_growth)}
    found |= {("plan", INDIRECT, source): case.indirect_rate(source) for source in case.sources}
    for benefit in case.benefits:
        if benefit.per == "pay":
            found |= {("plan", BENEFIT, benefit.id, year): rate for year, rate in benefit.by_year}
        elif benefit.by_year:
            found["plan", EACH, benefit.id] = benefit.rate_in_base_year
            if benefit.growth is not None:
                found["plan", BENEFIT_GROWTH, benefit.id] = benefit.growth
    return found | {("plan", FIRST_TIER, year): Fraction(dollars) for year, dollars in case.tier.by_year}


def is_rate(figure: Figure) -> bool:
    """Whether a figure that a file states is one of these."""
    return figure[:1] == ("plan",) and figure[1:2] != ("score",)
