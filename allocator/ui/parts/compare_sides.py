"""Which scenarios stand side by side, and what can be done with each of those that do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from allocator.ui.compared import sides_table
from allocator.ui.desk import Desk
from allocator.ui.figures import Table
from allocator.ui.guard import guarded
from allocator.ui.parts import progress, trouble
from allocator.ui.parts.table import table
from allocator.ui.show import safe
from allocator.ui.sides import MOST, OPENED, Side, at_hand, chosen, offered
from allocator.ui.words import w

PICK = "compare-pick"


def pick(desk: Desk, names: Mapping[str, str]) -> list[str]:
    """The list to choose from, up to four; what was chosen."""
    st.session_state[PICK] = chosen(st.session_state.get(_kept(desk)), names, at_hand(desk))
    picked = st.multiselect(w("compare.pick"), list(names), format_func=lambda key: names.get(key, key), key=PICK,
                            max_selections=MOST, help=w("compare.pick.help"), on_change=_keep, args=(desk,))
    if (here := at_hand(desk)) in names and here not in picked:
        st.caption(w("compare.pick.without", name=safe(names[here])))
    return picked


def add(desk: Desk, made: str) -> None:
    """A scenario that was made just now stands beside those that did before, in the last place where there are four."""
    names = {key: name for key, name in offered(desk).items() if key != made}
    before = chosen(st.session_state.get(_kept(desk)), names, made)
    st.session_state[_kept(desk)] = [*before[:MOST - 1], made]


def _keep(desk: Desk) -> None:
    st.session_state[_kept(desk)] = list(st.session_state[PICK])


def _kept(desk: Desk) -> str:
    """Where a session keeps what was chosen while another page is shown; each plan has its own."""
    return f"compare-kept-{desk.book}"


def show(desk: Desk, found: Sequence[Side]) -> None:
    """The small table, the searches that run, and for each scenario what it needs."""
    figures(sides_table(found, at_hand(desk)), w("compare.sides"), 3)
    for side in found:
        if side.note:
            st.caption(w("compare.noted", letter=side.letter, note=safe(side.note)))
    for side in found:
        if side.job is not None and side.mark != desk.mark:
            st.markdown(f"**{safe(side.label)}**")
            progress.wait_for(side.job, f"compare-{side.key}")
    with st.container(horizontal=True, key="compare-actions"):
        for side in found:
            _actions(desk, side)
    for side in found:
        _trouble(desk, side)


def _actions(desk: Desk, side: Side) -> None:
    name = safe(side.label)
    if side.open:
        st.button(w("compare.work_out", name=name), key=f"compare-work-{side.key}", on_click=guarded(_work_out),
                  args=(desk, side))
    if side.key not in (OPENED, at_hand(desk)):
        st.button(w("compare.open", name=name), key=f"compare-open-{side.key}", on_click=guarded(_turn), args=(desk, side.key))


def _work_out(desk: Desk, side: Side) -> None:
    assert side.plan is not None
    desk.answers.start(side.plan, side.mark, "first")


def _turn(desk: Desk, key: str) -> None:
    desk.turn_to(key)


def _trouble(desk: Desk, side: Side) -> None:
    """Why a scenario has no budget; that of the one at hand is said on top of the page."""
    if side.hopeless and side.trouble is not None and side.mark != desk.mark:
        st.markdown(f"**{safe(side.label)}**")
        trouble.without_budget(side.trouble, (), ())


def figures(rows: Table, alt: str, column: int) -> None:
    """A table of words and figures, that a phone shows as cards; elsewhere its figures, from a column on, stand to the right."""
    key = f"compare-figures-{column}"
    cells = f".st-key-{key} :is(td, th):nth-child(n+{column})"
    st.html(f"<style>@media (min-width: 641px) {{{cells}, {cells} * {{text-align: right !important}}}}</style>")
    with st.container(key=key):
        table(rows, alt)
