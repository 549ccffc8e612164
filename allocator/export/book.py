"""A workbook that is being written: formats, names of ranges, and what the reader needs to find its way back."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.format import Format

from allocator.domain.workbook_layout import ROWS, formula_in
from allocator.errors import SurroundingsError
from allocator.export.worksheet import Sheet
from allocator.fiscal import first_calendar_year
from allocator.messages import say

DOLLARS = '_($* #,##0_);_($* (#,##0);_($* "-"??_);_(@_)'
CENTS = '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)'
INK, INPUT, HEAD, SOFT, AMBER = "#1F2937", "#FFF4CC", "#1F4E5F", "#E8F0F2", "#8A4B00"
FONT: dict[str, Any] = {"font_name": "Arial", "font_size": 10}
"""Letters as wide on every computer: where Arial is missing, spreadsheets take one of exactly its widths. So a page that was cut
to fit here fits everywhere."""
KINDS: dict[str, dict[str, Any]] = {
    "text": {"valign": "top", "text_wrap": True, "align": "left", "indent": 1},
    "line": {"valign": "top", "align": "left", "indent": 1},
    "code": {"num_format": "@", "valign": "top", "align": "left", "indent": 1},
    "money": {"num_format": DOLLARS, "valign": "top"},
    "cents": {"num_format": CENTS, "valign": "top"},
    "share": {"num_format": "0%", "valign": "top"},
    "rate": {"num_format": "0.00##%", "valign": "top"},
    "percent": {"num_format": "0.00%", "valign": "top"},
    "fte": {"num_format": "0.00##", "valign": "top"},
    "number": {"num_format": "#,##0.0", "valign": "top"},
    "count": {"num_format": "#,##0", "valign": "top"},
    "link": {"align": "left", "indent": 1, "font_color": "#0B5394", "underline": 1, "valign": "top"},
    "title": {"bold": True, "font_size": 16, "font_color": HEAD},
    "note": {"italic": True, "font_color": "#4B5563", "valign": "top"},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": HEAD, "text_wrap": True, "valign": "vcenter", "border": 1,
             "border_color": "#FFFFFF", "align": "left", "indent": 1},
    "head_number": {"bold": True, "font_color": "#FFFFFF", "bg_color": HEAD, "text_wrap": True, "valign": "vcenter", "border": 1,
                    "border_color": "#FFFFFF", "align": "right", "indent": 1},
    "notice": {"num_format": ";;;@", "align": "left", "indent": 1, "bold": True, "italic": True, "font_color": AMBER,
               "valign": "top"},
    "badge": {"align": "left", "indent": 1, "bold": True, "italic": True, "font_color": AMBER, "valign": "top"},
}
LOOKS: dict[str, dict[str, Any]] = {
    "": {},
    "input": {"bg_color": INPUT, "locked": False, "border": 1, "border_color": "#D9C77A"},
    "sign": {"bottom": 1, "locked": False},
    "signer": {"valign": "bottom"},
    "strong": {"bold": True, "bg_color": SOFT},
    "total": {"bold": True, "top": 1, "bg_color": SOFT},
    "grand": {"bold": True, "top": 1, "bottom": 6, "bg_color": SOFT},
}
TOGETHER = 50
"""Rows whose formulas have their fingerprints in one cell."""


class Book:
    """Holds what sheets share. ``close`` gives the file's bytes."""

    def __init__(self, first_year: str) -> None:
        self._bytes = BytesIO()
        self.file = Workbook(self._bytes, {
            "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
            "nan_inf_to_errors": False, "default_format_properties": dict(FONT),
        })
        self.file.set_calc_mode("auto")
        self.created = datetime(first_calendar_year(first_year), 7, 1)
        self._formats: dict[tuple[str, str, bool], Format] = {}
        self.columns: list[tuple[str, str, str]] = []
        """(table, code, heading) of every column."""
        self._formulas: dict[str, dict[int, str]] = defaultdict(dict)

    def add_sheet(self, name: str) -> Sheet:
        """A new sheet at the end."""
        added: Sheet = self.file.add_worksheet(name, Sheet)
        return added

    def pack(self) -> None:
        """Pack the sheets that are written. Cells that a chart shows stay, since a chart repeats their figures."""
        shown = "".join(range_ for chart in self.file.charts for range_ in chart.formula_ids)
        for sheet in self.file.worksheets():
            sheet.pack(keep_cells=sheet.name in shown)

    def format(self, kind: str, look: str = "", quoted: bool = False) -> Format:
        """A cell format; ``quoted`` marks a person's text as text."""
        key = (kind, look, quoted)
        if key not in self._formats:
            wanted = {**FONT, "font_color": INK, **KINDS[kind], **LOOKS[look]}
            self._formats[key] = self.file.add_format({**wanted, **({"quote_prefix": True} if quoted else {})})
        return self._formats[key]

    def note_formula(self, sheet: str, row: int, column: int, formula: str) -> None:
        """Remember a formula of a row of figures, so that a changed one can be told from a re-saved one."""
        known = self._formulas[sheet]
        known[row] = f"{known[row]} {formula_in(column, formula)}" if row in known else formula_in(column, formula)

    def digests(self) -> list[tuple[str, int, str]]:
        """(sheet, first row, fingerprints of the formulas of some rows, one after the other)."""
        return [(sheet, first, ROWS.join(known.get(row, "") for row in range(first, first + TOGETHER)).rstrip(ROWS))
                for sheet, known in self._formulas.items() for first in range(min(known), max(known) + 1, TOGETHER)]

    def name(self, name: str, sheet: str, cells: str) -> None:
        """Give a range a name that formulas use."""
        self.file.define_name(name, f"='{sheet}'!{cells}")

    def close(self) -> bytes:
        """The finished file. Its parts are put together in the folder for temporary files: in memory they would take four times
        the room. Raises SurroundingsError."""
        try:
            self.file.close()
        except (OSError, XlsxFileError) as error:
            raise SurroundingsError(say("trouble.book", reason=str(error))) from error
        return _plain_returns(self._bytes.getvalue())


def _plain_returns(data: bytes) -> bytes:
    """A carriage return in a text, written as XML has it: every reader then gives the same text back."""
    with zipfile.ZipFile(BytesIO(data)) as old:
        if b"_x000D_" not in old.read("xl/sharedStrings.xml"):
            return data
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for item in old.infolist():
                content = old.read(item)
                if item.filename == "xl/sharedStrings.xml":
                    content = re.sub(rb"(?<!_x005F)_x000D_", b"&#13;", content)
                new.writestr(item, content)
    return out.getvalue()
