"""A figure that a budget file states although it follows from the rest of the budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class BudgetFile:
    """What a budget file says about itself: from which plan it was made, and in which cells its payments stand."""

    plan: str = ""
    """The plan's name; empty where the file does not tell."""
    plan_sha256: str = ""
    """The plan's fingerprint; empty where the file does not tell."""
    cells: Mapping[tuple[str, str, str, str], tuple[str, ...]] = field(default_factory=dict)
    """(program, line, object, year) -> the cells with its payments, such as Detail!K7; empty for a file without cells."""
