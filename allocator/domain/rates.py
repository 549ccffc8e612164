"""Benefit rates by fiscal year: what an employer pays on top of a salary."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from allocator.domain.rule import PLAN_FILE, Citation


@dataclass(frozen=True)
class Benefit:
    """One benefit line. ``per`` pay: a share of the pay, by year. ``per`` fte: dollars for a full-time position."""

    id: str
    name: str
    per: Literal["pay", "fte"]
    certificated: str | None
    """Object code for certificated staff; None when they do not have this benefit."""
    classified: str | None
    """Object code for classified staff; None when they do not have this benefit."""
    by_year: tuple[tuple[str, Fraction], ...]
    growth: Fraction | None = None
    cites: tuple[tuple[str, Citation], ...] = ()

    def object_for(self, classification: str) -> str | None:
        """The object code of this benefit for a kind of staff."""
        return self.certificated if classification == "certificated" else self.classified

    @cached_property
    def _rates(self) -> dict[str, Fraction]:
        return dict(self.by_year)

    def knows(self, year: str) -> bool:
        """Whether a rate is known for a fiscal year."""
        return year in self._rates

    def rate(self, year: str) -> Fraction:
        """The rate of a fiscal year. Raises KeyError where no rate is known."""
        return self._rates[year]

    @property
    def rate_in_base_year(self) -> Fraction:
        """Dollars for a full-time position in the plan's base year."""
        return self.by_year[0][1]

    def cite(self, year: str) -> Citation:
        """Where the rate of a year comes from."""
        return dict(self.cites).get(year, PLAN_FILE)


@dataclass(frozen=True)
class Tier:
    """How many dollars of an agreement belong to its first tier, for agreements that begin in a year."""

    by_year: tuple[tuple[str, int], ...]
    cites: tuple[tuple[str, Citation], ...] = ()

    def dollars(self, year: str) -> int:
        """The first tier of an agreement that begins in the year."""
        return dict(self.by_year)[year]
