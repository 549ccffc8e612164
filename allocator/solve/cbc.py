"""CBC through PuLP, from the same problem. Solvers get neutral names; PuLP's status is never trusted alone."""

from __future__ import annotations

import numpy as np
import pulp

from allocator.model import Problem
from allocator.model.problem import Floats
from allocator.solve.engine import Limits, Outcome, Watch, empty_rows_hold


class Cbc:
    """The second engine."""

    name = f"CBC through PuLP {pulp.__version__}"

    def solve(self, problem: Problem, limits: Limits, watch: Watch | None = None) -> Outcome:
        """Solve within limits. It tells of no solution before the last one."""
        if not empty_rows_hold(problem):
            return Outcome("impossible")
        program, unknowns = to_pulp(problem)
        status = program.solve(_command(limits, problem))
        if status == pulp.LpStatusInfeasible and program.sol_status != pulp.LpSolutionIntegerFeasible:
            return Outcome("impossible")
        if program.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
            return Outcome("stopped")
        x = np.array([unknown.varValue or 0.0 for unknown in unknowns])
        if not fits(problem, x):
            return Outcome("stopped")
        value = float(problem.goal @ x)
        if watch is not None:
            watch.better(x, float("inf"))
        if program.sol_status == pulp.LpSolutionIntegerFeasible:
            return Outcome("stopped", x, value, None)
        return Outcome("best" if limits.gap == 0 else "near", x, value, value / (1 - limits.gap) if limits.gap else value)


def _command(limits: Limits, problem: Problem) -> pulp.LpSolver:
    options = [f"randomCbcSeed {limits.seed + 1}", f"randomSeed {limits.seed + 1}"]
    if limits.nodes is not None:
        options.append(f"maxNodes {limits.nodes}")
    if not limits.presolve:
        options.append("preprocess off")
    return pulp.PULP_CBC_CMD(
        msg=False, threads=1, gapRel=limits.gap, gapAbs=problem.goal_step * 0.49 or 1e-7, presolve=limits.presolve,
        timeLimit=None if limits.seconds is None else max(1.0, limits.seconds), options=options,
    )


def to_pulp(problem: Problem) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    """The problem in PuLP, with columns x0000000 and rows r0000000 in their order."""
    program = pulp.LpProblem("budget", pulp.LpMaximize)
    unknowns = [
        program.add_variable(
            f"x{i:07d}", float(problem.lower[i]), None if np.isinf(problem.upper[i]) else float(problem.upper[i]),
            pulp.LpInteger if problem.whole[i] else pulp.LpContinuous)
        for i in range(problem.columns)
    ]
    program += pulp.LpAffineExpression([(unknowns[i], float(problem.goal[i])) for i in np.flatnonzero(problem.goal)])
    for row in range(problem.rows):
        first, last = problem.starts[row], problem.starts[row + 1]
        terms = [(unknowns[problem.index[k]], float(problem.value[k])) for k in range(first, last)]
        if terms:
            for number, (sense, rhs) in enumerate(_sides(problem.low[row], problem.high[row])):
                program += pulp.LpConstraint(pulp.LpAffineExpression(terms), sense, f"r{row:07d}_{number}", rhs)
    return program, unknowns


def _sides(low: float, high: float) -> list[tuple[int, float]]:
    if low == high:
        return [(pulp.LpConstraintEQ, float(low))]
    sides = [(pulp.LpConstraintGE, float(low))] if not np.isinf(low) else []
    return sides + ([(pulp.LpConstraintLE, float(high))] if not np.isinf(high) else [])


def fits(problem: Problem, x: Floats) -> bool:
    """Whether a solution lies within bounds and rows: CBC hands back values even where it found no solution."""
    lengths = np.diff(problem.starts)
    rows = np.repeat(np.arange(problem.rows), lengths)
    parts = problem.value * x[problem.index]
    activity = np.bincount(rows, parts, minlength=problem.rows)
    scale = 1e-6 * (10 + np.bincount(rows, np.abs(parts), minlength=problem.rows))
    inside = np.all(x >= problem.lower - 1e-5) and np.all(x <= problem.upper + 1e-5 * (1 + np.abs(x)))
    whole = x[problem.whole]
    return bool(inside and np.all(activity >= problem.low - scale) and np.all(activity <= problem.high + scale)
                and np.all(np.abs(whole - np.round(whole)) < 1e-4))
