"""How figures and names look on a page."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from fractions import Fraction
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from allocator.domain.report import Report
from allocator.messages import joined
from allocator.money import dollars
from allocator.ui.words import language, said, w

CALIFORNIA = "America/Los_Angeles"
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+.!$~|&^=:-])")


def safe(text: object) -> str:
    """Text that people wrote, so that a page shows it letter by letter and never as markup."""
    return _MARKS.sub(r"\\\1", " ".join(said(text).split()))


def money(amount: int) -> str:
    """``$48,000``, safe to show where markup counts (a dollar sign opens a formula there)."""
    return dollars(amount).replace("$", "\\$")


def money_or_none(amount: int) -> str:
    """``$48,000``, or a dash for nothing."""
    return money(amount) if amount else w("not")


def percent(share: Fraction | float, digits: int = 0) -> str:
    """``70%``, rounded half up."""
    scale = 10**digits
    value = math.floor(Fraction(share) * 100 * scale + Fraction(1, 2))
    return f"{value / scale:,.{digits}f}%"


def distance(gap: float) -> str:
    """A distance from the best in tenths of a percent, rounded up so that it never promises too much."""
    tenths = max(1, math.ceil(round(gap * 1000, 6)))
    return f"{tenths / 10:,.1f}%"


def points(value: Fraction | float) -> str:
    """Points: whole from a hundred on, with one decimal below: ``412`` or ``36.4``."""
    if not -100 < value < 100:
        return f"{math.floor(Fraction(value) + Fraction(1, 2)):,}"
    text = f"{math.floor(Fraction(value) * 10 + Fraction(1, 2)) / 10:,.1f}"
    return text.removesuffix(".0")


def number(value: Fraction | float) -> str:
    """A plain number such as 1 or 0.35."""
    return f"{float(value):,.3f}".rstrip("0").rstrip(".")


def listed(names: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``; ``a, x; b; and c`` where a name has a comma of its own."""
    return joined(names, language())


def span(years: Sequence[str]) -> str:
    """``2025-26 to 2029-30``, or the one year."""
    return years[0] if len(years) == 1 else w("years", first=years[0], last=years[-1])


def stretch(years: Sequence[str]) -> str:
    """``2025-26 to 2029-30`` where no year is missing between the first and the last, else the list of them."""
    begins = [int(year[:4]) for year in years]
    return span(years) if begins == list(range(begins[0], begins[0] + len(years))) else listed(years)


def level_name(report: Report, program: str, level: str) -> str:
    """What a size of a program is called."""
    record = report.case.programs[program].levels.get(level)
    if record is not None and record.name:
        return record.name
    return w("level.full") if level == "full" else level.replace("-", " ").replace("_", " ")


def room(value: Fraction, unit: str) -> str:
    """What is left of a rule in its unit."""
    if unit == "dollars":
        return money(math.floor(value))
    if unit == "fte":
        return w("unit.fte", value=number(value))
    if unit == "share":
        return w("unit.share", value=number(value * 100))
    return number(value)


def zone_of(name: str | None) -> ZoneInfo:
    """The clock of the person who looks; that of California where it is not known."""
    try:
        return ZoneInfo(name or CALIFORNIA)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
