"""A problem as text that a person can read: each column by what it means, each row by the rule it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from allocator.model.problem import Problem


def readable(problem: Problem) -> str:
    """The goal, then the rows by rule, then the bounds that are not plain."""
    goal = np.flatnonzero(problem.goal)
    lines = ["maximize", *_sum(goal, problem.goal[goal], problem), "", "subject to"]
    for row in range(problem.rows):
        origin = problem.origins[row]
        first, last = problem.starts[row], problem.starts[row + 1]
        head = " ".join(part for part in (origin.rule, origin.year, origin.about) if part)
        wish = f" (wish {origin.prefer})" if origin.prefer is not None else ""
        lines.append(f"{head}{wish}:")
        lines += _sum(problem.index[first:last], problem.value[first:last], problem)
        lines.append(f"    {_limits(problem.low[row], problem.high[row])}")
    lines += ["", "where", *_bounds(problem)]
    return "\n".join(lines) + "\n"


def _sum(columns: np.ndarray, factors: np.ndarray, problem: Problem) -> Iterator[str]:
    for column, factor in zip(columns, factors, strict=True):
        sign = "+" if factor >= 0 else "-"
        yield f"    {sign} {abs(factor):.10g} x [{problem.names[column]}]"


def _limits(low: float, high: float) -> str:
    if low == high:
        return f"= {low:.10g}"
    sides = [f">= {low:.10g}"] if not np.isinf(low) else []
    return " and ".join(sides + ([f"<= {high:.10g}"] if not np.isinf(high) else []))


def _bounds(problem: Problem) -> Iterator[str]:
    for column, name in enumerate(problem.names):
        lower, upper = problem.lower[column], problem.upper[column]
        if problem.whole[column] and (lower, upper) == (0, 1):
            yield f"    [{name}] is 0 or 1"
        elif (lower, upper) != (0, float("inf")) or problem.whole[column]:
            yield f"    [{name}] {_limits(lower, upper)}{' and whole' if problem.whole[column] else ''}"
