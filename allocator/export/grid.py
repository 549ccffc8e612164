"""One sheet that is being written, row by row: title, tables with headings, cells that are text, numbers or formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from textwrap import wrap
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from allocator.domain.workbook_layout import MARK, figure_code
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.text import cell_text, width

NARROW, WIDE = 8.0, 46.0
LINE_HEIGHT, HIGHEST = 15.0, 405.0
WORDS = ("text", "code", "line")


@dataclass(frozen=True)
class Column:
    """A column of a table: its code for the reader, its heading, how its cells look."""

    code: str
    heading: str
    kind: str = "text"
    least: float = NARROW
    most: float = WIDE


def cell(row: int, column: int, fixed: bool = False) -> str:
    """The address of a cell: ``B7``, or ``$B$7``."""
    return str(xl_rowcol_to_cell(row, column, row_abs=fixed, col_abs=fixed))


def cells(row: int, column: int, last_row: int, last_column: int, fixed: bool = False) -> str:
    """The address of a range: ``B7:B9``."""
    return f"{cell(row, column, fixed)}:{cell(last_row, last_column, fixed)}"


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
        self._wraps: dict[int, list[tuple[int, str]]] = {}
        self._limits: dict[int, tuple[float, float]] = {}
        self._columns: Sequence[Column] = ()
        self._headers: list[int] = []

    # frame ---------------------------------------------------------------------------------------------------------
    def title(self, text: str, says: str) -> None:
        """The sheet's title in A1 and a line that says what it shows."""
        self.sheet.write_string(0, 0, cell_text(text), self.book.format("title"))
        self.sheet.write_string(1, 0, cell_text(says), self.book.format("note"))
        self.row = 3

    def badge(self, text: str) -> None:
        """A warning between the sheet's title and its first table."""
        self.sheet.write_string(2, 0, cell_text(text), self.book.format("badge"))

    def remark(self, text: str, kind: str = "note") -> None:
        """A line of its own that runs over the columns, and makes none of them wider."""
        self.sheet.write_string(self.row, 0, cell_text(text), self.book.format(kind))
        self.row += 1

    def table(self, table: str, columns: Sequence[Column], repeated: bool = True) -> int:
        """A header row; gives the number of the first row below it. ``repeated``: it stays in sight and stands on every page,
        if it is the only one that does."""
        self._columns = columns
        for at, column in enumerate(columns):
            kind = "head" if column.kind in WORDS else "head_number"
            self.sheet.write_string(self.row, at, column.heading, self.book.format(kind))
            self._wraps.setdefault(self.row, []).append((at, column.heading))
            self.book.columns.append((table, column.code, column.heading))
            low, high = self._limits.get(at, (NARROW, NARROW))
            self._limits[at] = (max(low, column.least), max(high, column.most))
            self._note_width(at, max((len(word) for word in column.heading.split()), default=0) + 1)
        self.sheet.write_string(self.row, self.mark_column, MARK + table)
        if repeated:
            self._headers.append(self.row)
        self.row += 1
        return self.row

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
        self._note_width(column, width(sheet))

    def text(self, column: int, value: str, look: str = "", kind: str = "") -> None:
        """A person's words, a code or a label: always text, whatever it begins with."""
        shown = cell_text(value)
        kind = kind or self._kind(column, "text")
        self.sheet.write_string(self.row, column, shown, self.book.format(kind, look, quoted=True))
        if kind != "line":
            self._note_width(column, width(shown) + 1)
            self._wraps.setdefault(self.row, []).append((column, shown))

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
            self._note_width(column, width(value) + 1)
            if kind == "text":
                self._wraps.setdefault(self.row, []).append((column, value))
        else:
            self._note_number(column, kind, value)

    def make_room(self, column: int, text: str) -> None:
        """Make this row high enough for a text that a formula may come to show."""
        self._wraps.setdefault(self.row, []).append((column, text))

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

    def _note_number(self, column: int, kind: str, value: int | Fraction) -> None:
        self._note_width(column, len(f"{float(value):,.0f}") + (4 if kind == "money" else 2))

    # finish --------------------------------------------------------------------------------------------------------
    def width(self, column: int) -> float:
        """Width of a column, in characters, as far as its cells are written."""
        low, high = self._limits[column]
        return min(high, max(low, self._widths.get(column, 0) + 1.5))

    def _heights(self) -> None:
        for row, texts in self._wraps.items():
            lines = max((self._lines(row, column, text) for column, text in texts if column in self._limits), default=1)
            if lines > 1:
                self.sheet.set_row(row, min(HIGHEST, LINE_HEIGHT * lines + (5 if row in self._headers else 1)))

    def _lines(self, row: int, column: int, text: str) -> int:
        """About how many lines a text takes in its column; letters are narrower than the digits that widths count in."""
        room = self.width(column) - 1
        if row not in self._headers:
            room /= 0.9
        lines = ((line, max(1, int(room * len(line) / max(width(line), 1)))) for line in text.splitlines() or [""])
        return sum(1 if len(line) <= letters else max(1, len(wrap(line, letters))) for line, letters in lines)

    def finish(self, freeze_columns: int, title: str, foot: str, pages: int = 0, printed: int = 0) -> None:
        """Widths, heights, frozen headings, printing and protection. A sheet of several tables repeats no headings;
        ``pages`` is how many pages tall it may be, 0: any; ``printed`` how many columns stand on paper, 0: all."""
        sheet = self.sheet
        for column in self._limits:
            sheet.set_column(column, column, self.width(column))
        self._heights()
        sheet.set_column(self.mark_column, self.mark_column, None, None, {"hidden": True})
        if len(self._headers) == 1:
            sheet.freeze_panes(self._headers[0] + 1, freeze_columns)
            sheet.repeat_rows(self._headers[0])
        sheet.hide_gridlines(2)
        sheet.set_paper(1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, pages)
        sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
        sheet.set_header(f"&L{title}&C{self.name.replace('&', '&&')}&RPrinted &D")
        sheet.set_footer(f"&L{foot}&RPage &P of &N")
        last = max(self.row, 1)
        sheet.print_area(0, 0, last, max((printed or self.mark_column) - 1, 0))
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(self.mark_column)}{last + 1}"})
        sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True,
                           "sort": True, "autofilter": True})
