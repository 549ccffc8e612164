"""The oldest money is spent first. Mostly that is also best, and nothing needs to be said; where a limit on carrying, or an
award that lapses before an older one, could make it pay to spend newer money first, it is said."""

from __future__ import annotations

from collections.abc import Iterator

from allocator.domain.case import Case
from allocator.domain.lin import Lin
from allocator.domain.rule import Row, at_most
from allocator.model.open_money import OpenMoney


def oldest_first(case: Case, view: OpenMoney, source: str) -> Iterator[Row]:
    """Rows that forbid using an award while an older one has money left."""
    if needs_saying(case, source):
        yield from _rows(case, view, source)


def needs_saying(case: Case, source: str) -> bool:
    """Whether spending newer money first could ever pay."""
    awards = case.awards(source)
    until = [case.usable_until(source, award) for award in awards]
    lasts_long = any(sum(a < later <= u for later in awards) > 1 for a, u in zip(awards, until, strict=True))
    limited = any(case.carry_cap(source, case.stated_amount(source, a)) is not None for a in awards)
    return until != sorted(until) or (limited and lasts_long)


def _rows(case: Case, view: OpenMoney, source: str) -> Iterator[Row]:
    for year in case.years:
        usable = case.usable(source, year)
        for at in range(1, len(usable)):
            newer, older = usable[at], usable[:at]
            begun = view.new(f"begun {source} {newer} {year}", 0, 1, whole=True)
            most = case.stated_amount(source, newer)
            yield at_most(view.used(source, newer, year), begun * most, year=year, about=source)
            for award in older:
                left = case.stated_amount(source, award)
                yield at_most(_left(case, view, source, award, year), (1 - begun) * left, year=year, about=source)


def _left(case: Case, view: OpenMoney, source: str, award: str, year: str) -> Lin:
    """Dollars of an older award that are left at the end of the year, whether or not they may be kept."""
    before = case.before(year)
    held = Lin(case.stated_amount(source, award)) if before is None else view.kept(source, award, before)
    return held - view.used(source, award, year)
