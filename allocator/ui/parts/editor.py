"""A table that people type into. Each cell is kept as soon as it is typed; what cannot be used is named and not kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st

from allocator.ui.desk import Desk
from allocator.ui.grid import Grid, Sheet
from allocator.ui.guard import guarded
from allocator.ui.taking import Change, take

if TYPE_CHECKING:
    import pandas as pd

ROW, HEAD, MOST = 35, 40, 535
"""Pixels: a row, the head, and the height from which a table scrolls within itself."""
TALL = 66
"""Pixels of a row with two or three lines of text; at 64 and below Streamlit does not break lines."""


@dataclass(frozen=True)
class Editor:
    """How a table is drawn and what a typed cell does."""

    name: str
    alt: str
    columns: Mapping[str, Any]
    """Column -> how Streamlit shows it; columns that are left out are not shown."""
    change: Change
    whole: Mapping[str, int] = field(default_factory=dict)
    """Columns whose words must be readable without opening the cell: how many letters of theirs fit into one line."""

    def row(self, rows: Grid) -> int:
        """How high the rows are (pixels), all alike: of two lines where some word of these columns needs a second one."""
        fits = all(len(str(value or "")) <= most for column, most in self.whole.items() for value in rows.columns[column])
        return ROW if fits else TALL


def editor(desk: Desk, about: Editor, now: Grid) -> None:
    """Draw the table. ``now``: its rows as the plan has them. The table is drawn anew when they are not what people see."""
    sheet = _sheet(about.name, now)
    frame: pd.DataFrame = _frame(sheet)
    row = about.row(sheet.grid)
    st.data_editor(
        frame, key=sheet.key, column_config=dict(about.columns), column_order=list(about.columns), hide_index=True,
        num_rows="fixed", row_height=row, height=min(MOST, row * len(now.ids) + HEAD), placeholder="", alt=about.alt,
        on_change=guarded(_take), args=(desk, about))
    if _typed(about):
        _take(desk, about)
        st.rerun()
    if sheet.refused:
        st.warning("\n".join(f"- {why}" for why in sheet.refused))


def opened(name: str) -> bool:
    """Whether the table was not on screen until now."""
    sheet = st.session_state.get(_held(name))
    return not isinstance(sheet, Sheet) or sheet.key not in st.session_state


def _held(name: str) -> str:
    return f"sheet-{name}"


def _sheet(name: str, now: Grid) -> Sheet:
    sheet = st.session_state.get(_held(name))
    if not isinstance(sheet, Sheet):
        made = Sheet(name, now)
    elif opened(name):
        made = Sheet(name, now, sheet.number + 1)
    elif not sheet.shown(_edited(sheet)).same(now):
        made = Sheet(name, now.in_order_of(sheet.grid), sheet.number + 1, refused=sheet.refused)
    else:
        return sheet
    st.session_state[_held(name)] = made
    return made


def _edited(sheet: Sheet) -> dict[int, dict[str, Any]]:
    """What the browser reports of the table."""
    state = st.session_state.get(sheet.key) or {}
    return {int(row): dict(values) for row, values in state.get("edited_rows", {}).items()}


def _frame(sheet: Sheet) -> pd.DataFrame:
    import pandas as pd  # not before heavy.ready

    return pd.DataFrame({name: list(values) for name, values in sheet.grid.columns.items()})


def _typed(about: Editor) -> bool:
    """Whether the browser holds something that was not taken yet, such as after a new start of the server."""
    sheet = st.session_state.get(_held(about.name))
    return isinstance(sheet, Sheet) and not sheet.shown(_edited(sheet)).same(sheet.shown(sheet.taken))


def _take(desk: Desk, about: Editor) -> None:
    """Keep what was typed since the last look."""
    sheet = st.session_state.get(_held(about.name))
    if isinstance(sheet, Sheet) and (typed := sheet.news(_edited(sheet))):
        sheet.refused = take(desk, about.change, typed)
