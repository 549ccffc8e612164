"""The years that remain once years are closed: planned again, opened as a plan of their own, and the way back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from allocator.domain.report import Report
from allocator.ui import downloads, engine, spent
from allocator.ui.desk import Desk
from allocator.ui.guard import guarded, tell
from allocator.ui.opening import opened, reopened
from allocator.ui.parts import frame, go, progress, trouble
from allocator.ui.parts.table import table
from allocator.ui.show import safe, stretch
from allocator.ui.sides import mark_of
from allocator.ui.words import w
from allocator.whatif.closing import Closed

BACK = "during-back"
"""Where a session keeps which plan the years that remain were taken from: (the new plan, the old one, its scenario, its name)."""


def report_of(desk: Desk, found: Closed) -> Report | None:
    """The budget of the years that remain, once they are planned again."""
    return None if found.next_plan is None else desk.answers.report(found.next_plan, mark_of(found.next_plan))


def show(desk: Desk, found: Closed, called: str) -> None:
    """Draw it. ``called``: what the files of this plan have in their names."""
    st.header(w("during.remain"))
    plan = found.next_plan
    if plan is None:
        st.markdown(w("during.remain.none"))
        return
    st.markdown(w("during.remain.says", years=stretch(found.open)))
    answers, mark = desk.answers, mark_of(plan)
    report, job = report_of(desk, found), answers.job(mark)
    if report is not None:
        rows, lines = spent.remaining(found, report)
        table(rows, w("during.remain"), "figures-money")
        st.markdown("\n".join(f"- {line}" for line in lines))
        st.markdown(" ".join(frame.quality(report)))
    elif job is not None:
        progress.wait_for(job, "during-remain-search")
    else:
        if (error := answers.trouble(mark)) is not None and not trouble.without_budget(error, (), ()):
            st.markdown(w("during.remain.stopped"))
        st.markdown(w("during.remain.ask"))
        st.button(w("during.remain.work"), key="during-remain-work", type="primary", on_click=guarded(_work_out),
                  args=(desk, found))
    with st.container(horizontal=True, key="during-remain-do"):
        if st.button(w("during.open"), key="during-open", type="primary" if report is not None else "secondary",
                     help=w("during.open.says")):
            _open(desk, found)
        st.download_button(w("during.plan"), downloads.careful(partial(engine.plan_file, plan)),
                           w("during.plan.file", name=called), "application/yaml", key="during-plan", on_click="ignore", icon="⬇")
    st.caption(w("during.open.says"))


def _work_out(desk: Desk, found: Closed) -> None:
    assert found.next_plan is not None
    desk.answers.start(found.next_plan, mark_of(found.next_plan), "first")


def _open(desk: Desk, found: Closed) -> None:
    """Put the years that remain before the session; the plan at hand is kept first, and the way back to it is remembered."""
    assert found.next_plan is not None
    desk.keep()
    assert desk.scenario is not None
    made = opened(desk.answers, found.next_plan, "upload")
    made.keep()
    st.session_state[BACK] = (made.book, desk.book, desk.scenario.id, desk.base.name)
    go.take_up(made)


def way_back(desk: Desk) -> None:
    """On a plan that was opened from here: the way back to where it was taken from."""
    new, book, scenario, name = st.session_state.get(BACK, ("", "", "", ""))
    if not new or new != desk.book:
        return
    st.info(w("during.back.says", name=safe(name)))
    if st.button(w("during.back", name=safe(name)), key="during-back-button"):
        before = reopened(desk.answers, book, scenario)
        if before is None:
            tell(LookupError("the plan that was kept is gone"))
        else:
            go.take_up(before, "during")
