"""What stands on a card, and in which order the cards and the other views come."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypeVar

from allocator.domain.decided import curve
from allocator.domain.report import Report
from allocator.ui.figures import needs_in_order, pillar_name
from allocator.ui.meeting.hand import Hand
from allocator.ui.show import level_name, listed, money, percent, points, safe, stretch
from allocator.ui.words import said, w

AT_ONCE = 4
"""Cards in one view."""
NEEDS_AT_ONCE = 12
"""Needs in one view."""
NAMED = 3
"""Needs that a card names; the others are counted."""
PORTION = 10_000
"""Dollars for which a card says how much need it meets."""
PILLARS = ("integrated_supports", "family_engagement", "collaborative_leadership", "extended_learning", None)
Kind = Literal["title", "needs", "cards", "end"]
One = TypeVar("One")


@dataclass(frozen=True)
class View:
    """One view of the meeting: what it shows, and its place among those that belong together."""

    kind: Kind
    items: tuple[str, ...] = ()
    pillar: str | None = None
    at: int = 1
    of: int = 1

    @property
    def title(self) -> str:
        """Its heading."""
        name = pillar_name(self.pillar) if self.kind == "cards" else w(f"meeting.view.{self.kind}")
        return name if self.of == 1 else w("meeting.view.part", name=name, at=self.at, of=self.of)


def views(hand: Hand) -> list[View]:
    """The title, the needs, the cards pillar by pillar, and the end."""
    found = [View("title")]
    found += _parts("needs", needs_in_order(hand.report), NEEDS_AT_ONCE)
    for pillar in PILLARS:
        found += _parts("cards", [p for p in hand.programs if hand.case.programs[p].pillar == pillar], AT_ONCE, pillar)
    return [*found, View("end")]


def _parts(kind: Kind, items: Sequence[str], most: int, pillar: str | None = None) -> list[View]:
    """As few views as possible, none much fuller than another."""
    count = math.ceil(len(items) / most)
    edges = [len(items) * at // count for at in range(count + 1)] if count else []
    return [View(kind, tuple(items[start:end]), pillar, at, count)
            for at, (start, end) in enumerate(pairwise(edges), 1)]


def now_words(hand: Hand, program: str) -> str:
    """Whether the program is in the budget that is shown, whatever the group chose; and when, if not in every year."""
    roster = hand.report.budget.roster.get(program, {})
    runs = [year for year in hand.case.years if year in roster]
    if not runs:
        return w("meeting.now.out")
    return w("meeting.now.in") if len(runs) == len(hand.case.years) else w("meeting.now.years", years=stretch(runs))


def cost_words(hand: Hand, program: str) -> str:
    """``Half time: $40,397 a year.``: what it costs, and at which size where it has several."""
    cost = _cost(hand, program)
    if len(hand.case.options[program]) == 1:
        return cost
    return w("meeting.cost.size", size=size_words(hand, program, hand.level(program)), cost=cost)


def _cost(hand: Hand, program: str) -> str:
    """``$28,000 the first year, then $3,090 a year``, or one figure where the first year is like the others."""
    case, level, years = hand.case, hand.level(program), hand.case.years
    first = case.cost(program, level, years[0], case.programs[program].running is None)
    if len(years) == 1 or not case.has_start_cost(program, level) or case.programs[program].running is not None:
        return w("meeting.cost", cost=money(first))
    return w("meeting.cost.first", first=money(first), later=money(case.cost(program, level, years[1], False)))


def meets_words(hand: Hand, program: str) -> str:
    """The needs that it meets, those that count most first."""
    needs, option = hand.case.plan.needs, hand.case.option(program, hand.level(program))
    order = sorted((n for n, share in option.meets.items() if share), key=lambda n: (-needs[n].score * option.meets[n], n))
    if not order:
        return w("meeting.meets.none")
    names = [w("meeting.meets.one", need=safe(needs[n].name), share=percent(option.meets[n])) for n in order[:NAMED]]
    if len(order) > NAMED:
        names.append(w("meeting.meets.more", count=len(order) - NAMED))
    return w("meeting.meets", list=listed(names))


def why_words(hand: Hand, program: str) -> str:
    """The back of the card: how far its money goes, and what the budget does with it."""
    roster = hand.report.budget.roster.get(program, {})
    runs = [year for year in hand.case.years if year in roster]
    budget = w("meeting.why.runs", years=stretch(runs)) if runs else w("meeting.why.out")
    worth = _worth(hand.report)
    if not worth[program]:
        return f"{w('meeting.meets.none')} {budget}"
    place = 1 + sum(1 for other in worth.values() if other > worth[program])
    says = w("meeting.why", points=points(worth[program]), portion=money(PORTION), place=place, all=len(worth))
    return f"{says} {budget}"


@lru_cache(maxsize=8)
def _worth_of(known: _Known) -> dict[str, Fraction]:
    report = known.report
    case, needs = report.case, report.case.plan.needs
    found = {}
    for program, options in case.options.items():
        best = Fraction(0)
        for option in options:
            met = sum((needs[n].score * curve(needs[n].returns, share) for n, share in option.meets.items()), Fraction(0))
            cost = sum(case.cost(program, option.level, year, year == case.years[0]) for year in case.years)
            best = max(best, met * PORTION * len(case.years) / max(cost, 1))
        found[program] = best
    return found


class _Known:
    """A report by itself: the same object, the same answer."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.report is self.report

    def __hash__(self) -> int:
        return id(self.report)


def _worth(report: Report) -> dict[str, Fraction]:
    """Points of need that each program meets by itself for the portion of dollars, at its best size, a year on average."""
    return _worth_of(_Known(report))


def lock_words(hand: Hand, program: str) -> str:
    """The rule that decides about a card; empty where the group may choose."""
    rule = hand.locked.get(program)
    return w("meeting.locked", says=safe(said(rule.says(hand.case)))) if rule is not None else ""


def size_words(hand: Hand, program: str, level: str) -> str:
    """What a size is called."""
    return safe(level_name(hand.report, program, level))
