"""Who pays for what, and every year of every source."""

from __future__ import annotations

import streamlit as st

from allocator.domain.report import Report
from allocator.ui import figures
from allocator.ui.desk import Desk
from allocator.ui.parts.table import table
from allocator.ui.parts.why import ask
from allocator.ui.words import w


def show(desk: Desk, report: Report) -> None:
    """Program by source, and a source year by year."""
    if not report.sources:
        st.info(w("payers.none"))
        return
    st.header(w("matrix"))
    st.markdown(w("matrix.says"))
    every = w("matrix.all")
    year = st.selectbox(w("matrix.year"), [every, *report.case.years], key="matrix-year")
    table(figures.matrix_table(report, None if year == every else year), w("matrix"), "figures-money-sum")
    st.header(w("details"))
    names = report.case.plan.sources
    source = st.selectbox(w("source"), figures.sources_in_order(report), key="details-source",
                          format_func=lambda key: names[key].name if key in names else key)
    st.markdown(w("left.says"))
    table(figures.source_table(report, source), w("details"), "figures-money")
    ask(report, "source")
