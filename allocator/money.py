"""Whole dollars and exact shares: the only place that rounds money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from allocator.messages import say

FRACTION = re.compile(r"(0|[1-9][0-9]{0,8})/([1-9][0-9]{0,8})")
Number = int | Fraction


def half_up(amount: Number) -> int:
    """Whole dollars of an exact amount; exactly half a dollar goes up. Never feed it a rounded amount."""
    return int((2 * amount + 1) // 2)


def half_up_product(*factors: Number) -> int:
    """``half_up`` of a product, without ever reducing a fraction: there are thousands of them in a plan."""
    top, bottom = 2, 2
    for factor in factors:
        top *= factor.numerator
        bottom *= factor.denominator
    return (top + bottom // 2) // bottom


def whole_down(amount: Number) -> int:
    """Whole dollars of a limit: a limit of $100.99 allows $100."""
    return int(amount // 1)


def exact(value: object) -> Fraction:
    """An exact number from a whole number, a decimal, or text such as ``1/3``. Refuses floats, NaN and anything else."""
    if isinstance(value, bool):
        raise ValueError(say("fault.expected.number"))
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if isinstance(value, Decimal) and value.is_finite() and -12 <= value.as_tuple().exponent <= 12:  # type: ignore[operator]
        return Fraction(value)
    if isinstance(value, str) and (found := FRACTION.fullmatch(value)):
        return Fraction(int(found[1]), int(found[2]))
    raise ValueError(say("fault.expected.number"))


def plain(value: Number) -> int | float | str:
    """A number as a file should show it: 1, 0.35, or ``1/3`` where no short decimal is exact."""
    value = Fraction(value)
    if value.denominator == 1:
        return int(value)
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    if Fraction(decimal) == value and -decimal.as_tuple().exponent <= 12:  # type: ignore[operator]
        return float(decimal)
    return f"{value.numerator}/{value.denominator}"


def dollars(amount: int) -> str:
    """``$48,000`` or ``-$48,000``."""
    return f"-${-amount:,}" if amount < 0 else f"${amount:,}"


def largest_remainder(parts: Sequence[Number], total: int) -> list[int]:
    """Whole dollars for parts that must add up to ``total``: each part rounded down, the dollars left over go to the
    largest remainders, earlier parts first among equals. Raises ValueError when the parts are not within a dollar each."""
    floors = [whole_down(part) for part in parts]
    left = total - sum(floors)
    if not 0 <= left <= len(parts):
        raise ValueError(f"parts add up to {sum(parts)}, not to {total}")
    order = sorted(range(len(parts)), key=lambda i: (floors[i] - parts[i], i))
    for i in order[:left]:
        floors[i] += 1
    return floors
