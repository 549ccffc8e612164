"""From a case to its best budget. The only room that knows engines."""

from __future__ import annotations

from allocator.solve.answer import Answer
from allocator.solve.child import best, each

__all__ = ["Answer", "best", "each"]
