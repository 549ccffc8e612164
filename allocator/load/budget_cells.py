"""Reads the cells of a budget workbook: values, and the formulas behind them."""

from __future__ import annotations

from typing import Any

from allocator.domain.workbook_layout import UNREAD
from allocator.load.cell_values import value_of
from allocator.load.cells import odd_numbers
from allocator.load.guard import Book, Sheet, look_through
from allocator.load.refusal import ENOUGH, Refused
from allocator.load.sheet_part import Take
from allocator.load.sheet_scan import ALL_COLUMNS, Limits, letters

Found = dict[str, dict[str, tuple[Any, str | None]]]


def read_cells(data: bytes) -> Found:
    """Sheet name -> address -> (value, formula). A formula without a stored value has the value None; one with a stored value is
    only ``=``. Sheets from which nothing is ever read are left out. Raises Refused."""
    found: Found = {}

    def read(book: Book, sheet: Sheet) -> Take:
        cells = found.setdefault(sheet.name, {})

        def take(row: int, column: int, sort: str, style: str, text: str | None, formula: str | None) -> int:
            kind, value = ("", None) if text is None else value_of(book, sort, style, text)
            if kind == "error" or kind == "date":
                value = f"#{value}"
            cells[f"{letters(column)}{row}"] = (value, formula)
            return (len(value) if isinstance(value, str) else 0) + len(formula or "")

        return take

    book = look_through(data, Limits(columns=ALL_COLUMNS), lambda name: name not in UNREAD, read)
    odd = [note for sheet in book.sheets for note in odd_numbers(sheet)]
    if odd:
        raise Refused(odd[:ENOUGH])
    return found
