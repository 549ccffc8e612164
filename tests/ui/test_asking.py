"""Why a program is in the budget or not: worked out from the budget that is shown."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path

import allocator
from allocator.domain.report import Report
from allocator.domain.settings import Settings
from allocator.ui.asking import estimate, question, why
from allocator.whatif.known import study_of

PLAN = Path(__file__).parents[2] / "scenarios" / "tiny" / "plan.yaml"


@cache
def report() -> Report:
    return allocator.allocate(allocator.load(PLAN), Settings(gap=0.0))


def test_the_question_is_about_the_budget_that_is_shown() -> None:
    """Nothing is solved again for it: its budget, its points and how good it is known to be."""
    base = study_of(report(), Settings()).base
    assert base.budget is report().budget and base.points == report().points and base.proved


def test_a_program_in_and_one_out_are_explained() -> None:
    """The plan's README works it out: home visits and math tutoring reach 87 points, the attendance worker alone 54."""
    told: list[object] = []
    found = why(report(), "attendance-worker")(told.append, threading.Event())
    assert str(found[0][0]).startswith("Attendance worker is not in the plan: the best plan that runs it")
    assert "33 points fewer" in str(found[0][0]) and told, "and it says how far it has come"
    assert str(why(report(), "home-visits")(told.append, threading.Event())[0][0]).startswith("Home visits is in the plan")


def test_estimates_are_there_for_every_program() -> None:
    found = estimate(report())(lambda news: None, threading.Event())
    assert set(found) == set(report().case.programs)
    assert all(name in str(found[key]) for key, name in [("home-visits", "Home visits"), ("math-tutoring", "Math tutoring")])


def test_a_question_that_was_stopped_has_no_answer() -> None:
    stopped = threading.Event()
    stopped.set()
    assert why(report(), "home-visits")(lambda news: None, stopped) is None
    assert estimate(report())(lambda news: None, stopped) is None
    assert question("a") != question("b")
