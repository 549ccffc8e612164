"""What is not funded, what stands in its way, and what would come next."""

from __future__ import annotations

from allocator.explain.left_out import LeftOut
from allocator.export.deck.page import GUTTER, Row, Table
from allocator.export.deck.room import CONTENT, SMALL, fitted, leading
from allocator.export.deck.talk import Talk
from allocator.export.handout.fit import fitting
from allocator.export.handout.tables import more_rows
from allocator.messages import Message, Money, say

WIDE = (4.95, 1.4, 1.28, CONTENT.wide - 7.63)


def write(talk: Talk) -> None:
    """The whole slide, where anything is left out."""
    found, voice = talk.left_out, talk.voice
    if not found:
        return
    page = talk.page(voice(_message(talk)))
    heads = (voice(say("handout.program")), voice(say("deck.left.cost", year=talk.years[0])), voice(say("deck.left.adds")),
             voice(say("deck.left.why")))
    table = Table(heads, (), WIDE, frozenset({0, 3}))
    room = CONTENT.high - leading(SMALL) - 0.1 - table.high
    rows = [_row(talk, one) for one in found[:table.most(room)]]
    count = fitting(rows, lambda row: table.tall(row.cells), room, rest=table.tall(("",)))
    shown = rows[:count]
    if rest := found[count:]:
        shown.append(Row((more_rows(voice, len(rest)), "", "", "")))
    page.table(Table(heads, tuple(shown), WIDE, frozenset({0, 3})), CONTENT.left, CONTENT.top,
               voice(say("deck.left.name")), voice(say("deck.alt.left")))
    page.legend(voice(say("deck.left.points")))
    said = [voice(say("deck.left.one", program=talk.facts.names.program[one.program], cost=Money(one.cost), year=talk.years[0],
                      why=one.says)) for one in found]
    page.finish([voice(say("deck.notes.left")), *said], talk.footer)


def _row(talk: Talk, one: LeftOut) -> Row:
    name = fitted(talk.facts.names.program[one.program], WIDE[0] - 2 * GUTTER, 2)
    why = fitted(talk.voice(one.says), WIDE[3] - 2 * GUTTER, 2)
    return Row((name, talk.voice.money(one.cost), *talk.voice.points([one.adds]), why))


def next_in(talk: Talk) -> LeftOut | None:
    """The program that would add the most need for its cost; none where only rules keep programs out."""
    return next((one for one in talk.left_out if one.open), None)


def _message(talk: Talk) -> Message:
    count, every, following = len(talk.left_out), len(talk.case.programs), next_in(talk)
    if following is None:
        return say("deck.left.closed.one", all=every) if count == 1 else say("deck.left.closed", count=count, all=every)
    name = talk.program(following.program)
    if count == 1:
        return say("deck.left.only", all=every, program=name)
    return say("deck.left", count=count, all=every, program=name)
