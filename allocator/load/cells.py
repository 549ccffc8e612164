"""Reads the cells of a workbook with tables that people fill in: values with their sheet and cell, nothing lost on the way."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from allocator.domain.workbook_layout import META
from allocator.load.cell_values import value_of
from allocator.load.guard import Book, Sheet, look_through
from allocator.load.refusal import BUDGET_NO_PLAN, ENOUGH, TAKE_ITS_PLAN, Refused, problem, refuse
from allocator.load.sheet_part import Take
from allocator.load.sheet_scan import CELLS, PLAN_CELLS, Limits, letters


def read_tables(data: bytes, wanted: list[str]) -> dict[str, Any]:
    """{sheets: [{name, state, rows: [[row, [[column, sort, value], ...]], ...]}], problems}. ``wanted`` names the sheets
    whose cells are read; the others are only named. Raises Refused."""
    known = {name.casefold() for name in wanted}
    rows: dict[str, list[Any]] = {}
    bad: list[dict[str, Any]] = []
    book = look_through(data, Limits(cells=PLAN_CELLS if wanted else CELLS), lambda name: not wanted or name.casefold() in known,
                        lambda book, sheet: _take(book, sheet, rows.setdefault(sheet.name, []), bad))
    names = {sheet.name for sheet in book.sheets}
    if wanted and {META, "Detail"} <= names and "Plan" not in names:
        raise refuse(BUDGET_NO_PLAN, TAKE_ITS_PLAN)
    found = [note for sheet in book.sheets for note in _notes(sheet)]
    if any(not note.get("warning") for note in found):
        raise Refused(found)
    if bad:
        raise Refused([*found, *bad][:ENOUGH])
    return {"sheets": [{"name": sheet.name, "state": sheet.state, "rows": rows.get(sheet.name, [])} for sheet in book.sheets],
            "problems": found}


def _notes(sheet: Sheet) -> list[dict[str, Any]]:
    """What the look through the sheet noted."""
    scan = sheet.scan
    if scan is None:
        return []
    notes = [problem("fault.cell.merged", "fault.fix.merged", sheet=sheet.name,
                     cell=ref.partition(":")[0], got=ref) for ref in scan.merged]
    notes += odd_numbers(sheet)
    if scan.hidden:
        first = str(scan.hidden[0])
        notes.append(problem("fault.rows.hidden", "fault.fix.rows.hidden", sheet=sheet.name, cell=f"A{first}", row=first,
                             warning=True))
    return notes


def odd_numbers(sheet: Sheet) -> list[dict[str, Any]]:
    """A problem for each number of a sheet that is none."""
    return [problem("fault.cell.number", "fault.fix.cell.number", sheet=sheet.name, cell=cell, got=text)
            for cell, text in (sheet.scan.odd if sheet.scan else ())]


def _take(book: Book, sheet: Sheet, rows: list[Any], found: list[dict[str, Any]]) -> Take:
    """Puts the cells of a sheet into rows; what is wrong with a cell goes to ``found``."""
    def bad(says: str, fix: str, row: int, column: int, got: str = "") -> int:
        if len(found) < ENOUGH:
            found.append(problem(says, fix, sheet=sheet.name, cell=f"{letters(column)}{row}", **({"got": got} if got else {})))
        return 0

    def take(row: int, column: int, sort: str, style: str, text: str | None, formula: str | None) -> int:
        kind, value = ("text", "") if text is None else value_of(book, sort, style, text)
        if kind == "error":
            return bad("fault.cell.error", "fault.fix.cell.error", row, column, value)
        if kind == "date":
            return bad("fault.cell.date", "fault.fix.as.text", row, column, value)
        if value == "":
            return 0 if formula is None else bad("fault.formula.empty", "fault.fix.calculate.value", row, column)
        if not rows or rows[-1][0] != row:
            rows.append([row, []])
        rows[-1][1].append([column, *_plain(kind, value)])
        return len(value) if kind == "text" else 0

    return take


def _plain(kind: str, value: Any) -> tuple[str, Any]:
    """(sort, value): t text, i whole number, d decimal, b true or false."""
    if kind != "number":
        return ("b" if kind == "truth" else "t"), value
    if isinstance(value, int):
        return "i", str(value)
    exact = Decimal(repr(value))
    if exact == exact.to_integral_value() and abs(exact) < 10**15:
        return "i", str(int(exact))
    return "d", str(exact)
