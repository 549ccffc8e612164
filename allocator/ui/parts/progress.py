"""How far a search has come, twice a second, with a button that ends it."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Known:
    """What people see while a search runs: its news count only when they are better."""

    points: float
    away: float
    """How far it is at most from the best possible, as a share of that."""


def watch(desk: Desk) -> None:
    """Show the running search for the plan at hand, if there is one; the page draws itself anew when it ends. It stays in view
    wherever on the page somebody reads."""
    job = desk.job
    if job is not None:
        with st.container(key="search-in-view"):
            st.fragment(run_every=LOOK)(_line)(job, "search", _known(desk))


def _known(desk: Desk) -> Known | None:
    """The budget for the plan at hand that is shown already, or its first answer."""
    if desk.report is not None:
        return Known(float(desk.report.points), desk.report.gap)
    return Known(float(desk.first.points), desk.first.away) if desk.first is not None else None


def wait_for(job: Job, key: str) -> None:
    """Show any running job where it was asked for; the page draws itself anew when it ends."""
    if not job.done.is_set():
        st.fragment(run_every=LOOK)(_line)(job, key)


@guarded
def _line(job: Job, key: str, known: Known | None = None) -> None:
    if job.done.is_set():
        st.rerun()
    job.watched()
    with st.container(border=True, key=key, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{w(f'solve.{job.purpose}')}** {line(job, known)}", width="stretch")
        if job.stopping.is_set():
            st.markdown(w("solve.stopping"))
        else:
            st.button(w("solve.stop"), key=f"{key}-stop", icon="⏹", on_click=job.stop)


def line(job: Job, known: Known | None = None) -> str:
    """The search in one line: its place in line, or its time and the best so far, once that is better than what is ``known``."""
    if place := job.place:
        return w("solve.waiting", place=place)
    seconds, found = f"{job.seconds:.0f}", job.progress
    if isinstance(found, tuple):
        return _counted(seconds, *found)
    if job.purpose == "ask":
        return w("solve.asked", seconds=seconds)
    if found is None or found.points is None:
        return w("solve.searching" if known is None else "solve.no_better", seconds=seconds)
    if known is not None and not _better(found, known):
        return w("solve.no_better", seconds=seconds)
    return _best(found, seconds)


def _counted(seconds: str, done: int, every: int) -> str:
    return w("solve.counted", seconds=seconds, done=done, all=every) if done < every else w("solve.counted.all", seconds=seconds)


def _better(found: Progress, known: Known) -> bool:
    """Whether a search has found more points than are known, or knows better how near they are to the best."""
    assert found.points is not None
    if found.points > known.points * (1 + EVEN):
        return True
    near = found.bound is not None and found.bound > 0 and (found.bound - found.points) / found.bound < known.away
    return near and found.points >= known.points * (1 - EVEN)


def _best(found: Progress, seconds: str) -> str:
    assert found.points is not None
    if found.bound is None or found.bound < found.points * (1 - EVEN) or found.bound <= 0:
        return w("solve.found", seconds=seconds, points=points(found.points))
    gap = (found.bound - found.points) / found.bound
    if gap < EVEN:
        return w("solve.proof", seconds=seconds, points=points(found.points))
    return w("solve.bound", seconds=seconds, points=points(found.points), gap=distance(gap))
