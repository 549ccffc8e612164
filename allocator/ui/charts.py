"""Two charts. Names and figures stand beside the bars, so that no colour has to be told from another, at any width."""

from __future__ import annotations

from typing import Any

import altair as alt

from allocator.domain.report import Report
from allocator.export.colours import BLUE, GREEN, GREY, PURPLE, VERMILLION
from allocator.money import dollars
from allocator.ui.figures import PARTS, average_met, needs_in_order, pillar_name, source_totals, sources_in_order
from allocator.ui.show import percent
from allocator.ui.words import w

PILLARS = {
    "integrated_supports": BLUE, "family_engagement": VERMILLION, "collaborative_leadership": GREEN,
    "extended_learning": PURPLE, "": GREY,
}
PART_COLOURS = {"paid": BLUE, "indirect": PURPLE, "lapsed": VERMILLION, "unspent": GREEN}
TEXT = {"light": "#1B1F23", "dark": "#F2F0EC"}
BAR = 14
"""Pixels: the height of a bar."""
NEED_STEP, SOURCE_STEP = 40, 58
"""Pixels of one row: a bar with one line of words, and a bar with two. However few the rows, none has less."""


def needs_chart(report: Report, theme: str) -> tuple[Any, str]:
    """A bar for each need, as long as the share of it that is met, and the same in words."""
    order, plan = needs_in_order(report), report.case.plan
    rows = [
        {"id": n, "name": plan.needs[n].name, "share": float(average_met(report, n)),
         "label": percent(average_met(report, n)), "group": pillar_name(plan.needs[n].pillar)}
        for n in order
    ]
    groups = [p for p in PILLARS if any((plan.needs[n].pillar or "") == p for n in order)]
    colours = {pillar_name(p): PILLARS[p] for p in groups}
    spoken = "; ".join(f"{row['name']} {row['label']}" for row in rows)
    bars = _bars(rows, order, ("share", 1.0), colours, theme)
    ends = _words(rows, order, "label").encode(x="share:Q").mark_text(**_text(theme), dx=6, dy=9)
    names = _line(rows, order, "name", theme, -8)
    return _chart([bars, ends, names], NEED_STEP), w("needs.alt", list=spoken)


def left_chart(report: Report, theme: str) -> tuple[Any, str]:
    """A bar for each source, divided by where its dollars go over all years, and the same in words."""
    order = sources_in_order(report)
    rows, names, spoken = [], [], []
    for source in order:
        parts, name = source_totals(report, source), report.case.plan.sources[source].name
        rows += [{"id": source, "group": w(part), "dollars": parts[part], "at": PARTS.index(part)} for part in PARTS]
        said = w("left.bar", spent=dollars(parts["paid"] + parts["indirect"]), money=dollars(sum(parts.values())))
        names.append({"id": source, "name": name, "said": said})
        shown = {f"{part}": dollars(parts[part]) for part in PARTS if part != "paid"}
        spoken.append(w("left.alt.one", source=name, spent=dollars(parts["paid"]), **shown))
    longest = max((sum(source_totals(report, s).values()) for s in order), default=1)
    bars = _bars(rows, order, ("dollars", float(max(longest, 1))), {w(part): PART_COLOURS[part] for part in PARTS}, theme)
    lines = [_line(names, order, "name", theme, -20), _line(names, order, "said", theme, -2)]
    return _chart([bars, *lines], SOURCE_STEP), w("left.alt", list="; ".join(spoken))


def _y(order: list[str]) -> alt.Y:
    return alt.Y("id:N", sort=order, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def _bars(rows: list[dict[str, Any]], order: list[str], length: tuple[str, float], colours: dict[str, str], theme: str) -> Any:
    """One bar for each id; where rows say in which order (``at``), its parts stand in a row under two lines of words. ``length``:
    what tells how long a bar is, and the longest there may be."""
    field, longest = length
    parts = bool(rows) and "at" in rows[0]
    columns, below = (4, 16) if parts else (1, 9)
    x = alt.X(f"{field}:Q", stack="zero", axis=None, scale=alt.Scale(domain=[0, longest * 1.12], nice=False))
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    legend = alt.Legend(title=None, orient="top", columns=columns, labelLimit=0, symbolType="square",
                        labelColor=TEXT.get(theme, TEXT["light"]))
    chart = alt.Chart(_data(rows)).mark_bar(size=BAR, yOffset=below, cornerRadius=1)
    encoding: dict[str, Any] = {"x": x, "y": _y(order), "color": alt.Color("group:N", scale=scale, legend=legend)}
    if parts:
        encoding["order"] = alt.Order("at:Q")
    return chart.encode(**encoding)


def _text(theme: str) -> dict[str, Any]:
    return {"align": "left", "baseline": "middle", "fontSize": 13, "color": TEXT.get(theme, TEXT["light"])}


def _words(rows: list[dict[str, Any]], order: list[str], field: str) -> Any:
    return alt.Chart(_data(rows)).encode(y=_y(order), text=alt.Text(f"{field}:N"))


def _data(rows: list[dict[str, Any]]) -> Any:
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def _line(rows: list[dict[str, Any]], order: list[str], field: str, theme: str, above: int) -> Any:
    """A line of words above each bar, cut short with dots where the screen is narrower."""
    return _words(rows, order, field).encode(x=alt.value(0)).mark_text(**_text(theme), dy=above, limit=alt.ExprRef("width"))


def _chart(layers: list[Any], step: int) -> Any:
    return alt.layer(*layers).properties(height=alt.Step(step)).configure_view(strokeWidth=0)
