"""From a case to its best budget. The only room that knows engines."""

from __future__ import annotations

from allocator.solve.answer import Answer, Target, Toward
from allocator.solve.ask import best, each, every
from allocator.solve.child import answered, patience

__all__ = ["Answer", "Target", "Toward", "answered", "best", "each", "every", "patience"]
