"""A chart of a report, described once for each theme and language: describing it anew costs as much as the rest of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from allocator.domain.report import Report
from allocator.ui.once import once
from allocator.ui.words import language

Maker = Callable[[Report, str], tuple[Any, str]]
"""A chart for a report and a theme, and the same in words."""
Described = dict[tuple[str, str, str], tuple[dict[str, Any], str]]


@once
def _described(report: Report) -> Described:
    """The charts of a report that were described, by what they show, theme and language."""
    return {}


def chart(made: Maker, report: Report, key: str) -> None:
    """Show a chart under the words by which it is read aloud."""
    theme, known = st.context.theme.type or "light", _described(report)
    which = (key, theme, language())
    if which not in known:
        drawn, said = made(report, theme)
        known[which] = drawn.to_dict(), said
    spec, alt = known[which]
    st.vega_lite_chart(spec=spec, alt=alt, key=key)
