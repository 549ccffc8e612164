"""What "more of a source" means: docs/decisions/0009-frontier-amounts.md."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from allocator.domain.case import Case
from allocator.domain.variation import Variation
from allocator.messages import Message, Names, say
from allocator.money import half_up


def giving_years(case: Case, source: str) -> tuple[str, ...]:
    """Years in which the source gives money; all years of the plan for a source that gives none yet."""
    return tuple(year for year in case.years if case.stated_amount(source, year)) or tuple(case.years)


def full_year(case: Case, source: str) -> int:
    """Dollars that the source gives in a full year: the most that it gives in any."""
    return max(case.stated_amount(source, year) for year in case.years)


def sources_that_give(case: Case) -> list[str]:
    """Sources with money in some year of the plan."""
    return [source for source in case.sources if full_year(case, source)]


def by_year(case: Case, source: str, amount: int) -> dict[str, int]:
    """Dollars of each year when the source gives an amount in a full year: every year keeps its part of a full year."""
    full = full_year(case, source)
    if not full:
        return dict.fromkeys(case.years, amount)
    return {year: half_up(Fraction(amount * case.stated_amount(source, year), full)) for year in case.years}


def at_amount(case: Case, source: str, amount: int) -> Variation:
    """The plan when the source gives an amount in a full year."""
    return _difference(source, {year: dollars - case.stated_amount(source, year)
                                for year, dollars in by_year(case, source, amount).items()})


def more(case: Case, source: str, dollars: int) -> Variation:
    """The plan when the source gives so many dollars more (or less; never below 0) in each year in which it gives money."""
    return _difference(source, dict.fromkeys(giving_years(case, source), dollars))


def _difference(source: str, years: Mapping[str, int]) -> Variation:
    return Variation(money={source: {year: dollars for year, dollars in years.items() if dollars}})


def more_is_asked(case: Case, source: str) -> bool:
    """Whether some rule asks for more the more the source gives. Without such a rule, whatever can be done with an amount can
    be done with every greater one."""
    return any(rule.asks_by_award(source) for rule in case.rules)


def meaning(case: Case, source: str) -> Message:
    """What an amount of the source stands for."""
    name, years = case.plan.sources[source].name, giving_years(case, source)
    full = full_year(case, source)
    if all(case.stated_amount(source, year) == full for year in years):
        return say("amounts.each_year", source=name, years=Names(years))
    fullest = next(year for year in years if case.stated_amount(source, year) == full)
    return say("amounts.full_year", source=name, year=fullest)
