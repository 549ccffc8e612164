"""At the foot of every page: how its figures are worked out, and what the words mean."""

from __future__ import annotations

import streamlit as st

from allocator.ui.words import w

TERMS = ("ana", "sacs", "fte", "points", "source", "carryover", "lapse", "indirect", "floor", "scenario")
"""Words that people ask about."""


def how(url: str) -> None:
    """Two folded notes: how this page is worked out, and a small glossary."""
    with st.expander(w("how")):
        st.markdown(w(f"page.{url}.how"))
    with st.expander(w("glossary")):
        st.markdown("\n".join(f"- **{w(f'glossary.{term}')}**: {w(f'glossary.{term}.says')}" for term in TERMS))
