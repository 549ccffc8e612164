"""Plans made of what was opened and what was changed since, each made once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from allocator.domain.plan import Plan
from allocator.ui import engine

Data = dict[str, Any]
"""A plan as plain data, as its file states it."""
Patch = dict[str, Any]
"""What differs from a plan as it was opened: a JSON Merge Patch (RFC 7396)."""


@dataclass(frozen=True)
class _Make:
    """How a plan is made; not told apart, so that book and patch alone are the key."""

    make: Callable[[], Plan] = field(compare=False)


@lru_cache(maxsize=128)
def _made(book: str, patch: str, how: _Make) -> Plan:
    return how.make()


def planned(book: str, data: Data, patch: Patch) -> Plan:
    """The plan of a book with a patch in it. Raises InputError."""
    return _made(book, repr(patch), _Make(lambda: engine.changed(data, patch)))
