"""What the money is spent on: people, things, services, by series of object codes and year."""

from __future__ import annotations

from fractions import Fraction

from allocator.domain.sacs import series_of
from allocator.export.deck.slides.stacked import Layer, draw
from allocator.export.deck.talk import Talk
from allocator.export.handout.voice import whole
from allocator.messages import Message, Money, say

SERIES = {
    "1": say("deck.series.1"), "2": say("deck.series.2"), "3": say("deck.series.3"), "4": say("deck.series.4"),
    "5": say("deck.series.5"), "6": say("deck.series.6"), "7": say("deck.series.7"),
}
"""What a series is called, by its first digit; one that is not listed goes by its code alone."""
PEOPLE = "123"
"""First digits of the object codes that pay people: salaries and benefits."""


def write(talk: Talk) -> None:
    """The whole slide, where anything is spent."""
    voice = talk.voice
    if not talk.figures.spent:
        return
    dollars = {series: _by_year(talk, series) for series in talk.facts.series}
    dollars = {series: by_year for series, by_year in dollars.items() if any(by_year)}
    people = sum(sum(by_year) for series, by_year in dollars.items() if series[0] in PEOPLE)
    page = talk.page(voice(_message(talk, people)))
    layers = [Layer(f"{series} {voice(SERIES[series[0]])}" if series[0] in SERIES else series, by_year)
              for series, by_year in dollars.items()]
    bars = draw(talk, page, layers, say("deck.objects.head"), say("deck.objects.name"))
    said = [voice(say("deck.layer", name=one.name, list=talk.by_year(one.dollars))) for one in layers]
    page.finish([*bars, voice(say("deck.notes.objects")), *said], talk.footer)


def _by_year(talk: Talk, series: str) -> tuple[int, ...]:
    codes = [code for code in talk.facts.objects if series_of(code) == series]
    return tuple(sum(talk.facts.by_object(code, year) for code in codes) for year in talk.years)


def _message(talk: Talk, people: int) -> Message:
    spent = talk.figures.spent
    if not people:
        return say("deck.objects.things", spent=Money(spent))
    return say("deck.objects", spent=Money(spent), share=whole(Fraction(people, spent)))
