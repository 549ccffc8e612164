"""A reserve list in both directions: what to add if a source gives more, what to drop if it gives less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from allocator.domain.decided import Roster
from allocator.domain.variation import Variation
from allocator.messages import Message, Names, say
from allocator.whatif import amounts as money
from allocator.whatif.asked import OnlyDrops
from allocator.whatif.frontier import Keeping, cost_of_keeping, keeps
from allocator.whatif.gain import Gain, gain, state
from allocator.whatif.moves import covers
from allocator.whatif.next_dollars import surely
from allocator.whatif.study import Best, Study

STEPS = (25_000,)
"""Dollars more, and less, a year."""


@dataclass(frozen=True)
class Reserve:
    """What to add with more money of a source, and what to drop with less."""

    source: str
    more: tuple[Step, ...]
    less: tuple[Step, ...]


@dataclass(frozen=True)
class Step:
    """So many dollars more or less a year, and what is done then."""

    gain: Gain
    keeping: Keeping | None = None
    """On a nested list: what it costs in points that the plan with more money keeps everything of the plan as it is, and that
    the plan with less takes nothing new in."""
    says: tuple[Message, ...] = ()


def reserve(study: Study, source: str, steps: Sequence[int] = STEPS, nested: bool = False) -> Reserve:
    """The reserve list of a source. ``nested``: more money only adds, less money only drops."""
    order = sorted(steps)
    dollars = [*order, *(-step for step in order)]
    variations = [money.more(study.case, source, step) for step in dollars]
    free = [surely(study.base, best) if step > 0 else best
            for step, best in zip(dollars, study.ask(variations), strict=True)]
    kept = _nested(study, variations, dollars, free) if nested and study.base.possible else [None] * len(free)
    found = [_step(study, source, step, best, other) for step, best, other in zip(dollars, free, kept, strict=True)]
    return Reserve(source, tuple(found[: len(order)]), tuple(found[len(order):]))


def _nested(study: Study, variations: Sequence[Variation], dollars: Sequence[int], free: Sequence[Best]) -> list[Best | None]:
    """The best budgets that only add to the plan's own, or only drop from it; asked only where the best is not one of them."""
    own = study.base.roster
    asked = [number for number, best in enumerate(free) if not (best.possible and _fits(study, own, best, dollars[number]))]
    rules = {number: keeps(own) if dollars[number] > 0 else only_drops(own) for number in asked}
    answers = study.ask([replace(variations[number], rules=(rules[number],)) for number in asked]) if asked else []
    found: list[Best | None] = list(free)
    for number, answer in zip(asked, answers, strict=True):
        found[number] = surely(study.base, answer) if dollars[number] > 0 else answer
    return found


def _fits(study: Study, own: Roster, best: Best, dollars: int) -> bool:
    return covers(study.case, best.roster, own) if dollars > 0 else covers(study.case, own, best.roster)


def only_drops(roster: Roster) -> OnlyDrops:
    """The rule that nothing comes in beyond a roster."""
    return OnlyDrops(id="asked.only_drops", roster={program: dict(years) for program, years in roster.items()})


def _step(study: Study, source: str, dollars: int, free: Best, kept: Best | None) -> Step:
    if kept is None:
        found = gain(study.base, free, source, dollars)
        return Step(found, None, (*found.says, *_clipped(study, source, dollars)))
    found = gain(study.base, kept, source, dollars)
    if not (kept.possible and free.possible):
        return Step(found, Keeping(state(kept)), found.says)
    keeping, words = cost_of_keeping(free, kept, drops=dollars < 0)
    return Step(found, keeping, (*found.says, words, *_clipped(study, source, dollars)))


def _clipped(study: Study, source: str, dollars: int) -> tuple[Message, ...]:
    """A note when the source gives less than is taken away."""
    case = study.case
    years = tuple(year for year in money.giving_years(case, source) if case.stated_amount(source, year) < -dollars)
    return (say("loss.clipped", source=case.plan.sources[source].name, years=Names(years)),) if years else ()
