"""What a match is made of: dollars of each source and worth of each gift that count toward it, and for which programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allocator.explain.match import Asked, Match


@dataclass(frozen=True)
class Parts:
    """What counts toward one match that is asked. Whole dollars."""

    asked: Asked
    unrestricted: int
    """What unrestricted sources pay."""
    others: int
    """What other sources pay."""
    gifts: int
    """Worth of in-kind gifts."""
    sources: Mapping[str, int]
    """Source -> dollars that count."""
    in_kind: Mapping[str, int]
    """Gift -> its worth."""
    programs: Mapping[str, int]
    """Program -> dollars paid for it that count."""

    @property
    def years(self) -> tuple[str, ...]:
        """Years over which it is asked."""
        return tuple(sorted({year for call in self.asked.calls for year in call.years}))


def parts(match: Match, unrestricted: Sequence[str]) -> tuple[Parts, ...]:
    """Each match that is asked with what counts toward it. ``unrestricted``: the sources that are unrestricted money."""
    return tuple(_parts(match, one, unrestricted) for one in match.asked)


def _parts(match: Match, asked: Asked, unrestricted: Sequence[str]) -> Parts:
    sources: dict[str, int] = {}
    gifts: dict[str, int] = {}
    programs: dict[str, int] = {}
    for one in match.counts:
        years = {year for call in asked.calls if call.rule in one.rules for year in call.years}
        dollars = sum(one.dollars.get(year, 0) for year in years)
        if not dollars:
            continue
        if one.gift:
            gifts[one.gift] = dollars
        else:
            sources[one.source] = sources.get(one.source, 0) + dollars
            programs[one.program] = programs.get(one.program, 0) + dollars
    free = sum(dollars for source, dollars in sources.items() if source in unrestricted)
    return Parts(asked, free, sum(sources.values()) - free, sum(gifts.values()), sources, gifts, programs)
