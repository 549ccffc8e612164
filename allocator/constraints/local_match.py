"""Local money that a grant asks to see beside its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from allocator.domain.base import Id, Record, Share, Tag
from allocator.domain.case import Case
from allocator.domain.charge import Charge
from allocator.domain.lin import Lin, total
from allocator.domain.rule import Row, Rule, at_least
from allocator.domain.view import View
from allocator.messages import Message, Percent, say


class Counts(Record):
    """What counts as match."""

    sources: list[Id] | None = None
    """What these sources pay; left out: what any source but the grant pays."""
    tags: Annotated[list[Tag], Field(min_length=1)] | None = None
    """Only costs with one of these tags."""
    in_kind: list[Id] = []
    """Gifts of the plan's in_kind section."""


class LocalMatch(Rule):
    """Matching money reaches a share of the award, or of what is spent. A dollar counts for one grant only: for every group
    of match rules, what counts for any of them must reach what all of them ask for together."""

    kind: Literal["local_match"] = "local_match"
    source: Id
    """The grant that asks for the match."""
    share: Share
    """Matching dollars for each dollar of the grant, such as 1/3."""
    of: Literal["award", "spent"] = "award"
    """Of what the grant awards, or of what is spent of it."""
    over: Literal["year", "term"] = "year"
    """In each year, or over all years of the plan."""
    counts: Counts = Counts()
    """What counts."""
    may_give: ClassVar[bool] = True

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for group in self.groups(case):
            asked = total(one.asked(view, years) for one, years in group)
            period = group[-1][1]
            year = period[0] if len(period) == 1 else ""
            yield at_least(counted(case, view, group), asked, year=year, about=self.source)

    def groups(self, case: Case) -> Iterator[list[Call]]:
        """What is compared for this rule: each of its periods alone, and together with those of earlier rules that share
        years with it."""
        calls = sorted(
            ((rule, years) for rule in case.rules if isinstance(rule, LocalMatch) and rule.share > 0
             for years in rule.periods(case)),
            key=lambda call: (call[0].id, call[1]),
        )
        for at, call in enumerate(calls):
            if call[0].id == self.id:
                yield from _groups(calls[:at], call)

    def periods(self, case: Case) -> list[tuple[str, ...]]:
        """Years over which the match must be reached."""
        years = self.applies(case)
        return ([tuple(years)] if years else []) if self.over == "term" else [(year,) for year in years]

    def asked(self, view: View, years: tuple[str, ...]) -> Lin:
        """Dollars of match that the grant asks for."""
        amount = view.available if self.of == "award" else view.spent
        return total(amount(self.source, year) for year in years) * self.share

    def counts_payment(self, source: str, charge: Charge) -> bool:
        """Whether what the source pays of the charge counts."""
        if source == self.source or (self.counts.sources is not None and source not in self.counts.sources):
            return False
        return self.counts.tags is None or not charge.tags.isdisjoint(self.counts.tags)

    def faults(self, case: Case) -> Iterable[tuple[str, Message, Message | None]]:
        calls = sum(len(rule.periods(case)) for rule in case.rules if isinstance(rule, LocalMatch))
        if calls > 12 and any(isinstance(rule, LocalMatch) and rule.over == "term" for rule in case.rules):
            yield "over", say("fault.rule.match"), None

    def asks_by_award(self, source: str) -> bool:
        return source == self.source and self.of == "award"

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield "source", "source", self.source
        for source in self.counts.sources or ():
            yield "counts.sources", "source", source
        for gift in self.counts.in_kind:
            yield "counts.in_kind", "in_kind", gift

    def says(self, case: Case) -> Message:
        return say(f"rule.local_match.{self.of}", source=case.plan.sources[self.source].name, share=Percent(self.share))


Call = tuple[LocalMatch, tuple[str, ...]]
"""A match rule and the years over which its match must be reached."""


def _groups(earlier: list[Call], last: Call) -> Iterator[list[Call]]:
    """Every group of calls that ends with ``last`` and hangs together by common years: only these can lack what each of
    their parts has."""
    near = _joined(earlier, last)
    for size in range(len(near) + 1):
        for some in combinations(near, size):
            if len(_joined(list(some), last)) == size:
                yield [*some, last]


def _joined(calls: list[Call], start: Call) -> list[Call]:
    """Those of the calls that are joined to the first by common years, directly or through others."""
    found: list[Call] = []
    years = set(start[1])
    while more := [call for call in calls if call not in found and years & set(call[1])]:
        found += more
        years |= {year for _, period in more for year in period}
    return [call for call in calls if call in found]


def counted(case: Case, view: View, together: list[Call]) -> Lin:
    """Dollars that count for any of the rules in its years."""
    parts: list[Lin | int] = []
    for year in case.years:
        rules = [rule for rule, years in together if year in years]
        for source in case.sources:
            parts.append(view.paid(source, year, lambda charge, source=source, rules=rules: any(  # type: ignore[misc]
                rule.counts_payment(source, charge) for rule in rules)))
        gifts = {gift for rule in rules for gift in rule.counts.in_kind}
        parts += [given(case, view, gift, year) for gift in sorted(gifts)]
    return total(parts)


def given(case: Case, view: View, gift: str, year: str) -> Lin | int:
    """What a gift is worth in a year, in dollars; nothing where the program for which it is given does not run."""
    record = case.plan.in_kind[gift]
    worth = record.amounts.get(year, 0)
    return worth if record.program is None else view.on(record.program, year) * worth
