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
BARE = {page.url for page in PAGES if page.bare}
"""Pages without a menu, where a visitor reads and nothing leads to what can be changed but one link at the end."""


def main() -> None:
    """Draw the app."""
    st.set_page_config(page_icon=str(ICON), layout="wide")
    state.take_link()
    state.keep_link()
    style(language())
    pages = {page.url: _page(page) for page in PAGES}
    st.session_state["pages"] = pages
    every = [*pages.values(), _typed()]
    full_screen = bool(st.session_state.get(state.PRESENT))
    page = st.navigation(every, position="hidden" if full_screen else "top")
    if full_screen and page.url_path != MEETING:
        st.switch_page(pages[MEETING])
    if page.url_path in BARE:  # only now is it known which page is asked for; the later word on the menu counts
        page = st.navigation(every, position="hidden")
    guarded(page.run)()


def _page(page: PageOf) -> st.Page:
    """A page of the app. The first one has the app's own address."""
    return _at("" if page is PAGES[0] else page.url, page, page.menu)


def _typed() -> st.Page:
    """The first page once more, where somebody arrives who types its name as those of the others are typed. To lead from here to
    its own address would catch the browser's way back."""
    return _at(PAGES[0].url, PAGES[0], menu=False)


def _at(address: str, page: PageOf, menu: bool) -> st.Page:
    return st.Page(partial(guarded(_show), page), title=w(f"page.{page.url}"), url_path=address, default=not address,
                   visibility="visible" if menu else "hidden")


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
