"""HiGHS, in process, from arrays. One thread, a fixed seed, options read back."""

from __future__ import annotations

import threading
from typing import Any

import highspy
import numpy as np

from allocator.model import Problem
from allocator.model.problem import Floats
from allocator.solve.engine import Limits, Outcome, State, Watch, empty_rows_hold

STATES: dict[Any, State] = {
    highspy.HighsModelStatus.kOptimal: "best",
    highspy.HighsModelStatus.kInfeasible: "impossible",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "impossible",
    highspy.HighsModelStatus.kTimeLimit: "stopped",
    highspy.HighsModelStatus.kIterationLimit: "stopped",
    highspy.HighsModelStatus.kSolutionLimit: "stopped",
    highspy.HighsModelStatus.kInterrupt: "stopped",
    highspy.HighsModelStatus.kObjectiveBound: "stopped",
}

LATE, GRACE = 1.5, 3.0
"""How late, as a multiple of its limit and in seconds, an answer may come."""

TUNING: dict[str, Any] = {
    "mip_heuristic_run_root_reduced_cost": False, "mip_heuristic_run_feasibility_jump": False, "mip_heuristic_run_rins": False,
    "mip_detect_symmetry": False, "mip_allow_restart": False, "mip_allow_cut_separation_at_nodes": False,
}
"""Measured on school plans (``bench/``): about three times faster to 1% than the defaults, with the same answers."""


class Highs:
    """The default engine."""

    name = f"HiGHS {highspy.Highs().version()}"

    def solve(self, problem: Problem, limits: Limits, watch: Watch | None = None) -> Outcome:
        """Solve within limits. Raises RuntimeError when HiGHS ends in a way that says nothing."""
        if not empty_rows_hold(problem):
            return Outcome("impossible")
        solver = highspy.Highs()
        _set_options(solver, problem, limits)
        solver.passModel(hand_over(problem))
        if watch is not None and problem.whole.any():
            _listen(solver, watch)
        return _outcome(solver, problem) if _ran(solver, limits.seconds) else Outcome("stopped")


def _ran(solver: highspy.Highs, seconds: float | None) -> bool:
    """Whether it came to an end. HiGHS sometimes loses track of its time limit and would go on for ever; it is then left
    behind, and ends with the process of the search."""
    if seconds is None:
        solver.run()
        return True
    work = threading.Thread(target=solver.run, daemon=True)
    work.start()
    work.join(LATE * seconds + GRACE)
    return not work.is_alive()


def _set_options(solver: highspy.Highs, problem: Problem, limits: Limits) -> None:
    options: dict[str, Any] = {
        "output_flag": False, "threads": 1, "random_seed": limits.seed,
        "presolve": "choose" if limits.presolve else "off",
        "mip_rel_gap": limits.gap, "mip_abs_gap": problem.goal_step * 0.49 or 1e-7,
        **TUNING,
    }
    if limits.seconds is not None:
        options["time_limit"] = float(max(0.01, limits.seconds))
    if limits.nodes is not None:
        options["mip_max_nodes"] = limits.nodes
    for option, value in options.items():
        taken = solver.setOptionValue(option, value) == highspy.HighsStatus.kOk
        if not taken or solver.getOptionValue(option)[1] != value:
            raise RuntimeError(f"HiGHS did not take option {option}")


def _outcome(solver: highspy.Highs, problem: Problem) -> Outcome:
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kModelEmpty:
        return Outcome("best", np.zeros(problem.columns), 0.0, 0.0)
    if status not in STATES:
        raise RuntimeError(f"HiGHS ended with {solver.modelStatusToString(status)}")
    state = STATES[status]
    info = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    whole = bool(problem.whole.any())
    if state == "impossible":
        return Outcome(state)
    if not found:
        return Outcome("stopped", bound=float(info.mip_dual_bound) if whole else None)
    x = np.array(solver.getSolution().col_value)
    value = float(info.objective_function_value)
    bound = float(info.mip_dual_bound) if whole else value
    if state == "best" and whole and bound - value > max(1e-6, problem.goal_step / 2):
        state = "near"
    return Outcome(state, x, value, max(bound, value))


def hand_over(problem: Problem) -> highspy.HighsLp:
    """The problem in the engine's own arrays."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = problem.columns, problem.rows
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = problem.goal, problem.lower, problem.upper
    lp.row_lower_, lp.row_upper_ = problem.low, problem.high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = problem.columns, problem.rows
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = problem.starts, problem.index, problem.value
    if problem.whole.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(whole)] for whole in problem.whole]
    return lp


def _listen(solver: highspy.Highs, watch: Watch) -> None:
    def better(event: Any) -> None:
        found: Floats = np.array(event.data_out.mip_solution)
        if len(found):
            watch.better(found, float(event.data_out.mip_dual_bound))

    def may_stop(event: Any) -> None:
        watch.bound(float(event.data_out.mip_dual_bound))
        if watch.stop():
            event.interrupt()

    solver.cbMipImprovingSolution.subscribe(better)
    solver.cbMipInterrupt.subscribe(may_stop)
