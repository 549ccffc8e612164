"""The first page: which needs are met, what runs when, who pays, what is left."""

from __future__ import annotations

import streamlit as st

from allocator.domain.report import Report
from allocator.ui import figures
from allocator.ui.desk import Desk
from allocator.ui.parts.table import table
from allocator.ui.parts.why import ask
from allocator.ui.show import safe
from allocator.ui.words import w


def show(desk: Desk, report: Report) -> None:
    """The budget on one page."""
    _needs(report)
    _roster(report)
    st.header(w("payers"))
    st.markdown(w("payers.says"))
    if report.sources:
        table(figures.payers_table(report), w("payers"), "figures-money-sum")
        left(report)
    else:
        st.info(w("payers.none"))


def left(report: Report) -> None:
    """Where the dollars of each source go."""
    st.header(w("left"))
    st.markdown(w("left.says"))
    from allocator.ui import charts  # not before heavy.ready

    chart, alt = charts.left_chart(report, st.context.theme.type or "light")
    st.altair_chart(chart, alt=alt, key="left-chart")
    table(figures.left_table(report), w("left"), "figures-money-sum")


def _needs(report: Report) -> None:
    st.header(w("needs"))
    if not report.case.needs:
        st.info(w("needs.none"))
        return
    st.markdown(w("needs.says"))
    from allocator.ui import charts  # not before heavy.ready

    chart, alt = charts.needs_chart(report, st.context.theme.type or "light")
    st.altair_chart(chart, alt=alt, key="needs-chart")
    table(figures.needs_table(report), w("needs"), "figures-needs")


def _roster(report: Report) -> None:
    st.header(w("roster"))
    run = figures.roster(report)
    out = [program for program in report.case.programs if program not in run]
    st.markdown(w("roster.says", run=len(run), all=len(report.case.programs)) if run else w("roster.none"))
    if run:
        table(figures.roster_table(report), w("roster"), "figures-roster")
    if out:
        with st.expander(w("roster.out", count=len(out))):
            st.markdown("\n".join(f"- {safe(report.case.programs[program].name)}" for program in out))
    if report.case.programs:
        ask(report, "program")
