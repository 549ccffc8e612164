"""From a report to a deck that leadership teams show at meetings: about ten slides, each with its message and speaker notes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from allocator.domain.report import Report
from allocator.export.deck.marked import tag
from allocator.export.deck.packed import packed
from allocator.export.deck.slides import SLIDES
from allocator.export.deck.talk import Talk
from allocator.export.handout import HandoutDetails, sentences
from allocator.export.workbook import save
from allocator.messages import say

DETAILS = HandoutDetails()
LONGEST = 250
"""Letters of a property of the file."""


def deck_bytes(report: Report, language: str, details: HandoutDetails = DETAILS) -> bytes:
    """A report as PowerPoint slides (.pptx) in a language, whose totals are those of the workbook and the handout. The same
    report gives the same bytes. ``details`` are what the first slide says of the deck: the day, and a line such as the scenario.

    Raises KeyError for a language without a catalogue.
    """
    talk = Talk(report, language, details)
    for slide in SLIDES:
        slide(talk)
    _properties(talk)
    out = BytesIO()
    talk.deck.save(out)
    return packed(out.getvalue(), tag(language))


def write_deck(report: Report, path: str | Path, language: str, details: HandoutDetails = DETAILS) -> None:
    """Write the slides to a file. Raises SurroundingsError when it cannot be written; a file that was there is then as it was."""
    save(Path(path), deck_bytes(report, language, details))


def _properties(talk: Talk) -> None:
    made, own = talk.report.provenance, talk.deck.core_properties
    title = say("handout.title", school=sentences.school(talk.report), years=talk.voice.years(talk.years))
    own.title = talk.voice(title)[:LONGEST]
    own.author = own.last_modified_by = f"allocator {made.allocator}"
    own.language = tag(talk.voice.language)
    own.subject, own.keywords, own.comments = "", "community schools, budget", f"plan_sha256 {made.plan_sha256}"
    own.created = own.modified = talk.made
    own.revision = 1
