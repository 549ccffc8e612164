"""How much of a need a program meets: a form for one share, and one for all needs of a program that is new."""

from __future__ import annotations

import streamlit as st

from allocator.domain.menu import FULL
from allocator.ui import matrix
from allocator.ui.desk import Desk
from allocator.ui.needs_view import in_order
from allocator.ui.parts.asking import keep
from allocator.ui.show import percent, safe
from allocator.ui.words import w

ADDED = "programs-added"
"""Where a session keeps ids of new programs of which nobody has said yet what they meet."""
STEP, WIDTH = 5.0, 260
"""Percent by which a button moves a share, and pixels of a box."""


def one_share(desk: Desk, key: str, need: str | None = None) -> None:
    """A form for one share; of one need, if it is given."""
    plan = desk.plan
    found = list(matrix.options(plan))
    if not found or not plan.needs:
        return
    names = {f"{program}/{size}": matrix.row_name(plan, program, size) for program, size in found}
    with st.container(border=True, key=f"{key}-share-box"):
        row = st.selectbox(w("program"), list(names), format_func=lambda each: names.get(each, each), key=f"{key}-share-program")
        if need is None:
            need = st.selectbox(w("need"), in_order(plan), key=f"{key}-share-need",
                                format_func=lambda each: plan.needs[each].name if each in plan.needs else each)
        if row not in names or need not in plan.needs:
            return
        program, size = row.split("/")
        now = matrix.share_of(plan, program, size, need)
        with st.form(f"{key}-share-form", border=False):
            share = st.number_input(w("programs.share"), 0.0, 100.0, float(now * 100), STEP, format="%g",
                                    key=f"{key}-share-{row}-{need}-{desk.version}", help=w("programs.share.help"))
            st.caption(w("programs.share.now", share=percent(now)))
            sent = st.form_submit_button(w("programs.share.keep"))
    if sent and keep(desk, lambda: matrix.set_share(plan, (program, size), need, share)):
        st.rerun()


def ask_new(desk: Desk) -> None:
    """Ask of each program that was just added which needs it meets; nothing else knows."""
    plan = desk.plan
    waiting = [key for key in st.session_state.get(ADDED, []) if key in plan.programs]
    if not waiting or not plan.needs:
        return
    program = waiting[0]
    with st.form(f"new-shares-{program}"):
        st.markdown(w("programs.new.ask", program=safe(plan.programs[program].name)))
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"new-shares-of-{program}"):
            shares = {
                need: st.number_input(safe(plan.needs[need].name), 0.0, 100.0,
                                      float(matrix.share_of(plan, program, FULL, need) * 100), STEP, format="%g",
                                      key=f"new-share-{program}-{need}", width=WIDTH)
                for need in in_order(plan)
            }
        with st.container(horizontal=True):
            sent = st.form_submit_button(w("programs.share.keep"), type="primary")
            later = st.form_submit_button(w("programs.new.later"))
    if later or sent and keep(desk, lambda: matrix.set_shares(plan, program, shares)):
        st.session_state[ADDED] = waiting[1:]
        st.rerun()
