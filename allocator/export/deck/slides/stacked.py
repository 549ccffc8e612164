"""A bar for each year, made of parts, beside a table that is its key and holds the totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

from allocator.export.deck.charts import IN_MILLIONS, PALETTE, Series, lettered, stacks
from allocator.export.deck.page import GUTTER, Page, Row, Table, broad
from allocator.export.deck.room import CONTENT, Box, fitted
from allocator.export.deck.talk import NAMED, Talk
from allocator.export.handout.fit import cut
from allocator.messages import Message, say

CHART = Box(CONTENT.left, CONTENT.top, 7.42, CONTENT.high)
LETTER, NAME, DOLLARS = 0.38, 2.75, 1.46
"""Inches of the columns of the key. Where its dollars need more, the names have less."""
WIDE = LETTER + NAME + DOLLARS
LEFT = CONTENT.left + CONTENT.wide - WIDE
LETTERS = "ABCDEFGHIJ"
"""Of the parts of a bar; there are ten series of object codes at most."""
LEAST = 0.07
"""A part of a bar that is smaller than this part of the tallest has no room for its figure."""


@dataclass(frozen=True)
class Layer:
    """One part of every bar: its name, and whole dollars by year."""

    name: str
    dollars: tuple[int, ...]

    @property
    def total(self) -> int:
        """Dollars of all years."""
        return sum(self.dollars)


def draw(talk: Talk, page: Page, layers: Sequence[Layer], head: Message, name: Message) -> list[str]:
    """The chart and its key; gives what the speaker says of them. The first layer lies at the bottom and stands first in the
    key."""
    voice = talk.voice
    highest = max(sum(one.dollars[at] for one in layers) for at in range(len(talk.years)))
    least, room = int(highest * LEAST), CHART.wide / len(talk.years)
    biggest = max(dollars for one in layers for dollars in one.dollars)
    series = [Series(f"{letter} {cut(one.name, NAMED)}", one.dollars, colour, label=lettered(letter, least, room, biggest))
              for letter, colour, one in zip(LETTERS, cycle(PALETTE), layers, strict=False)]
    drawn = stacks(page.slide, CHART, talk.years, series, talk.made)
    told = " ".join(voice(say("deck.layer", name=one.name, list=talk.by_year(one.dollars))) for one in layers)
    page.describe(drawn, voice(name), voice(say("deck.alt.stacks", list=told)))
    keys = [_key(talk, layers, series, voice(head), most) for most in (3, 2, 1)]
    table = next((key for key in keys if key.high <= CONTENT.high), keys[-1])
    page.table(table, LEFT, CONTENT.top, voice(name), voice(say("deck.alt.key")))
    said = [say("deck.notes.stacks"), *([say("deck.notes.millions")] if any(IN_MILLIONS in one.label for one in series) else [])]
    return [" ".join(map(voice, said))]


def _key(talk: Talk, layers: Sequence[Layer], series: Sequence[Series], head: str, most: int) -> Table:
    """What the letters stand for, in so many lines at most, and the totals."""
    voice = talk.voice
    dollars, total = [voice.money(layer.total) for layer in layers], voice.money(sum(layer.total for layer in layers))
    broadest = broad([*dollars, total], DOLLARS)
    name = NAME + DOLLARS - broadest
    rows = [Row((one.name[:1], fitted(layer.name, name - 2 * GUTTER, most), told), colour=one.colour)
            for one, layer, told in zip(series, layers, dollars, strict=True)]
    return Table(("", head, voice(say("deck.all_years"))), (*rows, Row(("", voice(say("handout.total")), total), "total")),
                 (LETTER, name, broadest), frozenset({0, 1}))
