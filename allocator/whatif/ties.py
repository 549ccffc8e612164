"""Honest ties: how many plans are equally good, what they share, what they swap, and the most different plan that is nearly as
good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from allocator.allocate import audited
from allocator.audit import Ledger
from allocator.domain.case import Case
from allocator.domain.decided import Decided, Roster
from allocator.messages import Fte, Message, Money, Percent, say
from allocator.solve.alternatives import alike, unlike
from allocator.whatif.moves import Moves, moves, names, told
from allocator.whatif.study import Study

MOST = 50
"""Plans that are counted at most."""
MOST_NAMES = 8
"""Shared programs that are named in a sentence; more are counted, and listed as data."""
NEAR = Fraction(2, 100)
"""How far below the best a different plan may be, as a share of the best points."""


@dataclass(frozen=True)
class Ties:
    """Plans that fall short of the same wishes by as much and reach exactly the same points. Without a budget, ``count`` is 0."""

    count: int
    """How many there are; at least so many unless ``complete``."""
    complete: bool
    """Whether all of them were found."""
    best_proved: bool
    """Whether it is certain that no plan reaches more points."""
    points: Fraction | None = None
    rosters: tuple[Roster, ...] = ()
    """The plan's own first, the others from the cheapest on."""
    shared: tuple[str, ...] = ()
    """Ids of programs that run in all of them, at whatever level and in whatever years."""
    swapped: tuple[str, ...] = ()
    """Ids of programs that run in some of them only."""
    resized: tuple[str, ...] = ()
    """Ids of programs that run in all of them, at other levels or in other years."""
    least_cost: int | None = None
    """Dollars of all programs in all years, of the cheapest that was found."""
    most_cost: int | None = None
    different: Different | None = None
    says: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Different:
    """The plan that differs most from the best one and is nearly as good."""

    proved: bool
    """Whether it is certain that none differs more; without a roster, that there is none."""
    near: Fraction
    """How far below the best its points may be, as a share."""
    roster: Roster | None = None
    points: Fraction | None = None
    cost: int | None = None
    differs: int = 0
    """Programs and years in which it differs."""
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    resized: tuple[str, ...] = ()
    says: tuple[Message, ...] = ()


def ties(study: Study, most: int = MOST, near: Fraction = NEAR) -> Ties:
    """Plans as good as the best one, counted up to ``most``, and the most different one within a share of its points."""
    case, base = study.case, study.base
    if not base.possible:
        code = "ties.none" if base.impossible else "ties.no_budget"
        return Ties(0, base.impossible, base.proved, says=(say(code),))
    found = alike(case, study.settings, base.budget, most, study.stop)
    rosters = (base.roster, *found.rosters)
    costs = [total_cost(case, roster) for roster in rosters]
    shared = sorted(set.intersection(*(_running(roster) for roster in rosters)))
    resized = tuple(one for one in shared if any(dict(roster[one]) != dict(base.roster[one]) for roster in rosters))
    known = Ties(len(rosters), found.complete, base.proved, base.points, rosters, tuple(shared),
                 tuple(sorted(set().union(*(_running(roster) for roster in rosters)) - set(shared))), resized,
                 min(costs), max(costs), different(study, near))
    return replace(known, says=tuple(_sentences(case, known)))


def different(study: Study, near: Fraction = NEAR) -> Different:
    """The plan that differs most from the best one in what runs, among those within a share of its points."""
    case, base = study.case, study.base
    found = unlike(case, study.settings, base.budget, near, study.stop)
    if found.budget is None:
        code = "unlike.none" if found.complete else "unlike.not_known"
        return Different(found.complete, near, says=(say(code, share=Percent(near)),))
    audited(case, found.budget)
    ledger, roster = Ledger(case, found.budget), found.budget.roster
    made, count = moves(base.roster, roster), program_years(case, base.roster, roster)
    how = "unlike.found" if found.complete else "unlike.at_least"
    words = say(how, share=Percent(near), points=Fte(ledger.points()), n=count)
    return Different(found.complete, near, roster, ledger.points(), ledger.total_cost(), count, made.enters, made.leaves,
                     made.resized, (words, *told(case, made)))


def program_years(case: Case, one: Roster, other: Roster) -> int:
    """In how many programs and years two rosters differ."""
    return sum(one.get(program, {}).get(year) != other.get(program, {}).get(year)
               for program in case.programs for year in case.years)


def total_cost(case: Case, roster: Roster) -> int:
    """Dollars of all programs in all years."""
    decided = Decided(case, roster)
    return sum(decided.program_cost(program, year) for program, years in roster.items() for year in years)


def _running(roster: Roster) -> set[str]:
    return {program for program, years in roster.items() if years}


def _shared(case: Case, programs: tuple[str, ...]) -> Message:
    if len(programs) > MOST_NAMES:
        return say("ties.shared_many", n=len(programs))
    return say("ties.shared", names=names(case, programs)) if programs else say("ties.nothing_shared")


def _sentences(case: Case, known: Ties) -> Iterator[Message]:
    points = Fte(known.points or 0)
    if known.count == 1:
        yield say("ties.only" if known.complete else "ties.not_known", points=points)
    else:
        yield say("ties.exact" if known.complete else "ties.at_least", n=known.count, points=points)
    if not known.best_proved:
        yield say("ties.best_not_known")
    if known.count > 1:
        yield _shared(case, known.shared)
        if known.swapped:
            yield say("ties.swapped", names=names(case, known.swapped))
        yield from told(case, Moves(resized=known.resized))
        least, most = known.least_cost or 0, known.most_cost or 0
        same = least == most
        yield say("ties.same_cost", amount=Money(least)) if same else say("ties.cost", least=Money(least), most=Money(most))
