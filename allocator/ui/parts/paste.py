"""Many cost lines at once: paste, look at what they would do, apply."""

from __future__ import annotations

import streamlit as st

from allocator.ui import pasting
from allocator.ui.desk import Desk
from allocator.ui.parts.asking import keep
from allocator.ui.parts.table import table
from allocator.ui.words import w

TEXT, DONE = "paste-text", "paste-done"


def paste(desk: Desk) -> None:
    """The box, what stands in it line by line, and a button once every line is right."""
    with st.expander(w("grid.paste"), key="paste-box"):
        st.markdown(w("grid.paste.says"))
        if st.session_state.pop(DONE, False):
            st.session_state[TEXT] = ""
            st.success(w("grid.paste.done"))
        text = st.text_area(w("grid.paste.label"), key=TEXT, height=160, placeholder=w("grid.paste.example"))
        if not text.strip():
            return
        found = pasting.read(text, desk.plan)
        if found.heading:
            st.caption(w("grid.paste.heading"))
        wrong = pasting.faults(found)
        if wrong:
            st.error("\n".join([w("grid.paste.wrong", count=len(wrong)), "", *(f"- {fault}" for fault in wrong)]))
        if found.lines:
            st.markdown(pasting.summary(found))
            table(pasting.preview(found, desk.plan), w("grid.paste.preview"), "text")
        ready = bool(found.lines) and not wrong
        sent = st.button(w("grid.paste.apply", count=len(found.lines)), key="paste-apply", type="primary", disabled=not ready)
        if sent and keep(desk, lambda: pasting.change(found, desk.plan)):
            st.session_state[DONE] = True
            st.rerun()
