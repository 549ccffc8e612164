"""The rules: that they hold, which goals are missed, and what nobody has confirmed at its source yet."""

from __future__ import annotations

from allocator.export.deck.page import GUTTER, Page, Row, Table
from allocator.export.deck.room import BODY, CONTENT, Box, fitted
from allocator.export.deck.talk import Talk
from allocator.export.handout import sentences
from allocator.export.handout.fit import fitting
from allocator.export.handout.tables import more_rows
from allocator.grants import Unconfirmed
from allocator.grants.cited import NOT_READ
from allocator.messages import Message, say

WIDE = (7.0, CONTENT.wide - 7.0)
KINDS = ("rule", "limit", "benefit")
"""In this order: rules of grants concern most people."""
NAMED = 2
"""Goals that are missed and named; the others are counted."""


def write(talk: Talk) -> None:
    """The whole slide."""
    voice, doubts = talk.voice, talk.unconfirmed
    page = talk.page(voice(_message(len(doubts))))
    words = Box(CONTENT.left, CONTENT.top, CONTENT.wide, 1.9 if doubts else CONTENT.high)
    said = [voice(say("deck.rules.checked", rules=len(talk.case.rules), checked=talk.report.checked)), *_missed(talk)]
    said += [] if doubts else sentences.good(talk.report, voice)[:1]
    words = Box(words.left, words.top, words.wide, min(words.high, 0.5 + 0.75 * (len(said) - 1)))
    page.say([fitted(one, words.wide, 2, BODY[-1]) for one in said], words, sizes=BODY[1:])
    if doubts:
        _table(talk, page, words.bottom + 0.15)
    every = [voice(say("deck.rules.doubt", what=_what(one), source=cited(talk, one))) for one in doubts]
    page.finish([voice(say("deck.notes.rules")), *sentences.good(talk.report, voice), sentences.unconfirmed(talk.report, voice),
                 *every], talk.footer)


def _message(count: int) -> Message:
    if not count:
        return say("deck.rules.sure")
    return say("deck.rules.one") if count == 1 else say("deck.rules", count=count)


def _missed(talk: Talk) -> list[str]:
    """Goals that may give way and are missed."""
    says = {finding.rule: finding.says for finding in talk.report.findings if not finding.holds}
    found = [talk.voice(say("deck.rules.missed", rule=message)) for message in list(says.values())[:NAMED]]
    if len(says) > NAMED:
        found[-1] += f" {talk.voice(say('deck.rules.missed.more', count=len(says) - NAMED))}"
    return found


def _table(talk: Talk, page: Page, top: float) -> None:
    voice = talk.voice
    heads = (voice(say("handout.unconfirmed.title")), voice(say("deck.rules.where")))
    table = Table(heads, (), WIDE, frozenset({0, 1}))
    order = sorted(talk.unconfirmed, key=lambda one: KINDS.index(one.kind))
    rows = [_row(talk, one) for one in order]
    count = fitting(rows, lambda row: table.tall(row.cells), CONTENT.bottom - top - table.high, rest=table.tall(("",)))
    more = [Row((more_rows(voice, len(rows) - count), ""))] if count < len(rows) else []
    page.table(Table(heads, (*rows[:count], *more), WIDE, frozenset({0, 1})), CONTENT.left, top,
               voice(say("deck.rules.name")), voice(say("deck.alt.rules")))


def _row(talk: Talk, one: Unconfirmed) -> Row:
    return Row((fitted(talk.voice(_what(one)), WIDE[0] - 2 * GUTTER, 2), fitted(cited(talk, one), WIDE[1] - 2 * GUTTER, 2)))


def _what(one: Unconfirmed) -> Message:
    return say("deck.rules.benefit", name=one.name) if one.kind == "benefit" else say("handout.figure", value=one.name)


def cited(talk: Talk, one: Unconfirmed) -> str:
    """Where a value is said to come from; in the language of the deck where nobody has read it anywhere."""
    titles = [talk.voice(say("deck.unread")) if part == NOT_READ else part for part in one.cite.title.split("; ")]
    return "; ".join(titles)
