"""What the council is asked to decide."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from allocator.export.deck.room import CONTENT
from allocator.export.deck.slides.left_out import next_in
from allocator.export.deck.slides.people import hired
from allocator.export.deck.talk import Talk
from allocator.messages import Fte, Message, Money, say


def write(talk: Talk) -> None:
    """The whole slide."""
    voice = talk.voice
    page = talk.page(voice(say("deck.decide")))
    page.say([voice(message) for message in _questions(talk)], CONTENT, count=True)
    page.finish([voice(say("deck.notes.decide")), voice(say("handout.council"))], talk.footer)


def _questions(talk: Talk) -> Iterator[Message]:
    figures, first, last = talk.figures, talk.years[0], talk.years[-1]
    yield say("deck.decide.plan", run=len(figures.programs), spent=Money(figures.spent))
    if fte := sum((fte for (year, _), fte in hired(talk).items() if year == first), Fraction(0)):
        yield say("deck.decide.hire", fte=Fte(fte), year=first)
    if (one := next_in(talk)) is not None:
        yield say("deck.decide.next", program=talk.program(one.program), cost=Money(one.cost))
    if figures.lapsed:
        yield say("deck.decide.lapsed", lapsed=Money(figures.lapsed))
    missed = len({finding.rule for finding in talk.report.findings if not finding.holds})
    if missed:
        yield say("deck.decide.missed.one") if missed == 1 else say("deck.decide.missed", count=missed)
    if talk.cliff.gap:
        yield say("deck.decide.after", year=talk.cliff.year, gap=Money(talk.cliff.gap), last=last)
    if doubts := len(talk.unconfirmed):
        yield say("deck.decide.confirm.one") if doubts == 1 else say("deck.decide.confirm", count=doubts)
