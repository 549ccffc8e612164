"""Small models on which released versions of HiGHS have returned false optima (HiGHS issues 2957, 3002, 3043, 3073, 3094).

Each optimum can be worked out by trying the whole numbers; both engines must find it, with and without presolve.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from allocator.model import Origin, Problem
from allocator.solve.cbc import Cbc
from allocator.solve.engine import Engine, Limits
from allocator.solve.highs import Highs

INF = float("inf")


@dataclass
class Canary:
    """Minimize ``cost . x`` over rows (factors, low, high) and bounds; ``whole`` says which unknowns are whole numbers."""

    name: str
    cost: list[float]
    rows: list[tuple[list[float], float, float]]
    bounds: list[tuple[float, float]]
    whole: list[bool]
    best: float
    x: list[float] = field(default_factory=list)

    def problem(self) -> Problem:
        """As a problem whose goal is to be made greatest."""
        width = len(self.cost)
        return Problem(
            np.array([low for low, _ in self.bounds]), np.array([high for _, high in self.bounds]), np.array(self.whole),
            [f"x{i}" for i in range(width)], np.array([low for _, low, _ in self.rows]),
            np.array([high for _, _, high in self.rows]), np.arange(0, width * len(self.rows) + 1, width, dtype=np.int32),
            np.tile(np.arange(width, dtype=np.int32), len(self.rows)),
            np.array([factor for factors, _, _ in self.rows for factor in factors]),
            [Origin(f"row {i}") for i in range(len(self.rows))], -np.array(self.cost),
        )


CANARIES = [
    # x whole in 0..20, y in 8..20, x + y >= 20.1: 12 + 2 x 8.1 = 28.2 (13 whole would cost 29)
    Canary("2957", [1, 2], [([1, 1], 20.1, INF)], [(0, 20), (8, 20)], [True, False], 28.2),
    # z whole; -y + z = 7.5 and y in -1..1 leave z = 7 (y = -0.5) or z = 8 (y = 0.5); x = 3 and z = 7: 3 - 2 + 63 = 64
    Canary("3002", [1, 4, 9], [([1, 1, 0], -INF, 5), ([1, 0, 1], 10, INF), ([0, -1, 1], 7.5, 7.5)],
           [(0, 4), (-1, 1), (0, INF)], [False, False, True], 64),
    # z whole; x + z >= 4.5: all of it by x costs 2 x 4.5 = 9
    Canary("3043", [2, 3], [([1, 1], 4.5, INF)], [(0, 10), (0, 10)], [False, True], 9),
    # gap + x = 3 with x whole up to 3: x = 3, no gap, t = 3: 0.03
    Canary("3073", [100, 0.01, 0], [([1, 0, 1], 3, 3), ([0, -1, 1], -INF, 0), ([0, -1, -1], -INF, 0), ([0, 0, 1], 0.45, 3)],
           [(0, INF), (0, INF), (0, INF)], [False, False, True], 0.03),
    # one of two slots is served; leaving the cheaper one unserved costs 8 x 1000
    Canary("3094", [10, 8, 0, 0, 0, 0],
           [([0, 0, 1, 0, -1000, 0], -INF, 0), ([0, 0, 0, 1, 0, -1000], -INF, 0), ([1, 0, 1, 0, 0, 0], 1000, 1000),
            ([0, 1, 0, 1, 0, 0], 1000, 1000), ([0, 0, 0, 0, 1, 1], -INF, 1)],
           [(0, 1000)] * 4 + [(0, 1)] * 2, [False] * 4 + [True] * 2, 8000),
]


@pytest.mark.parametrize("presolve", [True, False])
@pytest.mark.parametrize("engine", [Highs(), Cbc()], ids=["highs", "cbc"])
@pytest.mark.parametrize("canary", CANARIES, ids=lambda canary: canary.name)
def test_the_true_optimum_is_found(canary: Canary, engine: Engine, presolve: bool) -> None:
    outcome = engine.solve(canary.problem(), Limits(presolve=presolve))
    assert outcome.state == "best"
    assert outcome.value is not None
    assert -outcome.value == pytest.approx(canary.best, abs=1e-6)
