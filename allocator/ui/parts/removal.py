"""Take a need or a program out of the plan, after saying what goes with it."""

from __future__ import annotations

import streamlit as st

from allocator.ui.desk import Desk
from allocator.ui.parts.asking import keep
from allocator.ui.priced import case_at
from allocator.ui.removing import Removal, What, removal, remove
from allocator.ui.show import listed, safe
from allocator.ui.words import w


def take_out(desk: Desk, what: What) -> None:
    """A list to pick from, what goes with the one picked, and a button."""
    plan = desk.plan
    found = {key: need.name for key, need in plan.needs.items()} if what == "need" else {
        key: program.name for key, program in plan.programs.items()}
    names = dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))
    picked = st.selectbox(w(f"grid.remove.{what}"), list(names), index=None, key=f"remove-{what}", placeholder=w("why.pick"),
                          format_func=lambda key: names.get(key, key))
    if picked not in names:
        return
    going = removal(case_at(plan, desk.mark), what, picked)
    lines = _consequences(desk, going)
    if lines:
        st.markdown("\n".join([w("grid.remove.with"), "", *(f"- {line}" for line in lines)]))
    if st.button(w("grid.remove", name=safe(going.name)), key=f"remove-{what}-now") and keep(desk, lambda: remove(going)):
        st.rerun()


def _consequences(desk: Desk, found: Removal) -> list[str]:
    said = []
    if found.programs:
        said.append(w("grid.remove.programs", list=listed([safe(desk.plan.programs[key].name) for key in found.programs])))
    said += [w("grid.remove.rule", rule=safe(found.sentences[rule])) for rule in found.rules]
    said += [w("grid.remove.narrowed", rule=safe(found.sentences[rule])) for rule in found.narrowed]
    return said
