"""Ways out of a plan without a budget, each at the press of a button."""

from __future__ import annotations

import streamlit as st

from allocator.errors import ImpossiblePlan
from allocator.ui.desk import Desk
from allocator.ui.guard import guarded
from allocator.ui.speak import spoken
from allocator.ui.ways import fixes
from allocator.ui.words import w


def offer(desk: Desk) -> None:
    """A button for each way out that can be made as a change of the plan; nothing where there is none."""
    if not isinstance(desk.trouble, ImpossiblePlan):
        return
    found = fixes(desk.trouble.answer, desk.plan, desk.base)
    if found:
        st.markdown(w("trouble.fixes"))
    for at, fix in enumerate(found):
        says = spoken(fix.says)
        st.button(w("trouble.do", change=says) if fix.checked else w("trouble.attempt", change=says), key=f"fix-{at}",
                  on_click=guarded(_apply), args=(desk, at))


def _apply(desk: Desk, at: int) -> None:
    if isinstance(desk.trouble, ImpossiblePlan):
        fix = fixes(desk.trouble.answer, desk.plan, desk.base)[at]
        desk.change(fix.edit, fix.says)
