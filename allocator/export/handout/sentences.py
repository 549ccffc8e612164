"""What the page says in sentences: the message, how good the plan is, what comes after it, what nobody has confirmed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from allocator.domain.report import Report
from allocator.export.handout.figures import Figures
from allocator.export.handout.fit import clean, cut
from allocator.export.handout.voice import Voice
from allocator.grants import unconfirmed_in_use, unconfirmed_says
from allocator.messages import Message, Money, Percent, say

LARGE, LONGEST = 56.0, 76.0
"""How wide a school's name may run, in small letters: in large print, and at all."""
FAR = 0.25
"""A distance from the best beyond which a number would only mislead."""


def school(report: Report) -> str:
    """The school; with several, the plan's name."""
    sites = list(report.case.plan.sites.values())
    return cut(sites[0].name if len(sites) == 1 else report.case.plan.name, LONGEST)


def kind(report: Report, voice: Voice) -> str:
    """What this is, for which years and, where there are several, for how many schools; with the plan's name if it has its
    own."""
    plan = report.case.plan
    said = voice(say("handout.kind", years=voice.years(plan.years)))
    if len(plan.sites) > 1:
        return f"{said}. {voice(say('handout.schools', count=len(plan.sites)))}"
    own = cut(plan.name, LARGE)
    return said if clean(plan.name) == clean(next(iter(plan.sites.values())).name) else f"{said}. {own}"


def message(report: Report, voice: Voice) -> str:
    """The one sentence to remember."""
    if not report.points_reachable:
        return voice(say("handout.message.none"))
    met, reachable = voice.points([report.points, report.points_reachable])
    return voice(say("handout.message", met=met, reachable=reachable))


def share(report: Report) -> Fraction:
    """How much of what could be reached is reached."""
    return report.points / report.points_reachable if report.points_reachable else Fraction(0)


def spending(figures: Figures, voice: Voice) -> str:
    """How many programs run, and how much of the money is spent."""
    return voice(say("handout.spending", run=len(figures.programs), all=len(figures.case.programs), spent=Money(figures.spent),
                     money=Money(figures.money)))


def left(figures: Figures, voice: Voice) -> str:
    """What becomes of money that is not spent."""
    lapsed, unspent, year = figures.lapsed, figures.unspent, figures.years[-1]
    if lapsed and unspent:
        return voice(say("handout.left", left=Money(lapsed + unspent), lapsed=Money(lapsed), unspent=Money(unspent), year=year))
    if lapsed:
        return voice(say("handout.left.lapsed", left=Money(lapsed)))
    return voice(say("handout.left.unspent", left=Money(unspent), year=year) if unspent else say("handout.left.none"))


def good(report: Report, voice: Voice) -> list[str]:
    """How good the plan is known to be, in sentences that never promise too much."""
    return [voice(one) for one in _good(report)]


def _good(report: Report) -> Iterator[Message]:
    if report.status == "proved":
        yield say("handout.best.proved")
    elif report.gap > FAR:
        yield say("handout.best.far")
    else:
        tenths = max(1, math.ceil(round(report.gap * 1000, 6)))
        near = Percent(Fraction(tenths, 1000))
        yield say("handout.best.within", share=near) if report.status == "within" else say("handout.best.stopped", share=near)
    short = len({finding.rule for finding in report.findings if not finding.holds})
    if short == 1:
        yield say("handout.short.one")
    elif short:
        yield say("handout.short", count=short)
    yield say("handout.checked")


def after(figures: Figures, voice: Voice) -> str:
    """The year after the plan, in one or two sentences."""
    year, last, found = figures.case.next_year, figures.years[-1], figures.after
    if not found.recurs:
        return voice(say("cliff.nothing", year=year))
    recurs = voice(say("cliff.recurs", year=year, last=last, amount=Money(found.recurs)))
    paid = Money(found.recurs - found.gap)
    then = say("cliff.gap", paid=paid, gap=Money(found.gap)) if found.gap else say("cliff.no_gap")
    return f"{recurs} {voice(then)}"


def unconfirmed(report: Report, voice: Voice) -> str:
    """What the plan rests on and nobody has confirmed, counted by kind."""
    said = unconfirmed_says(unconfirmed_in_use(report.case))
    return voice(say("handout.unconfirmed.none") if said is None else said)
