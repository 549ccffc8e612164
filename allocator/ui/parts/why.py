"""The answer to why: facts and rules about one program or source that a person picks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from allocator.domain.report import Report
from allocator.ui.reasons import rule_lines, why_program
from allocator.ui.words import w


def ask(report: Report, what: Literal["program", "source"]) -> None:
    """A list to pick from, and what is known about the one picked."""
    names: Mapping[str, str] = (
        {key: record.name for key, record in report.case.programs.items()} if what == "program"
        else {key: record.name for key, record in sorted(report.case.plan.sources.items())}
    )
    with st.expander(w(f"why.{what}")):
        picked = st.selectbox(w("why.pick"), list(names), index=None, format_func=lambda key: names.get(key, key),
                              key=f"why-{what}")
        if picked is None:
            return
        if what == "program":
            st.markdown(" ".join(why_program(report, picked)))
        lines = rule_lines(report, what, picked)
        st.markdown(w("why.rules") if lines else w("why.rules.none"))
        if lines:
            st.markdown("\n".join(f"- {line}" for line in lines))
