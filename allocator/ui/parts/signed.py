"""Which budget was signed: a list to choose from, and a place for its file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from allocator.errors import Fault
from allocator.ui import heavy, signed, uploads
from allocator.ui.desk import Desk
from allocator.ui.parts.held import Held, held
from allocator.ui.parts.table import table
from allocator.ui.show import safe
from allocator.ui.signed import FILE, Handed, Signed
from allocator.ui.words import w

PICK = "during-signed"


def pick(desk: Desk) -> Signed | None:
    """Draw it; the budget, or None as long as there is none."""
    names = signed.choices(desk)
    kept = st.session_state.get(f"{PICK}-kept")
    st.session_state[PICK] = kept if kept in names else signed.usual(desk)
    key = st.selectbox(w("during.signed"), list(names), format_func=lambda one: names.get(one, one), key=PICK,
                       help=w("during.signed.help"), on_change=_keep)
    if key == FILE:
        return _file(desk)
    found = signed.known(desk, key)
    if found is None:
        st.info(w("during.signed.none"))
    return found


def _keep() -> None:
    st.session_state[f"{PICK}-kept"] = st.session_state[PICK]


def _file(desk: Desk) -> Signed | None:
    file = held(desk, "during-budget", w("during.signed.pick"), signed.ENDINGS)
    if file is None:
        return None
    with st.spinner(w("upload.reading")):
        found = _read(file)
        heavy.ready()
    if found.budget is None:
        faults(found.name, found.faults)
        return None
    made = signed.of_file(desk, found)
    if made.other_plan:
        st.warning(w("during.signed.other"))
    return made


def faults(name: str, found: Sequence[Fault]) -> None:
    """Everything that is wrong with a file, in one table."""
    st.error(w("upload.faults.one" if len(found) == 1 else "upload.faults", count=len(found), file=safe(name)))
    table(uploads.fault_table(found), w("upload.faults.table"))


def _read(file: Held) -> Handed:
    """What the file holds; looked at once for each file."""
    known = st.session_state.get(f"{PICK}-read")
    if known is None or known[0] is not file:
        known = st.session_state[f"{PICK}-read"] = (file, signed.handed(file.name, file.data))
    found: Handed = known[1]
    return found
