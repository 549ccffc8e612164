"""For families: what the school plans, in plain words, with nothing to change by accident."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from allocator.domain.report import Report
from allocator.ui import families
from allocator.ui.bars import need_bars
from allocator.ui.desk import Desk
from allocator.ui.figures import needs_in_order, pillar_name
from allocator.ui.parts import languages
from allocator.ui.parts.table import table
from allocator.ui.show import safe, span
from allocator.ui.words import w


def plain(desk: Desk, report: Report | None) -> None:
    """One page to read from top to bottom."""
    with st.container(horizontal=True, key="families-top"):
        languages.others()
    st.title(safe(desk.base.name), anchor=False)
    st.markdown(w("families.kind", years=span(desk.base.years)))
    if report is None:
        st.info(w("families.soon"))
        return
    if not desk.current:
        st.info(w("families.changing"))
    st.markdown(f"**{families.message(report)}**")
    _happens(report)
    _pays(report)
    _needs(report)
    _asked(report)
    st.header(w("families.part"), anchor=False)
    st.markdown(w("families.part.says"))
    st.page_link(st.session_state["pages"]["plan"], label=w("families.back"))


def _happens(report: Report) -> None:
    st.header(w("families.happens"), anchor=False)
    found = families.happens(report)
    st.markdown(w("families.happens.says") if found else w("roster.none"))
    for pillar, lines in found.items():
        st.subheader(pillar_name(pillar), anchor=False)
        _some(lines)


def _some(lines: Sequence[str]) -> None:
    """The first lines; the others unfold."""
    st.markdown("\n".join(f"- {line}" for line in lines[:families.AT_ONCE]))
    rest = lines[families.AT_ONCE:]
    if rest:
        with st.expander(w("families.more", count=len(rest))):
            st.markdown("\n".join(f"- {line}" for line in rest))


def _pays(report: Report) -> None:
    st.header(w("families.pays.title"), anchor=False)
    if not report.sources:
        st.markdown(w("payers.none"))
        return
    st.markdown(families.costs(report))
    table(families.pays(report), w("families.pays.title"))


def _needs(report: Report) -> None:
    st.header(w("families.needs"), anchor=False)
    order = needs_in_order(report)
    if order:
        st.markdown(w("families.needs.says"))
        st.html(need_bars(report, order))
    else:
        st.markdown(w("needs.none"))


def _asked(report: Report) -> None:
    st.header(w("families.asked"), anchor=False)
    lines = families.asked(report)
    st.markdown(w("families.asked.says") if lines else w("families.asked.none"))
    if lines:
        _some(lines)
