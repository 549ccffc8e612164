"""A solved plan as slides for a meeting: a message on each, charts that a person can edit, and notes for the speaker."""

from __future__ import annotations

from allocator.export.deck.make import deck_bytes, write_deck

__all__ = ["deck_bytes", "write_deck"]
