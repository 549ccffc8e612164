"""The district workbook: which other schools are in it, and the button that makes it."""

from __future__ import annotations

import streamlit as st

from allocator.domain.report import Report
from allocator.ui import schools
from allocator.ui.desk import Desk
from allocator.ui.downloads import XLSX, careful
from allocator.ui.show import listed, safe
from allocator.ui.words import w

PICK = "share-schools"


def show(desk: Desk, report: Report, called: str) -> None:
    """A list of the plans that are kept, where there are others, and the download."""
    names = schools.offered(desk)
    if not names:
        return
    with st.expander(w("share.schools")):
        st.markdown(w("share.schools.says"))
        picked = st.multiselect(w("share.schools.pick"), list(names), format_func=lambda key: names.get(key, key), key=PICK,
                                max_selections=schools.MOST)
        found = schools.chosen(desk, picked, names)
        _say("unusable", [one.label for one in found if one.plan is None])
        _say("open", [one.label for one in found if one.plan is not None and one.report is None])
        double = schools.twice(desk, found)
        _say("twice", double)
        ready = desk.current and not double and any(one.report is not None for one in found)
        st.download_button(w("download.district"), careful(schools.gather(desk, report, found)),
                           w("download.district.file", name=called), XLSX, key="download-district", on_click="ignore", icon="⬇",
                           help=w("download.district.help"), disabled=not ready)


def _say(code: str, names: list[str]) -> None:
    if names:
        st.info(w(f"share.schools.{code}", names=listed([safe(name) for name in names])))
