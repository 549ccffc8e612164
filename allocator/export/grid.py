"""One sheet that is being written, row by row: title, tables with headings, cells that are text, numbers or formulas."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from allocator.domain.workbook_layout import MARK, figure_code
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.columns import NARROW, Column, cell, cells
from allocator.export.page_ends import repeated, together
from allocator.export.printed import PAPERS, UNTOUCHED, Cut, Paper, beyond, cut, inches, on_paper, page_header, unbroken
from allocator.export.text import cell_text
from allocator.export.wrapping import asked, lines, longest_word

__all__ = ["NOTICE_ROW", "Column", "Grid", "cell", "cells"]

NOTICE_ROW = 2
"""The row between a sheet's title and its first table."""
LINE_HEIGHT, HIGHEST = 13.0, 405.0
WORDS = ("text", "code", "line")
STRONG = ("strong", "total", "grand")
LONG_WORD, STEPS = 24, 8
"""A column of words never gets narrower than its longest word, up to so many letters; and in how many steps it gets narrower."""


class Grid:
    """Writes a sheet from the top down. ``row`` is the row that is being written, counted from 0."""

    def __init__(self, book: Book, key: str, columns: int, name: str = "") -> None:
        self.book, self.key = book, key
        self.name = name or labels.SHEETS[key]
        """Of the sheet; that of its key where no other is given."""
        self.sheet = book.add_sheet(self.name)
        self.mark_column = columns
        """The hidden column with the names of tables and figures."""
        self.row = 0
        self._widths: dict[int, float] = {}
        self._wraps: dict[int, list[tuple[int, str, bool]]] = {}
        self._limits: dict[int, tuple[float, float]] = {}
        self._columns: Sequence[Column] = ()
        self._headers: list[int] = []
        self._tables: list[int] = []
        self._headings: dict[int, str] = {}
        self._new_pages: list[int] = []
        self._frame: list[str] = []
        self._longest: dict[int, float] = {}
        self._worded: set[int] = set()
        self._narrow = Fraction(1)
        self._printed = columns

    # frame ---------------------------------------------------------------------------------------------------------
    def title(self, text: str, says: str) -> None:
        """The sheet's title in A1 and a line that says what it shows."""
        self.sheet.write_string(0, 0, cell_text(text), self.book.format("title"))
        self.sheet.write_string(1, 0, cell_text(says), self.book.format("note"))
        self._frame = [text, says]
        self.row = 3

    def badge(self, text: str, formula: str = "") -> None:
        """A warning between the sheet's title and its first table; ``formula``: that shows it, and may come to say more."""
        if formula:
            self.sheet.write_formula(NOTICE_ROW, 0, f"={formula}", self.book.format("badge"), text)
            self.book.note_formula(self.name, NOTICE_ROW, 0, formula)
        else:
            self.sheet.write_string(NOTICE_ROW, 0, cell_text(text), self.book.format("badge"))
        self._frame = [self._frame[0], text]

    def remark(self, text: str, kind: str = "note") -> None:
        """A line of its own that runs over the columns, and makes none of them wider."""
        self.sheet.write_string(self.row, 0, cell_text(text), self.book.format(kind))
        self.row += 1

    def table(self, table: str, columns: Sequence[Column], repeated: bool = True) -> int:
        """A header row; gives the number of the first row below it. ``repeated``: it stands on every page of its table, if that
        is the sheet's last, and stays in sight if it is the only one."""
        self._columns = columns
        for at, column in enumerate(columns):
            kind = "head" if column.kind in WORDS else "head_number"
            self.sheet.write_string(self.row, at, column.heading, self.book.format(kind))
            self._wraps.setdefault(self.row, []).append((at, column.heading, True))
            self.book.columns.append((table, column.code, column.heading))
            self._headings.setdefault(at, column.heading)
            low, high = self._limits.get(at, (NARROW, NARROW))
            self._limits[at] = (max(low, column.least), max(high, column.most))
            self._note_word(at, longest_word(column.heading, True))
        self.sheet.write_string(self.row, self.mark_column, MARK + table)
        self._tables.append(self.row)
        if repeated:
            self._headers.append(self.row)
        self.row += 1
        return self.row

    def new_page(self) -> None:
        """What follows is printed on a new page."""
        self._new_pages.append(self.row)

    def next(self, rows: int = 1) -> None:
        """Go to the next row."""
        self.row += rows

    # cells ---------------------------------------------------------------------------------------------------------
    def figure(self, *parts: str, **others: str) -> None:
        """Says, in the hidden column, which figure this row holds; see ``figure_code``."""
        self.sheet.write_string(self.row, self.mark_column, figure_code(*parts, **others))

    def link(self, column: int, sheet: str) -> None:
        """A link to another sheet of the workbook."""
        self.sheet.write_url(self.row, column, f"internal:'{sheet}'!A1", self.book.format("link"), sheet)
        self._note_width(column, asked(sheet))

    def text(self, column: int, value: str, look: str = "", kind: str = "") -> None:
        """A person's words, a code or a label: always text, whatever it begins with."""
        shown = cell_text(value)
        kind = kind or self._kind(column, "text")
        self.sheet.write_string(self.row, column, shown, self.book.format(kind, look, quoted=True))
        if kind != "line":
            self._note_words(column, shown, kind, look)

    def number(self, column: int, value: int | Fraction, look: str = "", kind: str = "") -> None:
        """A figure that does not follow from others on the sheets."""
        kind = kind or self._kind(column, "count")
        self.sheet.write_number(self.row, column, float(value) if isinstance(value, Fraction) else value,
                                self.book.format(kind, look))
        self._note_number(column, kind, value)

    def formula(self, column: int, formula: str, value: int | Fraction | str, look: str = "", kind: str = "") -> None:
        """A live formula with the value that it arrives at."""
        kind = kind or self._kind(column, "count")
        shown: Any = float(value) if isinstance(value, Fraction) else value
        self.sheet.write_formula(self.row, column, f"={formula}", self.book.format(kind, look), shown)
        self.book.note_formula(self.name, self.row, column, formula)
        if isinstance(value, str):
            self._note_words(column, value, kind, look)
        else:
            self._note_number(column, kind, value)

    def make_room(self, column: int, text: str) -> None:
        """Make this row high enough for a text that a formula may come to show."""
        self._wraps.setdefault(self.row, []).append((column, text, False))

    def blank(self, column: int, look: str = "", kind: str = "") -> None:
        """An empty cell that has a look."""
        self.sheet.write_blank(self.row, column, None, self.book.format(kind or self._kind(column, "text"), look))

    def at(self, column: int, row: int | None = None, fixed: bool = False) -> str:
        """The address of a cell of this row, or of another."""
        return cell(self.row if row is None else row, column, fixed)

    def _kind(self, column: int, other: str) -> str:
        return self._columns[column].kind if column < len(self._columns) else other

    def _note_width(self, column: int, wanted: float) -> None:
        self._widths[column] = max(self._widths.get(column, 0), wanted)

    def _note_words(self, column: int, words: str, kind: str, look: str) -> None:
        strong = look in STRONG
        self._note_width(column, asked(words, strong))
        self._note_word(column, longest_word(words, strong))
        if kind == "text":
            self._worded.add(column)
            self._wraps.setdefault(self.row, []).append((column, words, strong))

    def _note_word(self, column: int, wanted: float) -> None:
        self._longest[column] = max(self._longest.get(column, 0), wanted)

    def _note_number(self, column: int, kind: str, value: int | Fraction) -> None:
        self._note_width(column, len(f"{float(value):,.0f}") + (2.5 if kind == "money" else 1.5))

    # finish --------------------------------------------------------------------------------------------------------
    def width(self, column: int) -> float:
        """Width of a column, in characters, as far as its cells are written."""
        low, high = self._limits[column]
        least = max(low, min(LONG_WORD, self._longest.get(column, 0)))
        wide = max(least, min(high, self._widths.get(column, 0) + 0.5))
        return wide if column not in self._worded else least + float(self._narrow) * (wide - least)

    def _heights(self) -> dict[int, float]:
        """Points of the rows that hold more than a line, which it sets."""
        found: dict[int, float] = {}
        for row, texts in self._wraps.items():
            tall = max((lines(text, self.width(column), strong) for column, text, strong in texts if column in self._limits),
                       default=1)
            if tall > 1:
                found[row] = min(HIGHEST, LINE_HEIGHT * tall + (5 if row in self._headers else 2))
                self.sheet.set_row(row, found[row])
        return found

    def finish(self, freeze_columns: int, title: str, foot: str, pages: int = 0, *,  # noqa: PLR0913
               kept: int = 0, paper: str = "letter", printed: int = 0) -> None:
        """Widths, heights, frozen headings, printing and protection. Of several tables the last one repeats its headings;
        ``pages`` is how many pages tall it may be, 0: any. ``kept`` is how many columns stand on every page, 0: those that are
        frozen. ``paper``: letter, legal or tabloid. ``printed`` is how many columns stand on paper, 0: all."""
        self._printed = printed or self.mark_column
        sheet, found = self.sheet, self._fewest(kept or freeze_columns, PAPERS[paper])
        for column in self._limits:
            sheet.set_column(column, column, self.width(column))
        heights = self._heights()
        begin = self._new_pages or unbroken(heights, self._tables, self.row, found)
        if self._headers:
            begin = together(heights, begin, self._headers[-1], self.row, found)
        sheet.set_column(self.mark_column, self.mark_column, None, None, {"hidden": True})
        if len(self._headers) == 1:
            sheet.freeze_panes(self._headers[0] + 1, freeze_columns)
        if self._headers and repeated(heights, begin, (self._tables[0], self._tables[-1], self._headers[-1]), self.row, found):
            sheet.repeat_rows(self._headers[-1])
        sheet.hide_gridlines(2)
        on_paper(sheet, found, PAPERS[paper], begin, pages)
        across = bool(found.breaks and self._headers)
        sheet.set_header(page_header(title, self.name, self._frame if across else (), PAPERS[paper]))
        sheet.set_footer(f"&L{foot}&RPage &P of &N")
        last = max(self.row, 1)
        sheet.print_area(self._headers[0] if across else 0, 0, last, self._last_column(across, PAPERS[paper]))
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(self.mark_column)}{last + 1}"})
        sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True,
                           "sort": True, "autofilter": True})

    def _last_column(self, across: bool, paper: Paper) -> int:
        """The last column that is printed: beyond the table where the title needs more room and the page has it."""
        if across or not self._frame or self._printed < self.mark_column:
            return max(self._printed - 1, 0)
        more = beyond(self._frame, sum(inches(self.width(at)) for at in self._limits), paper)
        return self.mark_column + more if more else self.mark_column - 1

    def first_page(self, kept: int, paper: str) -> int:
        """How many columns the first page shows, as far as the sheet is written; the arguments are those of ``finish``."""
        return next(iter(self._fewest(kept, PAPERS[paper]).breaks), self.mark_column)

    def _fewest(self, kept: int, paper: Paper) -> Cut:
        """The fewest pages, with columns as wide as that allows."""
        tried = {Fraction(step, STEPS): self._cut_at(Fraction(step, STEPS), kept, paper) for step in range(STEPS, -1, -1)}
        self._narrow = min(tried, key=lambda narrow: (len(tried[narrow].breaks), -narrow))
        return tried[self._narrow]

    def _cut_at(self, narrow: Fraction, kept: int, paper: Paper) -> Cut:
        self._narrow = narrow
        columns = range(self._printed)
        return cut([self.width(at) if at in self._limits else UNTOUCHED for at in columns],
                   [self._headings.get(at, "") for at in columns], kept, paper)
