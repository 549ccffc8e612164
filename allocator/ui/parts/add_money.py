"""A form for money that the plan does not have yet: a grant with its rules, or money of the school's own."""

from __future__ import annotations

import streamlit as st

from allocator.messages import joined
from allocator.ui import beginnings, sources_edit
from allocator.ui.amount_text import MOST
from allocator.ui.beginnings import NO_GRANT
from allocator.ui.desk import Desk
from allocator.ui.parts.asking import keep
from allocator.ui.show import money, stretch
from allocator.ui.sources_edit import NewSource, add_source
from allocator.ui.words import language, w

FIELDS = ("grant", "name", "amount", "resource", "lasts")


def add_money(desk: Desk) -> None:
    """Ask what money it is, and add it."""
    with st.expander(w("source.add"), icon="➕", key="source-add"):
        st.markdown(w("source.add.says"))
        left, right = st.columns(2)
        grants = beginnings.grants()
        with left:
            grant = st.selectbox(w("source.grant"), [NO_GRANT, *grants], key="source-grant",
                                 format_func=lambda key: grants.get(key, w("start.grant.none")))
            name = st.text_input(w("source.name"), key="source-name", max_chars=300, placeholder=grants.get(grant, ""))
        with right:
            amount = st.number_input(w("start.amount"), 0, MOST, None, 1000, key="source-amount")
            resource = st.text_input(w("source.resource"), key="source-resource", max_chars=4, help=w("source.resource.help"))
        lasts = st.checkbox(w("source.lasts"), key="source-lasts")
        _notes(desk, grant, amount)
        new = NewSource(grant, name or "", resource or "", None if amount is None else int(amount), lasts)
        sent = st.button(w("source.add.now"), key="source-add-now", type="primary")
        if sent and keep(desk, lambda: add_source(desk.plan, new)):
            for field in FIELDS:
                st.session_state.pop(f"source-{field}", None)
            st.rerun()


def _notes(desk: Desk, grant: str, amount: float | None) -> None:
    """In which years the grant gives money, and how much it usually gives where nothing is typed."""
    given = beginnings.term_of(grant, desk.plan.years)
    if len(given) < len(desk.plan.years):
        st.info(w("start.term", years=stretch(given)))
    by_year = {} if amount is not None else sources_edit.usual(desk.plan, grant)
    parts = [w("start.usual.one", amount=money(dollars), years=stretch([y for y in by_year if by_year[y] == dollars]))
             for dollars in dict.fromkeys(by_year.values()) if dollars]
    if parts:
        st.info(w("start.usual", list=joined(parts, language())))
