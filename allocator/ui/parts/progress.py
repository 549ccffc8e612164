"""How far the search has come, once a second, with a button that ends it."""

from __future__ import annotations

import streamlit as st

from allocator.ui.desk import Desk
from allocator.ui.guard import guarded
from allocator.ui.jobs import Job
from allocator.ui.show import distance, points
from allocator.ui.words import w

EVEN = 1e-6
"""A distance that is only the rounding of the search itself."""


def watch(desk: Desk) -> None:
    """Show the running search, if there is one; the page draws itself anew when it ends."""
    if desk.job is None:
        return
    if desk.job.done.wait(0.4):
        desk.collect()
        st.rerun()
    st.fragment(run_every=1.0)(_line)(desk)


@guarded
def _line(desk: Desk) -> None:
    job = desk.job
    if job is None or job.done.is_set():
        desk.collect()
        st.rerun()
    job.watched()
    with st.container(border=True, key="search"):
        st.markdown(f"**{w(f'solve.{job.purpose}')}**")
        st.markdown(line(job))
        if job.stopping.is_set():
            st.markdown(w("solve.stopping"))
        elif st.button(w("solve.stop"), key="stop", icon="⏹"):
            job.stop()
            st.rerun(scope="fragment")


def line(job: Job) -> str:
    """The search in one line: its place in line, or its time and the best so far."""
    if place := job.place:
        return w("solve.waiting", place=place)
    seconds, found = f"{job.seconds:.0f}", job.progress
    if found is None or found.points is None:
        return w("solve.searching", seconds=seconds)
    if found.bound is None or found.bound < found.points * (1 - EVEN) or found.bound <= 0:
        return w("solve.found", seconds=seconds, points=points(found.points))
    gap = (found.bound - found.points) / found.bound
    if gap < EVEN:
        return w("solve.proof", seconds=seconds, points=points(found.points))
    return w("solve.bound", seconds=seconds, points=points(found.points), gap=distance(gap))
