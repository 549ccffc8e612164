"""New scenarios, their names and notes, and which of them are in the list."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from allocator.store import Scenario
from allocator.ui import scenarios
from allocator.ui.desk import Desk
from allocator.ui.guard import guarded
from allocator.ui.ideas import Idea
from allocator.ui.parts.compare_sides import add
from allocator.ui.show import safe
from allocator.ui.sides import at_hand
from allocator.ui.words import w

Names = Mapping[str, str]
NEW = "compare-new-name"


def offer(desk: Desk, names: Names) -> None:
    """Ready-made ideas, each made with one click."""
    found = [idea for idea in scenarios.offered(desk) if idea.name not in names.values()]
    if found:
        if desk.patch:
            st.caption(w("compare.ideas.opened" if scenarios.starts_fresh(desk) else "compare.ideas.open"))
        with st.container(horizontal=True, key="compare-ideas"):
            for idea in found:
                st.button(safe(idea.name), key=f"compare-idea-{idea.key}", on_click=guarded(_take),
                          args=(desk, names, idea))


def _take(desk: Desk, names: Names, idea: Idea) -> None:
    _made(desk, scenarios.from_idea(desk, idea, names))


def _made(desk: Desk, scenario: Scenario) -> None:
    add(desk, scenario.id)
    st.toast(w("compare.made", name=safe(scenario.name)))


def manage(desk: Desk, names: Names) -> None:
    """Make one, name one, hide one, show one again."""
    st.header(w("compare.make"))
    st.markdown(w("compare.make.says"))
    with st.form("compare-new", border=False):
        st.text_input(w("compare.new.label"), key=NEW, max_chars=scenarios.LONGEST, placeholder=w("compare.new.place"))
        st.form_submit_button(w("compare.new"), on_click=guarded(_make), args=(desk, names))
    if desk.scenarios():
        with st.expander(w("compare.names")):
            _names(desk)
    hidden = scenarios.hidden(desk)
    if hidden:
        with st.expander(w("compare.hidden", count=len(hidden))), st.container(horizontal=True, key="compare-hidden"):
            for record in hidden:
                st.button(w("compare.show", name=safe(record.name)), key=f"compare-show-{record.id}",
                          on_click=guarded(desk.store.show), args=(record.id,))


def _make(desk: Desk, names: Names) -> None:
    _made(desk, scenarios.copy(desk, str(st.session_state[NEW]), names))
    st.session_state[NEW] = ""


def _names(desk: Desk) -> None:
    """Name and note of one scenario, and whether it is in the list."""
    records = {record.id: record for record in desk.scenarios()}
    hand = at_hand(desk)
    picked = st.selectbox(w("scenario"), list(records), list(records).index(hand) if hand in records else 0,
                          key=f"compare-name-pick-{hand}",
                          format_func=lambda key: records[key].name if key in records else key)
    record = records.get(picked or "")
    if record is None:
        return
    name, note = (f"compare-{what}-{record.id}-{record.name}-{record.note}" for what in ("name", "note"))
    with st.form(f"compare-form-{record.id}", border=False):
        st.text_input(w("compare.name"), record.name, key=name, max_chars=scenarios.LONGEST)
        st.text_area(w("compare.note"), record.note, key=note, max_chars=2_000, placeholder=w("compare.note.place"))
        st.form_submit_button(w("compare.name.save"), on_click=guarded(_rename), args=(desk, record.id, name, note))
    st.button(w("compare.hide", name=safe(record.name)), key="compare-hide", disabled=len(records) < 2,
              help=w("compare.hide.help"), on_click=guarded(_hide), args=(desk, record.id))


def _rename(desk: Desk, scenario: str, name: str, note: str) -> None:
    scenarios.rename(desk, scenario, str(st.session_state[name]), str(st.session_state[note]))
    st.toast(w("compare.renamed"))


def _hide(desk: Desk, scenario: str) -> None:
    scenarios.hide(desk, scenario)
