"""Changes, undo, and what is shown while a budget is being worked out."""

from __future__ import annotations

from pathlib import Path

from allocator.ui import edits
from allocator.ui.desk import Desk
from tests.ui import school
from tests.ui.school import Y1, Y2

PLAN = school.plan_of()
FIRST = school.report_of(PLAN, school.BEST)


def desk(solver: object = school.by_hand) -> Desk:
    return Desk.opened(Path("maple.yaml"), PLAN, solver, FIRST)  # type: ignore[arg-type]


def settle(at: Desk) -> None:
    if at.job is not None:
        assert at.job.done.wait(5)
    at.collect()


def test_a_change_shows_the_old_budget_until_the_new_one_is_there() -> None:
    """Without local money in the first year tutoring starts in the second."""
    at = desk(school.slowly)
    at.change(edits.with_amounts({}, PLAN, "local", {Y1: 0, Y2: 0}), "no local money")
    assert at.shown is FIRST and not at.current
    assert at.job is not None
    at.job.stop()
    settle(at)
    assert at.current and at.shown is not None and at.shown.budget == school.ON_GRANT


def test_undo_shows_the_budget_before_at_once() -> None:
    at = desk()
    at.change(edits.with_choice({}, PLAN, "tutoring", "drop"), "no tutoring")
    settle(at)
    assert at.shown is not None and at.shown.budget == school.NO_TUTORING
    at.undo()
    assert at.shown is FIRST and at.job is None and len(at.steps) == 1


def test_taking_a_change_back_by_hand_needs_no_new_search() -> None:
    at = desk()
    patch = edits.with_choice({}, PLAN, "tutoring", "drop")
    at.change(patch, "no tutoring")
    settle(at)
    at.change(edits.with_choice(patch, PLAN, "tutoring", "free"), "tutoring again")
    assert at.job is None and at.shown is FIRST


def test_an_impossible_change_keeps_the_budget_before_it_on_screen() -> None:
    at = desk()
    at.change(edits.with_amounts({}, PLAN, "grant", {Y1: 0}), "no grant")
    settle(at)
    assert at.now.trouble is not None and at.shown is FIRST and not at.current
    at.undo()
    assert at.now.trouble is None and at.current


def test_a_second_change_stands_on_the_first_and_start_over_drops_both() -> None:
    at = desk()
    one = edits.with_choice({}, PLAN, "garden", "drop")
    at.change(one, "no garden")
    settle(at)
    at.change(edits.with_amounts(one, PLAN, "local", {Y1: 0, Y2: 0}), "no local money")
    settle(at)
    assert set(at.now.plan.rules) == {"counselor-first", "reading-half", "drop-garden"}
    assert at.now.plan.sources["local"].amounts == {Y1: 0, Y2: 0} and at.now.plan.name == "Maple School (with changes)"
    at.restart()
    assert at.shown is FIRST and at.now.patch == {}


def test_looking_longer_never_makes_it_worse() -> None:
    at = Desk.opened(Path("maple.yaml"), PLAN, _worse, FIRST)
    at.longer()
    settle(at)
    assert at.shown is FIRST


def test_a_plan_without_a_stored_result_is_solved_when_it_is_opened() -> None:
    at = Desk.opened(Path("maple.yaml"), PLAN, school.by_hand, None)
    settle(at)
    assert at.shown is not None and at.shown.budget == school.BEST


def _worse(plan: object, settings: object) -> school.Work:
    return lambda progress, stop: school.report_of(PLAN, school.NO_TUTORING)
