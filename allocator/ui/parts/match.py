"""Match and unrestricted money on a page: what is asked and what counts, and the least that must be put in, on demand."""

from __future__ import annotations

import zlib
from fractions import Fraction

import streamlit as st

from allocator.domain.report import Report
from allocator.explain.match_waived import waived, waived_says
from allocator.explain.payers import unrestricted_sources
from allocator.messages import say
from allocator.ui import funds
from allocator.ui.desk import Desk
from allocator.ui.guard import guarded, tell
from allocator.ui.parts import go, progress
from allocator.ui.parts.table import table
from allocator.ui.show import money, points, safe
from allocator.ui.words import said, w
from allocator.whatif.cash import Cash
from allocator.whatif.match_funds import MatchFunds
from allocator.whatif.match_words import cash_says, doubtful

GIVE, REFUSED = "match-give", "match-refused"


def match(desk: Desk, report: Report) -> None:
    """The whole section."""
    st.header(w("match"))
    st.markdown(w("match.says"))
    names = report.case.plan.sources
    usual = [source for source in unrestricted_sources(report.case) if source in names]
    free = st.multiselect(w("match.which"), list(names), usual, key=_key(list(names)), help=w("match.which.help"),
                          format_func=lambda key: names[key].name if key in names else key)
    _asked(report, free)
    if not free:
        st.info(w("match.which.none"))
        return
    _least(desk, report, free)
    rows = funds.instead_table(report, free)
    st.subheader(w("match.instead"))
    st.markdown(w("match.instead.says") if rows else w("match.instead.none"))
    if rows:
        table(rows, w("match.instead"), "text-sum")
    with st.expander(w("match.payers")):
        table(funds.payers_table(report, free), w("match.payers"))


def _key(sources: list[str]) -> str:
    """A list of its own for plans with other sources: what was picked there means nothing here."""
    return f"match-free-{zlib.crc32(' '.join(sources).encode())}"


def _asked(report: Report, free: list[str]) -> None:
    found = funds.asked(report, free)
    for one in waived(report.case):
        st.caption(f"⚠ {safe(said(waived_says(report.case, one)))}")
    if not found:
        st.markdown(w("match.none"))
        return
    table(funds.asked_table(report, found), w("match"), "figures-money")
    if any(doubtful(one) for one in found):
        st.caption(f"⚠ {safe(said(say('match.unconfirmed')))}")
    rows = funds.counted_table(report, found)
    if rows:
        with st.expander(w("match.counted")):
            table(rows, w("match.counted"), "text-sum")


def _least(desk: Desk, report: Report, free: list[str]) -> None:
    st.subheader(w("match.least"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="match-ask"):
        give = st.number_input(w("match.give"), min_value=0.0, max_value=max(1.0, float(report.points)), value=0.0, step=1.0,
                               format="%.1f", key=GIVE, width=260, help=w("match.give.help"))
        give_up = Fraction(round(give * 10), 10)
        st.button(w("match.ask"), key="match-least", disabled=not desk.current, on_click=guarded(_ask),
                  args=(desk, report, free, give_up))
    job = desk.answers.asked(desk.mark, funds.question(free, give_up)) if desk.current else None
    if job is None:
        return
    if not job.done.is_set():
        progress.wait_for(job, "match-search")
    elif job.error is not None:
        tell(job.error)
    elif job.found is None:
        st.info(w("why.stopped"))
    else:
        _answer(desk, job.found)


def _ask(desk: Desk, report: Report, free: list[str], give_up: Fraction) -> None:
    st.session_state.pop(REFUSED, None)
    job = desk.answers.ask(desk.mark, funds.question(free, give_up), funds.least_money(report, free, give_up))
    job.done.wait(1.0)


def _answer(desk: Desk, found: MatchFunds) -> None:
    st.markdown("\n".join(f"- {safe(said(line))}" for line in cash_says(found)))
    table(funds.answers_table(found), w("match.least"), "figures-money")
    less = funds.better(found)
    if not less:
        return
    st.markdown(w("match.take.says"))
    with st.container(horizontal=True, key="match-take"):
        for one in less:
            reached = points(one.best.points) if one.best is not None else ""
            st.button(w("match.take", dollars=money(one.dollars), points=reached), key=f"match-take-{one.dollars}",
                      on_click=guarded(_take), args=(desk, found, one))
    if st.session_state.get(REFUSED) == desk.mark:
        st.warning(w("match.refused"))


def _take(desk: Desk, found: MatchFunds, one: Cash) -> None:
    if funds.take_over(desk, found, one):
        go.up()
    else:
        st.session_state[REFUSED] = desk.mark
