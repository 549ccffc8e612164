"""What stands in a cell, made of what the file writes: a text, a number, true or false, an error, a date."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allocator.load.guard import DAMAGED, Book
from allocator.load.refusal import refuse

_FIRST_DAY = datetime(1899, 12, 30)
"""Day 0 of a spreadsheet."""


def value_of(book: Book, sort: str, style: str, text: str) -> tuple[str, Any]:
    """(kind, value): text, number (int, or float), truth, error or date. Errors and dates are given as they are shown. Raises
    Refused where the file contradicts itself."""
    if sort == "n":
        number = float(text) if "." in text or "e" in text or "E" in text else int(text)
        return ("date", _day(number)) if style in book.dates else ("number", number)
    if sort == "s":
        if text.isdecimal() and len(text) < 10 and int(text) < len(book.texts):
            return "text", book.texts[int(text)]
        raise refuse("fault.workbook.unread", DAMAGED, got="IndexError")
    if sort == "b":
        return "truth", text.strip() in ("1", "true")
    return {"e": "error", "d": "date"}.get(sort, "text"), text


def _day(number: float) -> str:
    try:
        return str(_FIRST_DAY + timedelta(days=number))
    except OverflowError:
        return "#VALUE!"
