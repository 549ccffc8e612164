"""The plan: try a change and see what it does; which needs are met, what runs when, who is hired, who pays, what is left, what
happens when the grant ends, and what is built in which year."""

from __future__ import annotations

import streamlit as st

from allocator.domain.report import Report
from allocator.ui import figures
from allocator.ui.desk import Desk
from allocator.ui.ending import ending, ending_lines, lasting_table, recurring_table, risk_table
from allocator.ui.guard import guarded
from allocator.ui.in_short import in_short
from allocator.ui.paid import paid_table
from allocator.ui.parts import go, why
from allocator.ui.parts.chart import chart
from allocator.ui.parts.table import table
from allocator.ui.parts.trying import trying
from allocator.ui.parts.yours import effects, yours
from allocator.ui.show import safe
from allocator.ui.staffing import roles_used, staffing_lines, staffing_table
from allocator.ui.timeline import timeline_table
from allocator.ui.words import w


def show(desk: Desk, report: Report) -> None:
    """Changes first, for that is why people come; then the budget from needs to years."""
    go.top()
    effects(desk)
    if desk.current and not report.points_reachable:
        _next(report)
    if desk.current:
        with st.container(horizontal=True, key="about-figures"):
            why.figures(report)
            if report.status != "proved" and desk.job is None:
                st.button(w("solve.more"), key="longer", on_click=guarded(desk.work_out), args=("longer",))
    trying(desk)
    yours(desk)
    if not desk.current:
        st.markdown(f"**{w('earlier')}**")
    _needs(report)
    _roster(desk, report)
    _staff(desk, report)
    _money(report)
    _ending(report)
    _timeline(report)


def _next(report: Report) -> None:
    """What to do first in a plan that can meet no need yet."""
    st.info(in_short(report))
    with st.container(horizontal=True):
        go.link("needs", w("page.needs"))
        go.link("programs", w("page.programs"))


def _needs(report: Report) -> None:
    st.header(w("needs"))
    if not report.case.needs:
        st.info(w("needs.none"))
        return
    st.markdown(w("needs.says"))
    from allocator.ui import charts  # not before heavy.ready

    chart(charts.needs_chart, report, "needs-chart")
    table(figures.needs_table(report), w("needs"), "figures-needs")
    why.ask(report, "need")


def _roster(desk: Desk, report: Report) -> None:
    st.header(w("roster"))
    run = figures.roster(report)
    out = [program for program in report.case.programs if program not in run]
    st.markdown(w("roster.says", run=len(run), all=len(report.case.programs)) if run else w("roster.none"))
    if run:
        table(figures.roster_table(report), w("roster"), "figures-roster")
    if out:
        with st.expander(w("roster.out", count=len(out))):
            st.markdown("\n".join(f"- {safe(report.case.programs[program].name)}" for program in out))
    why.ask(report, "program", desk)


def _staff(desk: Desk, report: Report) -> None:
    st.header(w("staffing"))
    if not desk.plan.staff:
        st.info(w("staffing.nobody"))
        return
    st.markdown(" ".join([w("staffing.says"), *staffing_lines(report, desk.plan)]))
    if roles_used(report, desk.plan):
        table(staffing_table(report, desk.plan), w("staffing"))
    why.ask(report, "role")


def _money(report: Report) -> None:
    st.header(w("payers"))
    st.markdown(w("payers.says"))
    if not report.sources:
        st.info(w("payers.none"))
        return
    table(figures.payers_table(report), w("payers"), "figures-money-sum")
    with st.expander(w("matrix"), key="matrix-open", on_change="rerun") as folded:
        if folded.open:
            st.markdown(w("matrix.says"))
            table(paid_table(report), w("matrix"))
    st.header(w("left"))
    st.markdown(w("left.says"))
    from allocator.ui import charts  # not before heavy.ready

    chart(charts.left_chart, report, "left-chart")
    table(figures.left_table(report), w("left"), "figures-money-sum")
    why.ask(report, "source")


def _ending(report: Report) -> None:
    st.header(w("cliff"))
    found = ending(report)
    st.markdown("\n".join(f"- {line}" for line in ending_lines(found)))
    if found.at_risk:
        st.subheader(w("cliff.risk"))
        table(risk_table(report, found), w("cliff.risk"), "text-sums")
    if found.recurs:
        with st.expander(w("cliff.details"), key="cliff-open", on_change="rerun") as folded:
            if folded.open:
                table(recurring_table(report, found), w("cliff.programs"), "figures-money-sum")
                table(lasting_table(report, found), w("cliff.sources"), "figures-money")


def _timeline(report: Report) -> None:
    st.header(w("timeline"))
    st.markdown(w("timeline.says"))
    table(timeline_table(report), w("timeline"))
