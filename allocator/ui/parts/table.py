"""A table that shows every row, reads well aloud, and scrolls within itself where the screen is narrow."""

from __future__ import annotations

import re

import streamlit as st

from allocator.ui.figures import Table

STYLE = """<style>
[class*="st-key-table-"] td:first-child {min-width: 9rem}
[class*="st-key-table-figures"] th:not(:first-child) {white-space: nowrap !important; vertical-align: bottom}
[class*="st-key-table-figures"] td:not(:first-child) {min-width: 5.2rem}
[class*="st-key-table-figures-money"] :is(td, th):not(:first-child),
[class*="st-key-table-figures-money"] :is(td, th):not(:first-child) * {text-align: right !important}
[class*="st-key-table-figures-money"] td:not(:first-child) {white-space: nowrap !important; min-width: 0}
[class*="st-key-table-figures-money-sum"] th:not(:first-child) {white-space: normal !important}
[class*="st-key-table-figures-money-sum"] tbody tr:last-child td {font-weight: 600}
[class*="st-key-table-text"] td {min-width: 7rem; vertical-align: top}
[class*="st-key-table-text"] td:first-child {min-width: 14rem; width: 30%}
</style>"""
"""How tables are set: figures to the right and unbroken, the last row of sums in bold."""
KINDS = ("figures", "figures-money", "figures-money-sum", "text")


def style() -> None:
    """Once on each page."""
    st.html(STYLE)


def table(rows: Table, alt: str, kind: str = "text") -> None:
    """Show a table under the name by which it is read aloud; ``kind`` is one of KINDS."""
    slug = re.sub(r"[^a-z]+", "-", alt.lower())
    with st.container(key=f"table-{kind}-{slug}"):
        st.table(rows, hide_index=True, border="horizontal", alt=alt)
