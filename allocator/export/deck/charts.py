"""Native charts, which a person can click and whose figures stand in a workbook of their own. Every bar says its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_MARK
from pptx.util import Inches, Pt
from xlsxwriter import Workbook

from allocator.export.colours import BLUE, BROWN, GREEN, GREY, PURPLE, TEAL, VERMILLION, letters_on
from allocator.export.deck.marked import inner
from allocator.export.deck.room import SMALL, Box, across
from allocator.export.deck.template import INK, LINE
from allocator.export.letters import FONT

SHARE, DOLLARS = "0%", "$#,##0"
BAR = 0.93
"""The part of the room for a bar and the gap beside it that its figure may fill."""
MILLION = 1_000_000
IN_DOLLARS, IN_MILLIONS = " $#,##0", ' $#,##0.0,,"M"'
"""Number formats of the figures in bars."""
BELOW = 0.5
"""Inches for the years below the bars."""
PALETTE = (BLUE, VERMILLION, GREEN, PURPLE, GREY, TEAL, BROWN)
"""Colours of the parts of a bar, in order; letters tell them apart too."""


@dataclass(frozen=True)
class Series:
    """One colour of a chart."""

    name: str
    values: tuple[float, ...]
    colour: str
    form: str = DOLLARS
    """Number format of its figures."""
    label: str = ""
    """Number format of the figures in its bars, where it is another."""


def bars(slide: Any, box: Box, categories: Sequence[str], series: Series, made: datetime, name: float) -> Any:
    """Bars that lie, the first on top, from 0% to 100%, with the figure behind each. ``name``: inches for what they are called.
    Returns the shape."""
    frame = _chart(slide, box, XL_CHART_TYPE.BAR_CLUSTERED, categories, [series], made)
    chart = frame.chart
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 1.12
    chart.category_axis.reverse_order = True
    chart.plots[0].gap_width = 45
    inner(chart, (name + 0.15) / box.wide, 0.0)
    _labels(chart.series[0], series, XL_LABEL_POSITION.OUTSIDE_END, INK)
    return frame


def stacks(slide: Any, box: Box, categories: Sequence[str], series: Sequence[Series], made: datetime) -> Any:
    """A bar for each category, made of the series, the first at the bottom. Returns the shape."""
    frame = _chart(slide, box, XL_CHART_TYPE.COLUMN_STACKED, categories, series, made)
    chart = frame.chart
    chart.plots[0].gap_width, chart.plots[0].overlap = 6, 100
    highest = max(map(sum, zip(*(one.values for one in series), strict=True)))
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, highest
    inner(chart, 0.005, BELOW / box.high)
    for drawn, one in zip(chart.series, series, strict=True):
        _labels(drawn, one, XL_LABEL_POSITION.CENTER, letters_on(one.colour)[1:])
    return frame


def lettered(letter: str, least: int, room: float, biggest: int) -> str:
    """How a part of a bar says its figure: ``A $285,000``; in millions of dollars, ``A $5.3M``, or only its letter where the
    ``room`` for a bar, in inches, does not hold the ``biggest`` figure. A part of fewer dollars than ``least`` says nothing."""
    forms = {f"{letter} ${biggest:,}": IN_DOLLARS}
    if biggest >= MILLION:
        forms[f"{letter} ${biggest // MILLION:,}.0M"] = IN_MILLIONS
    tried = [form for words, form in forms.items() if across(words) <= room * BAR]
    return f'[>={least}]"{letter}"{next(iter(tried), "")};;'


def _chart(slide: Any, box: Box, kind: Any, categories: Sequence[str], series: Sequence[Series], made: datetime) -> Any:
    form = series[0].form
    data = CategoryChartData(number_format=form)
    data.categories = categories
    for one in series:
        data.add_series(one.name, one.values)
    frame = slide.shapes.add_chart(kind, Inches(box.left), Inches(box.top), Inches(box.wide), Inches(box.high), data)
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(categories, series, made))
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.name, chart.font.color.rgb = Pt(SMALL), FONT, RGBColor.from_string(INK)
    values, names = chart.value_axis, chart.category_axis
    values.has_major_gridlines, values.visible = False, False
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = form, False
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = RGBColor.from_string(LINE)
    for drawn, one in zip(chart.series, series, strict=True):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = RGBColor.from_string(one.colour[1:])
        drawn.format.line.color.rgb = RGBColor(255, 255, 255)
        drawn.invert_if_negative = False
    return frame


def _labels(drawn: Any, series: Series, where: Any, colour: str) -> None:
    labels = drawn.data_labels
    labels.show_value, labels.position = True, where
    labels.number_format, labels.number_format_is_linked = series.label or series.form, False
    labels.font.size, labels.font.bold, labels.font.color.rgb = Pt(SMALL), False, RGBColor.from_string(colour)


def _workbook(categories: Sequence[str], series: Sequence[Series], made: datetime) -> bytes:
    """The chart's own workbook, in which words are words: what begins with = is no formula."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"created": made})
    sheet = book.add_worksheet("Sheet1")
    number, text = book.add_format({"num_format": series[0].form}), book.add_format({"quote_prefix": True})
    for row, name in enumerate(categories, 1):
        sheet.write_string(row, 0, name, text)
    for column, one in enumerate(series, 1):
        sheet.write_string(0, column, one.name, text)
        for row, value in enumerate(one.values, 1):
            sheet.write_number(row, column, value, number)
    sheet.set_column(0, len(series), 28)
    book.close()
    return out.getvalue()
