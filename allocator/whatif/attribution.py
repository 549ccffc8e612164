"""A difference between two plans' results, split among the changes of the input that caused it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from allocator.messages import Message

Together = Literal["", "parts", "possible", "section"]
"""Why changes are taken together: apart they make no plan; apart no budget is possible or was found; there are too many."""


@dataclass(frozen=True)
class Part:
    """The part of a difference that one change caused, or several that are not told apart."""

    changes: tuple[str, ...]
    together: Together
    points: Fraction
    least: Fraction
    most: Fraction
    """Where points are not proved, the part lies between these."""
    lowest: Fraction
    highest: Fraction
    """What the change adds depends on which others were made before it: from this to this."""
    cost: Fraction
    """Its part of the difference in dollars over all years, of the budgets that were found."""
    error: float
    """Standard error of the points where orders were drawn; 0 where all orders were looked at."""
    says: Message


@dataclass(frozen=True)
class Attribution:
    """A difference in points and dollars, and the parts that add up to it exactly."""

    points: Fraction | None
    """Points of the second plan less those of the first; None where one of them has no budget."""
    least: Fraction | None
    most: Fraction | None
    cost: int | None
    proved: bool
    """Whether every figure is exact; otherwise points lie between ``least`` and ``most``."""
    parts: tuple[Part, ...]
    """Largest first."""
    orders: int
    """In how many orders the changes were made."""
    of: int
    """How many orders there are."""
    plans: int
    """How many plans were solved for it, the two themselves included."""
    says: tuple[Message, ...]
