"""What would have to give, said so that a person knows what to do: how much more, how much less, or which rule to leave out."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from allocator.domain.case import Case, Place
from allocator.domain.report import Change
from allocator.domain.rule import Rule, Unit
from allocator.messages import Fte, Message, Money, say
from allocator.solve.bent import Missed

ASKING = ("award", "staffing")
"""Kinds of rules that give when there is more money, or more people."""


def changes(case: Case, way: Mapping[Place, Missed]) -> tuple[Change, ...]:
    """A way out, a change for each comparison that gives: money and people first, then by rule, what it speaks of, and year."""
    def order(place: Place) -> tuple[bool, str, str, str, str]:
        return case.rule(place[0]).kind not in ASKING, place[0], place[2], place[1], place[3]

    found = []
    for place in sorted(way, key=order):
        rule_id, year, about, sense = place
        amount, unit = way[place].amount, way[place].unit
        rule = case.rule(rule_id)
        says = _heading(case, rule)
        found.append(Change(rule_id, says, _said(case, rule, place, amount, unit), amount, unit, year, about, sense))
    return tuple(found)


def _heading(case: Case, rule: Rule) -> Message:
    """The rule's sentence; for money and people, whose."""
    if rule.kind == "award":
        return say("give.from", name=case.plan.sources[getattr(rule, "source", "")].name)
    if rule.kind == "staffing":
        return say("give.from", name=case.plan.staff[getattr(rule, "role", "")].name)
    return rule.says(case)


def _said(case: Case, rule: Rule, place: Place, amount: Fraction, unit: Unit) -> Message:
    _, year, about, sense = place
    way = "more" if sense == "<=" else "less"
    if unit == "count" and (sense == "==" or about in case.programs):
        return _out(case, rule, year, about)
    if rule.kind == "award":
        return say("give.money.year" if year else "give.money", amount=Money(int(amount)), year=year)
    if rule.kind == "revision" and unit == "dollars":
        return say(f"give.object.{way}.year", object=about, amount=Money(int(amount)), year=year)
    if unit == "dollars":
        code = f"give.dollars.{way}.year" if year else f"give.dollars.{way}"
        return say(code, amount=Money(int(amount)), year=year)
    if unit == "share":
        code = f"give.share.{way}.year" if year else f"give.share.{way}"
        return say(code, name=_name(case, about), points=Fte(amount * 100), year=year)
    if unit == "fte":
        code = f"give.fte.{way}.year" if year else f"give.fte.{way}"
        return say(code, amount=Fte(amount), year=year)
    code = f"give.count.{way}.year" if year else f"give.count.{way}"
    return say(code, count=int(amount), year=year)


def _out(case: Case, rule: Rule, year: str, about: str) -> Message:
    """A rule that holds or does not: for the year, and for the program where it speaks of several."""
    if about not in case.programs or getattr(rule, "program", None) == about:
        return say("give.out.year" if year else "give.out", year=year)
    return say("give.out.for.year" if year else "give.out.for", name=case.programs[about].name, year=year)


def _name(case: Case, about: str) -> str:
    """What a comparison speaks of."""
    plan = case.plan
    for records in (plan.needs, plan.programs, plan.sources, plan.staff):
        if about in records:
            return str(records[about].name)
    return about
