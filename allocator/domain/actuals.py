"""What was really spent: cents by source, fiscal year and object code, as the district's books have it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

Key = tuple[str, str, str]
"""Source, fiscal year, object code."""
CENTS = 100
"""Cents in a dollar."""


@dataclass(frozen=True)
class Actuals:
    """Actual expenditures, to the cent. A negative figure is money that came back."""

    cents: Mapping[Key, int] = field(default_factory=dict)
    rows: int = 0
    """How many amounts were read."""
    added: int = 0
    """How many of them were added to another of the same source, year and object code."""
    passed_over: tuple[str, ...] = ()
    """Headings of columns that are not read."""

    @property
    def years(self) -> list[str]:
        """Fiscal years in which anything was booked, in order."""
        return sorted({year for _, year, _ in self.cents})

    def spent(self, source: str, year: str) -> int:
        """Cents that left a source in a year, indirect charge included."""
        return sum(cents for (s, y, _), cents in self.cents.items() if (s, y) == (source, year))

    def of_years(self, years: Collection[str]) -> dict[Key, int]:
        """The figures of some years alone."""
        return {key: cents for key, cents in self.cents.items() if key[1] in years}
