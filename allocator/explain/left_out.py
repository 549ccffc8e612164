"""What a budget leaves out: what each such program would cost and add beside all that runs, and what stands in its way.

These are facts about the budget as it stands, found without a search. What the best budget with a program would look like is a
search of its own (``docs/decisions/0013-reasons.md``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from allocator.domain.case import Case
from allocator.domain.decided import Decided, curve
from allocator.domain.menu import FULL
from allocator.domain.natural import natural
from allocator.domain.report import Report
from allocator.domain.rule import Rule, rows_of
from allocator.messages import Fte, Message, Money, Names, say
from allocator.money import exact

BY_ROSTER = ("must_not", "choose", "requires", "staffing")
"""Kinds of rules that speak of what runs beside what, in the order in which they are named."""


@dataclass(frozen=True)
class LeftOut:
    """A program that runs in no year."""

    program: str
    cost: int
    """Dollars of its first year at full size, if it began with the plan."""
    adds: Fraction
    """Points that it would add to this budget if it ran at full size in every year beside all that runs."""
    open: bool
    """Whether it is money or better use of it, and no rule about what runs, that stands in its way."""
    says: Message
    """What stands in its way."""


def left_out(report: Report) -> tuple[LeftOut, ...]:
    """Programs that run in no year: first those that no rule about what runs keeps out, then by points for a dollar."""
    roster = {program: years for program, years in report.budget.roster.items() if years}
    view = Decided(report.case, roster)
    rules = [rule for rule in report.case.rules if rule.kind in BY_ROSTER and rule.prefer is None]
    found = [_left_out(report, view, rules, program) for program in report.case.programs if program not in roster]
    return tuple(sorted(found, key=lambda one: (not one.open, -one.adds / max(one.cost, 1), natural(one.program))))


def _left_out(report: Report, view: Decided, rules: Sequence[Rule], program: str) -> LeftOut:
    case = report.case
    cost = Decided(case, {program: {case.years[0]: FULL}}).program_cost(program, case.years[0])
    adds = _adds(view, program)
    barrier = _ruled_out(view, rules, program) or _unpayable(case, program)
    if barrier is not None:
        return LeftOut(program, cost, adds, False, barrier)
    if not adds:
        return LeftOut(program, cost, adds, False, say("left.nothing"))
    return LeftOut(program, cost, adds, True, _money(report, program))


def _adds(view: Decided, program: str) -> Fraction:
    case, points = view.case, Fraction(0)
    for need, share in case.option(program, FULL).meets.items():
        record = case.plan.needs[need]
        for year in case.years:
            served = view.served(need, year)
            more = curve(record.returns, min(Fraction(1), served + share)) - curve(record.returns, min(Fraction(1), served))
            points += record.score * more * case.weights[year]
    return points / len(case.years)


# rules about what runs -----------------------------------------------------------------------------------------------
def _ruled_out(view: Decided, rules: Sequence[Rule], program: str) -> Message | None:
    """The one of some rules about what runs by which it could run at no size and in no year beside all that runs, if any."""
    case = view.case
    rules = sorted((rule for rule in rules if _concerns(case, rule, program)), key=lambda rule: BY_ROSTER.index(rule.kind))
    broken: dict[str, int] = {}
    for years in _runs(case, program) if rules else ():
        tried = Decided(case, {**view.roster, program: years})
        failing = [rule.id for rule in rules if any(row.room < 0 for row in rows_of(rule, case, tried))]
        if not failing:
            return None
        for rule in failing:
            broken[rule] = broken.get(rule, 0) + 1
    return _says(view, max(rules, key=lambda rule: broken.get(rule.id, 0)), program) if broken else None


def _concerns(case: Case, rule: Rule, program: str) -> bool:
    if rule.kind == "staffing":
        return any(option.staff.get(getattr(rule, "role", "")) for option in case.options[program])
    return any(what == "program" and name == program for _, what, name in rule.names())


def _runs(case: Case, program: str) -> Iterator[Mapping[str, str]]:
    """Every size, in each year alone and in all of them."""
    for option in case.options[program]:
        yield from ({year: option.level} for year in case.years)
        yield dict.fromkeys(case.years, option.level)


def _says(view: Decided, rule: Rule, program: str) -> Message:
    case = view.case
    named = [name for _, what, name in rule.names() if what == "program" and name != program]
    if rule.kind == "choose":
        running = tuple(case.programs[one].name for one in sorted(set(named)) if view.roster.get(one))
        return say("left.choose", programs=Names(running)) if running else say("left.ruled")
    if rule.kind == "requires" and named and not view.roster.get(named[0]):
        return say("left.requires", program=case.programs[named[0]].name)
    return _people(view, getattr(rule, "role", ""), program) if rule.kind == "staffing" else say("left.ruled")


def _people(view: Decided, role: str, program: str) -> Message:
    """The people whom it needs at least, and the most of them who are free in any year."""
    case = view.case
    record = case.plan.staff[role]
    needs = min(option.staff.get(role, Fraction(0)) for option in case.options[program])
    most = {year: record.max.get(year, 0) if isinstance(record.max, dict) else record.max or 0 for year in case.years}
    free = max(exact(most[year]) - Fraction(view.fte(role, year).const) for year in case.years)
    return say("left.people", fte=Fte(needs), role=record.name, free=Fte(max(Fraction(0), free)))


# money ---------------------------------------------------------------------------------------------------------------
def _unpayable(case: Case, program: str) -> Message | None:
    """Said where some cost of every size may be paid by no source."""
    sizes = [[charge for charge in case.charges[program] if charge.line in {line.charge.line for line in option.lines}]
             for option in case.options[program]]
    stuck = all(any(not case.payers(charge) for charge in charges) for charges in sizes)
    return say("left.nobody") if stuck else None


def _money(report: Report, program: str) -> Message:
    """Where too little money is left, how many dollars are missing at least, at whatever size and in whatever year it ran."""
    case = report.case
    payers = sorted({source for charge in case.charges[program] for source in case.payers(charge)})
    left = {year: sum(_left(report, source, year) for source in payers) for year in case.years}
    costs = [(year, Decided(case, {program: {year: option.level}}).program_cost(program, year))
             for option in case.options[program] for year in case.years]
    missing = min(cost - left[year] for year, cost in costs)
    return say("left.money", missing=Money(missing)) if missing > 0 else say("left.other")


def _left(report: Report, source: str, year: str) -> int:
    """Dollars that a source could pay more in a year: what it loses then or keeps to the end, and of what it carries on as much
    as no later year spends."""
    left = 0
    for later in reversed(report.case.years[report.case.years.index(year):]):
        one = report.sources[source][later]
        left = one.lapsed + one.unspent + min(one.carried_out, left)
    return left
