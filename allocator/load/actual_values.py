"""What one cell of a table of actual expenditures says: a year, an amount to the cent, an object code. Nothing is guessed."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from allocator.domain.actuals import CENTS
from allocator.fiscal import first_calendar_year
from allocator.messages import Message, Said, say

YEAR = re.compile(r"(20[0-9]{2}) ?[-/\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}] ?(?:20)?([0-9]{2})")
AMOUNT = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})?(?:\.([0-9]{0,40}))?")
MOST_CENTS = 10_000_000_000 * CENTS
AS_EXCEL = Context(prec=15, rounding=ROUND_HALF_EVEN)
"""A spreadsheet keeps 15 digits of a number; what lies beyond is left over from binary arithmetic."""
FIRST_OBJECT, LAST_OBJECT = "1000", "7999"


class Unfit(ValueError):
    """A cell does not say what its column asks for: ``says`` what is wrong, ``expected`` what should stand there."""

    def __init__(self, says: Message, expected: Said = "", fix: Said = "") -> None:
        super().__init__(says)
        self.says, self.expected, self.fix = says, expected, fix


def year_of(text: str) -> str:
    """``2025-26`` for ``2025-26``, ``2025/26`` or ``2025-2026``. Raises Unfit."""
    found = YEAR.fullmatch(text)
    year = f"{found[1]}-{found[2]}" if found else ""
    try:
        first_calendar_year(year)
    except ValueError:
        raise Unfit(say("fault.fiscal.year"), say("fault.expected.fiscal.year")) from None
    return year


def object_of(text: str) -> str:
    """A four-digit object code of an expenditure. Raises Unfit."""
    if not re.fullmatch(r"[0-9]{4}", text):
        raise Unfit(say("fault.object"), say("fault.expected.four.digits"))
    if not FIRST_OBJECT <= text <= LAST_OBJECT:
        raise Unfit(say("fault.object.revenue"), say("fault.expected.from.to", first=FIRST_OBJECT, last=LAST_OBJECT),
                    say("fault.fix.revenue"))
    return text


def cents_of(sort: str, value: Any) -> int:
    """Whole cents of an amount in dollars. ``sort``: t text, i whole number, d decimal, b true or false. In parentheses, or with
    a minus, it is money that came back. Raises Unfit."""
    if sort in ("i", "d"):
        return _cents(AS_EXCEL.create_decimal(Decimal(str(value))))
    if sort != "t":
        raise Unfit(say("fault.amount"), say("fault.expected.cents"))
    return _cents(_written(str(value)))


def _written(text: str) -> Decimal:
    """The number in ``1,234.56``, ``$1,234.56``, ``-12.30``, ``12.30-`` or ``(12.30)``."""
    bare = re.sub(r"[\s\u00a0\u202f]+", "", text).replace("\N{MINUS SIGN}", "-")
    signs = 0
    if bare.startswith("(") and bare.endswith(")"):
        bare, signs = bare[1:-1], 1
    for _ in range(2):  # -$12 and $-12
        if bare.startswith("-"):
            bare, signs = bare[1:], signs + 1
        bare = bare.removeprefix("$") if bare.count("$") == 1 else bare
    if bare.endswith("-"):
        bare, signs = bare[:-1], signs + 1
    found = AMOUNT.fullmatch(bare)
    if not found or signs > 1 or not (found[1] or found[2]):
        raise Unfit(say("fault.amount"), say("fault.expected.cents.back"))
    if len(found[2] or "") > 2:
        raise _too_fine()
    amount = Decimal(f"{(found[1] or '0').replace(',', '')}.{found[2] or '0'}")
    return -amount if signs else amount


def _cents(amount: Decimal) -> int:
    cents = amount * CENTS
    if cents != cents.to_integral_value():
        raise _too_fine()
    if abs(cents) > MOST_CENTS:
        raise Unfit(say("fault.amount.large"), say("fault.expected.cents"))
    return int(cents)


def _too_fine() -> Unfit:
    return Unfit(say("fault.amount.fine"), say("fault.expected.two.decimals"), say("fault.fix.cent"))
