"""The door of the app: its pages, and nothing else."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from allocator.ui import heavy, state
from allocator.ui.guard import guarded
from allocator.ui.pages import PAGES, PageOf
from allocator.ui.parts import bar, frame, how
from allocator.ui.parts.table import style
from allocator.ui.words import language, w

ICON = Path(__file__).with_name("icon.png")
MEETING = "meeting"
"""The page that fills the screen when the link or a button asks for it."""


def main() -> None:
    """Draw the app."""
    st.set_page_config(page_icon=str(ICON), layout="wide")
    state.take_link()
    state.keep_link()
    style(language())
    pages = {page.url: _page(page) for page in PAGES}
    st.session_state["pages"] = pages
    full_screen = bool(st.session_state.get(state.PRESENT))
    page = st.navigation(list(pages.values()), position="hidden" if full_screen else "top")
    if full_screen and page.url_path != MEETING:
        st.switch_page(pages[MEETING])
    guarded(page.run)()


def _page(page: PageOf) -> st.Page:
    return st.Page(partial(guarded(_show), page), title=w(f"page.{page.url}"), url_path=page.url,
                   default=page is PAGES[0], visibility="visible" if page.menu else "hidden")


def _show(page: PageOf) -> None:
    st.set_page_config(page_title=w("app.page", page=w(f"page.{page.url}"), app=w("app")))
    desk = state.desk()
    state.keep_link()
    bare = page.bare or bool(st.session_state.get(state.PRESENT))
    if not bare:
        bar.bar(desk)
    report = desk.shown if bare else frame.frame(desk, page.url, page.figures, page.show is not None)
    if page.plain is not None:
        heavy.ready()
        page.plain(desk, report)
    elif page.show is not None and report is not None:
        heavy.ready()
        page.show(desk, report)
    if not bare:
        how.how(page.url)
