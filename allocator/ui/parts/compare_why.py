"""Which change did what between two scenarios: asked for with a button, and told in parts that add up to the whole."""

from __future__ import annotations

import streamlit as st

from allocator.ui.answers import Stopped
from allocator.ui.causes import changed, parts_table, whole
from allocator.ui.comparing import asked, split
from allocator.ui.desk import Desk
from allocator.ui.differing import Pair
from allocator.ui.guard import guarded, tell
from allocator.ui.parts import progress
from allocator.ui.parts.compare_sides import figures
from allocator.ui.words import w
from allocator.whatif.attribution import Attribution


def why(desk: Desk, pair: Pair) -> None:
    """The question, its search, or its answer."""
    st.subheader(w("compare.why"))
    known = changed(pair)
    if not known:
        st.markdown(w("compare.why.same"))
        return
    st.markdown(w("compare.why.says"))
    job = desk.answers.asked(*asked(pair))
    if job is None:
        _button(desk, pair)
    elif not job.done.is_set():
        progress.wait_for(job, "compare-why")
    elif job.found is not None:
        _answer(pair, job.found)
    else:
        if isinstance(job.error, Stopped) or job.error is None:
            st.info(w("compare.why.stopped"))
        else:
            tell(job.error)
        _button(desk, pair)


def known_why(desk: Desk, pair: Pair) -> Attribution | None:
    """The answer, where it is known."""
    job = desk.answers.asked(*asked(pair))
    found: Attribution | None = job.found if job is not None and job.done.is_set() else None
    return found


def _button(desk: Desk, pair: Pair) -> None:
    st.button(w("compare.why.ask", first=pair.first.letter, other=pair.other.letter), key="compare-why-ask",
              on_click=guarded(_ask), args=(desk, pair))


def _ask(desk: Desk, pair: Pair) -> None:
    desk.answers.ask(*asked(pair), split(pair)).done.wait(1.0)


def _answer(pair: Pair, found: Attribution) -> None:
    rows = parts_table(found, changed(pair))
    if rows:
        figures(rows, w("compare.why"), 2)
    st.markdown("\n".join(f"- {line}" for line in whole(found)))
