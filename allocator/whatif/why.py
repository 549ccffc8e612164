"""Why a program, or one of its levels, is in the plan or not: by solving again with it, or without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from allocator.domain.report import Change
from allocator.domain.rule import Unit
from allocator.domain.variation import Variation
from allocator.messages import Message
from allocator.solve import Target, Toward
from allocator.whatif.asked import Runs, StaysOut
from allocator.whatif.between import Between, lost
from allocator.whatif.cited import Cited, cited
from allocator.whatif.gift import least_gift, shortfalls_by_order
from allocator.whatif.moves import NO_MOVES, Moves, moves
from allocator.whatif.study import Best, Study
from allocator.whatif.why_words import words

ASKED = "asked"
"""Id of the rule that a question brings along."""
Code = Literal["worth", "as_good", "required", "rivals", "floors", "cannot", "unknown"]
"""worth: it is in, and the plan would lose points without it; required: it is in, and no budget does without it;
rivals: it is out, and the plan would lose points with it; cannot: it is out, and no budget has it;
as_good: some other budget decides otherwise and is as good; floors: otherwise, rules that may give would fall short by more;
unknown: the time was too short to say."""


@dataclass(frozen=True)
class Why:
    """The reason for one program or level."""

    program: str
    level: str | None
    """The level that was asked about; None: any."""
    funded: bool
    code: Code
    proved: bool
    """Whether what it says is exact."""
    points: Between | None = None
    """Points that the best budget loses if it is decided the other way."""
    short: Mapping[str, Fraction] = field(default_factory=dict)
    """Rule id -> by how much more a rule that may give then falls short (less: negative)."""
    units: Mapping[str, Unit] = field(default_factory=dict)
    """Rule id -> what it falls short in."""
    moves: Moves = NO_MOVES
    """What comes in and what drops out then."""
    paid_by: Mapping[str, int] = field(default_factory=dict)
    """Source -> dollars of all years that it pays for the program, or would pay."""
    conflict: tuple[Cited, ...] = ()
    """Rules that cannot hold together otherwise; leaving out any one of them resolves this conflict."""
    ways_out: tuple[tuple[Change, ...], ...] = ()
    gift: Toward | None = None
    """The least dollars a year, given for the program alone, with which it is in every best plan."""
    people: tuple[tuple[str, Fraction, Fraction], ...] = ()
    """(role, FTE that the program needs, most FTE of it that are free in a year) where too few are free."""
    says: tuple[Message, ...] = ()


def reasons(study: Study, programs: Sequence[str], levels: bool = False) -> list[Why]:
    """The reason for each of some programs and, if asked, for each level at which it does not run now."""
    asked: list[tuple[str, str | None]] = []
    for program in programs:
        asked.append((program, None))
        running = set(study.base.roster.get(program, {}).values())
        options = study.case.options[program]
        if levels and len(options) > 1:
            asked += [(program, option.level) for option in options if option.level not in running]
    answers = study.ask([_otherwise(study.base, *what) for what in asked])
    return [_told(study, _reason(study.base, other, *what)) for what, other in zip(asked, answers, strict=True)]


def with_gift(study: Study, why: Why) -> Why:
    """The same reason, and the least gift that would bring the program in."""
    if why.code != "rivals" or why.level is not None:
        return why
    base = study.base
    target = Target(base.most, shortfalls_by_order(base), beyond=True)
    return _told(study, replace(why, gift=least_gift(study, why.program, target)))


def _otherwise(base: Best, program: str, level: str | None) -> Variation:
    runs = base.roster.get(program, {})
    now = bool(runs) if level is None else level in runs.values()
    rule = (StaysOut if now else Runs)(id=ASKED, program=program, level=level)
    return Variation(rules=(rule,))


def _reason(base: Best, other: Best, program: str, level: str | None) -> Why:
    funded = bool(base.roster.get(program)) if level is None else level in base.roster.get(program, {}).values()
    if other.impossible:
        conflict = tuple(cited(other.case, rule) for rule in other.answer.conflict if rule != ASKED)
        return Why(program, level, funded, "required" if funded else "cannot", proved=True, conflict=conflict,
                   ways_out=other.answer.gives, people=_people(base, program, level), paid_by=_payers(base, program))
    if not other.possible:
        return Why(program, level, funded, "unknown", proved=False, paid_by=_payers(base, program))
    points = lost(base, other)
    more = {rule: amount for rule in {*base.short, *other.short}
            if (amount := other.short.get(rule, Fraction(0)) - base.short.get(rule, Fraction(0)))}
    code: Code = "floors" if more else "as_good" if points.nothing else "worth" if funded else "rivals"
    units = {finding.rule: finding.unit for finding in other.findings if finding.rule in more}
    people = () if funded else _people(base, program, level)
    return Why(program, level, funded, code, base.proved and other.proved, points, more, units, moves(base.roster, other.roster),
               _payers(base if funded else other, program), people=people)


def _payers(best: Best, program: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for payment in best.budget.payments:
        if payment.program == program:
            found[payment.source] = found.get(payment.source, 0) + payment.dollars
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _people(base: Best, program: str, level: str | None) -> tuple[tuple[str, Fraction, Fraction], ...]:
    """Roles of which the program needs more than is free in any year of the plan as it is."""
    case = base.case
    options = [option for option in case.options[program] if level in (None, option.level)]
    found = []
    for role in sorted({role for option in options for role in option.staff}):
        most = case.plan.staff[role].max
        if most is None:
            continue
        needs = min(option.staff.get(role, Fraction(0)) for option in options)
        free = max(Fraction(most.get(year, 0) if isinstance(most, dict) else most) - _used(base, role, year, program)
                   for year in case.years)
        if needs > free:
            found.append((role, needs, max(Fraction(0), free)))
    return tuple(found)


def _used(base: Best, role: str, year: str, program: str) -> Fraction:
    """FTE of a role that the other programs use in a year."""
    level = base.budget.level(program, year)
    own = Fraction(0) if level is None else base.case.option(program, level).staff.get(role, Fraction(0))
    return Fraction(base.ledger.fte_in(role, year)) - own


def _told(study: Study, why: Why) -> Why:
    return replace(why, says=words(study.case, why))
