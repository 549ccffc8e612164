"""Every source year by year, and every rule in its own words: where it comes from, what it costs, and a switch where the school
decides."""

from __future__ import annotations

from textwrap import shorten

import streamlit as st

from allocator.domain.report import Report
from allocator.grants import unconfirmed_in_use
from allocator.ui import figures
from allocator.ui.desk import Desk
from allocator.ui.parts import go
from allocator.ui.parts.add_money import add_money
from allocator.ui.parts.chart import chart
from allocator.ui.parts.match import match
from allocator.ui.parts.more import more
from allocator.ui.parts.rule_card import card
from allocator.ui.parts.table import table
from allocator.ui.reasons import doubts_line, doubts_table, verdict_table, verdicts
from allocator.ui.rulebook import cards
from allocator.ui.show import safe
from allocator.ui.words import w


def show(desk: Desk, report: Report) -> None:
    """Sources, what must be put in beside them, then rules."""
    _sources(desk, report)
    if report.sources:
        match(desk, report)
    _rules(desk, report)
    _doubts(report)


def _sources(desk: Desk, report: Report) -> None:
    st.header(w("left"))
    if not report.sources:
        st.info(w("payers.none"))
        add_money(desk)
        return
    st.markdown(w("left.says"))
    from allocator.ui import charts  # not before heavy.ready

    chart(charts.left_chart, report, "money-chart")
    table(figures.left_table(report), w("left"), "figures-money-sum")
    st.subheader(w("details"))
    names = report.case.plan.sources
    source = st.selectbox(w("source"), figures.sources_in_order(report), key="details-source",
                          format_func=lambda key: names[key].name if key in names else key)
    table(figures.source_table(report, source), w("details"), "figures-money")
    go.link("plan", w("details.change"))
    more(desk, report, source)
    add_money(desk)
    st.subheader(w("matrix"))
    st.markdown(w("matrix.says"))
    year = st.selectbox(w("matrix.year"), ["", *report.case.years], key="matrix-year",
                        format_func=lambda key: key or w("matrix.all"))
    table(figures.matrix_table(report, year or None), w("matrix"), "figures-money-sum")


def _rules(desk: Desk, report: Report) -> None:
    st.header(w("rules.own"))
    st.markdown(w("rules.says"))
    found = cards(report, desk.plan, desk.base)
    by_rule = {one.rule: one for one in found}
    if not found:
        st.info(w("rules.none"))
        return
    st.subheader(w("rule.one"))
    picked = st.selectbox(w("rule.pick"), list(by_rule), key="rule-pick", format_func=lambda key: _short(by_rule[key].says)
                          if key in by_rule else key)
    if picked in by_rule:
        card(desk, report, by_rule[picked])
    st.subheader(w("rule.every"))
    judged = verdicts(report)
    table(verdict_table([one for one in judged if not one.always]), w("rules.own"))
    always = [one for one in judged if one.always]
    with st.expander(w("rules.always", count=len(always))):
        table(verdict_table(always), w("rules.always", count=len(always)))
    if report.case.notes:
        with st.expander(w("notes")):
            st.markdown("\n".join(f"- {safe(note)}" for note in report.case.notes))


def _short(says: str) -> str:
    return shorten(says, 110, placeholder=" …")


def _doubts(report: Report) -> None:
    if unconfirmed_in_use(report.case):
        st.header(w("doubts"))
        st.markdown(w("doubts.says", says=doubts_line(report)))
        table(doubts_table(report), w("doubts"))
