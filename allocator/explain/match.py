"""The local match: what a grant asks to see beside its own money, what counts toward it, and how much of it is reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from allocator.audit import Ledger
from allocator.constraints.local_match import LocalMatch, counted, given
from allocator.domain.lin import total
from allocator.domain.report import Report
from allocator.domain.rule import Citation
from allocator.messages import Message
from allocator.money import whole_down


@dataclass(frozen=True)
class Call:
    """What one match rule asks for over some years."""

    rule: str
    source: str
    """The grant that asks."""
    years: tuple[str, ...]
    of: Literal["award", "spent"]
    share: Fraction
    says: Message
    cite: Citation


@dataclass(frozen=True)
class Asked:
    """One call, or several that share years and for which a dollar counts once. Whole dollars; what is asked is rounded up."""

    calls: tuple[Call, ...]
    asked: int
    reached: int
    prefer: bool
    """Whether the rule is a wish, which may fall short."""

    @property
    def room(self) -> int:
        """Dollars beyond what is asked; negative when they are missing."""
        return self.reached - self.asked


@dataclass(frozen=True)
class Counts:
    """Something that counts: what a source pays of a cost, or a gift."""

    source: str
    """The source that pays; empty for a gift."""
    program: str
    """The program whose cost it is, or for which the gift is given; empty for a gift to the school as a whole."""
    line: str
    object: str
    gift: str
    """Id of the gift; empty for money."""
    dollars: Mapping[str, int]
    """Fiscal year -> whole dollars."""
    rules: tuple[str, ...]
    """Ids of the match rules for which it counts."""


@dataclass(frozen=True)
class Match:
    """Everything about the match. Nothing in it: no rule asks for one."""

    asked: tuple[Asked, ...] = ()
    """Each call alone, then calls together. Where rules by year share years with one for all years, there are many ways to put
    calls together: the one with the least room is shown."""
    counts: tuple[Counts, ...] = ()


def match(report: Report) -> Match:
    """The match that a plan's rules ask for and what a budget shows for it."""
    rules = [rule for rule in report.case.rules if isinstance(rule, LocalMatch) and rule.share > 0]
    view = Ledger(report.case, report.budget)
    return Match(_tightest(list(_asked(report, view, rules))), (*_money(report, rules), *_gifts(report, view, rules)))


def _tightest(found: list[Asked]) -> tuple[Asked, ...]:
    """One for each group of rules, and for each year in which the same rules ask for the same years."""
    kept: dict[tuple[object, ...], Asked] = {}
    for one in sorted(found, key=lambda one: len(one.calls)):
        years = {call.years for call in one.calls}
        key = (tuple(sorted({call.rule for call in one.calls})), *(years if len(years) == 1 else ()))
        if key not in kept or one.room < kept[key].room:
            kept[key] = one
    return tuple(kept.values())


def _asked(report: Report, view: Ledger, rules: list[LocalMatch]) -> Iterator[Asked]:
    for rule in rules:
        for group in rule.groups(report.case):
            dollars = total(one.asked(view, years) for one, years in group).const
            calls = tuple(Call(one.id, one.source, years, one.of, one.share, one.says(report.case), one.cite)
                          for one, years in group)
            yield Asked(calls, -whole_down(-dollars), whole_down(counted(report.case, view, group).const),
                        rule.prefer is not None)


def _money(report: Report, rules: list[LocalMatch]) -> Iterator[Counts]:
    known = {(c.program, c.line, c.object): c for c in report.case.all_charges}
    paid: dict[tuple[str, str, str, str], dict[str, int]] = {}
    for p in report.budget.payments:
        years = paid.setdefault((p.source, p.program, p.line, p.object), {})
        years[p.year] = years.get(p.year, 0) + p.dollars
    for (source, program, line, code), dollars in sorted(paid.items()):
        charge = known.get((program, line, code))
        if charge and (names := tuple(rule.id for rule in rules if rule.counts_payment(source, charge))):
            yield Counts(source, program, line, code, "", dollars, names)


def _gifts(report: Report, view: Ledger, rules: list[LocalMatch]) -> Iterator[Counts]:
    for gift, record in sorted(report.case.plan.in_kind.items()):
        if names := tuple(rule.id for rule in rules if gift in rule.counts.in_kind):
            dollars = {year: whole_down(total([given(report.case, view, gift, year)]).const) for year in report.case.years}
            yield Counts("", record.program or "", "", "", gift, dollars, names)
