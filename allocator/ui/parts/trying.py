"""Try a change: keep a program in, leave it out, run it at one size; or change what a source gives."""

from __future__ import annotations

import streamlit as st

from allocator.domain.case import Case
from allocator.errors import InputError
from allocator.ui import choosing, edits
from allocator.ui.choosing import Made
from allocator.ui.desk import Desk
from allocator.ui.locks import ANY, CHOICES, Locks, case_of, locks_of
from allocator.ui.parts import go, trouble
from allocator.ui.reasons import rule_line
from allocator.ui.show import money, stretch
from allocator.ui.words import w

MOST = 100_000_000
"""Dollars that no school's source reaches: a slip of the keyboard stops here."""


def trying(desk: Desk) -> None:
    """Both ways to change the plan, one beside the other."""
    st.header(w("plan.try"))
    st.markdown(w("change.says"))
    about_program, about_money = st.tabs([w("change.program"), w("change.money")], key="try")
    with about_program:
        _program(desk, case_of(desk.plan) if desk.report is None else desk.report.case)
    with about_money:
        _amounts(desk)


def _program(desk: Desk, case: Case) -> None:
    plan = desk.plan
    locks = {program: locks_of(case, desk.base, program) for program in case.programs}
    names = {program: f"🔒 {record.name}" if locks[program].decided else record.name for program, record in case.programs.items()}
    left, right = st.columns(2)
    program = left.selectbox(w("program"), sorted(names, key=lambda key: case.programs[key].name), key="choice-program",
                             format_func=lambda key: names.get(key, key))
    if program not in locks:
        st.info(w("plan.programs.none"))
        return
    if desk.report is not None:
        roster = desk.report.budget.roster.get(program, {})
        runs = [year for year in desk.plan.years if year in roster]
        left.caption(w("change.program.runs", years=stretch(runs)) if runs else w("change.program.out"))
    _decided(desk, case, locks[program])
    choice, years, size = edits.choice_of(plan, desk.base, program)
    choices = [one for one in CHOICES if one in locks[program].choices or one == choice]
    if len(choices) < len(CHOICES[:2]):
        return
    _fresh(desk, f"choice-{program}", choice)
    wanted = right.radio(w("change.program.what"), choices, key=f"choice-{program}", horizontal=True,
                         format_func=lambda key: w(f"change.program.{key}")) or "free"
    picked: list[str] = []
    if wanted != "free":
        left, right = st.columns(2)
        with left:
            size = _size(desk, case, locks[program], program, size) if wanted == "pin" else ANY
        with right if wanted == "pin" and len(case.options[program]) > 1 else left:
            picked = _years(desk, locks[program].years(wanted, size) or years, program, years)
    if st.button(w("change.program.submit"), type="primary", key="choice-submit"):
        _commit(desk, choosing.about_program(case, desk.base, program, wanted, picked, size), w("change.program.same"))


def _decided(desk: Desk, case: Case, locks: Locks) -> None:
    """Rules that leave no choice, or not all of it."""
    if not locks.rules:
        return
    every = locks.choices == ["free"]
    said = [f"- {w('trouble.yours', says=line) if rule.id in desk.yours else line}"
            for rule in locks.rules for line in [rule_line(case, rule)]]
    if not every and any(rule.kind == "choose" for rule in locks.rules):
        said += ["", w("plan.locked.instead")]
    st.markdown("\n".join([f"🔒 {w('change.program.locked' if every else 'plan.locked.some')}", "", *said]))


def _size(desk: Desk, case: Case, locks: Locks, program: str, now: str) -> str:
    sizes = choosing.sizes_of(case, locks, program, now)
    if sizes == [ANY]:
        return ANY
    _fresh(desk, f"choice-size-{program}", now if now in sizes else sizes[0])
    return st.selectbox(w("change.program.size"), sizes, key=f"choice-size-{program}",
                        format_func=lambda key: choosing.size_name(case, program, key)) or ANY


def _years(desk: Desk, allowed: tuple[str, ...], program: str, now: tuple[str, ...]) -> list[str]:
    """The years that were picked; where none was, all in which it may be."""
    key = f"choice-years-{program}"
    every = allowed or tuple(desk.plan.years)
    _fresh(desk, key, list(now))
    st.session_state[key] = [year for year in st.session_state[key] if year in every]
    picked = st.multiselect(w("change.program.years"), every, key=key, help=w("change.program.years.help"),
                            placeholder=w("changes.every") if len(every) == len(desk.plan.years) else ", ".join(every))
    return list(picked) or (list(every) if len(every) < len(desk.plan.years) else [])


def _amounts(desk: Desk) -> None:
    plan = desk.plan
    source = st.selectbox(w("change.money.source"), list(plan.sources), key="amount-source",
                          format_func=lambda key: plan.sources[key].name if key in plan.sources else key)
    if source not in plan.sources:
        st.info(w("payers.none"))
        return
    now = choosing.amounts_of(plan, source)
    for year in plan.years:
        _fresh(desk, f"amount-{source}-{year}", now.get(year, 0))
    with st.form("amounts", border=False):
        with st.container(horizontal=True):
            typed = {
                year: int(st.number_input(year, min_value=0, max_value=max(MOST, now.get(year, 0)), step=1000, width=160,
                                          key=f"amount-{source}-{year}"))
                for year in plan.years
            }
        st.caption(w("change.money.now", list=", ".join(
            w("change.money.now.one", amount=money(now.get(year, 0)), year=year) for year in plan.years)))
        sent = st.form_submit_button(w("change.money.submit"), type="primary")
    if sent:
        _commit(desk, choosing.about_money(plan, source, typed), w("change.money.same"))


def _commit(desk: Desk, made: Made | None, same: str) -> None:
    """Keep the change and draw the page anew; say so where nothing differs or the plan would have faults."""
    try:
        changed = made is not None and desk.change(made.edit, made.says)
    except InputError as error:
        trouble.faults(error)
        return
    if changed:
        go.up()
        st.rerun()
    st.info(same)


def _fresh(desk: Desk, key: str, value: object) -> None:
    """Give an input the plan's value when it is new to the page or the plan has changed since; else leave what was typed."""
    seen = st.session_state.setdefault("inputs", {})
    if key not in st.session_state or seen.get(key) != (desk.mark, desk.version):
        st.session_state[key] = value
        seen[key] = (desk.mark, desk.version)
