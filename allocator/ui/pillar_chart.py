"""The chart of a comparison: points by pillar, scenario beside scenario on one scale, each bar with its letter and figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt

from allocator.export.colours import BLUE, GREEN, PURPLE, VERMILLION
from allocator.ui.charts import BAR, TEXT
from allocator.ui.compared import Pillars, tenth
from allocator.ui.figures import pillar_name
from allocator.ui.show import listed
from allocator.ui.words import w

COLOURS = {"A": BLUE, "B": VERMILLION, "C": GREEN, "D": PURPLE}
"""Of the scenarios, by their letters."""
ROW = 22
"""Pixels of a row: a bar, or the name of a pillar above its bars."""
ROOM = 1.45
"""How much longer than the longest bar the chart is, so that the figures at the ends have room on a phone."""


@dataclass(frozen=True)
class _Drawn:
    """All that the chart shows, so that it is described once for it."""

    groups: tuple[str, ...]
    """Names of pillars."""
    sides: tuple[tuple[str, str], ...]
    """(letter, name) of scenarios."""
    tenths: tuple[tuple[int, ...], ...]
    theme: str


def pillars_chart(found: Pillars, theme: str) -> tuple[dict[str, Any], str]:
    """A group of bars for each pillar, one bar for each scenario that has a budget, as Vega-Lite; and the same in words."""
    names = tuple(map(pillar_name, found.pillars))
    sides = tuple((side.letter, side.label) for side in found.sides)
    spoken = [
        f"{name}: {listed([f'{letter} {tenth(tenths[at])}' for (letter, _), tenths in zip(sides, found.tenths, strict=True)])}"
        for at, name in enumerate(names)
    ]
    return _spec(_Drawn(names, sides, found.tenths, theme)), w("compare.pillars.alt", list="; ".join(spoken))


@lru_cache(maxsize=64)
def _spec(drawn: _Drawn) -> dict[str, Any]:
    bars, names, order = _rows(drawn)
    text = TEXT.get(drawn.theme, TEXT["light"])
    y = alt.Y("id:N", sort=order, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    longest = max((row["points"] for row in bars), default=0.0) or 1.0
    x = alt.X("points:Q", axis=None, scale=alt.Scale(domain=[0, longest * ROOM], nice=False))
    legend = alt.Legend(title=None, orient="top", columns=1, labelLimit=alt.ExprRef("width - 30"), symbolType="square",
                        labelColor=text)
    scale = alt.Scale(domain=[label for _, label in drawn.sides], range=[COLOURS[letter] for letter, _ in drawn.sides])
    colour = alt.Color("name:N", scale=scale, legend=legend)
    words: dict[str, Any] = {"align": "left", "baseline": "middle", "fontSize": 13, "color": text}
    layers = [
        alt.Chart(_data(bars)).mark_bar(size=BAR, cornerRadius=1).encode(x=x, y=y, color=colour),
        alt.Chart(_data(bars)).mark_text(**words, dx=6).encode(x=x, y=y, text="label:N"),
        alt.Chart(_data(names)).mark_text(**words, fontWeight="bold", limit=alt.ExprRef("width")).encode(
            x=alt.value(0), y=y, text="name:N"),
    ]
    chart: dict[str, Any] = alt.layer(*layers).properties(height=alt.Step(ROW)).configure_view(strokeWidth=0).to_dict()
    return chart


def _rows(drawn: _Drawn) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[str]]:
    """Bars, the names above them, and all of them in order."""
    bars: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    order: list[str] = []
    for at, name in enumerate(drawn.groups):
        names.append({"id": f"{at}", "name": name})
        order.append(f"{at}")
        for (letter, label), tenths in zip(drawn.sides, drawn.tenths, strict=True):
            shown = f"{letter} {tenth(tenths[at])}"
            bars.append({"id": f"{at}{letter}", "name": label, "points": tenths[at] / 10, "label": shown})
            order.append(f"{at}{letter}")
    return bars, names, order


def _data(rows: list[dict[str, Any]]) -> Any:
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]
