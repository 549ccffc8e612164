"""What a change did, kept as codes and values, so that the same line of history reads in every language."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.store import Says
from allocator.ui.show import safe
from allocator.ui.words import w

CODE = "@"
"""A value that begins so is itself a code of words."""


def one(code: str, **values: str) -> Says:
    """One sentence to keep: its code, and its values as people would read them."""
    return ((code, dict(values)),)


def spoken(says: Says) -> str:
    """The sentences in the language of the person who looks, safe to show on a page."""
    return "; ".join(w(code, **{name: _value(value) for name, value in values.items()}) for code, values in says)


def plain(says: Says) -> str:
    """The same where no markup counts, such as on a button."""
    return spoken(says).replace("\\", "")


def _value(value: str) -> str:
    return w(value[1:]) if value.startswith(CODE) else safe(value)


def joined(parts: Sequence[Says]) -> Says:
    """Several sentences as one entry of the history."""
    return tuple(sentence for part in parts for sentence in part)
