"""A search lives in a process of its own: stopping it, killing it or losing it never takes the program along."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

import allocator
from allocator.allocate import audited, case_for
from allocator.domain.case import Case
from allocator.domain.settings import Progress, Settings
from allocator.errors import AllocatorError
from allocator.solve import Answer, best
from allocator.solve import child as child_module

ROOT = Path(__file__).parents[2]
LONG = Settings(gap=0.0, seconds=120)


@pytest.fixture(scope="module")
def case() -> Case:
    """A plan whose proof takes much longer than these tests."""
    return case_for(allocator.load(ROOT / "scenarios/oak-grove/no-floors.yaml"))


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[child_module._Child]:
    """Every child that is started."""
    started: list[child_module._Child] = []
    begin = child_module._Child.__init__

    def remember(self: child_module._Child, job: child_module.Job, parts: tuple[object, ...]) -> None:
        begin(self, job, parts)
        started.append(self)

    monkeypatch.setattr(child_module._Child, "__init__", remember)
    return started


class AfterFirstBudget:
    """Does something once when the first budget is known."""

    def __init__(self, act: object) -> None:
        self.act = act
        self.at: float | None = None

    def __call__(self, progress: Progress) -> None:
        if progress.points is not None and self.at is None:
            self.at = time.monotonic()
            self.act()  # type: ignore[operator]


def kill(child: child_module._Child) -> None:
    """End a child without a word."""
    child._process.kill()


def check(case: Case, answer: Answer, children: list[child_module._Child]) -> None:
    """A budget was found, it passes the audit, it is not called best, and no process is left."""
    assert answer.budget is not None
    audited(case, answer.budget)
    assert answer.quality.status == "stopped"
    assert children[0]._process.poll() is not None


def test_a_stop_returns_the_best_so_far_within_two_and_a_half_seconds(case: Case, children: list[child_module._Child]) -> None:
    stop = threading.Event()
    stopping = AfterFirstBudget(stop.set)
    answer = best(case, LONG, stopping, stop)
    assert stopping.at is not None
    assert time.monotonic() - stopping.at < 2.5
    check(case, answer, children)


def test_ctrl_c_returns_the_best_so_far(case: Case, children: list[child_module._Child]) -> None:
    answer = best(case, LONG, AfterFirstBudget(lambda: os.kill(os.getpid(), signal.SIGINT)))
    check(case, answer, children)


def test_a_killed_search_returns_the_best_so_far(case: Case, children: list[child_module._Child]) -> None:
    answer = best(case, LONG, AfterFirstBudget(lambda: kill(children[0])))
    check(case, answer, children)


def test_a_search_that_dies_before_any_budget_is_an_error_of_ours(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "write", lambda stream, message: stream.close())
    with pytest.raises(AllocatorError, match="ended unexpectedly"):
        best(case, LONG)


def test_a_stop_before_any_budget_finds_none(case: Case) -> None:
    stop = threading.Event()
    stop.set()
    assert best(case, LONG, None, stop).ending == "no_plan_found"
