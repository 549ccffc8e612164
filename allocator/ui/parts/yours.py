"""Your changes: what they do, what they were, and the ways back."""

from __future__ import annotations

import streamlit as st

from allocator.errors import InputError
from allocator.explain.difference import difference
from allocator.store import Scenario
from allocator.ui.before import stages
from allocator.ui.desk import Desk
from allocator.ui.differ import first_sentences, sentences, stages_table
from allocator.ui.goes_on import goes_on
from allocator.ui.guard import guarded
from allocator.ui.parts import trouble
from allocator.ui.parts.bar import clock
from allocator.ui.parts.table import table
from allocator.ui.show import safe
from allocator.ui.speak import one, spoken
from allocator.ui.words import w

SHOWN = 10
"""Changes that are listed, the newest first."""


def effects(desk: Desk) -> None:
    """What the changes do, in a few sentences; nothing as long as that is not known."""
    if desk.first is not None and desk.earlier is not None and desk.trouble is None:
        st.markdown(" ".join([f"**{w('differs.at_once')}**", *first_sentences(desk.first, desk.earlier)]))
    elif (known := stages(desk)) is not None:
        if known.step is not None:
            st.markdown(" ".join([f"**{w('differs.since.step')}**", *sentences(difference(known.step, known.now), "step")]))
        if known.opened is not None:
            st.markdown(" ".join([f"**{w('differs.since.opened')}**", *sentences(difference(known.opened, known.now))]))


def yours(desk: Desk) -> None:
    """What the changes were, what they do program by program, and the ways back; nothing as long as nothing was changed."""
    scenario = desk.scenario
    if scenario is None or not (desk.patch or desk.undoable() or desk.redoable() or desk.store.snapshots(scenario.id)):
        return
    st.header(w("changes"))
    if desk.trouble is not None and desk.job is None:
        st.warning(w("changes.trouble"))
    _before(desk)
    _list(desk, scenario)
    known = stages(desk)
    if known is not None and known.programs:
        table(stages_table(known), w("differs.table"))
    with st.container(horizontal=True):
        if desk.patch:
            st.button(w("restart"), key="restart", on_click=guarded(desk.restart), args=(one("changes.restart"),))
    with st.expander(w("plan.keep")):
        _scenario(desk)
        _snapshots(desk, scenario)


def _before(desk: Desk) -> None:
    """The scenario from which this one goes on, and what had been changed there."""
    came = goes_on(desk)
    if came is None:
        return
    if not came.name:
        said = w("changes.from.unknown")
    else:
        said = w("changes.from" if came.changed else "changes.from.opened", name=safe(came.name))
    lines = [f"- {one}" for one in came.changed[:SHOWN]]
    if len(came.changed) > SHOWN:
        lines.append(f"- {w('changes.from.more', count=len(came.changed) - SHOWN)}")
    st.markdown("\n".join([said, "", *lines]))


def _list(desk: Desk, scenario: Scenario) -> None:
    trail = [revision for revision in desk.store.trail(scenario.id) if revision.says]
    lines = [f"- {clock(revision.at)}: {spoken(revision.says)}" for revision in reversed(trail[-SHOWN:])]
    if lines:
        st.markdown("\n".join([w("changes.list" if len(trail) <= SHOWN else "changes.list.last"), "", *lines]))


def _scenario(desk: Desk) -> None:
    with st.form("branch", border=False, clear_on_submit=True):
        name = st.text_input(w("plan.branch.name"), max_chars=80, key="branch-name")
        sent = st.form_submit_button(w("plan.branch"))
    if sent and _named(name, [scenario.name for scenario in desk.scenarios()]):
        desk.branch(name.strip(), says=one("changes.branch", name=name.strip()))
        st.rerun()


def _snapshots(desk: Desk, scenario: Scenario) -> None:
    with st.form("snapshot", border=False, clear_on_submit=True):
        name = st.text_input(w("plan.snapshot.name"), max_chars=80, key="snapshot-name")
        sent = st.form_submit_button(w("plan.snapshot"))
    found = desk.store.snapshots(scenario.id)
    if sent and _named(name, [snapshot.name for snapshot in found]):
        desk.snapshot(name.strip())
        st.rerun()
    for snapshot in reversed(found):
        label = w("plan.snapshot.back", name=safe(snapshot.name), time=clock(snapshot.at))
        if st.button(label, key=f"snapshot-{snapshot.id}", icon="↩"):
            _restore(desk, snapshot.id, snapshot.name)


def _restore(desk: Desk, snapshot: int, name: str) -> None:
    try:
        desk.restore(snapshot, one("changes.snapshot", name=name))
    except InputError as error:
        trouble.faults(error)
        return
    st.rerun()


def _named(name: str, others: list[str]) -> bool:
    """Whether a name will do; else it is said why not."""
    wanted = name.strip()
    if not wanted:
        st.warning(w("plan.name.empty"))
    elif wanted in others:
        st.warning(w("plan.name.taken", name=safe(wanted)))
    else:
        return True
    return False
