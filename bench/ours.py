"""The program's own engine, watched from inside one process: when it had built, found, and proved what."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import highspy

from allocator.allocate import sound_case
from allocator.audit import check
from allocator.domain.plan import Plan
from allocator.domain.settings import Settings
from allocator.model import Problem, build
from allocator.solve.highs import hand_over
from allocator.solve.search import Search
from bench.others import GAP, LIMIT, bare


@dataclass
class Ours:
    """CPU seconds of one search, and what the same matrices cost HiGHS alone."""

    build: float = 0.0
    hand_over: float = 0.0
    read_back: float = 0.0
    first_budget: float = 0.0
    """Until the first budget that has passed the audit."""
    near: float = 0.0
    """Until a budget within 1% is known to be within 1%."""
    everything: float = 0.0
    bare: float = 0.0
    """HiGHS as it comes, on the same matrices, to 1%."""
    points: float = 0.0
    size: tuple[int, int, int] = (0, 0, 0)

    @property
    def share(self) -> float:
        """Building, handing over and reading back, as a share of the bare time."""
        return (self.build + self.hand_over + self.read_back) / self.bare


@dataclass
class _Clock:
    """CPU seconds since the start, the audit of the first budget included."""

    began: float = field(default_factory=time.process_time)

    def now(self) -> float:
        return time.process_time() - self.began


class _Engine:
    """The engine, with a note of every problem that it was asked to search."""

    def __init__(self, engine: Any, clock: _Clock) -> None:
        self.engine, self.clock, self.name = engine, clock, engine.name
        self.problems: list[tuple[Problem, float, float]] = []

    def solve(self, problem: Problem, limits: Any, watch: Any = None) -> Any:
        outcome = self.engine.solve(problem, limits, watch)
        if problem.whole.any() and watch is not None:
            self.problems.append((problem, limits.gap, self.clock.now()))
        return outcome


def search(plan: Plan, seed: int) -> Ours:
    """One search to 1%."""
    found, case = Ours(), sound_case(plan)
    gc.collect()
    gc.disable()  # as in the process of its own in which the program searches
    clock = _Clock()

    def tell(news: Any) -> None:
        progress = news.progress
        if news.budget is not None and not found.first_budget:
            broken = [finding for finding in check(case, news.budget) if finding.fails]
            if not broken:
                found.first_budget = clock.now()
        if progress.points and progress.bound and progress.points >= (1 - GAP) * progress.bound:
            found.near = found.near or clock.now()

    searching = Search(case, Settings(gap=GAP, seconds=LIMIT, seed=seed), tell, lambda: False)
    found.build = clock.now()
    engine = searching.engine = _Engine(searching.engine, clock)
    answer = searching.run()
    gc.enable()
    found.everything = clock.now()
    wanted = engine.problems[: 1 + len(searching.model.soft)]
    found.near = min(found.near or LIMIT, wanted[-1][2])
    found.points = max((searching.best or (0.0,))[0], 0.0) if answer.budget is not None else 0.0
    found.size = (wanted[-1][0].columns, wanted[-1][0].rows, len(wanted[-1][0].value))
    _alone(found, sound_case(plan), wanted, seed)
    return found


def _alone(found: Ours, case: Any, wanted: list[tuple[Problem, float, float]], seed: int) -> None:
    model = build(case)
    for problem, gap, _ in wanted:
        seconds, solver = bare(hand_over(problem), seed, gap)
        found.bare += seconds
        began = time.process_time()
        highs = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        highs.passModel(hand_over(problem))
        found.hand_over += time.process_time() - began
        began = time.process_time()
        model.roster(solver.getSolution().col_value)
        found.read_back += time.process_time() - began


def peak_megabytes(plan: Path) -> float:
    """Most memory that one ``allocator solve`` and its children hold at a time. 0 where the system does not tell."""
    if not Path("/proc/self/status").exists():
        return 0.0
    command = [sys.executable, "-m", "allocator", "solve", str(plan), "--gap", str(GAP), "--seconds", str(LIMIT), "--quiet"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most, ended = 0.0, threading.Event()
    while process.poll() is None:
        most = max(most, sum(_held(number) for number in _family(process.pid)))
        ended.wait(0.02)
    if process.returncode != 0:
        raise RuntimeError(f"allocator solve ended with {process.returncode}")
    return most


def _family(number: int) -> list[int]:
    found = [number]
    for task in Path(f"/proc/{number}/task").glob("*/children"):
        try:
            found += [one for child in task.read_text().split() for one in _family(int(child))]
        except OSError:
            continue
    return found


def _held(number: int) -> float:
    try:
        pages = int(Path(f"/proc/{number}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
