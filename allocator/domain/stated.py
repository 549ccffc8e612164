"""A figure that a budget file states although it follows from the rest of the budget."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Stated:
    """One figure as it stands in one cell of a file."""

    figure: tuple[str, ...]
    """Which figure: ("sources", "ccspp", "2025-26", "paid"), as in the result file."""
    value: Fraction | None
    """What the file says; None where it says nothing that is a number, or where somebody changed the formula."""
    place: str
    """Where a person finds it: Sources!E7."""
