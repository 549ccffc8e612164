"""A figure that a budget file states although it follows from the rest of the budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Stated:
    """One figure as it stands in one cell of a file."""

    figure: tuple[str, ...]
    """Which figure: ("sources", "ccspp", "2025-26", "paid"), as in the result file."""
    value: Fraction | None
    """What the file says; None where it says nothing that is a number, or where somebody changed the formula."""
    place: str
    """Where a person finds it: Sources!E7."""
    typed: bool = False
    """Whether it stands there as a number, not as a formula."""


@dataclass(frozen=True)
class BudgetFile:
    """What a budget file says about itself: from which plan it was made, and in which cells its payments stand."""

    plan: str = ""
    """The plan's name; empty where the file does not tell."""
    plan_sha256: str = ""
    """The plan's fingerprint; empty where the file does not tell."""
    cells: Mapping[tuple[str, str, str, str], tuple[str, ...]] = field(default_factory=dict)
    """(program, line, object, year) -> the cells with its payments, such as Detail!K7; empty for a file without cells."""
    rates: tuple[Stated, ...] = ()
    """Rates that a person changed in it. Its formulas then show other dollars than its budget, and state nothing about it."""
    stated: tuple[Stated, ...] = ()
    """Every figure that its cells state; empty where nobody asked."""


def nested(stated: tuple[Stated, ...]) -> dict[str, Any]:
    """Figures by their names, level by level; a leaf is a tuple of all cells that state the figure."""
    tree: dict[str, Any] = {}
    for one in stated:
        here = tree
        for part in one.figure[:-1]:
            here = here.setdefault(part, {})
        here[one.figure[-1]] = (*here.get(one.figure[-1], ()), one)
    return tree
