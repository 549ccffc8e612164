"""A first estimate for every program at once, within a fraction of a second: what the plan would lose if it were decided the
other way. It comes from the same rules with programs that may run in part, and is replaced by exact figures one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from allocator.messages import Fte, Message, say
from allocator.solve import answered
from allocator.whatif.gift import shortfalls_by_order
from allocator.whatif.study import Study


@dataclass(frozen=True)
class Estimate:
    """About how many points the best budget loses if one program is decided the other way."""

    program: str
    funded: bool
    points: Fraction | None
    """None: it is certain that it cannot be decided the other way."""
    says: Message


def estimates(study: Study, programs: Sequence[str]) -> tuple[Estimate, ...]:
    """An estimate for each of some programs: those that are in, the most needed first; then those that are out, the nearest
    first."""
    base = study.base
    asked = {program: bool(base.roster.get(program)) for program in programs}
    answer = answered("rank", (study.case, shortfalls_by_order(base), asked), stop=study.stop)
    if answer is None:
        return ()
    most, found = answer
    made = [_estimate(study, program, asked[program], most, value) for program, value in found.items()]
    return tuple(sorted(made, key=lambda one: (not one.funded, _order(one), one.program)))


def _order(one: Estimate) -> float:
    loss = float("inf") if one.points is None else float(one.points)
    return -loss if one.funded else loss


def _estimate(study: Study, program: str, funded: bool, most: float, value: float | None) -> Estimate:
    name = study.case.programs[program].name
    if value is None:
        return Estimate(program, funded, None, say("why.in.required" if funded else "why.out.cannot", program=name))
    points = Fraction(max(0.0, most - value)).limit_denominator(10)
    return Estimate(program, funded, points, say("estimate.in" if funded else "estimate.out", program=name, points=Fte(points)))
