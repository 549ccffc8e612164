"""Programs to add: practices of the library to choose from, or one of the school's own."""

from __future__ import annotations

import streamlit as st

from allocator.library import entry
from allocator.store import Says
from allocator.ui import library_view
from allocator.ui.amount_text import MOST
from allocator.ui.desk import Desk, Edit
from allocator.ui.figures import pillar_name
from allocator.ui.new_lines import NewLine
from allocator.ui.parts.asking import PILLARS, keep, object_input, pillar
from allocator.ui.parts.shares import ADDED
from allocator.ui.parts.table import table
from allocator.ui.programs_edit import add_practices, add_program
from allocator.ui.words import language, w

PICKED, EMPTIED = "library-picked", "library-emptied"


def library(desk: Desk) -> None:
    """Pick practices pillar by pillar, see what they are and cost, add them."""
    st.markdown(" ".join(library_view.says(desk.plan)))
    if st.session_state.pop(EMPTIED, False):
        st.session_state[PICKED] = []
    shelf = st.selectbox(w("library.pillar"), list(PILLARS), key="library-pillar", persist_state="session",
                         format_func=pillar_name)
    names = {one.id: library_view.name(one) for one in library_view.shelf("")}
    here = [one.id for one in library_view.shelf(shelf)]
    elsewhere = [key for key in names if key not in here]
    with st.expander(w("library.shelf", pillar=pillar_name(shelf), count=len(here)), key="library-shelf"):
        table(library_view.table(entry(key) for key in here), w("library.shelf", pillar=pillar_name(shelf), count=len(here)))
    picked = st.multiselect(w("library.choose"), [*here, *elsewhere], key=PICKED, persist_state="session",
                            format_func=lambda key: names.get(key, key), placeholder=w("library.choose.one"),
                            filter_mode="contains", select_all=False)
    if picked:
        st.markdown("\n".join(f"- {library_view.about(entry(key))}" for key in picked))
    if st.button(w("library.add"), key="library-add", type="primary", disabled=not picked) and _add(desk, picked):
        st.rerun()


def _add(desk: Desk, picked: list[str]) -> bool:
    found: list[str] = []

    def make() -> tuple[Edit, Says]:
        ids, edit, says = add_practices(desk.plan, picked, language())
        found.extend(ids)
        return edit, says

    kept = keep(desk, make)
    if kept:
        _ask_for(found)
        st.session_state[EMPTIED] = True
    return kept


def own(desk: Desk) -> None:
    """A program of one's own, with its first cost line."""
    with st.form("own-program", clear_on_submit=False):
        name = st.text_input(w("programs.name"), key="own-name", max_chars=300)
        part = pillar("own-pillar")
        what = st.text_input(w("programs.own.line"), key="own-what", max_chars=300, placeholder=w("programs.own.what"))
        code = object_input("own-object", "")
        cost = st.number_input(w("programs.own.cost"), 0, MOST, 0, 1000, key="own-cost")
        sent = st.form_submit_button(w("programs.own.add"), type="primary")
    found: list[str] = []

    def make() -> tuple[Edit, Says]:
        key, edit, says = add_program(desk.plan, name, part, NewLine(what, code, int(cost)))
        found.append(key)
        return edit, says

    if sent and keep(desk, make):
        _ask_for(found)
        for field in ("name", "what", "object", "cost"):
            st.session_state.pop(f"own-{field}", None)
        st.rerun()


def _ask_for(programs: list[str]) -> None:
    """Remember to ask which needs new programs meet."""
    st.session_state[ADDED] = [*st.session_state.get(ADDED, []), *programs]
