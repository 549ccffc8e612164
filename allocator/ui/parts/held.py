"""A file that stays at hand while people go from page to page, until they take another."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from allocator.ui.desk import Desk
from allocator.ui.parts.upload import place
from allocator.ui.show import safe
from allocator.ui.sides import mark_of
from allocator.ui.words import w


@dataclass(frozen=True)
class Held:
    """What a person handed over."""

    name: str
    data: bytes


def held(desk: Desk, what: str, label: str, endings: list[str]) -> Held | None:
    """A place for a file, or the file that was put there. Each plan that is open has its own; ``what`` tells one place from
    another."""
    key = f"{what}-{mark_of(desk.base)[:16]}"
    found: Held | None = st.session_state.get(key)
    if found is None:
        turn = st.session_state.get(f"{key}-turn", 0)
        file = place(label, endings, f"{key}-{turn}")
        if file is None:
            return None
        st.session_state[key] = Held(file.name, file.getvalue())
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", key=f"{what}-held"):
        st.markdown(w("during.file", name=safe(found.name)), width="content")
        st.button(w("during.file.other"), key=f"{what}-other", help=w("during.file.other.of", name=safe(found.name)),
                  on_click=_drop, args=(key,))
    return found


def _drop(key: str) -> None:
    st.session_state.pop(key, None)
    st.session_state[f"{key}-turn"] = st.session_state.get(f"{key}-turn", 0) + 1
