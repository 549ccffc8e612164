"""Up to four scenarios side by side: how good they are, what differs, and which change caused it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from allocator.domain.report import Report
from allocator.ui.causes import inputs_table
from allocator.ui.compared import pillars, pillars_table
from allocator.ui.comparing import workbook
from allocator.ui.desk import Desk
from allocator.ui.differing import pairs
from allocator.ui.parts import compare_differs, compare_make, compare_sides
from allocator.ui.parts.compare_why import known_why
from allocator.ui.parts.table import table
from allocator.ui.sides import Side, offered, sides
from allocator.ui.words import w

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(desk: Desk, report: Report | None) -> None:
    """Scenarios side by side, or how to come to a second one."""
    names = offered(desk)
    if len(names) < 2:
        st.header(w("compare.one"))
        st.markdown(w("compare.one.says"))
        compare_make.offer(desk, names)
    else:
        _compare(desk, names)
    compare_make.manage(desk, names)


def _compare(desk: Desk, names: dict[str, str]) -> None:
    st.header(w("compare.sides"))
    found = sides(desk, compare_sides.pick(desk, names), names)
    if len(found) < 2:
        st.info(w("compare.fewer"))
        return
    compare_sides.show(desk, found)
    _pillars(found)
    compare_differs.show(desk, found)
    _inputs(found)
    _download(desk, found)
    with st.expander(w("compare.ideas")):
        compare_make.offer(desk, names)


def _pillars(sides: Sequence[Side]) -> None:
    found = pillars(sides)
    if not found.pillars:
        return
    st.header(w("compare.pillars"))
    st.markdown(w("compare.pillars.says"))
    from allocator.ui import pillar_chart  # not before heavy.ready

    spec, alt = pillar_chart.pillars_chart(found, st.context.theme.type or "light")
    st.vega_lite_chart(spec=spec, alt=alt, key="compare-pillars")
    table(pillars_table(found), w("compare.pillars"), "figures-money-sum")


def _inputs(found: Sequence[Side]) -> None:
    st.header(w("compare.inputs"))
    rows = inputs_table(found)
    st.markdown(w("compare.inputs.says") if rows else w("compare.inputs.same"))
    if rows:
        table(rows, w("compare.inputs"))


def _download(desk: Desk, found: Sequence[Side]) -> None:
    known = {pair.other.key: why for pair in pairs(found) if (why := known_why(desk, pair)) is not None}
    name = re.sub(r"[^A-Za-z0-9]+", "-", desk.base.name).strip("-")
    ready = all(side.settled for side in found)
    st.download_button(w("compare.download"), workbook(found, known), w("compare.download.file", name=name), EXCEL,
                       key="compare-excel", on_click="ignore", disabled=not ready, help=w("compare.download.help"))
    if not ready:
        st.caption(w("compare.download.wait"))
