"""What the community said it needs: ranked, by pillar, one by one, and a table to type into."""

from __future__ import annotations

import streamlit as st

from allocator.domain.report import Report
from allocator.ui import figures, needs_view
from allocator.ui.desk import Desk
from allocator.ui.parts.asking import section
from allocator.ui.parts.needs_table import needs_table
from allocator.ui.parts.shares import one_share
from allocator.ui.parts.table import table
from allocator.ui.reasons import rule_lines
from allocator.ui.words import w

SECTIONS = ["ranked", "pillars", "one", "edit"]


def show(desk: Desk, report: Report | None) -> None:
    """One of four parts; only that one is worked out."""
    part = section("needs", SECTIONS, w("page.needs"))
    if not desk.plan.needs and part != "edit":
        st.header(w(f"needs.section.{part}"))
        st.info(w("needs.none.here"))
    elif part == "pillars":
        _pillars(desk, report)
    elif part == "one":
        _one(desk, report)
    elif part == "edit":
        needs_table(desk)
    else:
        _ranked(desk, report)


def _ranked(desk: Desk, report: Report | None) -> None:
    st.header(w("needs.section.ranked"))
    if report is not None and report.case.plan.needs:
        from allocator.ui import charts  # not before heavy.ready

        st.markdown(w("needs.ranked.says"))
        chart, alt = charts.needs_chart(report, st.context.theme.type or "light")
        st.altair_chart(chart, alt=alt, key="needs-page-chart")
        table(figures.needs_table(report), w("needs"), "figures-needs")
    else:
        st.markdown(w("needs.ranked.plain"))
        table(needs_view.plain_table(desk.plan), w("needs.section.ranked"), "figures-needs")
    st.header(w("needs.asked"))
    asked, silent = needs_view.asked_table(desk.plan), needs_view.unasked(desk.plan)
    if silent:
        st.markdown(w("needs.asked.missing", count=silent, all=len(desk.plan.needs)))
    if asked[w("need")]:
        table(asked, w("needs.asked"), "text")
    reached = needs_view.reached_table(report) if report is not None else {}
    if reached:
        st.header(w("needs.reached"))
        st.markdown(w("needs.reached.says"))
        table(reached, w("needs.reached"), "figures-money")


def _pillars(desk: Desk, report: Report | None) -> None:
    st.header(w("needs.section.pillars"))
    st.markdown(w("needs.pillars.says"))
    for group in needs_view.by_pillar(desk.plan, report):
        st.subheader(group.name)
        st.markdown(group.says)
        table(group.table, group.name, "text")


def _one(desk: Desk, report: Report | None) -> None:
    st.header(w("needs.section.one"))
    plan = desk.plan
    need = st.selectbox(w("need"), needs_view.in_order(plan), key="needs-one", persist_state="session",
                        format_func=lambda key: plan.needs[key].name if key in plan.needs else key)
    if need not in plan.needs:
        return
    st.markdown("\n".join(f"- {line}" for line in needs_view.about(plan, need)))
    met = needs_view.met_table(report, need) if report is not None else {}
    if met:
        table(met, w("needs.met"), "figures-roster")
    st.subheader(w("needs.meeting"))
    rows = needs_view.meeting_table(plan, report, need)
    if rows[w("program")]:
        table(rows, w("needs.meeting"), "text")
    else:
        st.info(w("needs.meeting.none"))
    lines = rule_lines(report, "need", need) if report is not None and need in report.case.plan.needs else []
    if lines:
        st.subheader(w("needs.rules"))
        st.markdown("\n".join(f"- {line}" for line in lines))
    st.subheader(w("programs.share.change"))
    one_share(desk, "needs", need)
