"""The charts of the workbook: told in words, titled, in dollars or percent, and clear on a printer without colors."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from itertools import combinations, pairwise

import pytest

from allocator.export import workbook_bytes
from allocator.export.sheets.pillars import COLORS
from tests.export import sample


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(workbook_bytes(sample.report()))) as book:
        return {name: book.read(name).decode() for name in book.namelist() if re.match("xl/(charts|drawings)/[a-z]+[0-9]", name)}


def charts(parts: dict[str, str]) -> list[str]:
    return [words for name, words in sorted(parts.items()) if name.startswith("xl/charts/")]


def test_each_chart_is_described_with_its_figures(parts: dict[str, str]) -> None:
    told = [one for name, words in sorted(parts.items()) if name.startswith("xl/drawings/")
            for one in re.findall('<xdr:cNvPr [^>]*descr="([^"]*)"', words)]
    assert len(told) == len(charts(parts)) == 2
    assert "Access to mental health care 55%" in told[0]  # (40% + 70%) / 2
    assert "Integrated student supports: 2025-26 $55,095, 2026-27 $110,406" in told[1]


def test_each_chart_has_a_title_and_an_axis_in_its_unit(parts: dict[str, str]) -> None:
    for chart, unit in zip(charts(parts), ("0%", "$#,##0"), strict=True):
        assert re.search("<c:title>.*?<a:t>[A-Z][^<]{20,}</a:t>", chart, re.DOTALL)
        assert f'<c:numFmt formatCode="{unit}" sourceLinked="0"/>' in chart


def light(colour: str) -> float:
    """How light a color is, from 0 to 1, as the rules for readable pages reckon it."""
    parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_without_colors_no_two_parts_of_a_bar_look_the_same(parts: dict[str, str]) -> None:
    shades = [light(colour) + 0.05 for colour in COLORS]
    assert all(max(pair) / min(pair) >= 1.5 for pair in combinations(shades, 2))
    drawn = re.findall('<c:ser>.*?<a:srgbClr val="([0-9A-F]{6})"', charts(parts)[1], re.DOTALL)
    assert [f"#{colour}" for colour in drawn] == list(COLORS[:len(drawn)])
    assert all(a != b for a, b in pairwise(drawn)) and len(drawn) >= 3
