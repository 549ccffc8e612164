"""A change of the signed budget in mid-year: what moves, what asking for approval is worth, and the request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from allocator.domain.report import Report
from allocator.errors import InputError
from allocator.export.request import form_names, request_bytes, request_form
from allocator.ui import downloads, engine, heavy, revised, taking_over
from allocator.ui.desk import Desk
from allocator.ui.guard import guarded, tell
from allocator.ui.locks import case_of
from allocator.ui.parts import go, progress, signed, trouble
from allocator.ui.parts.table import table
from allocator.ui.revised import Asked
from allocator.ui.show import safe
from allocator.ui.signed import Signed
from allocator.ui.words import said, w
from allocator.whatif.moved import Approved, Moved
from allocator.whatif.revise import Revised
from allocator.whatif.revise_words import share_says, worth_says

KEY = "during-change"


def show(desk: Desk, called: str) -> None:
    """Draw it. ``called``: what the files of this plan have in their names."""
    st.markdown(w("during.change.says"))
    budget = signed.pick(desk)
    asked = _asked(desk, budget) if budget is not None else None
    if asked is None:
        return
    try:
        approved = revised.checked(asked, desk.plan)
    except InputError as error:
        st.markdown(w("during.change.unsuited"))
        trouble.faults(error)
        return
    heavy.ready()
    st.markdown(safe(said(share_says(desk.plan, asked.source))))
    _now(desk, asked, approved)
    _worth(desk, asked, called)


def _asked(desk: Desk, budget: Signed) -> Asked | None:
    """The source and the first year of the question."""
    sources, usual = list(desk.plan.sources), revised.usual_source(desk.plan)
    left, right = st.columns(2)
    source = left.selectbox(w("during.change.source"), sources, sources.index(usual) if usual else None, key=f"{KEY}-source",
                            format_func=lambda one: desk.plan.sources[one].name if one in desk.plan.sources else one,
                            placeholder=w("during.change.source.pick"), persist_state="session")
    years = desk.plan.years
    first = right.selectbox(w("during.change.first"), years, key=f"{KEY}-first", help=w("during.change.first.help"),
                            persist_state="session")
    return Asked(budget, source, first) if source in desk.plan.sources and first in years else None


def _now(desk: Desk, asked: Asked, approved: Approved) -> None:
    """What the budget of the plan at hand moves."""
    st.header(w("during.now"))
    if desk.report is None:
        st.markdown(w("during.now.wait") if desk.job is not None else w("during.now.no_plan"))
        return
    found = revised.moves_now(asked, approved, desk.report)
    changed, large = [one for one in found if one.change], revised.large(found)
    if not changed:
        st.info(w("during.now.same"))
        go.link("plan", w("page.plan"))
        return
    if large:
        st.markdown(w("during.now.large.one") if len(large) == 1 else w("during.now.large", count=len(large)))
    else:
        st.success(w("during.now.small"))
    _moves(desk.report, found, "now")


def _moves(report: Report, found: Sequence[Moved], where: str) -> None:
    """Year by year what moves, then the object codes of one year with their reasons. ``where`` tells one such place from
    another."""
    years = sorted({one.year for one in found if one.change})
    year = years[0]
    if len({one.year for one in found}) > 1:
        table(revised.years_table(found), w(f"during.{where}.years"), "figures-money-sum")
        year = st.selectbox(w("during.change.year"), years, key=f"{KEY}-year-{where}") or year
    rows = [one for one in found if one.year == year]
    table(revised.moves_table(rows), w(f"during.{where}.table"), "figures-money-sum")
    if moved := [one for one in rows if one.change]:
        with st.expander(w("during.now.why"), key=f"{KEY}-why-{where}"):
            st.markdown("\n".join(f"- {line}" for line in revised.why(report.case, moved)))


def _worth(desk: Desk, asked: Asked, called: str) -> None:
    """The search for both plans, and its answer."""
    st.header(w("during.worth"))
    st.markdown(w("during.worth.says"))
    longer = replace(asked, longer=True)
    jobs = [desk.answers.asked(desk.mark, one.question) for one in (longer, asked)]
    for job, key in zip(jobs, ("longer", "search"), strict=True):
        if job is not None and not job.done.is_set():
            progress.wait_for(job, f"{KEY}-{key}")
    known = next((job.found for job in jobs if job is not None and job.found is not None), None)
    if known is not None:
        _answer(desk, asked, known, called)
        if jobs[0] is None and known.asked.large:
            st.markdown(w("during.longer.says"))
            _button(desk, longer, w("during.longer"))
    elif all(job is None or job.done.is_set() for job in jobs):
        for job in jobs:
            if job is not None:
                tell(job.error) if job.error is not None else st.markdown(w("during.worth.stopped"))
        _button(desk, asked, w("during.worth.work"))


def _button(desk: Desk, asked: Asked, label: str) -> None:
    """Have a question worked out."""
    st.button(label, key=f"{KEY}-{'more' if asked.longer else 'work'}", type="secondary" if asked.longer else "primary",
              on_click=guarded(_ask), args=(desk, asked))


def _ask(desk: Desk, asked: Asked) -> None:
    desk.answers.ask(desk.mark, asked.question, revised.search(desk.plan, asked))


def _answer(desk: Desk, asked: Asked, found: Revised, called: str) -> None:
    table(revised.sides_table(found), w("during.worth.table"))
    if found.asked.impossible is not None:
        trouble.impossible(found.asked.impossible, (), ())
        return
    if found.asked.report is None:
        st.warning(w("trouble.none"))
        return
    why = revised.under_says(case_of(desk.plan), found)
    if why:
        st.markdown("\n".join([why[0], "", *(f"- {line}" for line in why[1:])]))
    if not found.asked.large:
        st.success(w("during.same"))
    elif (worth := worth_says(found)) is not None:
        st.markdown(f"**{safe(said(worth))}**")
    _otherwise(asked, found)
    if found.asked.large:
        _moves(found.asked.report, found.asked.moved, "asked")
    _files(found, called)
    if taking_over.can_take(asked, desk.plan, found) and found.asked.large:
        if st.button(w("during.take"), key=f"{KEY}-take"):
            taking_over.take(desk, asked, found)
            go.go("plan")
        st.caption(w("during.take.says"))


def _otherwise(asked: Asked, found: Revised) -> None:
    """Which programs each plan changes against the signed budget."""
    for way, side in (("under", found.under), ("asked", found.asked)):
        if side.report is not None and (way == "asked" or side.report is not found.asked.report):
            st.subheader(w(f"during.otherwise.{way}"))
            st.markdown("\n".join(f"- {line}" for line in revised.programs(asked.signed.budget, side.report)))


def _files(found: Revised, called: str) -> None:
    """The request, and each plan as a workbook."""
    names = form_names()
    form = request_form(names[0] if len(names) == 1 else st.selectbox(
        w("during.form"), names, key=f"{KEY}-form"))
    with st.container(horizontal=True, key=f"{KEY}-files"):
        if found.asked.large:
            st.download_button(w("during.request"), downloads.careful(partial(request_bytes, found, form)),
                               w("during.request.file", name=called), downloads.XLSX, key=f"{KEY}-request", on_click="ignore",
                               icon="⬇", type="primary", help=w("during.request.help"))
        for way, report in (("under", found.under.report), ("asked", found.asked.report)):
            if report is not None and (way == "asked" or found.asked.large):
                make = partial(engine.workbook, report, downloads.plan_name(called))
                st.download_button(w(f"during.take.{way}"), downloads.careful(make), w(f"during.take.{way}.file", name=called),
                                   downloads.XLSX, key=f"{KEY}-take-{way}", on_click="ignore", icon="⬇")
    if found.asked.large and not form.confirmed:
        st.caption(w("during.request.unconfirmed"))
