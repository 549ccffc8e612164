"""The three routes that the program is compared with: HiGHS from arrays, and PuLP with CBC and with HiGHS."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

import highspy
import numpy as np
import pulp

from bench import plain, with_pulp
from bench.tables import Tables

LIMIT = 60.0
"""Seconds after which a solve is cut off."""
GAP = 0.01


@dataclass(frozen=True)
class Run:
    """One way to one answer: CPU seconds to build, CPU seconds to solve to the gap, points."""

    build: float
    solve: float
    points: float

    @property
    def total(self) -> float:
        """Everything together."""
        return self.build + self.solve


def bare(lp: highspy.HighsLp, seed: int, gap: float = GAP) -> tuple[float, highspy.Highs]:
    """HiGHS as it comes, one thread: CPU seconds of the solve, and the solver with its answer."""
    solver = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "random_seed": seed, "mip_rel_gap": gap, "time_limit": LIMIT}
    for option, value in options.items():
        solver.setOptionValue(option, value)
    solver.passModel(lp)
    began = time.process_time()
    solver.run()
    return time.process_time() - began, solver


def plain_highs(tables: Tables, seed: int) -> Run:
    """The plain formulation straight into HiGHS: first the shortfalls, then the points."""
    began = time.process_time()
    matrix = plain.build(tables)
    first_lp = matrix.lp(plain.shortfall_cost(matrix))
    built = time.process_time() - began
    first, solver = bare(first_lp, seed, 0.0)
    short = solver.getInfo().objective_function_value
    matrix.row(-plain.INF, short + 1e-6, [(key, 1.0) for key in matrix.column if key[0] == "short"])
    second, solver = bare(matrix.lp(plain.points_cost(matrix, tables)), seed)
    return Run(built, first + second, -solver.getInfo().objective_function_value)


def through_pulp(tables: Tables, engine: str, seed: int) -> Run:
    """The same plan as PuLP's users write it, solved by CBC or by HiGHS; its own process' and its children's CPU seconds."""
    began = _cpu()
    model = with_pulp.build(tables)
    built = _cpu() - began
    model.problem.setObjective(-model.shortfall)
    model.problem.solve(_solver(engine, seed, 0.0))
    model.problem += model.shortfall <= (pulp.value(model.shortfall) or 0.0) + 1e-6
    model.problem.setObjective(model.points)
    model.problem.solve(_solver(engine, seed, GAP))
    return Run(built, _cpu() - began - built, float(pulp.value(model.points) or 0.0))


def _solver(engine: str, seed: int, gap: float) -> pulp.LpSolver:
    if engine == "cbc":
        return pulp.PULP_CBC_CMD(msg=False, gapRel=gap, timeLimit=LIMIT, options=[f"randomCbcSeed {seed + 1}"])
    return pulp.HiGHS(msg=False, gapRel=gap, timeLimit=LIMIT, threads=1, random_seed=seed)


def _cpu() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def relaxations(tables: Tables) -> tuple[float, float]:
    """Points when programs may run in part, from the arrays and from PuLP: they differ when the two are not the same plan."""
    matrix = plain.build(tables)
    lp = matrix.lp(plain.points_cost(matrix, tables))
    lp.integrality_ = []
    _, solver = bare(lp, 0)
    model = with_pulp.build(tables)
    model.problem.setObjective(model.points)
    model.problem.solve(pulp.HiGHS(msg=False, mip=False, threads=1))
    return -float(solver.getInfo().objective_function_value), float(pulp.value(model.points))


def sizes(tables: Tables) -> tuple[int, int, int]:
    """Columns, rows and entries of the plain formulation."""
    matrix = plain.build(tables)
    return len(matrix.lower), len(matrix.row_lower), int(np.asarray(matrix.value).size)
