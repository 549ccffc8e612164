"""Engines answer in our words: a limit is never called an optimum, and no values are handed out where nothing was found."""

from __future__ import annotations

import numpy as np
import pytest

from allocator.model import Origin, Problem
from allocator.solve.cbc import Cbc
from allocator.solve.engine import Engine, Limits
from allocator.solve.highs import Highs

INF = float("inf")
BOTH = pytest.mark.parametrize("engine", [Highs(), Cbc()], ids=["highs", "cbc"])


def knapsack(items: int, rows: int, equal: bool = False) -> Problem:
    """Yes-or-no choices within budgets (or with budgets to be met exactly, which is hard to satisfy)."""
    random = np.random.default_rng(5)
    factors = random.integers(10, 1000, (rows, items)).astype(float)
    high = np.floor(factors.sum(axis=1) / 2) + 0.5 * equal
    return Problem(
        np.zeros(items), np.ones(items), np.ones(items, np.bool_), [f"x{i}" for i in range(items)],
        high if equal else np.full(rows, -INF), high, np.arange(0, items * rows + 1, items, dtype=np.int32),
        np.tile(np.arange(items, dtype=np.int32), rows), factors.ravel(), [Origin("budget")] * rows,
        random.integers(10, 1000, items).astype(float), 1.0,
    )


@BOTH
def test_a_plan_that_was_stopped_is_not_called_best(engine: Engine) -> None:
    outcome = engine.solve(knapsack(400, 40), Limits(seconds=1.0))
    assert outcome.state == "stopped"


@BOTH
def test_a_node_limit_is_a_stop_like_any_other(engine: Engine) -> None:
    outcome = engine.solve(knapsack(400, 40), Limits(nodes=2))
    assert outcome.state == "stopped"


@BOTH
def test_what_cannot_be_is_impossible(engine: Engine) -> None:
    """Whole factors can never add up to half a dollar."""
    problem = knapsack(6, 1, equal=True)
    outcome = engine.solve(problem, Limits(seconds=20))
    assert outcome.state == "impossible"
    assert outcome.x is None


@BOTH
def test_a_row_without_unknowns_decides_by_itself(engine: Engine) -> None:
    problem = knapsack(3, 1)
    problem.starts = np.array([0, 0], np.int32)
    problem.index, problem.value = problem.index[:0], problem.value[:0]
    problem.low = np.array([1.0])
    problem.high = np.array([INF])
    assert engine.solve(problem, Limits()).state == "impossible"


def test_both_engines_reach_the_same_best() -> None:
    problem = knapsack(25, 3)
    values = {engine.name: engine.solve(problem, Limits()).value for engine in (Highs(), Cbc())}
    first, second = values.values()
    assert first == pytest.approx(second, abs=1e-6)


def test_an_option_that_an_engine_does_not_know_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allocator.solve.highs.TUNING", {"mip_heuristic_run_rinss": False})
    with pytest.raises(RuntimeError, match="mip_heuristic_run_rinss"):
        Highs().solve(knapsack(3, 1), Limits())
