"""Match and funds in sentences, for the terminal and the app alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from allocator.domain.case import Case
from allocator.explain.match_parts import Parts
from allocator.explain.payers import Instead
from allocator.messages import Fte, Message, Money, Names, say
from allocator.whatif.between import Between
from allocator.whatif.cash import Cash
from allocator.whatif.match_funds import MatchFunds


def free_says(case: Case, found: MatchFunds) -> Message:
    """Which sources are unrestricted money here."""
    return say("match.free", sources=_sources(case, found.sources))


def match_says(case: Case, one: Parts) -> Iterator[Message]:
    """What is asked and reached, what it is made of, and for which programs it is paid."""
    sources = _sources(case, tuple(dict.fromkeys(call.source for call in one.asked.calls)))
    room = one.asked.room
    code = "match.asked.short" if room < 0 else "match.asked.just" if room == 0 else "match.asked.more"
    yield say(code, sources=sources, years=Names(one.years), asked=Money(one.asked.asked), reached=Money(one.asked.reached),
              room=Money(abs(room)))
    yield say("match.made", free=Money(one.unrestricted), others=Money(one.others), gifts=Money(one.gifts))
    if doubtful(one):
        yield say("match.unconfirmed")


def doubtful(one: Parts) -> bool:
    """Whether what is asked rests on a value that no person has read at its source."""
    return any(not call.cite.confirmed for call in one.asked.calls)


def missed_says(case: Case, one: Parts) -> Message:
    """By how much a match is missed in an impossible plan, at least."""
    sources = _sources(case, tuple(dict.fromkeys(call.source for call in one.asked.calls)))
    return say("match.missed", sources=sources, years=Names(one.years), asked=Money(one.asked.asked),
               reached=Money(one.asked.reached), short=Money(-one.asked.room))


def counted_names(case: Case, one: Parts) -> Mapping[str | Message, int]:
    """Sources and gifts by name, a gift with the program that it is for -> dollars that count."""
    plan = case.plan
    return {**{plan.sources[key].name: dollars for key, dollars in one.sources.items()},
            **{_gift(case, key): dollars for key, dollars in one.in_kind.items()}}


def _gift(case: Case, key: str) -> str | Message:
    gift = case.plan.in_kind[key]
    return gift.name if gift.program is None else say("match.gift.for", gift=gift.name, program=case.programs[gift.program].name)


# least unrestricted money ------------------------------------------------------------------------------------------------
def cash_says(found: MatchFunds) -> Iterator[Message]:
    """What is spent now, what the same programs would take, the least for each number of points, and what the match adds."""
    if found.now is None:
        return
    yield say("match.now", dollars=Money(found.now.dollars), years=_by_year(found.now))
    if found.same is not None:
        yield same_says(found.now, found.same)
    for one in found.answers:
        yield answer_says(found.now, one)
    if found.without is not None:
        yield _match_adds(found)


def same_says(now: Cash, same: Cash) -> Message:
    """Whether other sources could pay more of the same programs."""
    less = now.dollars - same.dollars
    if same.best is not None and less > 0:
        return say("match.same.less", dollars=Money(same.dollars), less=Money(less))
    return say("match.same.none" if same.exact else "match.same.unknown", dollars=Money(now.dollars))


def answer_says(now: Cash, one: Cash) -> Message:
    """The least unrestricted money for some number of points that may be given up, and what its budget reaches."""
    if one.best is None or now.best is None:
        return say("match.least.unknown", least=Money(one.least)) if one.least else say("match.least.none")
    dollars, points = Money(one.dollars), Fte(_tenth(one.best.points))
    kept = one.best.points >= now.best.points
    less = Money(max(0, now.dollars - one.dollars))
    if one.give_up is None:
        lost = Between(max(Fraction(0), now.best.points - one.best.most), max(Fraction(0), now.best.most - one.best.points))
        words = say("match.any.kept", dollars=dollars, points=points) if kept else say(
            "match.any", dollars=dollars, points=points, lost=lost.words[1], less=less)
    elif one.dollars >= now.dollars and one.give_up:
        words = say("match.give.nothing", dollars=dollars, give=Fte(_tenth(one.give_up)))
    elif one.dollars >= now.dollars:
        words = say("match.best.same" if one.exact else "match.best.unsure", dollars=dollars, points=points)
    elif one.give_up == 0:
        words = say("match.best", dollars=dollars, points=points, less=less)
    else:
        words = say("match.give", dollars=dollars, points=points, less=less, give=Fte(_tenth(one.give_up)))
    if one.exact:
        return words
    return say("match.bound", says=words, least=Money(one.least)) if one.least else say("match.bound.unknown", says=words)


def _match_adds(found: MatchFunds) -> Message:
    """How much of the least unrestricted money is there for the match alone."""
    best = next((one for one in found.answers if one.give_up == 0), found.same)
    without = found.without
    if without is None or without.most is None or best is None or best.best is None:
        return say("match.adds.unknown")
    if best.dollars <= without.least:
        return say("match.adds.nothing")
    if best.dollars <= without.most:
        return say("match.adds.at_most", dollars=Money(best.dollars - without.least))
    return say("match.adds", dollars=Money(best.dollars - without.most), without=Money(without.most))


# who may pay what --------------------------------------------------------------------------------------------------------
def instead_says(case: Case, one: Instead) -> Message:
    """Costs that unrestricted money pays, and who may pay them instead."""
    return say("match.instead", program=case.programs[one.program].name, objects=Names(one.objects), dollars=Money(one.free),
               sources=_sources(case, one.sources))


def _sources(case: Case, sources: tuple[str, ...]) -> Names:
    return Names(tuple(case.plan.sources[source].name for source in sources))


def _by_year(cash: Cash) -> Names:
    return Names(tuple(say("match.year", dollars=Money(dollars), year=year) for year, dollars in cash.years.items()))


def _tenth(points: Fraction) -> Fraction:
    return round(points, 1)
