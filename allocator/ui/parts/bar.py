"""Above every page: which scenario is at hand, undo and redo, when it was saved, and the language."""

from __future__ import annotations

from datetime import datetime
from textwrap import shorten

import streamlit as st

from allocator.messages import NAMES
from allocator.ui import state
from allocator.ui.desk import Desk
from allocator.ui.show import zone_of
from allocator.ui.speak import plain
from allocator.ui.words import SESSION, language, said, w


def bar(desk: Desk) -> None:
    """Draw it."""
    if desk.answers.not_kept:
        st.warning(f"{w('saved.not')} {said(desk.answers.not_kept)}")
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        _scenario(desk)
        _steps(desk)
        st.markdown(saved(desk), width="content")
        _language()


def saved(desk: Desk) -> str:
    """``Saved 10:42``, in the clock of the person who looks; until something is changed there is nothing to save."""
    if desk.head is None:
        return w("saved.nothing")
    return w("saved", time=clock(desk.head.at))


def clock(at: datetime) -> str:
    """``10:42`` in the clock of the person who looks."""
    return f"{at.astimezone(zone_of(st.context.timezone)):%H:%M}"


def _scenario(desk: Desk) -> None:
    found = desk.scenarios()
    if len(found) < 2 or desk.scenario is None:
        return
    names = {scenario.id: scenario.name for scenario in found}
    st.session_state["scenario-pick"] = desk.scenario.id
    picked = st.selectbox(w("scenario"), list(names), format_func=lambda key: names.get(key, key), key="scenario-pick",
                          label_visibility="collapsed", width=260, on_change=lambda: _turn(desk))
    del picked


def _turn(desk: Desk) -> None:
    desk.turn_to(str(st.session_state["scenario-pick"]))


def _steps(desk: Desk) -> None:
    undo, redo = desk.undoable(), desk.redoable()
    back = w("undo", what=shorten(plain(undo.says), 90, placeholder=" …")) if undo is not None else w("undo.none")
    st.button(back, key="undo", icon="↩", shortcut="Ctrl+Z", on_click=desk.undo, disabled=undo is None)
    if redo is not None:
        again = w("redo", what=shorten(plain(redo.says), 90, placeholder=" …"))
        st.button(again, key="redo", icon="↪", shortcut="Ctrl+Y", on_click=desk.redo)


def _language() -> None:
    st.session_state["language-pick"] = language()
    st.segmented_control(w("language"), list(NAMES), format_func=lambda key: NAMES[key], key="language-pick",
                         label_visibility="collapsed", required=True, on_change=_speak)


def _speak() -> None:
    st.session_state[SESSION] = st.session_state["language-pick"] or language()
    st.query_params["lang"] = language()
    state.keep_link()
