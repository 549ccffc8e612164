"""People to hire: full-time equivalents by role and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from allocator.export.deck.page import GUTTER, Row, Table
from allocator.export.deck.room import CONTENT, fitted
from allocator.export.deck.talk import COLUMNS, Talk
from allocator.export.handout.tables import more_rows
from allocator.messages import Fte, Message, say

MOST = 9
"""Roles that have a row."""
YEAR = 1.3
"""Inches of a column."""


def write(talk: Talk) -> None:
    """The whole slide, where anybody is hired."""
    roles, voice = talk.figures.roles, talk.voice
    if not roles:
        return
    years = talk.years if len(talk.years) <= COLUMNS else talk.figures.ends
    wide = (min(7.0, CONTENT.wide - YEAR * len(years)), *[YEAR] * len(years))
    page = talk.page(voice(_message(talk)))
    shown = roles if len(roles) <= MOST else roles[:MOST - 1]
    rows = [Row((fitted(talk.facts.names.role[role], wide[0] - 2 * GUTTER, 1 if len(shown) > 6 else 2),
                 *_cells(talk, [role], years))) for role in shown]
    if rest := roles[len(shown):]:
        rows.append(Row((more_rows(voice, len(rest)), *_cells(talk, rest, years))))
    rows.append(Row((voice(say("handout.staff.total")), *_cells(talk, roles, years)), "total"))
    table = Table((voice(say("handout.role")), *years), tuple(rows), wide)
    page.table(table, CONTENT.left, CONTENT.top, voice(say("handout.staff")), voice(say("deck.alt.people")))
    page.legend(voice(say("deck.people.one_is")))
    hires = [voice(say("deck.hire", year=year, fte=Fte(fte), role=talk.facts.names.role[role]))
             for (year, role), fte in hired(talk).items()]
    page.finish([voice(say("deck.notes.people")), *hires], talk.footer)


def hired(talk: Talk) -> dict[tuple[str, str], Fraction]:
    """(year, role) -> FTE that programs need beyond those whom they had the year before."""
    found: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for step in talk.facts.timeline:
        for hire in step.hires:
            found[hire.year, hire.role] += hire.fte
    return {key: found[key] for key in sorted(found)}


def _cells(talk: Talk, roles: Sequence[str], years: Sequence[str]) -> list[str]:
    return [talk.voice.fte(sum((talk.figures.fte(role, year) for role in roles), Fraction(0))) for year in years]


def _message(talk: Talk) -> Message:
    total = [sum((talk.figures.fte(role, year) for role in talk.figures.roles), Fraction(0)) for year in talk.years]
    if len(talk.years) == 1:
        return say("deck.people.one", fte=Fte(total[0]), year=talk.years[0])
    if len(set(total)) == 1:
        return say("deck.people.same", fte=Fte(total[0]))
    return say("deck.people", first=Fte(total[0]), year=talk.years[0], last=Fte(total[-1]), until=talk.years[-1])
