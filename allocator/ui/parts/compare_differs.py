"""What differs between two scenarios: programs, sources and needs, each table with a last row that is the sum."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from allocator.ui.desk import Desk
from allocator.ui.differing import LEFT, SPENT, Pair, lead, needs_table, pairs, programs_table, runs_table, sources_table
from allocator.ui.parts.compare_why import why
from allocator.ui.parts.table import table
from allocator.ui.show import safe
from allocator.ui.sides import Side
from allocator.ui.words import w


def show(desk: Desk, sides: Sequence[Side]) -> None:
    """The differences of one pair; where there are several, the one that is picked."""
    found = pairs(sides)
    if not found:
        return
    st.header(w("compare.differs"))
    pair = found[0] if len(found) == 1 else _picked(found)
    st.markdown(" ".join(lead(pair)))
    _programs(pair)
    _sources(pair)
    st.subheader(w("compare.needs"))
    needs = needs_table(pair)
    if len(needs[w("need")]) > 1:
        table(needs, w("compare.needs"), "figures-money-sum")
    else:
        st.markdown(w("compare.needs.same"))
    why(desk, pair)


def _picked(found: Sequence[Pair]) -> Pair:
    by = {pair.other.key: pair for pair in found}
    if st.session_state.get("compare-pair") not in by:
        st.session_state["compare-pair"] = found[0].other.key
    key = st.radio(w("compare.pair", first=safe(found[0].first.label)), list(by), key="compare-pair", horizontal=True,
                   format_func=lambda one: safe(by[one].other.label) if one in by else one)
    return by[key or found[0].other.key]


def _programs(pair: Pair) -> None:
    st.subheader(w("compare.programs"))
    st.markdown(w("compare.programs.says"))
    table(programs_table(pair), w("compare.programs"), "figures-money-sum")
    runs = runs_table(pair)
    if runs[w("program")]:
        with st.expander(w("compare.runs")):
            table(runs, w("compare.runs"))


def _sources(pair: Pair) -> None:
    st.subheader(w("compare.sources"))
    st.markdown(w("compare.sources.says"))
    table(sources_table(pair, SPENT), w("compare.sources"), "figures-money-sum")
    with st.expander(w("compare.left")):
        table(sources_table(pair, LEFT), w("compare.left"), "figures-money-sum")
