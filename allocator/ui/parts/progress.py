"""How far a search has come, twice a second, with a button that ends it."""

from __future__ import annotations

import streamlit as st

from allocator.domain.settings import Progress
from allocator.ui.desk import Desk
from allocator.ui.guard import guarded
from allocator.ui.jobs import Job
from allocator.ui.show import distance, points
from allocator.ui.words import w

EVEN = 1e-6
"""A distance that is only the rounding of the search itself."""
LOOK = 0.5
"""Seconds between two looks at a search."""


def watch(desk: Desk) -> None:
    """Show the running search for the plan at hand, if there is one; the page draws itself anew when it ends."""
    job = desk.job
    if job is not None:
        st.fragment(run_every=LOOK)(_line)(job, "search")


def wait_for(job: Job, key: str) -> None:
    """Show any running job where it was asked for; the page draws itself anew when it ends."""
    if not job.done.is_set():
        st.fragment(run_every=LOOK)(_line)(job, key)


@guarded
def _line(job: Job, key: str) -> None:
    if job.done.is_set():
        st.rerun()
    job.watched()
    with st.container(border=True, key=key):
        st.markdown(f"**{w(f'solve.{job.purpose}')}** {line(job)}")
        if job.stopping.is_set():
            st.markdown(w("solve.stopping"))
        else:
            st.button(w("solve.stop"), key=f"{key}-stop", icon="⏹", on_click=job.stop)


def line(job: Job) -> str:
    """The search in one line: its place in line, or its time and the best so far."""
    if place := job.place:
        return w("solve.waiting", place=place)
    seconds, found = f"{job.seconds:.0f}", job.progress
    if isinstance(found, tuple):
        return w("solve.counted", seconds=seconds, done=found[0], all=found[1])
    if found is None or found.points is None:
        return w("solve.searching", seconds=seconds)
    return _best(found, seconds)


def _best(found: Progress, seconds: str) -> str:
    assert found.points is not None
    if found.bound is None or found.bound < found.points * (1 - EVEN) or found.bound <= 0:
        return w("solve.found", seconds=seconds, points=points(found.points))
    gap = (found.bound - found.points) / found.bound
    if gap < EVEN:
        return w("solve.proof", seconds=seconds, points=points(found.points))
    return w("solve.bound", seconds=seconds, points=points(found.points), gap=distance(gap))
