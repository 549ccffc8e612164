"""What runs when: the programs of every pillar, year by year, on as many slides as they take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from allocator.domain.base import Pillar
from allocator.export.deck.page import Row, Table, broad
from allocator.export.deck.room import CONTENT, SMALL, fitted, leading
from allocator.export.deck.talk import COLUMNS, Talk
from allocator.export.handout.tables import PILLARS, more_rows, pillar_name
from allocator.messages import Message, Money, Names, say

PAGES = 5
"""Most slides."""
YEAR, COST = 1.2, 1.46
"""Inches of a column."""


@dataclass(frozen=True)
class Part:
    """A row of the table, and what it stands for."""

    pillar: Pillar | None
    row: Row
    programs: tuple[str, ...] = ()
    """None for the heading of a pillar."""


def write(talk: Talk) -> None:
    """The slides, where anything runs."""
    if not talk.figures.programs:
        return
    wide = _wide(talk)
    room = CONTENT.high - leading(SMALL) - 0.05
    pages = _pages(talk, wide, room)
    for at, parts in enumerate(pages):
        _slide(talk, wide, parts, _place(pages, at))


def _wide(talk: Talk) -> tuple[float, ...]:
    years = [YEAR] * len(talk.years) if len(talk.years) <= COLUMNS else [4.6]
    every = sum(talk.figures.costs[program] for program in talk.figures.programs)
    cost = broad([talk.voice.money(every)], COST)
    return (CONTENT.wide - sum(years) - cost, *years, cost)


def _heads(talk: Talk) -> tuple[str, ...]:
    voice = talk.voice
    years = talk.years if len(talk.years) <= COLUMNS else [voice(say("handout.years.run"))]
    return (voice(say("handout.program")), *years, voice(say("handout.cost")))


def _table(talk: Talk, wide: tuple[float, ...], parts: Sequence[Part]) -> Table:
    words = frozenset({0}) if len(talk.years) <= COLUMNS else frozenset({0, 1})
    return Table(_heads(talk), tuple(part.row for part in parts), wide, words)


def _pages(talk: Talk, wide: tuple[float, ...], room: float) -> list[list[Part]]:
    """The rows of each slide: pillars stay together where they fit on one. Where that takes too many slides, each pillar has
    one at most, on which the programs that do not fit are counted."""
    most = _table(talk, wide, ()).most(room)
    if len(talk.figures.programs) <= PAGES * most:
        blocks = [block for pillar in PILLARS if (block := _block(talk, wide, pillar))]
        pages = _packed(talk, wide, [_split(talk, wide, block, room) for block in blocks], room)
        if len(pages) <= PAGES:
            return pages
    return _packed(talk, wide, [[_cut(talk, wide, pillar, room)] for pillar in PILLARS if _of(talk, pillar)], room)


def _of(talk: Talk, pillar: Pillar | None) -> list[str]:
    """The programs of a pillar that run."""
    return [program for program in talk.figures.programs if talk.case.programs[program].pillar == pillar]


def _packed(talk: Talk, wide: tuple[float, ...], blocks: Sequence[list[list[Part]]], room: float) -> list[list[Part]]:
    """Pillars that fit on a slide together share it; one that takes several has them for itself."""
    pages: list[list[Part]] = []
    whole = False
    for chunks in blocks:
        if whole and len(chunks) == 1 and _high(talk, wide, [*pages[-1], *chunks[0]]) <= room:
            pages[-1] += chunks[0]
        else:
            pages += chunks
            whole = len(chunks) == 1
    return pages


def _split(talk: Talk, wide: tuple[float, ...], block: list[Part], room: float) -> list[list[Part]]:
    """The rows of a pillar on as few slides as hold them, none much fuller than another, its heading on each."""
    rows = block[1:]
    for count in range(1, len(rows) + 1):
        edges = [len(rows) * at // count for at in range(count + 1)]
        chunks = [[block[0], *rows[start:end]] for start, end in pairwise(edges)]
        if all(_high(talk, wide, chunk) <= room for chunk in chunks):
            break
    return chunks


def _high(talk: Talk, wide: tuple[float, ...], parts: Sequence[Part]) -> float:
    """Inches of the table; the heading of a pillar that stands alone is said by the title."""
    return _table(talk, wide, _shown(parts)).high


def _shown(parts: Sequence[Part]) -> Sequence[Part]:
    headings = sum(part.row.look == "group" for part in parts)
    return parts[1:] if headings == 1 and parts[0].row.look == "group" else parts


def _block(talk: Talk, wide: tuple[float, ...], pillar: Pillar | None) -> list[Part]:
    """The rows of a pillar; none where nothing of it runs."""
    programs = _of(talk, pillar)
    return [_heading(talk, pillar, programs), *(_row(talk, wide, program) for program in programs)] if programs else []


def _cut(talk: Talk, wide: tuple[float, ...], pillar: Pillar | None, room: float) -> list[Part]:
    """As many rows of a pillar as fit on a slide, and one that counts the others."""
    programs = _of(talk, pillar)
    shown = programs[:_table(talk, wide, ()).most(room)]
    block = [_heading(talk, pillar, programs), *(_row(talk, wide, program) for program in shown)]
    for kept in range(len(block), 0, -1):
        rest = programs[kept - 1:]
        found = [*block[:kept], _more(talk, rest)] if rest else block
        if _high(talk, wide, found) <= room:
            return found
    return block[:1]


def _heading(talk: Talk, pillar: Pillar | None, programs: Sequence[str]) -> Part:
    blank = [""] * (len(_heads(talk)) - 2)
    cost = talk.voice.money(sum(talk.figures.costs[program] for program in programs))
    name = pillar_name(talk.voice, pillar)
    return Part(pillar, Row((name, *blank, cost), "group"))


def _row(talk: Talk, wide: tuple[float, ...], program: str) -> Part:
    marks = [talk.mark(program, year) for year in talk.years]
    if len(talk.years) > COLUMNS:
        marks = [fitted(talk.sizes(program), wide[1] - 0.14, 2)]
    name = fitted(talk.facts.names.program[program], wide[0] - 0.14, 2)
    cells = (name, *marks, talk.voice.money(talk.figures.costs[program]))
    return Part(talk.case.programs[program].pillar, Row(cells), (program,))


def _more(talk: Talk, programs: Sequence[str]) -> Part:
    blank = [""] * (len(_heads(talk)) - 2)
    cost = talk.voice.money(sum(talk.figures.costs[program] for program in programs))
    return Part(None, Row((more_rows(talk.voice, len(programs)), *blank, cost), "total"), tuple(programs))


def _place(pages: Sequence[Sequence[Part]], at: int) -> tuple[int, int]:
    """Which of several slides this is that begin with the same pillar; 1 of 1 where it stands alone."""
    same = [number for number, page in enumerate(pages) if page[0].pillar == pages[at][0].pillar]
    return same.index(at) + 1, len(same)


def _slide(talk: Talk, wide: tuple[float, ...], parts: Sequence[Part], place: tuple[int, int]) -> None:
    voice = talk.voice
    pillars = [part.pillar for part in parts if part.row.look == "group"]
    programs = [program for program in talk.figures.programs if talk.case.programs[program].pillar in pillars]
    title = voice(_message(talk, pillars, programs))
    page = talk.page(title if place[1] == 1 else voice(say("deck.part", title=title, at=place[0], of=place[1])))
    table = _table(talk, wide, _shown(parts))
    page.table(table, CONTENT.left, CONTENT.top, voice(say("handout.runs")), voice(say("deck.alt.programs", title=title)))
    if len(talk.years) <= COLUMNS:
        page.legend(voice(say("deck.marks")))
    shown = [program for part in parts for program in part.programs]
    said = [voice(say("deck.program", program=talk.facts.names.program[one], cost=Money(talk.figures.costs[one]),
                      sizes=talk.sizes(one))) for one in shown]
    page.finish([voice(say("deck.notes.programs")), *said], talk.footer)


def _message(talk: Talk, pillars: Sequence[Pillar | None], programs: Sequence[str]) -> Message:
    what = Names(tuple(pillar_name(talk.voice, pillar) for pillar in pillars))
    cost = Money(sum(talk.figures.costs[program] for program in programs))
    if len(programs) == 1:
        return say("deck.programs.one", what=what, cost=cost)
    return say("deck.programs", what=what, count=len(programs), cost=cost)
