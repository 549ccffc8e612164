"""During the year: what was spent against the signed budget, and what a change of it needs."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from allocator.domain.report import Report
from allocator.ui import downloads
from allocator.ui.desk import Desk
from allocator.ui.guard import guarded
from allocator.ui.parts import change, go, remain, spent
from allocator.ui.parts.asking import section
from allocator.ui.show import zone_of
from allocator.ui.words import w

PARTS = ["spent", "change"]


def show(desk: Desk, report: Report | None) -> None:
    """One of its two parts."""
    remain.way_back(desk)
    if not desk.plan.sources:
        st.info(w("during.empty"))
        go.link("money", w("page.money"))
        return
    day = datetime.now(zone_of(st.context.timezone)).date()
    called = downloads.stem(desk.base.name, desk.scenario.name if desk.scenario is not None else "", day)
    part = section("during", PARTS, w("during.part"))
    guarded({"spent": spent.show, "change": change.show}[part])(desk, called)
