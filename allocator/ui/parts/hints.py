"""Fields on a wall: without the small print that would stand across the words of who types, and wide enough for their buttons."""

from __future__ import annotations

import streamlit as st

STYLE = """<style>
:is([class*="st-key-vote-"], .st-key-meeting-name) [data-testid="InputInstructions"] {display: none}
[class*="st-key-vote-"]:not([class*="st-key-vote-note"]) {min-width: 8.5rem}
</style>"""
"""A number narrower than 7.5 rem loses its buttons for less and more."""


def style() -> None:
    """How the fields of the meeting look."""
    st.html(STYLE)
