"""What ends when the grant ends: what goes on costing money, and what of it nobody pays."""

from __future__ import annotations

from allocator.domain.natural import natural
from allocator.export.deck.page import GUTTER, Row, Table
from allocator.export.deck.room import BODY, CONTENT, Box, fitted
from allocator.export.deck.talk import Talk
from allocator.export.handout.fit import fitting
from allocator.messages import Money, say

WIDE = (CONTENT.wide - 6.15, 2.35, 1.9, 1.9)
WORDS = Box(CONTENT.left, CONTENT.top, CONTENT.wide, 0.85)
TABLE = WORDS.bottom + 0.15
ON_SLIDE = ("cliff.recurs", "cliff.gap", "cliff.no_gap")
"""Of the sentences about the year after the plan, those that stand on the slide; all of them are in the notes."""


def write(talk: Talk) -> None:
    """The whole slide, where anything goes on costing money."""
    found, voice = talk.cliff, talk.voice
    if not found.recurs:
        return
    title = say("deck.after.gap", gap=Money(found.gap), year=found.year) if found.gap else say("deck.after.paid", year=found.year)
    page = talk.page(voice(title))
    page.say([" ".join(voice(message) for message in found.says if message.code in ON_SLIDE)], WORDS, sizes=BODY[1:])
    heads = (voice(say("handout.program")), voice(say("deck.after.costs", year=found.year)), voice(say("deck.after.can")),
             voice(say("deck.after.missing")))
    table = Table(heads, (), WIDE)
    order = sorted(found.programs, key=lambda one: (-one.missing, -one.cost, natural(one.program)))
    line = table.tall(("",))
    room = CONTENT.bottom - TABLE - table.high - line
    rows = [_row(talk, fitted(talk.facts.names.program[one.program], WIDE[0] - 2 * GUTTER, 2), (one.cost, one.paid, one.missing))
            for one in order[:table.most(room)]]
    count = fitting(rows, lambda row: table.tall(row.cells), room, rest=line)
    shown = rows[:count]
    if rest := order[count:]:
        sums = sum(one.cost for one in rest), sum(one.paid for one in rest), sum(one.missing for one in rest)
        shown.append(_row(talk, voice(say("deck.after.others", count=len(rest))), sums))
    total = _row(talk, voice(say("deck.after.total")), (found.recurs, found.paid, found.gap))
    page.table(Table(heads, (*shown, Row(total.cells, "total")), WIDE), CONTENT.left, TABLE,
               voice(say("deck.after.name")), voice(say("deck.alt.after")))
    said = [voice(message) for message in found.says]
    page.finish([voice(say("deck.notes.after")), *said, *(voice(one.says) for one in found.at_risk)], talk.footer)


def _row(talk: Talk, name: str, dollars: tuple[int, int, int]) -> Row:
    return Row((name, *map(talk.voice.money, dollars)))
