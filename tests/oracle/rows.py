"""A set of linear limits on whole numbers, and the question whether any numbers fit."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import inf, lcm

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Number = int | Fraction


class Rows:
    """Unknowns are numbered as they come."""

    def __init__(self) -> None:
        self.upper: list[float] = []
        self.whole: list[int] = []
        self.entries: list[tuple[int, int, float]] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def unknown(self, upper: float, whole: bool = True) -> int:
        """A number from 0 to ``upper``."""
        self.upper.append(upper)
        self.whole.append(int(whole))
        return len(self.upper) - 1

    def between(self, terms: Mapping[int, Number], low: Number | None, high: Number | None) -> None:
        """low <= sum of factor x unknown <= high; every factor is made whole first."""
        parts = [Fraction(value) for value in (*terms.values(), low or 0, high or 0)]
        scale = lcm(*(part.denominator for part in parts))
        for unknown, factor in terms.items():
            if factor:
                self.entries.append((len(self.low), unknown, float(factor * scale)))
        self.low.append(-inf if low is None else float(low * scale))
        self.high.append(inf if high is None else float(high * scale))

    def solution(self, least: Mapping[int, Number] | None = None) -> list[float] | None:
        """Numbers that fit, a sum of them as small as can be; None when there are none. Raises RuntimeError when that stays
        open."""
        if not self.upper:
            return [] if all(low <= 0 <= high for low, high in zip(self.low, self.high, strict=True)) else None
        size = (len(self.low), len(self.upper))
        at = np.array([entry[:2] for entry in self.entries], dtype=int).reshape(-1, 2)
        matrix = csr_array(([entry[2] for entry in self.entries], (at[:, 0], at[:, 1])), shape=size)
        goal = np.zeros(size[1])
        for unknown, factor in (least or {}).items():
            goal[unknown] = float(factor)
        found = milp(goal, integrality=self.whole, bounds=Bounds(0, self.upper),
                     constraints=[LinearConstraint(matrix, self.low, self.high)] if size[0] else [],
                     options={"time_limit": 60.0, "mip_rel_gap": 0.0})
        if found.status == 2:
            return None
        if found.status != 0:
            raise RuntimeError(f"the question stayed open: {found.message}")
        return [float(value) for value in found.x]


def total(*parts: Mapping[int, Number]) -> dict[int, Number]:
    """The sum of linear expressions."""
    found: dict[int, Number] = {}
    for part in parts:
        for unknown, factor in part.items():
            found[unknown] = found.get(unknown, 0) + factor
    return found


def times(part: Mapping[int, Number], factor: Number) -> dict[int, Number]:
    """A multiple of a linear expression."""
    return {unknown: value * factor for unknown, value in part.items()}
