"""What differs between two rosters, in the words of a meeting: what comes in, what drops out, what changes its size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.messages import Message, Names, say


@dataclass(frozen=True)
class Moves:
    """Ids of programs that run only after, only before, or in both with other years or levels."""

    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    resized: tuple[str, ...] = ()

    @property
    def none(self) -> bool:
        """Whether the same programs run at the same levels in the same years."""
        return not (self.enters or self.leaves or self.resized)


NO_MOVES = Moves()


def moves(before: Roster, after: Roster) -> Moves:
    """From one roster to another."""
    was, now = _running(before), _running(after)
    both = sorted(set(was) & set(now))
    return Moves(tuple(sorted(set(now) - set(was))), tuple(sorted(set(was) - set(now))),
                 tuple(program for program in both if was[program] != now[program]))


def told(case: Case, made: Moves) -> Iterator[Message]:
    """The moves in sentences."""
    if made.enters:
        yield say("moves.enters", names=names(case, made.enters))
    if made.leaves:
        yield say("moves.leaves", names=names(case, made.leaves))
    if made.resized:
        yield say("moves.resized", names=names(case, made.resized))


def names(case: Case, programs: Iterable[str]) -> Names:
    """Programs by their names."""
    return Names(tuple(case.programs[program].name for program in programs))


def covers(case: Case, larger: Roster, smaller: Roster) -> bool:
    """Whether everything of one roster runs in another, in the same years and at no smaller level."""
    for program, years in smaller.items():
        order = [option.level for option in case.options[program]]
        for year, level in years.items():
            found = larger.get(program, {}).get(year)
            if found is None or order.index(found) < order.index(level):
                return False
    return True


def _running(roster: Roster) -> dict[str, dict[str, str]]:
    return {program: dict(years) for program, years in roster.items() if years}
