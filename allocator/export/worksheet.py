"""A sheet as XlsxWriter makes it, but quicker with formulas, and packed once it is written.

Two methods take the place of XlsxWriter's own, which it does not promise to keep: ``tests/export/test_worksheet.py`` compares
what they write with what XlsxWriter writes.
"""

from __future__ import annotations

import gzip
from io import BytesIO
from shutil import copyfileobj

from xlsxwriter.worksheet import Worksheet


class Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter publishes no types
    """A sheet of a workbook that is being written."""

    def __init__(self) -> None:
        super().__init__()
        self._packed: BytesIO | None = None

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """A formula as the file holds it, without its equals sign. XlsxWriter also looks in each formula for thirty functions
        of recent spreadsheets, one after the other; ours use none of them, so that older spreadsheets understand them. With
        139,000 formulas (600 programs) that search alone takes 12 seconds."""
        return formula.removeprefix("=")

    def pack(self, keep_cells: bool = False) -> None:
        """Turn the cells into the text that the file will have for them, compressed, so that only the sheet at hand takes much
        memory: 165 MB at most instead of 222 with 600 programs. From now on nothing can be written into it. ``keep_cells``:
        they stay as well, for a chart that reads them."""
        if self._packed is not None:
            return
        packed = BytesIO()
        with gzip.open(packed, "wt", compresslevel=1, encoding="utf-8", newline="") as self.fh:
            self._write_sheet_data()
        self._packed = packed
        if not keep_cells:
            self.table = None

    def _write_sheet_data(self) -> None:
        if self._packed is None:
            super()._write_sheet_data()
            return
        self._packed.seek(0)
        with gzip.open(self._packed, "rt", encoding="utf-8", newline="") as rows:
            copyfileobj(rows, self.fh)
