"""What more (or less) money of a source does to the best budget: points, and what comes in or drops out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from allocator.domain.decided import Roster
from allocator.messages import Fte, Message, Money, Names, say
from allocator.whatif.moves import moves, told
from allocator.whatif.study import Best

State = Literal["proved", "within", "stopped", "impossible", "no_plan_found"]


@dataclass(frozen=True)
class Gain:
    """The best budget when a source gives so many dollars more in each year in which it gives money."""

    source: str
    dollars: int
    """Dollars more a year; less when negative."""
    status: State
    proved: bool
    """Whether the points gained are exact."""
    least: Fraction | None = None
    """Points gained, at least; negative when points are lost. None where either plan has no budget, or where rules that may
    give fall short by something else, so that points alone do not say which plan is better."""
    most: Fraction | None = None
    points: Fraction | None = None
    """Points of the budget with that money."""
    short: Mapping[str, Fraction] | None = None
    """Rule id -> how far a rule that may give then falls short."""
    roster: Roster | None = None
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    resized: tuple[str, ...] = ()
    says: tuple[Message, ...] = ()


def state(best: Best) -> State:
    """How much is known about an answer."""
    if best.possible:
        return best.status
    return "impossible" if best.impossible else "no_plan_found"


def gain(base: Best, best: Best, source: str, dollars: int) -> Gain:
    """From the plan as it is to the plan with that money."""
    if not best.possible:
        says = (_without_budget(base, best, source, dollars),)
        return Gain(source, dollars, state(best), best.proved and base.proved, says=says)
    if not base.possible:
        says = (_say_possible(base, best, source, dollars),)
        return Gain(source, dollars, state(best), best.proved and base.proved, None, None, best.points, best.short, best.roster,
                    says=says)
    made = moves(base.roster, best.roster)
    least, most = best.points - base.most, best.most - base.points
    alike = best.short == base.short
    words = _sentence(best, source, dollars, least, most) if alike else _nearer_wishes(base, best, source, dollars)
    return Gain(source, dollars, state(best), best.proved and base.proved, least if alike else None, most if alike else None,
                best.points, best.short, best.roster, made.enters, made.leaves, made.resized,
                (words, *told(best.case, made)))


def no_gain(base: Best, source: str, dollars: int) -> Gain:
    """For money that is known to change nothing."""
    words = _sentence(base, source, dollars, Fraction(0), Fraction(0))
    return Gain(source, dollars, state(base), True, Fraction(0), Fraction(0), base.points, base.short, base.roster, says=(words,))


def _sentence(best: Best, source: str, dollars: int, least: Fraction, most: Fraction) -> Message:
    name, amount = best.case.plan.sources[source].name, Money(abs(dollars))
    if dollars < 0:
        return _loss(name, amount, -most, -least)
    if least == most == 0:
        return say("gain.nothing", amount=amount, source=name)
    if least == most > 0:
        return say("gain.exact", amount=amount, source=name, points=Fte(most))
    if most < 0 or least == most:
        return say("gain.fewer", amount=amount, source=name, points=Fte(-most))
    if least <= 0:
        return say("gain.at_most", amount=amount, source=name, points=Fte(most))
    return say("gain.between", amount=amount, source=name, least=Fte(least), most=Fte(most))


def _loss(name: str, amount: Money, least: Fraction, most: Fraction) -> Message:
    if least == most == 0:
        return say("loss.nothing", amount=amount, source=name)
    if least == most > 0:
        return say("loss.exact", amount=amount, source=name, points=Fte(most))
    if most < 0:
        return say("loss.more", amount=amount, source=name, points=Fte(-most))
    if least <= 0:
        return say("loss.at_most", amount=amount, source=name, points=Fte(most))
    return say("loss.between", amount=amount, source=name, least=Fte(least), most=Fte(most))


def _nearer_wishes(base: Best, best: Best, source: str, dollars: int) -> Message:
    rules = Names(tuple(sorted(rule for rule in {*base.short, *best.short} if base.short.get(rule) != best.short.get(rule))))
    code = "gain.short" if dollars > 0 else "loss.short"
    return say(code, amount=Money(abs(dollars)), source=best.case.plan.sources[source].name, rules=rules,
               before=Fte(base.points), after=Fte(best.points))


def _without_budget(base: Best, best: Best, source: str, dollars: int) -> Message:
    name, amount = best.case.plan.sources[source].name, Money(abs(dollars))
    if not best.impossible:
        return say("gain.unknown" if dollars > 0 else "loss.unknown", amount=amount, source=name)
    if base.impossible:
        return say("gain.still_impossible" if dollars > 0 else "loss.still_impossible", amount=amount, source=name)
    return say("gain.impossible" if dollars > 0 else "loss.impossible", amount=amount, source=name)


def _say_possible(base: Best, best: Best, source: str, dollars: int) -> Message:
    name, amount = best.case.plan.sources[source].name, Money(abs(dollars))
    code = "gain.possible" if dollars > 0 else "loss.possible"
    return say(code, amount=amount, source=name, points=Fte(best.points))
