"""Four ways to begin another plan: the sample, an empty plan, practices of the library, or a file of one's own."""

from __future__ import annotations

from datetime import date
from itertools import chain

import streamlit as st

from allocator.domain.plan import Plan
from allocator.messages import joined
from allocator.ui import beginnings, engine, heavy, state
from allocator.ui.beginnings import NO_GRANT, New
from allocator.ui.desk import Desk
from allocator.ui.figures import pillar_name
from allocator.ui.opening import opened
from allocator.ui.parts import go, upload
from allocator.ui.parts.table import table
from allocator.ui.show import money, safe, stretch
from allocator.ui.words import language, w

WAYS = ("upload", "empty", "library", "sample")
MOST_PUPILS, MOST_DOLLARS = 20_000, 1_000_000_000


def begin(desk: Desk) -> None:
    """Draw the ways, and the one that is chosen."""
    st.header(w("start.begin"))
    st.markdown(w("start.begin.says"))
    way = st.segmented_control(w("start.way"), WAYS, format_func=lambda way: w(f"start.way.{way}"), key="start-way",
                               default="upload", required=True, label_visibility="collapsed")
    {"upload": upload.upload, "empty": _empty, "library": _library, "sample": _sample}[way or "upload"](desk)


def _sample(desk: Desk) -> None:
    st.markdown(w("start.sample.says"))
    if desk.origin == "sample" and not desk.book:
        st.markdown(w("start.sample.here"))
    elif st.button(w("start.sample.open"), key="start-sample", type="primary"):
        plan = engine.load(state.SAMPLE)
        go.take_up(opened(desk.answers, plan, "sample", state.SAMPLE, engine.stored_report(state.SAMPLE, plan)))


def _empty(desk: Desk) -> None:
    st.markdown(w("start.empty.says"))
    new = _new()
    if st.button(w("start.empty.open"), key="start-empty", type="primary"):
        _begin(desk, new, [])


def _library(desk: Desk) -> None:
    st.markdown(w("start.library.says"))
    picked = list(chain.from_iterable(
        st.multiselect(pillar_name(pillar), [entry.id for entry in entries], format_func=beginnings.label,
                       key=f"start-pick-{pillar}", placeholder=w("start.pick"), persist_state="session")
        for pillar, entries in beginnings.shelf().items()))
    if picked:
        heavy.ready()
        table(beginnings.picked_table(picked), w("start.picked"))
        st.caption(w("start.picked.note"))
    new = _new()
    if st.button(w("start.library.open"), key="start-library", type="primary"):
        if picked:
            _begin(desk, new, picked)
        else:
            st.warning(w("start.lacks.picks"))


def _new() -> New:
    """What is asked of every plan that begins: the school, its years, and its first money."""
    years = beginnings.first_years(date.today())
    grants = beginnings.grants()
    left, right = st.columns(2)
    with left:
        school = st.text_input(w("start.school"), key="start-school", max_chars=120, persist_state="session")
        first = st.selectbox(w("start.first"), years, index=2, key="start-first", persist_state="session")
        count = st.number_input(w("start.count"), 1, 10, 5, key="start-count", persist_state="session")
    with right:
        pupils = st.number_input(w("start.enrollment"), 1, MOST_PUPILS, None, key="start-enrollment",
                                 help=w("start.enrollment.help"), persist_state="session")
        grant = st.selectbox(w("start.grant"), [NO_GRANT, *grants], key="start-grant", help=w("start.grant.help"),
                             format_func=lambda key: grants.get(key, w("start.grant.none")), persist_state="session")
        amount = st.number_input(w("start.amount"), 0, MOST_DOLLARS, None, 1000, key="start-amount", persist_state="session")
    new = New(school or "", first, int(count), pupils, grant, amount)
    if amount is None and beginnings.has_usual_award(new):
        _usual(new)
    if note := beginnings.term_note(new):
        st.info(note)
    if note := beginnings.rates_note(new.years):
        st.markdown(safe(note))
    return new


def _usual(new: New) -> None:
    """What the grant usually gives, where no amount is typed."""
    by_year = beginnings.usual_award(new)
    if not any(by_year.values()):
        st.info(w("start.usual.unknown"))
        return
    parts = [w("start.usual.one", amount=money(amount), years=stretch([year for year in new.years if by_year[year] == amount]))
             for amount in dict.fromkeys(by_year[year] for year in new.years) if amount]
    st.info(w("start.usual", list=joined(parts, language())))


def _begin(desk: Desk, new: New, practices: list[str]) -> None:
    lacks = beginnings.lacks(new)
    if lacks:
        st.warning(w(f"start.lacks.{lacks}"))
        return
    begin_with(desk, beginnings.begun(new, practices), "empty")


def begin_with(desk: Desk, plan: Plan, origin: str) -> None:
    """A plan of its own, kept from the beginning; next come its programs, or adding some."""
    st.session_state["programs-section"] = "list" if plan.programs else "add"
    made = opened(desk.answers, plan, origin)
    made.keep()
    go.take_up(made, "programs")
