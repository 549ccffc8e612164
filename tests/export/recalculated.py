"""A workbook as another program sees it: recalculated from its formulas alone, and its tables read with no code of ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import formualizer
from openpyxl import Workbook, load_workbook

from allocator.domain.workbook_layout import MARK
from allocator.load.budget_tables import Cells

Dollars = Counter[tuple[str, ...]]
"""What something costs, by whatever tells it apart."""


class Recalculated:
    """The workbook as it was written, and once the other program has recalculated it."""

    def __init__(self, data: bytes) -> None:
        self.formulas = load_workbook(BytesIO(data))
        self.stored = load_workbook(BytesIO(data), data_only=True)
        again = formualizer.recalculate_xlsx_bytes(data)
        self.book: Workbook = load_workbook(BytesIO(again["bytes"]), data_only=True)

    def cells(self) -> Iterator[tuple[str, str, bool, Any, Any]]:
        """(sheet, address, whether it is a formula, stored value, recalculated value) of every cell."""
        for sheet in self.formulas:
            stored, again = self.stored[sheet.title], self.book[sheet.title]
            for row in sheet.iter_rows():
                for cell in row:
                    place = cell.coordinate
                    yield sheet.title, place, cell.data_type == "f", stored[place].value, again[place].value

    @property
    def faults(self) -> list[str]:
        """Cells that show an error, or whose stored value is not what the formula arrives at."""
        return [f"{sheet}!{place}: {stored!r} is stored, {again!r} is right"
                for sheet, place, formula, stored, again in self.cells()
                if not _same(stored, again) or (formula and _wrong(again))]

    def as_read(self) -> Cells:
        """The cells of the recalculated workbook, as the reader of workbooks gets them."""
        return {
            sheet.title: {cell.coordinate: (self.book[sheet.title][cell.coordinate].value,
                                            str(cell.value) if cell.data_type == "f" else None)
                          for row in sheet.iter_rows() for cell in row if cell.value is not None}
            for sheet in self.formulas
        }

    # tables --------------------------------------------------------------------------------------------------------
    def rows(self, sheet: str, table: str) -> Iterator[tuple[dict[str, Any], str]]:
        """(heading -> value, the hidden cell) of each row of a table, down to its total."""
        heads: dict[int, str] = {}
        mark = -1
        for values in self.book[sheet].iter_rows(values_only=True):
            if MARK + table in values:
                mark = values.index(MARK + table)
                heads = {at: str(value) for at, value in enumerate(values[:mark]) if value is not None}
            elif mark >= 0:
                yield {head: values[at] for at, head in heads.items()}, str(values[mark] or "")
                if values[0] == "Total":
                    return

    def paid(self, years: list[str]) -> tuple[Dollars, Dollars]:
        """Dollars on Detail: of payments by (object, source, year), of indirect charges by (source, year)."""
        payments, indirect = Dollars(), Dollars()
        for row, figure in self.rows("Detail", "detail"):
            for year in years:
                if figure.startswith("sources|"):
                    indirect[str(row["Source"]), year] += row[year] or 0
                elif not figure and row["Source"]:
                    payments[str(row["Object"]), str(row["Source"]), year] += row[year] or 0
        return +payments, +indirect


def _same(stored: Any, again: Any) -> bool:
    if isinstance(stored, float) or isinstance(again, float):
        return isinstance(stored, int | float) and isinstance(again, int | float) and abs(stored - again) < 1e-9
    return bool(stored == again) or (stored in (None, "") and again in (None, ""))


def _wrong(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.startswith("#"))
