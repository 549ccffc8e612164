"""Where printed pages end: no row or two alone on the last one, and headings on every page only where a table goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from allocator.export.printed import FILLED, LOW, ROW, Cut, room_of

FEWEST, FORESEEN = 6, 3
"""Rows that stand on a sheet's last page at least; and how many pages from one page break of ours to the next can be foreseen:
programs differ a little in how tall a row is."""


def together(heights: Mapping[int, float], begins: Sequence[int], heading: int, last: int, found: Cut) -> list[int]:
    """``begins``, the rows with which we let a page begin, and one more where else a row or two would stand alone on the last
    page, by every program that prints. ``heading`` is the row that every page repeats; ``last`` the row below."""
    first = begins[-1] if begins else heading if found.breaks else 0
    slack = _pages({**dict.fromkeys(range(last), ROW), **heights}, range(first, last), heading, room_of(found))
    tight = _pages({**dict.fromkeys(range(last), LOW), **heights}, range(first, last), heading, room_of(found) / FILLED)
    if not 1 < len(tight) == len(slack) <= FORESEEN or last - tight[-1] >= FEWEST:
        return list(begins)
    row = min(last - FEWEST, slack[-1])
    return [*begins, row] if row - tight[-2] > FEWEST else list(begins)


def repeated(heights: Mapping[int, float], begins: Sequence[int], rows: tuple[int, int, int], last: int, found: Cut) -> bool:
    """Whether headings have to stand on every page. Those of a table that others follow do only where one of them goes over a
    page's end; elsewhere they would be a second line of headings. ``rows``: the first headings of all, the last ones, and those
    that may stand on every page."""
    first, latest, heading = rows
    return heading == latest or spills(heights, begins, first if found.breaks else 0, last, found)


def spills(heights: Mapping[int, float], begins: Sequence[int], first: int, last: int, found: Cut) -> bool:
    """Whether rows go over the end of a page of ours. ``begins`` are the rows with which we let a page begin."""
    edges = pairwise([first, *begins, last])
    return any(sum(heights.get(row, ROW) for row in range(start, end)) > room_of(found) for start, end in edges)


def _pages(heights: Mapping[int, float], rows: Sequence[int], heading: int, room: float) -> list[int]:
    """The rows with which pages begin that hold so many points each."""
    pages, used = [rows[0]], 0.0
    for row in rows:
        if used + heights[row] > room:
            pages.append(row)
            used = heights[heading] if row > heading else 0.0
        used += heights[row]
    return pages
