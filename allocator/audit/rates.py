"""A rate that a person changed in a budget workbook, in words."""

from __future__ import annotations

from fractions import Fraction

from allocator.domain.case import Case
from allocator.domain.rate_figures import BENEFIT, BENEFIT_GROWTH, DOLLARS, EACH, FIRST_TIER, GROWTH, INDIRECT, rate_figures
from allocator.domain.stated import Stated
from allocator.messages import Message, Money, Percent, say
from allocator.money import half_up


def rate_words(case: Case, stated: Stated) -> Message:
    """A changed rate with its cell, what it is and what it was, and where to change it for good."""
    was = _shown(stated.figure, rate_figures(case).get(stated.figure, Fraction(0)))
    what = _name(case, stated.figure)
    if stated.value is None:
        return say("audit.rate.gone", place=stated.place, what=what, was=was)
    return say("audit.rate", place=stated.place, what=what, now=_shown(stated.figure, stated.value), was=was)


def _shown(figure: tuple[str, ...], rate: Fraction) -> Money | Percent:
    return Money(half_up(rate)) if figure[1] in DOLLARS else Percent(rate)


def _name(case: Case, figure: tuple[str, ...]) -> Message | str:
    benefits = {benefit.id: benefit.name for benefit in case.benefits}
    match figure:
        case _ if figure == GROWTH:
            return say("rate.growth")
        case (_, kind, source) if kind == INDIRECT and source in case.plan.sources:
            return say("rate.indirect", source=case.plan.sources[source].name)
        case (_, kind, benefit, year) if kind == BENEFIT:
            return say("rate.benefit", name=benefits.get(benefit, benefit), year=year)
        case (_, kind, benefit) if kind == EACH:
            return say("rate.each", name=benefits.get(benefit, benefit), year=case.base_year)
        case (_, kind, benefit) if kind == BENEFIT_GROWTH:
            return say("rate.benefit_growth", name=benefits.get(benefit, benefit))
        case (_, kind, year) if kind == FIRST_TIER:
            return say("rate.first_tier", year=year)
    return " / ".join(figure)
