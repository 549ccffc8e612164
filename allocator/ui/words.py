"""The words of the app, in the language of the person who looks. They stand in the catalogue under ``ui.`` and their code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from allocator.messages import LANGUAGES, Message, catalogue, text

SESSION = "language"
"""Where a session keeps its language."""
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def language() -> str:
    """The language to speak in: that of the block, else of the session, else English."""
    spoken = _spoken.get()
    if spoken is not None:
        return spoken
    if get_script_run_ctx(suppress_warning=True) is None:
        return "en"
    chosen = st.session_state.get(SESSION, "en")
    return chosen if chosen in LANGUAGES else "en"


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """All words within the block are in this language: for files that are made outside a page."""
    before = _spoken.set(chosen)
    try:
        yield
    finally:
        _spoken.reset(before)


def w(code: str, **values: object) -> str:
    """The words for a code, filled in. Raises KeyError for an unknown code, so that a test finds it."""
    words = catalogue(language())[f"ui.{code}"]
    return words.format(**values) if values else words


def said(value: object) -> str:
    """What somebody wrote as it is; a message in the language of the person who looks."""
    return text(value, language()) if isinstance(value, Message) else str(value)
