"""Many amounts of the same money, from the smallest to the greatest: what need not be asked is not asked.

Where no rule asks for more when a source gives more, every budget that is possible with an amount is possible with a greater
one. So when the proved answers to two amounts are one and the same roster, it is the answer to every amount between them; only
who pays is still worked out there. And what is impossible with an amount is impossible with every smaller one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from allocator.audit import check
from allocator.domain.budget import Budget
from allocator.domain.decided import Roster
from allocator.domain.variation import Variation
from allocator.explain.report import shortfalls
from allocator.solve import Answer
from allocator.whatif.asked import Keeps, OnlyDrops
from allocator.whatif.study import Best, Study

Hear = Callable[[int], None]
"""Told how many of the amounts are answered."""


def ascending(study: Study, variations: Sequence[Variation], monotone: bool, hear: Hear = lambda done: None) -> list[Best]:
    """The best budget with each of some differences that give a source more and more money. ``monotone``: whatever is possible
    with less is possible with more."""
    found: dict[int, Best] = {}
    for turn in _turns(len(variations), found, monotone):
        some = [variations[number] if roster is None else fixed(variations[number], roster) for number, roster in turn.items()]
        found.update(zip(turn, _counting(study, hear, len(found)).ask(some), strict=True))
        if study.stop.is_set():
            break
    least = max((number for number, best in found.items() if monotone and best.impossible), default=-1)
    for number, variation in enumerate(variations):
        known = Answer("impossible") if number < least else Answer("no_plan_found")
        found.setdefault(number, Best(variation.of(study.case), known))
    return with_neighbours([found[number] for number in range(len(variations))])


def _counting(study: Study, hear: Hear, before: int) -> Study:
    """The study that tells how many answers there are, those before it included."""
    def told(done: int, asked: int) -> None:
        hear(before + done)

    return replace(study, hear=told)


def _turns(count: int, found: dict[int, Best], monotone: bool) -> Iterator[dict[int, Roster | None]]:
    """What is asked together, turn by turn: number -> the roster that is known to be best there, if it is known."""
    if not monotone:
        yield dict.fromkeys(range(count))
        return
    yield dict.fromkeys((count - 1, 0))
    spans = [(0, count - 1)]
    while spans := [(low, high) for low, high in spans if high - low > 1]:
        turn: dict[int, Roster | None] = {}
        wider, spans = [span for span in spans if not found[span[1]].impossible], []
        for low, high in wider:
            if same(found[low], found[high]):
                turn.update(dict.fromkeys(range(low + 1, high), found[low].roster))
            else:
                middle = (low + high) // 2
                turn[middle] = None
                spans += [(low, middle), (middle, high)]
        if turn:
            yield turn


def same(low: Best, high: Best) -> bool:
    """Whether two answers are known to be the best, and are the same roster that falls as short of the same rules."""
    if not (low.possible and high.possible and low.proved and high.proved):
        return False
    return low.roster == high.roster and low.short == high.short


def fixed(variation: Variation, roster: Roster) -> Variation:
    """The difference, with this roster and no other."""
    runs = {program: dict(years) for program, years in roster.items()}
    return replace(variation, rules=(*variation.rules, Keeps(id="asked.keeps", roster=runs),
                                     OnlyDrops(id="asked.only_drops", roster=runs)))


def with_neighbours(bests: list[Best]) -> list[Best]:
    """Where the best is not known, a neighbour's budget counts if it passes the audit there too and reaches more points."""
    found = list(bests)
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for number in order:
            other = found[number + step]
            if found[number].possible and not found[number].proved and other.possible:
                found[number] = better_of(found[number], other.budget)
    return found


def better_of(best: Best, budget: Budget) -> Best:
    """A budget that was found for another case in place of a case's own, if it is valid there, falls no shorter and reaches
    more points; else the case's own."""
    findings = check(best.case, budget)
    if any(finding.fails for finding in findings):
        return best
    short: dict[str, Fraction] = {rule: amount for rule, amount in shortfalls(findings).items() if amount}
    other = Best(best.case, replace(best.answer, budget=budget), findings)
    return other if short == best.short and other.points > best.points else best
