"""Where the money comes from: who pays how much in each year."""

from __future__ import annotations

from fractions import Fraction

from allocator.export.deck.slides.stacked import Layer, draw
from allocator.export.deck.talk import Talk
from allocator.export.handout import sentences
from allocator.export.handout.voice import whole
from allocator.messages import Message, Money, say

MOST = 5
"""Parts of a bar; where there are more sources, the last part is all others."""


def write(talk: Talk) -> None:
    """The whole slide, where anything is spent."""
    figures, voice = talk.figures, talk.voice
    if not figures.spent:
        return
    page = talk.page(voice(_message(talk)))
    named = figures.sources if len(figures.sources) <= MOST else figures.sources[:MOST - 1]
    rest = figures.sources[len(named):]
    layers = [Layer(talk.facts.names.source[source], _by_year(talk, [source])) for source in named]
    if rest:
        layers.append(Layer(voice(say("deck.sources.others", count=len(rest))), _by_year(talk, rest)))
    bars = draw(talk, page, layers, say("handout.source"), say("handout.money"))
    said = [voice(say("deck.source.lasts" if talk.case.plan.sources[source].lasts else "deck.source.ends",
                      source=talk.facts.names.source[source], dollars=Money(figures.spent_by[source]), year=talk.years[-1]))
            for source in figures.sources]
    page.finish([*bars, voice(say("deck.notes.sources")), *said, sentences.left(figures, voice)],
                talk.footer)


def _by_year(talk: Talk, sources: list[str]) -> tuple[int, ...]:
    return tuple(sum(talk.figures.spent_in(source, year) for source in sources) for year in talk.years)


def _message(talk: Talk) -> Message:
    figures = talk.figures
    first, spent = figures.sources[0], Money(figures.spent)
    if len(figures.sources) == 1:
        return say("deck.sources.one", source=talk.source(first), spent=spent)
    share = whole(Fraction(figures.spent_by[first], figures.spent))
    if len(figures.sources) == 2:
        return say("deck.sources.two", source=talk.source(first), spent=spent, share=share)
    return say("deck.sources", source=talk.source(first), spent=spent, share=share, count=len(figures.sources) - 1)
