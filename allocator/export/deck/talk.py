"""The deck that is being written, and all that its slides read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from itertools import groupby

from allocator.domain.menu import FULL
from allocator.domain.report import Report
from allocator.explain.cliff import Cliff, cliff
from allocator.explain.left_out import LeftOut, left_out
from allocator.export.deck.page import Page
from allocator.export.deck.room import HEAD, LARGE, TITLE, across, fitted
from allocator.export.deck.template import FOOTER, OPENING, OPENING_TITLE, PLAIN, empty
from allocator.export.facts import Facts
from allocator.export.handout import HandoutDetails, sentences
from allocator.export.handout.figures import Figures
from allocator.export.handout.fit import cut
from allocator.export.handout.voice import Voice
from allocator.fiscal import first_calendar_year
from allocator.grants import Unconfirmed, unconfirmed_in_use
from allocator.messages import Message, say

NAMED = 60.0
"""How wide a name may run within a sentence, in small letters."""
COLUMNS = 6
"""Years that have a column each; of more years, tables show the first and the last."""


class Talk:
    """Figures of a report, the language to say them in, and the slides so far."""

    def __init__(self, report: Report, language: str, details: HandoutDetails) -> None:
        self.report, self.case, self.details = report, report.case, details
        self.voice, self.figures, self.facts = Voice(language), Figures(report), Facts(report)
        self.years = list(report.case.years)
        self.made = datetime(first_calendar_year(self.years[0]), 7, 1)
        self.deck = empty()

    # slides --------------------------------------------------------------------------------------------------------
    def page(self, title: str, opening: bool = False) -> Page:
        """A new slide at the end."""
        layout = next(one for one in self.deck.slide_layouts if one.name == (OPENING if opening else PLAIN))
        slide = self.deck.slides.add_slide(layout)
        box, sizes = (OPENING_TITLE, LARGE) if opening else (HEAD, TITLE)
        return Page(slide, self.voice.language, title, box, sizes)

    @cached_property
    def footer(self) -> str:
        """What stands below every slide."""
        years = self.voice.years(self.years)
        room = FOOTER.wide - across(f", {years}")
        return f"{fitted(sentences.school(self.report), room, 1)}, {years}"

    # what they read ------------------------------------------------------------------------------------------------
    @cached_property
    def cliff(self) -> Cliff:
        """The year after the plan."""
        return cliff(self.case, self.report.budget)

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Programs that run in no year."""
        return left_out(self.report)

    @cached_property
    def unconfirmed(self) -> tuple[Unconfirmed, ...]:
        """What nobody has confirmed at its source."""
        return unconfirmed_in_use(self.case)

    def program(self, key: str) -> str:
        """A program's name, short enough for a sentence."""
        return cut(self.facts.names.program[key], NAMED)

    def source(self, key: str) -> str:
        """A source's name, short enough for a sentence."""
        return cut(self.facts.names.source[key], NAMED)

    def sizes(self, program: str) -> str:
        """At which size a program runs in which years: ``Half time: 2025-26; full size: 2026-27 to 2029-30``."""
        runs = [(year, level) for year in self.years if (level := self.report.budget.level(program, year)) is not None]
        found: list[Message] = []
        for level, group in groupby(runs, key=lambda one: one[1]):
            name = cut(self.voice.level(self.case.programs[program], level), NAMED)
            found.append(say("deck.size", level=name, years=self.voice.years([year for year, _ in group])))
        words = "; ".join(map(self.voice, found))
        return words[:1].upper() + words[1:]

    def mark(self, program: str, year: str) -> str:
        """Whether a program runs in a year: at full size, at another, or not."""
        level = self.report.budget.level(program, year)
        return "\N{EN DASH}" if level is None else "\N{BLACK CIRCLE}" if level == FULL else "\N{WHITE CIRCLE}"

    def by_year(self, dollars: Sequence[int]) -> str:
        """``2025-26 $285,000, 2026-27 $290,000``."""
        return ", ".join(f"{year} {self.voice.money(one)}" for year, one in zip(self.years, dollars, strict=True))
