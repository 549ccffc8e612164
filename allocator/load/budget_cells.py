"""Reads the cells of a budget workbook that has been looked through: values, and the formulas behind them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from allocator.load.cells import openpyxl_alone
from allocator.load.guard import DAMAGED, Sheet, look_through
from allocator.load.refusal import Refused, refuse
from allocator.load.sheet_scan import letters


def read_cells(data: bytes) -> dict[str, dict[str, tuple[Any, str | None]]]:
    """Sheet name -> address -> (value, formula). A formula without a stored value has the value None. Raises Refused."""
    book = look_through(data)
    library = openpyxl_alone()
    try:
        values = library.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        formulas = library.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        return {sheet.name: _cells(values, formulas, sheet) for sheet in book.sheets if sheet.scan is not None}
    except (MemoryError, Refused):
        raise
    except Exception as error:
        raise refuse("fault.workbook.unread", DAMAGED, got=type(error).__name__) from None


def _cells(values: Any, formulas: Any, sheet: Sheet) -> dict[str, tuple[Any, str | None]]:
    found: dict[str, tuple[Any, str | None]] = {}
    for address, cell in _filled(values, sheet):
        plain = isinstance(cell.value, bool | int | float | str) and cell.data_type != "e"
        found[address] = (cell.value if plain else f"#{cell.value}", None)
    for address, cell in _filled(formulas, sheet):
        if cell.data_type == "f":
            found[address] = (found.get(address, (None, None))[0], str(cell.value))
    return found


def _filled(book: Any, sheet: Sheet) -> Iterator[tuple[str, Any]]:
    """Address and cell of everything on a sheet that is not empty."""
    page = book[sheet.name]
    page.reset_dimensions()
    for row in page.iter_rows():
        for cell in row:
            if getattr(cell, "column", None) is not None and cell.value is not None:
                yield f"{letters(cell.column)}{cell.row}", cell
