"""The other languages, one tap away, on pages without the bar."""

from __future__ import annotations

import streamlit as st

from allocator.messages import NAMES
from allocator.ui import state
from allocator.ui.words import SESSION, language


def others() -> None:
    """A button for each language that is not spoken now, in its own words."""
    for code, name in NAMES.items():
        if code != language():
            st.button(name, key=f"speak-{code}", on_click=_speak, args=(code,))


def _speak(code: str) -> None:
    st.session_state[SESSION] = code
    st.query_params["lang"] = code
    state.keep_link()
