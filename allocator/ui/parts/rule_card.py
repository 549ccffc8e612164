"""One rule as a card, with what it costs and a switch where the school may decide."""

from __future__ import annotations

import streamlit as st

from allocator.domain.report import Report
from allocator.ui import engine
from allocator.ui.desk import Desk
from allocator.ui.guard import guarded, tell
from allocator.ui.parts import progress
from allocator.ui.parts.table import table
from allocator.ui.reasons import badge, cited
from allocator.ui.rulebook import Card, switch, years_table
from allocator.ui.show import safe
from allocator.ui.words import said, w


def card(desk: Desk, report: Report, about: Card) -> None:
    """Draw the card of a rule."""
    with st.container(border=True, key="rule-card"):
        st.markdown(f"**{safe(about.says)}**")
        because = f" {safe(about.because.rstrip('.'))}." if about.because else ""
        st.markdown(f"{w('cite')}: {cited(about.cite)}.{because}")
        st.markdown(badge(about.cite))
        rows = years_table(report, about.rule)
        if rows:
            table(rows, w("rule.years"), "figures-roster")
        st.markdown(f"🔒 {w(f'rule.locked.{about.owner}')}" if about.locked else w(f"rule.owner.{about.owner}"))
        with st.container(horizontal=True, key="rule-actions"):
            if not about.locked:
                st.button(w("rule.on" if about.owner == "off" else "rule.off"), key="rule-switch",
                          on_click=guarded(_switch), args=(desk, about))
            if about.owner != "off" and desk.current:
                st.button(w("rule.price"), key="rule-price", on_click=guarded(_ask), args=(desk, about.rule))
        _price(desk, about.rule)


def _switch(desk: Desk, about: Card) -> None:
    edit, says = switch(desk.base, about)
    desk.change(edit, says)


def _ask(desk: Desk, rule: str) -> None:
    desk.answers.ask(desk.mark, f"price:{rule}", engine.price(desk.plan, rule))


def _price(desk: Desk, rule: str) -> None:
    job = desk.answers.asked(desk.mark, f"price:{rule}")
    if job is None:
        return
    if not job.done.is_set():
        progress.wait_for(job, "price")
    elif job.found is not None:
        st.markdown("\n".join(f"- {safe(said(line))}" for line in job.found.says))
    elif job.error is not None:
        tell(job.error)
