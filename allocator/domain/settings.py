"""How long and how hard to look for the best budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Engine = Literal["highs", "cbc"]


@dataclass(frozen=True)
class Settings:
    """Limits of a solve. ``gap`` 0 asks for proof."""

    gap: float = 0.005
    """Distance from the best that is good enough, as a share of it."""
    seconds: float | None = 60.0
    """Time limit; None: none."""
    nodes: int | None = None
    """Limit of search steps instead of time: the run is then the same on every machine."""
    engine: Engine = "highs"
    seed: int = 0


@dataclass(frozen=True)
class Progress:
    """How far a solve has come."""

    seconds: float
    points: float | None
    """Points of the best budget so far; None before the first."""
    bound: float | None
    """No budget reaches more points than this."""
    step: str = "search"
    """search, split, proof"""
