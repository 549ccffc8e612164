"""The program library: practices that community schools use, with typical costs, ready to become programs of a plan.

What a practice does for a need is never in here: a school says that itself. Every figure is an unconfirmed starting point.
"""

from __future__ import annotations

from allocator.library.entry import Entry
from allocator.library.files import entries, entry
from allocator.library.patch import as_patch
from allocator.library.records import Cost, Person, Span, Words

__all__ = ["Cost", "Entry", "Person", "Span", "Words", "as_patch", "entries", "entry"]
