"""Dollars, fiscal years and costs, worked out a second time. Nothing here comes from the program that is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

STANDING = ("timing", "full_cost", "same_shares", "paid_by", "award", "staffing")
# benefit, reckoned per, object for certificated staff, object for classified staff
BENEFITS = (
    ("strs", "pay", "3101", None), ("pers", "pay", None, "3202"), ("oasdi", "pay", None, "3302"),
    ("medicare", "pay", "3301", "3302"), ("health", "fte", "3401", "3402"),
    ("unemployment", "pay", "3501", "3502"), ("workers_compensation", "pay", "3601", "3602"),
)
HEALTH_GROWTH = Fraction(7, 100)  # a year, as dated in templates/rates
FIRST_TIERS = (("2025-26", 50_000), ("1900-01", 25_000))


def number(value: Any) -> Fraction:
    """An exact number; decimals that a file wrote as 0.6 are six tenths."""
    if isinstance(value, int | Fraction | Decimal):
        return Fraction(value)
    return Fraction(str(value))


def rounded(amount: Fraction) -> int:
    """Whole dollars, half a dollar up."""
    doubled = amount * 2 + 1
    return doubled.numerator // (doubled.denominator * 2)


def below(amount: Fraction | int) -> int:
    """Whole dollars of a limit, cents dropped."""
    amount = Fraction(amount)
    return amount.numerator // amount.denominator


def later(year: str, by: int = 1) -> str:
    """The fiscal year some years on."""
    start = int(year[:4]) + by
    return f"{start}-{str(start + 1)[-2:]}"


def among(code: str, ranges: list[str]) -> bool:
    """Whether an object code lies in a list such as 1000-3999, 5800."""
    for part in ranges:
        low, _, high = part.partition("-")
        if int(low) <= int(code) <= int(high or low):
            return True
    return False


@dataclass(frozen=True)
class Item:
    """One cost of a program at a level."""

    line: str
    object: str
    full_year: Fraction
    growth: Fraction
    tie: str = ""
    agreement: str = ""
    tags: frozenset[str] = frozenset()
    once: bool = False
    first_part: Fraction = Fraction(1)
    rates: tuple[tuple[str, Fraction], ...] | None = None

    def dollars(self, year: str, base: str, first: bool) -> int:
        """Whole dollars of a fiscal year; ``first`` in the year in which first-year costs come."""
        if self.once and not first:
            return 0
        grown = self.full_year * (1 + self.growth) ** (int(year[:4]) - int(base[:4]))
        whole = rounded(grown * self.first_part if first else grown)
        return whole if self.rates is None else rounded(whole * dict(self.rates)[year])


@dataclass(frozen=True)
class Piece:
    """What one payment can be for: a cost, or one of the two tiers of an agreement's cost."""

    program: str
    line: str
    object: str
    tie: str = ""
    tags: frozenset[str] = frozenset()
    place: str = "site"


def picks(rule: Mapping[str, Any], piece: Piece) -> bool:
    """Whether a rule on shares speaks of a payment for this."""
    return (
        (rule.get("tag") is None or rule["tag"] in piece.tags)
        and (rule.get("not_tag") is None or rule["not_tag"] not in piece.tags)
        and (rule.get("objects") is None or among(piece.object, rule["objects"]))
        and (rule.get("place") is None or rule["place"] == piece.place)
    )


def picks_indirect(rule: Mapping[str, Any]) -> bool:
    """Whether indirect charges (object 7310) are part of what a rule on shares speaks of."""
    if rule.get("objects") is not None:
        return among("7310", rule["objects"])
    return rule.get("tag") == "administration"


def curve(points: list[Any] | None, share: Fraction) -> Fraction:
    """What counts as met, by a need's curve of returns."""
    if points is None:
        return share
    exact = [(number(x), number(y)) for x, y in points]
    for (x0, y0), (x1, y1) in pairwise(exact):
        if share <= x1:
            return y0 + (y1 - y0) * (share - x0) / (x1 - x0)
    return exact[-1][1]
