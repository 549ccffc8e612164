"""The language in which a command speaks: known from its first line on, also where it ends before it has an answer."""

from __future__ import annotations

from contextvars import ContextVar

_spoken: ContextVar[str] = ContextVar("spoken", default="en")


def language() -> str:
    """The language that the person asked for, else English."""
    return _spoken.get()


def speak(chosen: str) -> None:
    """Speak a language until the command ends."""
    _spoken.set(chosen)
