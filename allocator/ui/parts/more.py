"""What a little more money of a source would buy, at once and with the programs by name."""

from __future__ import annotations

import math
from fractions import Fraction

import streamlit as st

from allocator.domain.report import Report
from allocator.ui import engine
from allocator.ui.desk import Desk
from allocator.ui.guard import guarded, tell
from allocator.ui.parts import progress
from allocator.ui.show import money, points, safe
from allocator.ui.words import said, w
from allocator.whatif.instant import Instant
from allocator.whatif.moves import Moves, told

STEPS = (1_000, 5_000, 25_000)
"""Dollars more a year."""


def more(desk: Desk, report: Report, source: str) -> None:
    """A question for each step, and the answers that are known."""
    name = safe(report.case.plan.sources[source].name)
    st.markdown(w("more.says", source=name))
    with st.container(horizontal=True, key="more"):
        for dollars in STEPS:
            st.button(w("more.ask", dollars=money(dollars)), key=f"more-{source}-{dollars}", disabled=not desk.current,
                      on_click=guarded(_ask), args=(desk, report, source, dollars))
    for dollars in STEPS:
        _answer(desk, report, source, dollars)


def _ask(desk: Desk, report: Report, source: str, dollars: int) -> None:
    job = desk.answers.ask(desk.mark, f"more:{source}:{dollars}", engine.with_more(report, source, dollars))
    job.done.wait(1.0)


def _answer(desk: Desk, report: Report, source: str, dollars: int) -> None:
    job = desk.answers.asked(desk.mark, f"more:{source}:{dollars}")
    if job is None:
        return
    if not job.done.is_set():
        progress.wait_for(job, f"more-{dollars}")
    elif job.error is not None:
        tell(job.error)
    elif job.found is None:
        st.markdown(f"- {w('more.none', dollars=money(dollars))}")
    else:
        found, made = job.found
        st.markdown(f"- {' '.join(_lines(report, found, made, dollars))}")


def _lines(report: Report, found: Instant, made: Moves, dollars: int) -> list[str]:
    """How many points more at least, in tenths, and by which programs; that nothing was found where it is less than a tenth."""
    gain = Fraction(math.floor((found.points - report.points) * 10), 10)
    if gain <= 0:
        return [w("more.same", dollars=money(dollars))]
    gained = w("more.gain", dollars=money(dollars), points=points(gain))
    return [gained, *(safe(said(line)) for line in told(report.case, made))]
