"""A figure that is known to lie between two others; exact when both are the same."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from allocator.messages import Fte
from allocator.whatif.study import Best


@dataclass(frozen=True)
class Between:
    """At least ``least``, at most ``most``."""

    least: Fraction
    most: Fraction

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.least == self.most

    @property
    def nothing(self) -> bool:
        """Whether it is certainly 0."""
        return self.least == self.most == 0

    @property
    def words(self) -> tuple[Fte, Fte]:
        """Both ends as people read them: to a tenth, and rather too far apart than too near. One number is rounded to a tenth,
        or to its first digit that is not 0."""
        if self.exact:
            return Fte(_tenth(self.least)), Fte(_tenth(self.most))
        return Fte(Fraction(floor(self.least * 10), 10)), Fte(Fraction(ceil(self.most * 10), 10))


def _tenth(value: Fraction) -> Fraction:
    return next((found for digits in (1, 2, 3) if (found := round(value, digits))), value)


def lost(better: Best, worse: Best) -> Between:
    """Points that are lost from a case to the same case with less freedom: never fewer than none."""
    return Between(max(Fraction(0), better.points - worse.most), max(Fraction(0), better.most - worse.points))
