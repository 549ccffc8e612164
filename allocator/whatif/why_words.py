"""A reason in sentences: what is decided and what the other way would cost, what would follow, and what a person could do."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from allocator.domain.case import Case
from allocator.domain.rule import Unit
from allocator.explain.ways import told
from allocator.messages import Fte, Message, Money, Names, Percent, say
from allocator.whatif.moves import Moves
from allocator.whatif.moves import told as moved
from allocator.whatif.step_words import steps, who

if TYPE_CHECKING:
    from allocator.whatif.why import Why


def words(case: Case, why: Why) -> tuple[Message, ...]:
    """The sentences of a reason."""
    name: str | Message = case.programs[why.program].name
    if why.level is not None:
        name = level_name(case, why.program, why.level)
    others = Moves(*(tuple(program for program in group if program != why.program)
                     for group in (why.moves.enters, why.moves.leaves, why.moves.resized)))
    return (*_first(case, why, name), *_then(case, why, others), *steps(case, why, others))


def level_name(case: Case, program: str, level: str) -> Message:
    """A program at one of its levels, as people call it: "Bilingual liaison (Half time)"."""
    record = case.programs[program]
    stated = record.levels.get(level)
    if stated is None and level == "full":
        return say("why.level.full", program=record.name)
    return say("why.level", program=record.name, level=stated.name if stated is not None and stated.name else level)


def _first(case: Case, why: Why, name: str | Message) -> Iterator[Message]:
    if why.code in ("required", "cannot"):
        yield say("why.in.required" if why.funded else "why.out.cannot", program=name)
        for one in why.conflict:
            yield say("why.keeps" if why.funded else "why.conflict", rule=one.words)
            yield who(case, one.rule)
        yield from _ways(why)
    elif why.code == "unknown":
        yield say("why.in.unknown" if why.funded else "why.out.unknown", program=name)
    elif why.code == "as_good":
        yield say("why.in.as_good" if why.funded else "why.out.as_good", program=name)
    elif why.code == "floors":
        yield say("why.in.floors" if why.funded else "why.out.floors", program=name)
        for rule, more in sorted(why.short.items()):
            yield _short(case, rule, more, why.units[rule])
    else:
        yield _points(why, name)


def _short(case: Case, rule: str, more: Fraction, unit: Unit) -> Message:
    says, amount = case.rule(rule).says(case), abs(more)
    if unit == "share":
        shares = Percent(amount)
        return say("why.short.more.share" if more > 0 else "why.short.less.share", rule=says, amount=shares)
    shown = Money(ceil(amount)) if unit == "dollars" else Fte(amount)
    return say("why.short.more" if more > 0 else "why.short.less", rule=says, amount=shown)


def _points(why: Why, name: str | Message) -> Message:
    assert why.points is not None
    least, most = why.points.words
    if why.points.exact:
        return say("why.in.worth" if why.funded else "why.out.rivals", program=name, points=most)
    if least.value:
        return say("why.in.worth.between" if why.funded else "why.out.rivals.between", program=name, least=least, most=most)
    return say("why.in.worth.at_most" if why.funded else "why.out.rivals.at_most", program=name, points=most)


def _ways(why: Why) -> Iterator[Message]:
    for way in why.ways_out[:1]:
        for _, rule, changes in told(way):
            code = "why.way" if rule.code == "give.from" else "why.way.rule"
            yield from (say(code, rule=rule, change=change) for change in changes)


def _then(case: Case, why: Why, others: Moves) -> Iterator[Message]:
    if why.code in ("worth", "rivals", "as_good", "floors") and not others.none:
        yield say("why.moves.without" if why.funded else "why.moves.with")
        yield from moved(case, others)
    for role, needs, free in why.people:
        yield say("why.people", role=case.plan.staff[role].name, needs=Fte(needs), free=Fte(free))
    if why.paid_by:
        payers = Names(tuple(_amount(case, source, dollars) for source, dollars in why.paid_by.items()))
        yield say("why.pays" if why.funded else "why.would_pay", payers=payers)


def _amount(case: Case, source: str, dollars: int) -> Message:
    return say("why.amount", source=case.plan.sources[source].name, amount=Money(dollars))
