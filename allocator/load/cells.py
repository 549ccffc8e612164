"""Reads the cells of a workbook that has been looked through: values with their sheet and cell, nothing lost on the way."""

from __future__ import annotations

import io
import os
import sys
import warnings
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from allocator.domain.workbook_layout import META
from allocator.load.guard import DAMAGED, Sheet, look_through
from allocator.load.refusal import BUDGET_NO_PLAN, ENOUGH, TAKE_ITS_PLAN, Refused, problem, refuse
from allocator.load.sheet_scan import letters


def openpyxl_alone() -> Any:
    """openpyxl without the libraries that it would use if they were there, for speed and for the safe XML reader."""
    os.environ["OPENPYXL_LXML"] = "False"
    for name in ("numpy", "PIL", "lxml", "pandas"):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    warnings.simplefilter("ignore")
    import openpyxl

    return openpyxl


def read_tables(data: bytes, wanted: list[str]) -> dict[str, Any]:
    """{sheets: [{name, state, rows: [[row, [[column, sort, value], ...]], ...]}], problems}. ``wanted`` names the sheets
    whose cells are read; the others are only named. Raises Refused."""
    book = look_through(data)
    known = {name.casefold() for name in wanted}
    names = {sheet.name for sheet in book.sheets}
    if wanted and {META, "Detail"} <= names and "Plan" not in names:
        raise refuse(BUDGET_NO_PLAN, TAKE_ITS_PLAN)
    chosen = [sheet for sheet in book.sheets if not wanted or sheet.name.casefold() in known]
    found = [item for sheet in chosen for item in _notes(sheet)]
    if any(not item.get("warning") for item in found):
        raise Refused(found)
    library = openpyxl_alone()
    try:
        values = library.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        formulas = values
        if any(sheet.scan is not None and sheet.scan.has_formula for sheet in chosen):
            formulas = library.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = []
        for sheet in book.sheets:
            rows = _rows(values, formulas, sheet, found) if sheet in chosen else []
            sheets.append({"name": sheet.name, "state": sheet.state, "rows": rows})
    except (MemoryError, Refused):
        raise
    except Exception as error:
        raise refuse("fault.workbook.unread", DAMAGED, got=type(error).__name__) from None
    if any(not item.get("warning") for item in found):
        raise Refused(found[:ENOUGH])
    return {"sheets": sheets, "problems": found}


def _notes(sheet: Sheet) -> list[dict[str, Any]]:
    """What the look through the sheet noted."""
    scan = sheet.scan
    if scan is None:
        return []
    notes = [problem("fault.cell.merged", "fault.fix.merged", sheet=sheet.name,
                     cell=ref.partition(":")[0], got=ref) for ref in scan.merged]
    notes += [
        problem("fault.cell.number", "fault.fix.cell.number", sheet=sheet.name, cell=cell, got=text)
        for cell, text in scan.odd
    ]
    if scan.hidden:
        first = str(scan.hidden[0])
        notes.append(problem("fault.rows.hidden", "fault.fix.rows.hidden", sheet=sheet.name, cell=f"A{first}", row=first,
                             warning=True))
    return notes


def _rows(values: Any, formulas: Any, sheet: Sheet, found: list[dict[str, Any]]) -> list[Any]:
    """Rows of one sheet that hold anything."""
    computed = _formula_cells(formulas, sheet) if sheet.scan is not None and sheet.scan.has_formula else set()
    page = values[sheet.name]
    page.reset_dimensions()
    rows = []
    for row in page.iter_rows():
        cells = []
        for cell in row:
            column = getattr(cell, "column", None)
            if column is None:
                continue
            address = f"{letters(column)}{cell.row}"
            if cell.value is None or cell.value == "":
                if address in computed:
                    found.append(problem("fault.formula.empty", "fault.fix.calculate.value", sheet=sheet.name, cell=address))
                continue
            item = _value(cell.value, cell.data_type)
            if item[0] == "bad":
                found.append(problem(item[1], item[2], sheet=sheet.name, cell=address, got=str(cell.value)))
            else:
                cells.append([column, *item])
        if cells:
            rows.append([row[0].row if hasattr(row[0], "row") else next(c.row for c in row if hasattr(c, "row")), cells])
    return rows


def _formula_cells(formulas: Any, sheet: Sheet) -> set[str]:
    """Addresses of the sheet's formulas."""
    page = formulas[sheet.name]
    page.reset_dimensions()
    return {f"{letters(cell.column)}{cell.row}" for row in page.iter_rows() for cell in row
            if getattr(cell, "data_type", "") == "f"}


def _value(value: Any, sort: str) -> tuple[Any, ...]:
    """(sort, value): t text, i whole number, d decimal, b true or false; or (bad, what is wrong, next step)."""
    if isinstance(value, bool):
        return "b", value
    if sort == "e":
        return "bad", "fault.cell.error", "fault.fix.cell.error"
    if isinstance(value, date | time | timedelta):
        return "bad", "fault.cell.date", "fault.fix.as.text"
    if isinstance(value, int):
        return "i", str(value)
    if isinstance(value, float):
        exact = Decimal(repr(value))
        if exact == exact.to_integral_value() and abs(exact) < 10**15:
            return "i", str(int(exact))
        return "d", str(exact)
    return "t", str(value)
