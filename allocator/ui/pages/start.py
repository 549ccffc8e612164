"""Where everybody begins: what the plan at hand comes to, the way on, the plans that were kept, and how to begin another."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from allocator.domain.report import Report
from allocator.ui.desk import Desk
from allocator.ui.guard import guarded
from allocator.ui.in_short import in_short
from allocator.ui.kept import Kept, at_home, listed
from allocator.ui.opening import reopened
from allocator.ui.parts import begin, go
from allocator.ui.show import safe
from allocator.ui.words import w

KEPT = 10
"""Plans in the list of those that were kept."""
LINKS = """<style>
.st-key-start-links a {border: 1px solid #7A7A7A; border-radius: .5rem; padding: .6rem 1.2rem}
.st-key-start-links a p {font-size: 1.125rem; font-weight: 600}
.st-key-start-short p {font-size: 1.25rem}
[class*="st-key-kept-"] button > div {justify-content: flex-start; width: 100%; text-align: left}
</style>"""


def show(desk: Desk, report: Report | None) -> None:
    """The way in."""
    st.html(LINKS)
    fresh = desk.origin == "sample" and not desk.patch
    if fresh:  # somebody who comes back looks for their own work first
        guarded(_go_on)(desk)
    st.header(safe(desk.plan.name))
    if report is not None:
        with st.container(key="start-short"):
            st.markdown(in_short(report))
    if fresh:
        st.info(w("start.sample.note"))
    with st.container(horizontal=True, key="start-links"):
        go.link("plan", w("start.plan"))
        go.link("compare", w("start.compare"))
        go.link("meeting", w("start.meeting"))
    if not fresh:
        guarded(_go_on)(desk)
    guarded(begin.begin)(desk)


def _go_on(desk: Desk) -> None:
    """The plans that were kept, where they are all this person's own."""
    if not at_home(st.context.ip_address, st.context.url, st.context.headers.to_dict()):
        return
    found = listed(desk.store.books(KEPT), desk.book, datetime.now(UTC), st.context.timezone)
    if not found:
        return
    st.header(w("start.on"))
    st.markdown(w("start.on.says"))
    for kept in found:
        _kept(desk, kept)


def _kept(desk: Desk, kept: Kept) -> None:
    here = w("start.kept.here") if kept.here else None
    if st.button(kept.says, key=f"kept-{kept.book}", disabled=kept.here, help=here, width="stretch"):
        again = reopened(desk.answers, kept.book)
        if again is not None:
            go.take_up(again)
