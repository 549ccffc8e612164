"""The costs of programs as a table to type into, the total beside it, and forms for what a table of fixed rows cannot do."""

from __future__ import annotations

import streamlit as st

from allocator.store import Says
from allocator.ui.amount_text import MOST
from allocator.ui.desk import Desk, Edit
from allocator.ui.lines import CLASSES, MOST_FTE, all_lines, at, change_line, full_name, line_grid
from allocator.ui.new_lines import NewLine, NewPerson, add_line, add_person, remove_line
from allocator.ui.parts.asking import keep, object_input
from allocator.ui.parts.editor import Editor, editor, opened
from allocator.ui.parts.paste import paste
from allocator.ui.priced import Running, first_year
from allocator.ui.show import money
from allocator.ui.words import w

NAME, TOTAL = "costs", "costs-opened"
WHEN = ["each_year", "first_year"]
PAY = {"certificated": "1200", "classified": "2200"}
"""Object codes that come to mind first for people of a class."""


def costs(desk: Desk) -> None:
    """Pick a program or all, type into the table, see what it comes to."""
    plan = desk.plan
    names = {key: record.name for key, record in sorted(plan.programs.items(), key=lambda pair: pair[1].name.casefold())}
    picked = st.selectbox(w("programs.costs.of"), ["", *names], key="costs-program", persist_state="session",
                          format_func=lambda key: names.get(key) or w("programs.costs.all"))
    program = picked if picked in names else ""
    totals = first_year(plan, desk.mark)
    if opened(NAME):
        st.session_state[TOTAL] = dict(totals)
    _total(desk, program, dict(totals))
    rows = line_grid(plan, program)
    if rows.ids:
        sizes = any(record.levels for key, record in plan.programs.items() if program in ("", key))
        whole = {"what": 36} if program else {"program": 34, "what": 36}
        editor(desk, Editor(NAME, w("programs.costs.alt"), _columns(not program, sizes), change_line, whole), rows)
    paste(desk)
    with st.expander(w("programs.line.add"), key="add-line-box"):
        _add_line(desk, names, program)
    with st.expander(w("programs.person.add"), key="add-person-box"):
        _add_person(desk, names, program)
    with st.expander(w("programs.line.remove"), key="remove-line-box"):
        _remove_line(desk, program)


def _columns(programs: bool, sizes: bool) -> dict[str, object]:
    """How the columns look; the program's and the size's only where rows differ in them."""
    column = st.column_config
    return {
        **({"program": column.TextColumn(w("program"), disabled=True, width=258)} if programs else {}),
        **({"size": column.TextColumn(w("grid.size"), disabled=True, width=108)} if sizes else {}),
        "what": column.TextColumn(w("grid.what"), max_chars=300, width=280),
        "object": column.TextColumn(w("grid.object.code"), help=w("grid.object.help"), max_chars=4, width=130,
                                    validate="^[0-9]{4}$"),
        "dollars": column.NumberColumn(w("grid.dollars"), help=w("grid.dollars.help"), min_value=0, max_value=MOST, step=1,
                                       width=170, format="$%,d"),
        "fte": column.NumberColumn("FTE", help=w("grid.fte.help"), min_value=0, max_value=MOST_FTE, step=0.05,
                                   width=70, format="%g"),
        "when": column.SelectboxColumn(w("grid.when"), options=WHEN, width=132,
                                       format_func=lambda one: w(f"grid.when.{one}")),
    }


def _total(desk: Desk, program: str, now: dict[str, int]) -> None:
    """What the programs would cost in the first year, and by how much that has changed since the table was opened."""
    before: dict[str, int] = st.session_state.get(TOTAL, now)
    year = desk.plan.years[0]
    with st.container(horizontal=True, key="costs-total"):
        if program:
            _metric(w("programs.total.one", year=year), Running(now.get(program, 0), before.get(program, 0)))
        _metric(w("programs.total.all", year=year), Running(sum(now.values()), sum(before.values())))
    st.caption(w("programs.total.says"))


def _metric(label: str, total: Running) -> None:
    st.metric(label, money(total.now), total.by.replace("$", "\\$") or None, delta_color="off", border=True)


def _program(names: dict[str, str], program: str, key: str) -> str:
    order = list(names)
    return str(st.selectbox(w("program"), order, index=order.index(program) if program else 0, key=f"{key}-{program}",
                            format_func=lambda each: names.get(each, each)))


def _add_line(desk: Desk, names: dict[str, str], program: str) -> None:
    with st.form("add-line"):
        to = _program(names, program, "line-program")
        what = st.text_input(w("grid.what"), key="line-what", max_chars=300, placeholder=w("programs.own.what"))
        code = object_input("line-object", "")
        cost = st.number_input(w("grid.dollars.line"), 0, MOST, 0, 1000, key="line-cost")
        when = st.selectbox(w("grid.when"), WHEN, key="line-when", format_func=lambda one: w(f"grid.when.{one}"))
        sent = st.form_submit_button(w("programs.line.add"))
    if sent and keep(desk, lambda: add_line(desk.plan, to, NewLine(what, code, int(cost), when))):
        st.rerun()


def _add_person(desk: Desk, names: dict[str, str], program: str) -> None:
    roles = {key: record.name for key, record in desk.plan.staff.items()}
    kind = st.selectbox(w("grid.class"), list(CLASSES), key="person-class", format_func=lambda one: w(f"grid.class.{one}"))
    with st.form("add-person"):
        to = _program(names, program, "person-program")
        role = st.selectbox(w("grid.role"), list(roles), index=None, key="person-role", accept_new_options=True,
                            format_func=lambda key: roles.get(key, key), placeholder=w("grid.role.pick"))
        fte = st.number_input("FTE", 0.0, float(MOST_FTE), 1.0, 0.1, key="person-fte", format="%g")
        salary = st.number_input(w("grid.salary"), 0, MOST, 0, 1000, key="person-salary")
        code = object_input(f"person-object-{kind}", PAY[kind])
        sent = st.form_submit_button(w("programs.person.add"))
    if sent and keep(desk, lambda: add_person(desk.plan, to, NewPerson(role or "", fte, int(salary), kind, code))):
        st.rerun()


def _remove_line(desk: Desk, program: str) -> None:
    plan = desk.plan
    found = {where.row: f"{plan.programs[where.program].name}: {full_name(plan, where, line)}"
             for where, line in all_lines(plan, program)}
    picked = st.selectbox(w("programs.line.which"), list(found), index=None, key="remove-line", placeholder=w("why.pick"),
                          format_func=lambda row: found.get(row, row))

    def make() -> tuple[Edit, Says]:
        return remove_line(plan, at(str(picked)))

    if st.button(w("programs.line.remove"), key="remove-line-now", disabled=picked not in found) and keep(desk, make):
        st.rerun()
