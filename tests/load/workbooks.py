"""Workbooks for the loader's tests: sound ones, and ones made by hand to do harm."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from allocator.load.template import workbook_bytes
from tests.load.plans import small

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Parts = dict[str, bytes]


def small_bytes(data: dict[str, Any] | None = None) -> bytes:
    """The small plan, or other data, as an input workbook."""
    return _written(json.dumps(data or small()))


@cache
def _written(data: str) -> bytes:
    return workbook_bytes(json.loads(data, parse_float=Decimal))


def small_workbook(folder: Path, change: Callable[[Any], Any] | None = None, data: dict[str, Any] | None = None) -> Path:
    """The small plan as an input workbook, after a change made with openpyxl."""
    path = folder / "plan.xlsx"
    content = small_bytes(data)
    if change is None:
        path.write_bytes(content)
        return path
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    book.save(path)
    return path


def parts_of(content: bytes) -> Parts:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: list[tuple[str, bytes]]) -> bytes:
    """A workbook from its parts, which may repeat."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return stream.getvalue()


def sheet_part(sheet: str, content: bytes) -> str:
    """The part in which a sheet of the small workbook stands."""
    names = re.findall(r'<sheet name="([^"]+)"', parts_of(content)["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def with_rows(rows: bytes, sheet: str = "Needs", before: bytes = b"") -> bytes:
    """The small workbook with one sheet's XML replaced by rows written by hand."""
    content = small_bytes()
    parts = parts_of(content)
    parts[sheet_part(sheet, content)] = (
        b'<?xml version="1.0"?>'
        + before
        + b'<worksheet xmlns="'
        + MAIN.encode()
        + b'"><sheetData>'
        + rows
        + b"</sheetData></worksheet>"
    )
    return zipped(list(parts.items()))


def with_part(name: str, data: bytes) -> bytes:
    """The small workbook with a part added or replaced."""
    return zipped(list((parts_of(small_bytes()) | {name: data}).items()))
