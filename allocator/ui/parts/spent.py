"""What was spent against the signed budget: the district's file, what it leaves, and the workbook of it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from allocator.errors import InputError
from allocator.export.spending import spending_bytes
from allocator.ui import downloads, heavy, spent
from allocator.ui.desk import Desk
from allocator.ui.parts import remain, signed, trouble
from allocator.ui.parts.held import Held, held
from allocator.ui.parts.table import table
from allocator.ui.show import safe, stretch
from allocator.ui.sides import mark_of
from allocator.ui.signed import Signed
from allocator.ui.spent import Booked
from allocator.ui.words import said, w
from allocator.whatif.closing import Closed
from allocator.whatif.replan import Replanned, replanned

KEY = "during-spent"
FIGURES = ("spent", "left", "vacancies", "carried")


def show(desk: Desk, called: str) -> None:
    """Draw it. ``called``: what the files of this plan have in their names."""
    st.markdown(w("during.spent.says"))
    budget = signed.pick(desk)
    if budget is None:
        return
    _sample(budget, called)
    file = held(desk, KEY, w("during.spent.pick"), spent.ENDINGS)
    if file is None:
        return
    with st.spinner(w("upload.reading")):
        found = _read(budget, file)
        heavy.ready()
    if found.actuals is None:
        signed.faults(found.name, found.faults)
        return
    years = spent.closable(budget.plan, found.actuals)
    if not years:
        st.error(w("during.first", file=safe(found.name), year=budget.plan.years[0]))
        return
    through = years[-1] if len(years) == 1 else st.selectbox(w("during.through"), years, len(years) - 1, key=f"{KEY}-through")
    closed = _closed(budget, found, through)
    if closed is None:
        return
    _against(closed)
    _left(closed)
    report = remain.report_of(desk, closed)
    _workbook(closed, None if report is None else replanned(closed, report), called)
    remain.show(desk, closed, called)


def _sample(budget: Signed, called: str) -> None:
    data = spent.sample(budget)
    if data is not None:
        st.download_button(w("during.sample"), data, w("during.sample.file", name=called), "text/csv", key=f"{KEY}-sample",
                           on_click="ignore", icon="⬇")
        st.caption(w("during.sample.help"))


def _read(budget: Signed, file: Held) -> Booked:
    """What the file holds; looked at once for each file and plan."""
    known = st.session_state.get(f"{KEY}-read")
    if known is None or known[0] is not file or known[1] is not budget.plan:
        known = st.session_state[f"{KEY}-read"] = (file, budget.plan, spent.booked(file.name, file.data, budget.plan))
    found: Booked = known[2]
    return found


def _closed(budget: Signed, found: Booked, through: str) -> Closed | None:
    """The closed years; worked out once for each budget, file and year. None, once it is said why they cannot be closed."""
    about = (budget.mark, mark_of(budget.plan), found.mark, through)
    known = st.session_state.get(f"{KEY}-closed")
    if known is None or known[0] != about:
        assert found.actuals is not None
        try:
            known = st.session_state[f"{KEY}-closed"] = (about, spent.closed(budget, found.actuals, through))
        except InputError as error:
            trouble.faults(error)
            return None
    closed: Closed = known[1]
    return closed


def _against(found: Closed) -> None:
    st.header(w("during.against", years=stretch(found.years)))
    with st.container(horizontal=True, key="figures-during"):
        values = spent.key_figures(found)
        for name in FIGURES:
            more = w(f"during.metric.{name}.help") if name in ("vacancies", "carried") else None
            st.metric(w(f"during.metric.{name}"), values[name], border=True, height="stretch", help=more)
    for warning in found.warnings:
        st.warning(w("during.look", says=safe(said(warning))))
    st.caption(w("during.counts", years=stretch(found.years)))
    _notes(found)
    years = spent.years_of(found)
    if len(years) > 1:
        table(spent.by_year(found), w("during.by_year"), "figures-money-sum")
    year = _picked("year", w("during.year"), {year: year for year in years}) if len(years) > 1 else ""
    rows = spent.rows_of(found, year)
    st.subheader(w("during.by_source"))
    table(spent.by_source(found, rows), w("during.by_source"), "figures-money-sum")
    st.subheader(w("during.by_object"))
    names = {source: found.case.plan.sources[source].name for source in found.case.sources if any(
        row.source == source for row in rows)}
    source = _picked("source", w("during.source"), names) if len(names) > 1 else ""
    table(spent.by_object(spent.rows_of(found, year, source)), w("during.by_object"), "figures-money-sum")
    st.caption(w("during.minus"))


def _picked(what: str, label: str, names: dict[str, str]) -> str:
    """One of some years or sources, or all of them (empty)."""
    every = {"": w(f"during.{what}.all"), **names}
    picked = st.selectbox(label, list(every), key=f"{KEY}-{what}", format_func=lambda one: every.get(one, one))
    return picked if picked in every else ""


def _left(found: Closed) -> None:
    st.header(w("during.over_to", year=found.years[-1]))
    table(spent.left_over(found), w("during.over_to.table"), "figures-money-sum")
    if any(one.carried for one in found.accounts):
        st.subheader(w("during.awards"))
        table(spent.awards(found), w("during.awards"), "text-sum")
    st.subheader(w("during.vacancies"))
    table(spent.vacancies(found), w("during.vacancies"), "figures-money-sum")


def _notes(found: Closed) -> None:
    if found.notes:
        with st.expander(w("during.notes")):
            st.markdown("\n".join(f"- {safe(said(note))}" for note in found.notes))


def _workbook(found: Closed, both: Replanned | None, called: str) -> None:
    st.download_button(w("during.workbook"), downloads.careful(partial(spending_bytes, found, both)),
                       w("during.workbook.file", name=called), downloads.XLSX, key=f"{KEY}-workbook", on_click="ignore",
                       icon="⬇", type="primary", help=w("during.workbook.help"))
