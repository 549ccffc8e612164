"""Reads a table in plain text: cells separated by commas, semicolons or tabs, in UTF-8 or as older Windows programs write it."""

from __future__ import annotations

import csv
import io
from typing import Any

from allocator.load.actual_words import SEARCHED, is_heading
from allocator.load.refusal import Refused, problem, refuse
from allocator.load.sheet_scan import COLUMNS, LONGEST, ROWS, TOO_BIG

SEPARATORS = ",;\t"
AS_UTF8 = "fault.fix.csv.utf"
Rows = list[tuple[int, list[str]]]
"""(line in which a row begins, its cells)."""


def read_csv(data: bytes) -> dict[str, Any]:
    """The table in the shape of a workbook with one sheet: {sheets: [{name, state, rows}], problems, separator}. Raises
    Refused."""
    text = _decoded(data)
    tables: dict[str, Rows] = {}
    faults: list[dict[str, Any]] = []
    for separator in SEPARATORS:
        try:
            tables[separator] = _rows(text, separator)
        except Refused as refused:
            faults = faults or refused.problems
    if not tables:
        raise Refused(faults)
    chosen = next((s for s, rows in tables.items() if any(is_heading(cells) for _, cells in rows[:SEARCHED])), None)
    if chosen is None:
        if faults:
            raise Refused(faults)
        chosen = max(tables, key=lambda s: max((len(cells) for _, cells in tables[s][:SEARCHED]), default=0))
    rows = [[line, [[at, "t", cell] for at, cell in enumerate(cells, 1) if cell.strip()]] for line, cells in tables[chosen]]
    return {"sheets": [{"name": "", "state": "visible", "rows": [row for row in rows if row[1]]}], "problems": [],
            "separator": chosen}


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse("fault.csv.utf_sixteen", AS_UTF8)
    if data.startswith(b"PK"):
        raise refuse("fault.csv.zip", "fault.fix.csv.zip")
    if b"\0" in data:
        raise refuse("fault.csv.binary", AS_UTF8, line=data[:data.index(b"\0")].count(b"\n") + 1)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data[:error.start].count(b"\n") + 1
    raise refuse("fault.csv.letters", AS_UTF8, line=line)


def _rows(text: str, separator: str) -> Rows:
    """Every row that is not blank, with the line in which it begins. Raises Refused."""
    csv.field_size_limit(LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: Rows = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            if len(rows) > ROWS:
                raise refuse("fault.csv.rows", "fault.fix.add.up", most=ROWS, line=line)
            if len(cells) > COLUMNS:
                raise refuse("fault.csv.cells", TOO_BIG, most=COLUMNS, line=line)
            line = reader.line_num + 1
    except csv.Error:
        found = problem("fault.csv.quotes", "fault.fix.csv.quotes", line=line)
        raise Refused([found]) from None
    return rows
