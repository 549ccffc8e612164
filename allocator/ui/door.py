"""The door of the app: its pages, and nothing else."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from allocator.ui import heavy, state
from allocator.ui.guard import guarded
from allocator.ui.pages import PAGES, PageOf
from allocator.ui.parts.frame import frame
from allocator.ui.parts.table import style
from allocator.ui.words import w

ICON = Path(__file__).with_name("icon.png")


def main() -> None:
    """Draw the app."""
    st.set_page_config(page_icon=str(ICON), layout="wide")
    style()
    pages = {
        page.url: st.Page(_named(page), title=w(page.name), url_path=page.url, default=page is PAGES[0]) for page in PAGES
    }
    st.session_state["pages"] = pages
    guarded(st.navigation(list(pages.values()), position="top").run)()


def _named(page: PageOf) -> partial[None]:
    return partial(guarded(_show), page)


def _show(page: PageOf) -> None:
    st.set_page_config(page_title=w("app.page", page=w(page.name), app=w("app")))
    desk = state.desk()
    report = frame(desk, desk.base.name if page is PAGES[0] else w(page.name), page.url)
    if report is not None:
        heavy.ready()
        page.show(desk, report)


if __name__ == "__main__":
    main()
