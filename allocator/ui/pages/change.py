"""Try a change: an amount of a source, or a program that is kept in or left out."""

from __future__ import annotations

import streamlit as st

from allocator.domain.report import Report
from allocator.explain.difference import difference
from allocator.ui import edits
from allocator.ui.desk import Desk
from allocator.ui.differ import difference_table
from allocator.ui.parts.table import table
from allocator.ui.reasons import cited, rules_about
from allocator.ui.show import listed, money, safe
from allocator.ui.words import w

MOST = 100_000_000
"""Dollars that no school's source reaches: a slip of the keyboard stops here."""
DECIDE = {"must", "must_not", "choose", "requires"}
"""Kinds of rules that say whether a program runs."""
CHOICES: list[edits.Choice] = ["free", "pin", "drop"]


def show(desk: Desk, report: Report) -> None:
    """Two forms, and what the changes so far do."""
    st.markdown(w("change.says"))
    left, right = st.columns(2)
    with left:
        _amounts(desk)
    with right:
        _program(desk)
    first, now = desk.steps[0].report, desk.now.report
    if first is None or now is None or first is now:
        return
    diff = difference(first, now)
    if diff.programs:
        st.header(w("differs.table"))
        table(difference_table(diff), w("differs.table"))


def _amounts(desk: Desk) -> None:
    st.header(w("change.money"))
    plan = desk.now.plan
    source = st.selectbox(w("change.money.source"), list(plan.sources), key="amount-source",
                          format_func=lambda key: plan.sources[key].name if key in plan.sources else key)
    if source is None:
        return
    shown = dict(plan.sources[source].amounts or _usual(desk, source))
    for year in plan.years:
        _fresh(desk, f"amount-{source}-{year}", shown.get(year, 0))
    with st.form("amounts"):
        typed = {
            year: int(st.number_input(year, min_value=0, max_value=MOST, step=1000, key=f"amount-{source}-{year}"))
            for year in plan.years
        }
        st.caption(w("change.money.now", list=", ".join(
            w("change.money.now.one", amount=money(shown.get(year, 0)), year=year) for year in plan.years)))
        sent = st.form_submit_button(w("change.money.submit"), type="primary")
    if not sent:
        return
    different = {year: new for year, new in typed.items() if new != shown.get(year, 0)}
    if not different:
        st.info(w("change.money.same"))
        return
    wanted = different if desk.base.sources[source].amounts is not None else typed
    said = [
        w("changes.amount", source=safe(plan.sources[source].name), year=year, old=money(shown.get(year, 0)), new=money(new))
        for year, new in different.items()
    ]
    desk.change(edits.with_amounts(desk.now.patch, desk.base, source, wanted), "; ".join(said))
    st.rerun()


def _usual(desk: Desk, source: str) -> dict[str, int]:
    """What a source gives where the plan leaves its amounts to the grant."""
    report = desk.shown
    found = report.sources.get(source, {}) if report is not None else {}
    return {year: record.amount for year, record in found.items()}


def _program(desk: Desk) -> None:
    st.header(w("change.program"))
    plan = desk.base
    program = st.selectbox(w("program"), list(plan.programs), key="choice-program",
                           format_func=lambda key: plan.programs[key].name if key in plan.programs else key)
    if program is None:
        return
    choice, years = edits.choice_of(desk.now.patch, plan, program)
    _fresh(desk, f"choice-{program}", choice)
    _fresh(desk, f"choice-years-{program}", list(years))
    with st.form("choices"):
        wanted: edits.Choice = st.radio(w("change.program.what"), CHOICES, key=f"choice-{program}",
                                        format_func=lambda key: w(f"change.program.{key}")) or "free"
        picked = st.multiselect(w("change.program.years"), plan.years, key=f"choice-years-{program}",
                                help=w("change.program.years.help"), placeholder=w("changes.every"))
        sent = st.form_submit_button(w("change.program.submit"), type="primary")
    _decided(desk, program)
    if not sent:
        return
    patch = edits.with_choice(desk.now.patch, plan, program, wanted, picked)
    if patch == desk.now.patch:
        st.info(w("change.program.same"))
        return
    some = listed(sorted(picked)) if picked and wanted != "free" else w("changes.every")
    desk.change(patch, w(f"changes.{wanted}", program=safe(plan.programs[program].name), years=some))
    st.rerun()


def _decided(desk: Desk, program: str) -> None:
    """Rules of the plan itself that already decide about a program."""
    report = desk.steps[0].report
    if report is None:
        return
    rules = [rule for rule in rules_about(report, "program", program) if rule.kind in DECIDE]
    if rules:
        st.markdown(w("change.program.locked"))
        st.markdown("\n".join(f"- {safe(rule.says(report.case))} ({cited(rule.cite)})" for rule in rules))


def _fresh(desk: Desk, key: str, value: object) -> None:
    """Give an input the plan's value when it is new to the page or the plan has changed since; else leave what was typed."""
    seen = st.session_state.setdefault("inputs", {})
    if key not in st.session_state or seen.get(key) != desk.version:
        st.session_state[key] = value
        seen[key] = desk.version
