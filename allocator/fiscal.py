"""Fiscal years: ``2025-26`` runs from 1 July 2025 to 30 June 2026."""

from __future__ import annotations

import re
from functools import cache

PATTERN = re.compile(r"(20[0-9]{2})-([0-9]{2})")


@cache
def first_calendar_year(year: str) -> int:
    """2025 for ``2025-26``. Raises ValueError for anything that is not a fiscal year."""
    found = PATTERN.fullmatch(year)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise ValueError(f"{year!r} is not a fiscal year such as 2025-26")
    return int(found[1])


def fiscal_year(starts_in: int) -> str:
    """``2025-26`` for 2025."""
    return f"{starts_in}-{(starts_in + 1) % 100:02d}"


def after(year: str, years: int = 1) -> str:
    """The fiscal year that comes ``years`` later (earlier when negative)."""
    return fiscal_year(first_calendar_year(year) + years)


def between(year: str, later: str) -> int:
    """How many years ``later`` comes after ``year``."""
    return first_calendar_year(later) - first_calendar_year(year)
