"""Which scenarios stand beside the budget in the workbook: a list to choose from, where there are others."""

from __future__ import annotations

import streamlit as st

from allocator.ui import alongside
from allocator.ui.desk import Desk
from allocator.ui.show import listed, safe
from allocator.ui.sides import MOST, Side
from allocator.ui.words import w

PICK = "share-beside"


def pick(desk: Desk) -> list[Side]:
    """The scenario at hand, then those that a person chose; what is not worked out yet is said."""
    names = alongside.others(desk)
    if not names:
        return alongside.chosen(desk, ())
    kept = st.session_state.get(_kept(desk), ())
    st.session_state[PICK] = [key for key in kept if key in names]
    picked = st.multiselect(w("share.beside"), list(names), format_func=lambda key: names.get(key, key), key=PICK,
                            max_selections=MOST - 1, help=w("share.beside.help"), on_change=_keep, args=(desk,))
    found = alongside.chosen(desk, picked)
    if open_ := alongside.unknown(found):
        st.caption(w("share.beside.open", names=listed([safe(name) for name in open_])))
    return found


def _keep(desk: Desk) -> None:
    st.session_state[_kept(desk)] = list(st.session_state[PICK])


def _kept(desk: Desk) -> str:
    """Where a session keeps what was chosen while another page is shown; each plan has its own."""
    return f"share-beside-{desk.book}"
