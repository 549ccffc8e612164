"""From one page to another."""

from __future__ import annotations

import streamlit as st

from allocator.ui import state
from allocator.ui.desk import Desk

UP = "go-up"
TOP = """<script>/* TURN */ document.querySelector('[data-testid="stMain"]')?.scrollTo({top: 0})</script>"""


def link(url: str, label: str) -> None:
    """A link to a page, where the app has it."""
    if url in st.session_state["pages"]:
        st.page_link(st.session_state["pages"][url], label=label)


def go(*urls: str) -> None:
    """To the first of these pages that the app has."""
    pages = st.session_state["pages"]
    st.switch_page(pages[next(url for url in (*urls, "plan") if url in pages)])


def take_up(desk: Desk, *urls: str) -> None:
    """Put another plan before the session, and go to where it is worked on."""
    state.put(desk)
    go(*urls)


def up() -> None:
    """Show the page from its top when it is drawn next: the answer stands there."""
    st.session_state[UP] = st.session_state.get(UP, 0) + 1


def top() -> None:
    """Go to the top of the page if somebody asked for it since the last look."""
    turn = st.session_state.get(UP, 0)
    if turn != st.session_state.get(f"{UP}-done", 0):
        st.session_state[f"{UP}-done"] = turn
        st.html(TOP.replace("TURN", str(turn)), unsafe_allow_javascript=True)
