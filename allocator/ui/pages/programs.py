"""What the school could do: programs and their costs to type into, the library, the needs they meet, what they cover."""

from __future__ import annotations

import streamlit as st

from allocator.domain.report import Report
from allocator.ui import coverage, matrix
from allocator.ui.amount_text import MOST
from allocator.ui.desk import Desk
from allocator.ui.parts import shares
from allocator.ui.parts.asking import PILLARS, pillar_words, section
from allocator.ui.parts.costs import costs
from allocator.ui.parts.editor import Editor, editor
from allocator.ui.parts.library import library, own
from allocator.ui.parts.removal import take_out
from allocator.ui.parts.table import table
from allocator.ui.priced import first_year
from allocator.ui.programs_edit import change_program, program_grid
from allocator.ui.show import listed, safe
from allocator.ui.words import w

SECTIONS = ["list", "costs", "meets", "add", "coverage"]


def show(desk: Desk, report: Report | None) -> None:
    """One of five parts; only that one is worked out."""
    match section("programs", SECTIONS, w("page.programs")):
        case "costs":
            _costs(desk)
        case "meets":
            _meets(desk, report)
        case "add":
            _add(desk)
        case "coverage":
            _coverage(desk, report)
        case _:
            _list(desk)


def _list(desk: Desk) -> None:
    st.header(w("programs.section.list"))
    if not desk.plan.programs:
        st.info(w("programs.none"))
        return
    st.markdown(w("programs.list.says", count=len(desk.plan.programs)))
    column, year = st.column_config, desk.plan.years[0]
    columns = {
        "name": column.TextColumn(w("program"), max_chars=300, width=470, required=True),
        "pillar": column.SelectboxColumn(w("pillar"), options=list(PILLARS), format_func=pillar_words, width=285),
        "dollars": column.NumberColumn(w("programs.cost", year=year), help=w("programs.cost.help"), disabled=True, min_value=0,
                                       max_value=MOST, format="$%,d"),
        "note": column.TextColumn(w("programs.note"), max_chars=10_000, width="large"),
    }
    editor(desk, Editor("programs", w("programs.list.alt"), columns, change_program),
           program_grid(desk.plan, first_year(desk.plan, desk.mark)))


def _costs(desk: Desk) -> None:
    st.header(w("programs.section.costs"))
    if not desk.plan.programs:
        st.info(w("programs.none"))
        return
    st.markdown(w("programs.costs.says", year=desk.plan.base_year or desk.plan.years[0]))
    costs(desk)


def _meets(desk: Desk, report: Report | None) -> None:
    st.header(w("programs.section.meets"))
    if not desk.plan.programs or not desk.plan.needs:
        st.info(w("programs.meets.none"))
        return
    st.markdown(w("programs.meets.says"))
    st.subheader(w("programs.share.change"))
    shares.one_share(desk, "programs")
    st.subheader(w("programs.meets.table"))
    if report is not None:
        st.caption(w("programs.meets.runs"))
    table(matrix.share_table(desk.plan, report), w("programs.meets.table"), "figures-shares")


def _add(desk: Desk) -> None:
    st.header(w("programs.section.add"))
    shares.ask_new(desk)
    st.subheader(w("library"))
    library(desk)
    st.subheader(w("programs.own"))
    own(desk)
    st.subheader(w("programs.remove"))
    take_out(desk, "program")


def _coverage(desk: Desk, report: Report | None) -> None:
    st.header(w("programs.section.coverage"))
    st.markdown(w("coverage.says"))
    if report is None:
        st.info(w("coverage.no_budget"))
    found = coverage.parts(desk.plan, report)
    gaps = coverage.gaps(found)
    if gaps:
        st.warning(w("coverage.gaps" if report is not None else "coverage.gaps.plan", count=len(gaps), list=listed(gaps)))
    else:
        st.success(w("coverage.full"))
    for name, rows in coverage.group_tables(desk.plan, report, found):
        st.subheader(safe(name))
        table(rows, name, "text")
