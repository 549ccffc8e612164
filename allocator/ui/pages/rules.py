"""Every rule in its own words, how it came out, and where it comes from."""

from __future__ import annotations

import streamlit as st

from allocator.domain.report import Report
from allocator.grants import unconfirmed_in_use, unconfirmed_words
from allocator.ui.desk import Desk
from allocator.ui.parts.table import table
from allocator.ui.reasons import doubts_table, verdict_table, verdicts
from allocator.ui.show import safe
from allocator.ui.words import w


def show(desk: Desk, report: Report) -> None:
    """Rules of the plan and its grants first, then those that always hold."""
    found = verdicts(report)
    own, always = [v for v in found if not v.always], [v for v in found if v.always]
    st.header(w("rules.own"))
    st.markdown(w("rules.says"))
    if own:
        table(verdict_table(own), w("rules.own"))
    else:
        st.info(w("rules.none"))
    doubts = unconfirmed_in_use(report.case)
    if doubts:
        st.header(w("doubts"))
        st.markdown(w("doubts.says", says=unconfirmed_words(doubts)))
        table(doubts_table(report), w("doubts"))
    with st.expander(w("rules.always", count=len(always))):
        table(verdict_table(always), w("rules.always", count=len(always)))
    if report.case.notes:
        with st.expander(w("notes")):
            st.markdown("\n".join(f"- {safe(note)}" for note in report.case.notes))
