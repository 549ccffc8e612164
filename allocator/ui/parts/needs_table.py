"""Needs as a table to type into, and forms to add one and to take one out."""

from __future__ import annotations

import streamlit as st

from allocator.ui.desk import Desk
from allocator.ui.needs_edit import add_need, change_need, need_grid
from allocator.ui.parts.asking import PILLARS, keep, pillar, pillar_words
from allocator.ui.parts.editor import Editor, editor
from allocator.ui.parts.removal import take_out
from allocator.ui.words import w


def needs_table(desk: Desk) -> None:
    """Type into the table, add a need, take one out."""
    st.header(w("needs.section.edit"))
    st.markdown(w("needs.edit.says" if desk.plan.needs else "needs.edit.first"))
    column = st.column_config
    columns = {
        "name": column.TextColumn(w("need"), max_chars=300, width="medium", required=True),
        "score": column.NumberColumn(w("score"), help=w("needs.score.help"), min_value=0, max_value=100, step=0.5, format="%g",
                                     required=True),
        "pillar": column.SelectboxColumn(w("pillar"), options=list(PILLARS), format_func=pillar_words, width="medium"),
        "evidence": column.TextColumn(w("needs.evidence"), help=w("needs.evidence.help"), max_chars=10_000, width="large"),
    }
    if desk.plan.needs:
        editor(desk, Editor("needs", w("needs.edit.alt"), columns, change_need), need_grid(desk.plan))
    st.subheader(w("needs.add"))
    _add(desk)
    if desk.plan.needs:
        st.subheader(w("needs.remove"))
        take_out(desk, "need")


def _add(desk: Desk) -> None:
    with st.form("add-need"):
        name = st.text_input(w("needs.name"), key="need-name", max_chars=300)
        score = st.number_input(w("score"), 0.0, 100.0, 50.0, 1.0, format="%g", key="need-score", help=w("needs.score.help"))
        part = pillar("need-pillar")
        evidence = st.text_area(w("needs.evidence"), key="need-evidence", help=w("needs.evidence.help"))
        sent = st.form_submit_button(w("needs.add"), type="primary")
    if sent and keep(desk, lambda: add_need(desk.plan, name, score, part, evidence)[1:]):
        st.rerun()
