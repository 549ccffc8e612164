"""What the next $1,000, $5,000 and $25,000 of each source buy: always by solving again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allocator.whatif import amounts as money
from allocator.whatif.gain import Gain, gain, no_gain
from allocator.whatif.in_between import better_of, same
from allocator.whatif.study import Best, Study

STEPS = (1_000, 5_000, 25_000)
"""Dollars more a year."""


@dataclass(frozen=True)
class NextDollars:
    """What more money of one source buys, smallest step first."""

    source: str
    gains: tuple[Gain, ...]


def next_dollars(study: Study, steps: Sequence[int] = STEPS, sources: Sequence[str] | None = None) -> tuple[NextDollars, ...]:
    """What so many dollars more a year buy, for each source that gives money (or for some sources). Where the greatest step is
    proved to change nothing and no rule asks for more, the smaller ones are known without asking."""
    case, base, order = study.case, study.base, sorted(steps)
    chosen = money.sources_that_give(case) if sources is None else list(sources)
    last = [(source, order[-1]) for source in chosen]
    found = _asked(study, base, last)
    idle = {source for source in chosen if not money.more_is_asked(case, source) and same(base, found[source, order[-1]])}
    found |= _asked(study, base, [(source, step) for source in chosen if source not in idle for step in order[:-1]])
    return tuple(NextDollars(source, tuple(
        no_gain(base, source, step) if source in idle else gain(base, found[source, step], source, step) for step in order))
        for source in chosen)


def _asked(study: Study, base: Best, questions: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Best]:
    bests = study.ask([money.more(study.case, source, dollars) for source, dollars in questions]) if questions else []
    return {question: surely(base, best) for question, best in zip(questions, bests, strict=True)}


def surely(base: Best, best: Best) -> Best:
    """An answer that is no worse than the plan's own budget where that is valid too."""
    if best.possible and base.possible and not best.proved:
        return better_of(best, base.budget)
    return best
