"""A plan that survives when a source gives less: what happens to the plan as it is, and what a safer one gives up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.domain.variation import Variation
from allocator.messages import Fte, Message, Money, Names, Percent, say
from allocator.money import half_up
from allocator.solve import rosters
from allocator.whatif.asked import OnlyDrops
from allocator.whatif.differs import Differs
from allocator.whatif.study import Best, Study

TRIES = 5
"""Safer plans that are tried before it is said that none was found."""
AS_IT_IS = Variation()


@dataclass(frozen=True)
class Safer:
    """The best plan that can be paid both when the source gives less and when it gives all."""

    roster: Roster
    points: Fraction
    least: Fraction
    """Points that it gives up, against the best plan, while the source gives all: at least so many."""
    most: Fraction
    """And at most so many."""
    proved: bool
    """Whether least and most are the same, and certain."""
    falls_short: Mapping[str, Fraction]
    """Rule that may give -> how much further it falls short than in the plan as it is, when the source gives less."""


@dataclass(frozen=True)
class Survival:
    """What happens when a source gives less."""

    source: str
    share: Fraction
    lost: Mapping[str, int]
    """Fiscal year -> dollars that the source gives less."""
    holds: bool
    """Whether everything in the plan as it is can still be paid."""
    drops: Mapping[str, tuple[str, ...]]
    """Program -> years in which it could no longer run, or only at a smaller level, if the plan as it is had to shrink:
    the most points are kept and nothing new comes in."""
    left: Fraction | None
    """Points of the plan as it is after it has shrunk; None when no way was found to shrink it so that every rule is obeyed."""
    safer: Safer | None
    """None when no plan was found."""
    stuck: bool
    """Whether it is certain that the plan as it is cannot shrink so that every rule is obeyed."""
    hopeless: bool
    """Whether it is certain that no plan at all survives."""
    says: tuple[Message, ...]


def survives(study: Study, source: str, share: Fraction = Fraction(1, 10), from_year: str | None = None) -> Survival:
    """What a plan loses when a source gives a share less, in every year or from one on, and what it costs to be safe from
    that. Cuts are whole dollars, rounded half up. Raises KeyError for an unknown source or year, ValueError for a share that
    is not above 0 and at most 1, or a plan without a budget."""
    case, base = study.case, study.base
    _refuse(case, source, share, from_year)
    roster = base.roster
    years = [year for year in case.years if from_year is None or year >= from_year]
    lost = {year: half_up(share * dollars) for year in years if (dollars := case.stated_amount(source, year))}
    cut = Variation(money={source: {year: -dollars for year, dollars in lost.items()}})
    if all(rosters.can_be_paid(case, roster, [cut], study.stop) or [False]):
        itself = Safer(roster, base.points, Fraction(0), base.most - base.points, base.proved, {})
        return _said(case, Survival(source, share, lost, True, {}, base.points, itself, False, False, ()))
    shrink = Variation(money=cut.money, rules=(OnlyDrops(id="asked.only_drops", roster=_plain(roster)),))
    shrunk, best = study.ask([shrink, cut])
    drops = _drops(case, roster, shrunk.roster) if shrunk.possible else {}
    left = shrunk.points if shrunk.possible else None
    safer = _safer(study, cut, best)
    return _said(case, Survival(source, share, lost, False, drops, left, safer, shrunk.impossible, best.impossible, ()))


def _refuse(case: Case, source: str, share: Fraction, from_year: str | None) -> None:
    if source not in case.plan.sources:
        raise KeyError(source)
    if from_year is not None and from_year not in case.years:
        raise KeyError(from_year)
    if not 0 < share <= 1:
        raise ValueError(f"share: got {share}; expected more than 0 and at most 1")


def _safer(study: Study, cut: Variation, best: Best) -> Safer | None:
    """The best plan under the cut, if it can be paid without the cut too; else the next best. (More money can stand in the
    way where a rule asks for a share of an award.)"""
    others: tuple[Differs, ...] = ()
    while best.possible and not all(rosters.can_be_paid(study.case, best.roster, [AS_IT_IS], study.stop) or [False]):
        if len(others) + 1 == TRIES or study.stop.is_set():
            return None
        others = (*others, Differs(id=f"asked.differs.{len(others)}", roster=_plain(best.roster)))
        best = study.ask([Variation(money=cut.money, rules=others)])[0]
    if not best.possible:
        return None
    base = study.base
    further = {rule: more for rule, short in best.short.items() if (more := short - base.short.get(rule, Fraction(0))) > 0}
    least = base.points - best.most
    if best.short == base.short:
        least = max(Fraction(0), least)  # what survives the cut is one of the plans that can be had without it
    return Safer(best.roster, best.points, least, base.most - best.points, best.proved and base.proved, further)


def _plain(roster: Roster) -> dict[str, dict[str, str]]:
    return {program: dict(years) for program, years in roster.items()}


def _drops(case: Case, before: Roster, after: Roster) -> dict[str, tuple[str, ...]]:
    found = {program: tuple(year for year in case.years if year in years and after.get(program, {}).get(year) != years[year])
             for program, years in sorted(before.items())}
    return {program: years for program, years in found.items() if years}


def _said(case: Case, found: Survival) -> Survival:
    return replace(found, says=tuple(_words(case, found)))


def _words(case: Case, found: Survival) -> list[Message]:
    says = [say("survives.cut", source=case.plan.sources[found.source].name, share=Percent(found.share),
                amount=Money(sum(found.lost.values())), years=Names(tuple(found.lost)))]
    if found.holds:
        return [*says, say("survives.holds")]
    if found.left is not None:
        names = Names(tuple(case.programs[program].name for program in found.drops))
        says.append(say("survives.drops", names=names, points=_points(found.left)))
    else:
        says.append(say("survives.cannot_shrink") if found.stuck else say("survives.shrink_not_known"))
    safer = found.safer
    if safer is None:
        says.append(say("survives.none") if found.hopeless else say("survives.not_found"))
    elif safer.least == safer.most:
        says.append(say("survives.price", points=_points(safer.most)))
    else:
        says.append(say("survives.price.between", least=_points(safer.least), most=_points(safer.most)))
    if safer is not None and safer.falls_short:
        says += [say("survives.short", rule=case.rule(rule).says(case)) for rule in sorted(safer.falls_short)]
    return says


def _points(points: Fraction) -> Fte:
    """Points as people read them."""
    return Fte(round(points, 2))
