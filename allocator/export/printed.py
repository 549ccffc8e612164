"""How a sheet is cut into printed pages: letters that can be read, years kept together, the first columns on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from xlsxwriter.worksheet import Worksheet

from allocator.export.labels import ALL_YEARS
from allocator.export.text import print_text
from allocator.export.wrapping import EDGE, pixels
from allocator.fiscal import PATTERN

LEAST, MOST = 80, 92
"""Scale in percent: letters of 10 points are printed with 8 points at least; a sheet of several pages is not blown up further."""
SMALLEST = 10
"""The smallest scale that spreadsheets know."""
TITLE = 1.6
"""How much larger the letters of a title are."""
UNTOUCHED = 8.43
"""Width of a column that no table has."""
HEADER, SHORTEST = 255, 40
"""Most characters that a spreadsheet takes in a page's header; how many of them are kept for the plan's name."""
TALL, ROW, LOW, FILLED = 8.5, 15.2, 12.7, 0.97
"""Inches of a page from top to bottom; points of a row of one line, and by programs that make it as low as they can; the share of
a page that is filled with rows."""
UNSURE = 0.15
"""A table of several pages that ends so near the top of a page may as well end at the foot of the one before."""
MARGIN, TALL_MARGIN, HEADED_MARGIN = 0.3, 0.75, 0.9
"""Inches beside what is printed; above and below it; above it where the header says what the sheet is."""
SPARE = 0.92
"""Share of a page that is filled: programs and printers differ a little in how wide a letter is."""
Part = tuple[int, float]
"""The first of some columns that stay together, and how many inches they are wide."""


@dataclass(frozen=True)
class Paper:
    """A sheet of paper on its side, in inches."""

    code: int
    """As spreadsheets number it."""
    wide: float

    @property
    def room(self) -> float:
        """Inches between the margins."""
        return self.wide - 2 * MARGIN


PAPERS = {"letter": Paper(1, 11), "legal": Paper(5, 14), "tabloid": Paper(3, 17)}


@dataclass(frozen=True)
class Cut:
    """A sheet on paper."""

    scale: int
    """Percent."""
    breaks: tuple[int, ...] = ()
    """Columns, counted from 0, with which a new page begins; empty for one page wide."""
    kept: int = 0
    """How many of the first columns stand on every page."""


def inches(width: float) -> float:
    """How wide a column is that holds so many digits."""
    return int(7 * width + 5) / 96


def cut(widths: Sequence[float], headings: Sequence[str], kept: int, paper: Paper) -> Cut:
    """Cuts columns into as few pages as can be read. ``widths`` are in digits; ``kept`` columns are repeated, fewer where they
    would take up half of a page. Columns of one group (budget of each year, say) stay together where a page can hold them."""
    wide = [inches(one) for one in widths]
    if sum(wide) * LEAST <= paper.room * 100 * SPARE:
        return Cut(min(100, _scale(sum(wide), paper)))
    most = paper.room * SPARE * 100 / LEAST
    kept = max((n for n in range(1, kept + 1) if sum(wide[:n]) <= most * 0.6), default=0)
    first, room = sum(wide[:kept]), most - sum(wide[:kept])
    pages = _balanced(list(_parts(headings, wide, kept, room)), room)
    widest = max(sum(size for _, size in page) for page in pages)
    return Cut(min(MOST, _scale(first + widest, paper)), tuple(page[0][0] for page in pages[1:]), kept)


def _scale(wide: float, paper: Paper) -> int:
    return max(SMALLEST, int(100 * SPARE * paper.room / wide)) if wide else 100


def _parts(headings: Sequence[str], wide: Sequence[float], kept: int, room: float) -> Iterator[Part]:
    """Groups of columns as (first column, inches); a group that is wider than a page is taken apart."""
    for _, same in groupby(range(kept, len(wide)), lambda at: _group(headings, at)):
        group = list(same)
        if sum(wide[at] for at in group) <= room:
            yield group[0], sum(wide[at] for at in group)
        else:
            yield from ((at, wide[at]) for at in group)


def _group(headings: Sequence[str], at: int) -> tuple[str, str]:
    """What columns that belong together share: the year, where the next one has the same year; else the word, such as
    ``Budget`` of ``Budget 2025-26``, which is empty for a mere year."""
    word, year = _year(headings[at])
    if not year:
        return "column", str(at)
    beside = [_year(one)[1] for one in headings[max(at - 1, 0):at + 2]]
    return ("year", year) if beside.count(year) > 1 else ("word", word)


def _year(heading: str) -> tuple[str, str]:
    """A heading's words and its year, if it has one."""
    word, _, year = heading.rpartition("\n")
    return (word, year) if year == ALL_YEARS or PATTERN.fullmatch(year) else (heading, "")


def _balanced(parts: Sequence[Part], room: float) -> list[list[Part]]:
    """The groups on as few pages as hold them, none of them wider than it has to be."""
    count, sizes = len(_packed(parts, room)), [size for _, size in parts]
    spans = {sum(sizes[a:b]) for a in range(len(sizes)) for b in range(a + 1, len(sizes) + 1)}
    tried = (_packed(parts, span) for span in sorted(spans) if span >= max(sizes))
    return next(pages for pages in tried if len(pages) == count)


def _packed(parts: Sequence[Part], room: float) -> list[list[Part]]:
    """The groups in order, on as few pages as hold them."""
    pages: list[list[Part]] = []
    filled = 0.0
    for part in parts:
        if not pages or filled + part[1] > room + 1e-9:
            pages.append([])
            filled = 0.0
        pages[-1].append(part)
        filled += part[1]
    return pages


def beyond(frame: Sequence[str], have: float, paper: Paper) -> int:
    """How many empty columns beside a table that is ``have`` inches wide are printed too, so that its title and the line below
    are not cut off; as many as the page has room for."""
    wanted = max(pixels(frame[0], True) * TITLE, pixels(frame[1])) / 96
    return max(0, ceil((min(wanted, paper.room) - have) / inches(UNTOUCHED)))


def unbroken(heights: Mapping[int, float], tables: Sequence[int], last: int, found: Cut) -> list[int]:
    """Rows with which a page begins, so that no table of several goes over the end of a page that can hold it whole.
    ``heights`` are points of the rows that are taller than a line; ``tables`` the rows with headings; ``last`` the row below."""
    if len(tables) < 2:
        return []
    room = room_of(found)
    begins, long = [], False
    used = sum(heights.get(row, ROW) for row in range(tables[0])) if not found.breaks else 0.0
    for table, end in zip(tables, [*tables[1:], last], strict=True):
        rows = [heights.get(row, ROW) for row in range(table, end)]
        full = used + sum(rows) > room and (sum(rows) <= room or used > room / 2)
        if table != tables[0] and (full or (long and used < room * UNSURE)):
            begins.append(table)
            used = 0.0
        long = used + sum(rows) > room
        for tall in rows:
            used = used + tall if used + tall <= room else tall
    return begins


def room_of(found: Cut) -> float:
    """Points from top to bottom of a page that are filled with rows, as they are before they are printed smaller."""
    return (TALL - TALL_MARGIN - (HEADED_MARGIN if found.breaks else TALL_MARGIN)) * 72 * FILLED / (found.scale / 100)


def on_paper(sheet: Worksheet, found: Cut, paper: Paper, new_pages: Sequence[int], pages: int) -> None:
    """Sets a sheet's paper, margins and page breaks. ``new_pages`` are rows that begin a page; ``pages`` is how many pages tall
    it may be, 0: any. A spreadsheet heeds no page break of ours while it fits a sheet to pages by itself."""
    sheet.set_paper(paper.code)
    sheet.set_landscape()
    top = HEADED_MARGIN if found.breaks else TALL_MARGIN
    sheet.set_margins(left=MARGIN, right=MARGIN, top=top, bottom=TALL_MARGIN)
    if found.breaks:
        sheet.set_v_pagebreaks(list(found.breaks))
        sheet.print_across()
        if found.kept:
            sheet.repeat_columns(0, found.kept - 1)
    if new_pages:
        sheet.set_h_pagebreaks(list(new_pages))
    if found.breaks or new_pages:
        sheet.set_print_scale(found.scale)
    else:
        sheet.fit_to_pages(1, pages)


def page_header(plan: str, name: str, says: Sequence[str], paper: Paper) -> str:
    """What stands above every page: the plan (as ``print_text`` gives it), the sheet, the day. ``says``: a title and a line that
    take the place of the sheet's name and of its own first rows, which would be cut off at the columns that stand on every
    page. What stands in the middle comes first: the plan's name is cut short where the two would meet."""
    tail, middle = "&RPrinted &D", [print_text(name)]
    if says:
        title = _fitting(says[0], 130)
        middle = [title, _fitting(says[1], HEADER - SHORTEST - len(title) - len(tail) - len("&L&C&B&B\n&I"))]
    beside = paper.room * 96 / 2 - max(pixels(line, True) for line in middle) / 2 - EDGE
    whole = plan.replace("&&", "&")
    told = f"&C&B{middle[0]}&B\n&I{middle[1]}" if says else f"&C{middle[0]}"
    most = HEADER - len("&L") - len(told) - len(tail)
    tried = (print_text(whole, length) for length in range(min(len(whole), most), 1, -1))
    left = next((line for line in tried if len(line) <= most and pixels(line) <= beside), "")
    return f"&L{left}{told}{tail}"


def _fitting(words: str, room: int) -> str:
    """As many whole sentences as there is room for, or as much of the first; an ampersand takes two places."""
    sentences = re.split(r"(?<=[.:;]) ", words)
    whole = (print_text(" ".join(sentences[:count]), room + 1) for count in range(len(sentences), 0, -1))
    if (found := next((line for line in whole if len(line) <= room), "")).endswith("."):
        return found
    tried = (print_text(words, most) for most in range(room, 1, -1))
    return next((line for line in tried if len(line) <= room), "")
