"""One file for each slide, in the order in which they are shown. A slide that would say nothing is left out."""

from __future__ import annotations

from collections.abc import Callable

from allocator.export.deck.slides import after, decisions, left_out, needs, objects, opening, people, programs, rules, sources
from allocator.export.deck.talk import Talk

SLIDES: tuple[Callable[[Talk], None], ...] = (
    opening.write, needs.write, programs.write, sources.write, objects.write, people.write, left_out.write, after.write,
    rules.write, decisions.write,
)
"""Each adds its slides to the deck."""
