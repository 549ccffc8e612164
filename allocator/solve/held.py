"""What runs is held fixed: can it still be paid when a source gives less or a program costs more, and how far does that go?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.domain.variation import Variation
from allocator.model import Split, split
from allocator.solve.answer import Stop
from allocator.solve.engine import Engine, Limits, empty_rows_hold
from allocator.solve.engines import engine
from allocator.solve.rosters import Bend, Bent

ONCE = Limits(gap=1.0, seconds=20.0)
"""One payment plan is enough, whichever it is."""


def payable(case: Case, roster: Roster, payer: Engine) -> bool:
    """Whether some payments in whole dollars obey every rule that must hold. Positions are paid as one; where a rule tells
    their lines apart, also line by line."""
    as_one = split(case, roster)
    if _has_payments(as_one, payer):
        return True
    return as_one.tells_apart and _has_payments(split(case, roster, by_line=True), payer)


def _has_payments(work: Split, payer: Engine) -> bool:
    if not work.columns:
        return empty_rows_hold(work.problem)
    return payer.solve(work.problem, ONCE).x is not None


def held(case: Case, roster: Roster, variations: Sequence[Variation], tell: Callable[[object], None],
         stop: Stop) -> tuple[bool, ...]:
    """Whether a roster can be paid with each of some differences. Shorter after a stop."""
    payer = engine("highs")
    found: list[bool] = []
    for variation in variations:
        if stop():
            break
        found.append(payable(variation.of(case), roster, payer))
    return tuple(found)


def bends(case: Case, roster: Roster, asked: Sequence[Bend], tell: Callable[[Bent], None], stop: Stop) -> int:
    """How far each of some things can get worse while the roster can still be paid, found by halving; each is told as soon as
    it is known. The roster can be paid as things are. Returns how many were told."""
    payer = engine("highs")
    for number, bend in enumerate(asked):
        good, bad = 0, bend.most + 1
        trial = bend.most
        while bad - good > 1:
            if stop():
                return number
            if payable(bend.variation(trial, case.years).of(case), roster, payer):
                good = trial
            else:
                bad = trial
            trial = (good + bad) // 2
        tell(Bent(number, good))
    return len(asked)
