"""What the tests of the slides share: slides read back as PowerPoint would, their words, tables and charts."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation

from allocator.export.deck import deck_bytes
from tests.export.handed import oak_grove


@cache
def sample_deck(language: str) -> bytes:
    """The sample school's slides."""
    return deck_bytes(oak_grove(), language)


def opened(data: bytes) -> Any:
    """The slides of a file, in order."""
    return Presentation(BytesIO(data)).slides


def titles(data: bytes) -> list[str]:
    """The message of each slide."""
    return [slide.shapes.title.text for slide in opened(data)]


def about(data: bytes, words: str) -> Any:
    """The slide whose title holds some words."""
    (found,) = [slide for slide in opened(data) if words in slide.shapes.title.text]
    return found


def tables(slide: Any) -> list[list[list[str]]]:
    """The words of every table of a slide, by row."""
    return [[[cell.text for cell in row.cells] for row in shape.table.rows] for shape in slide.shapes if shape.has_table]


def charts(slide: Any) -> list[Any]:
    """The charts of a slide."""
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def notes(slide: Any) -> str:
    """What the speaker says."""
    return str(slide.notes_slide.notes_text_frame.text)


def plotted(chart: Any) -> tuple[list[str], dict[str, list[float]]]:
    """Categories, and the values of each series."""
    return list(chart.plots[0].categories), {series.name: list(series.values) for series in chart.plots[0].series}


def in_workbook(chart: Any) -> list[list[Any]]:
    """The rows of the workbook that opens when somebody edits the chart's data."""
    sheet = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert sheet is not None
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every part of the file, by name."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        for name in file.namelist():
            yield name, file.read(name)
