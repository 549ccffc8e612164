"""Whose budget it is, for which years, how good it is known to be, and who decides."""

from __future__ import annotations

from allocator.export.deck.page import BETWEEN
from allocator.export.deck.page import write as put
from allocator.export.deck.room import BODY, fitted, size
from allocator.export.deck.talk import Talk
from allocator.export.deck.template import OPENING_TEXT
from allocator.export.handout import sentences
from allocator.export.handout.render import origin
from allocator.messages import say


def write(talk: Talk) -> None:
    """The whole slide."""
    report, voice, details = talk.report, talk.voice, talk.details
    page = talk.page(voice(say("deck.opening", school=sentences.school(report))), opening=True)
    good = sentences.good(report, voice)
    council = voice(say("handout.council"))
    said = [sentences.kind(report, voice), details.note, good[0], council, origin(report, voice, details)]
    said = [fitted(words, OPENING_TEXT.wide, 2, BODY[-1]) for words in said if words]
    put(page.slide.placeholders[1].text_frame, said, size(said, OPENING_TEXT, BODY, BETWEEN))
    page.finish([voice(say("deck.notes.opening")), council, *good, voice(say("deck.notes.same"))], talk.footer)
