"""The numbers in the rows of a budget workbook: whole dollars that a person enters, and figures that follow from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from allocator.domain.stated import Stated
from allocator.domain.workbook_layout import JOIN, LEVEL, NAME_COLUMNS, figure_of
from allocator.load.budget_tables import Row
from allocator.messages import Said, say

MOST_DOLLARS = 10_000_000_000
NOISE = Fraction(1, 1_000_000)
"""What the decimals of a spreadsheet leave behind in a whole number, at most."""
_MARKED = re.compile(r"#(#|[0-9]{4}-[0-9]{2}-[0-9]{2}\b)")
_NUMBER = re.compile(r"-?\$?[0-9][0-9,]*(\.[0-9]*)?")


def stated_in(row: Row) -> Iterator[Stated]:
    """What a row of figures states."""
    if not row.figure:
        return
    for code in row.cells:
        if code.startswith(LEVEL + JOIN) or code in NAME_COLUMNS:
            continue
        if figure := figure_of(row.figure, code):
            for address, value, typed in figures_in(row, code):
                yield Stated(figure, value, f"{row.sheet}!{address}", typed)


def figures_in(row: Row, code: str) -> Iterator[tuple[str, Fraction | None, bool]]:
    """(address, value, whether it stands there without a formula) where a cell states anything: a number, or something that
    should have been one."""
    address, (value, formula) = row.cells.get(code, ("", (None, None)))
    if value is None and (formula is None or address not in row.changed):
        return
    yield address, _number(value), formula is None


def whole(value: object) -> int | None:
    """Whole dollars, also where a spreadsheet stored them as 48000.0, or 45,000 x 1.1 as 49500.00000000001; None for anything
    else."""
    if type(value) is int:
        return value if abs(value) <= MOST_DOLLARS else None
    number = _number(value)
    if number is None or abs(number) > MOST_DOLLARS or abs(number - round(number)) > NOISE:
        return None
    return round(number)


def code_in(row: Row) -> str | None:
    """The object code of a row, also where a spreadsheet stored it as a number; None where there is none."""
    value = row.value("object")
    text = f"{value:04d}" if isinstance(value, int) and not isinstance(value, bool) else str(value or "").strip()
    return text if len(text) == 4 and text.isascii() and text.isdecimal() else None


def shown(value: object) -> str:
    """What stands in a cell, for a person; empty where nothing does. The reader of cells puts # before a date or an error."""
    text = "" if value is None else str(value)
    return f'"{text[1:] if _MARKED.match(text) else text}"' if text else ""


def not_dollars(value: object) -> tuple[Said, Said]:
    """Why the value of a cell is not a payment: what is wrong, and the next step."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return say("fault.number.text"), say("fault.fix.number.text")
    if (dollars := whole(value)) is not None and dollars < 0:
        return say("fault.payment.negative"), say("fault.fix.payment.negative")
    return say("fault.dollars"), ""


def _number(value: object) -> Fraction | None:
    """The exact number in a cell; None where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        return None
    return Fraction(value)
