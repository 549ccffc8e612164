"""The budgets that led to the one at hand."""

from __future__ import annotations

from allocator.store import Store
from allocator.ui import edits
from allocator.ui.answers import Answers
from allocator.ui.before import stages
from allocator.ui.desk import Desk, Edit
from allocator.ui.opening import opened
from allocator.ui.speak import one
from tests.ui import school
from tests.ui.school import Y1, Y2

PLAN = school.plan_of()
FIRST = school.report_of(PLAN, school.BEST)
SAYS = one("changes.free", program="Tutoring")


def desk() -> Desk:
    return opened(Answers(Store("sqlite://"), school.by_hand), PLAN, "file", report=FIRST)  # type: ignore[arg-type]


def change(at: Desk, edit: Edit) -> None:
    at.change(edit, SAYS)
    while (job := at.job) is not None:
        assert job.done.wait(5)
    at.refresh()


def test_an_unchanged_plan_has_nothing_before_it() -> None:
    assert stages(desk()) is None


def test_after_one_change_the_step_before_is_the_plan_as_it_was_opened() -> None:
    at = desk()
    change(at, edits.choose(PLAN, "tutoring", "drop"))
    found = stages(at)
    assert found is not None and found.opened is FIRST and found.step is None and found.now is at.report


def test_after_two_changes_the_step_before_is_known_too_and_undo_goes_back_a_step() -> None:
    at = desk()
    change(at, edits.set_amounts("local", {Y1: 0, Y2: 0}))
    first = at.report
    change(at, edits.choose(PLAN, "tutoring", "drop"))
    found = stages(at)
    assert found is not None and found.opened is FIRST and found.step is first and first is not None
    at.undo()
    back = stages(at)
    assert back is not None and back.now is first and back.step is None


def test_back_at_the_plan_as_it_was_opened_only_the_step_before_counts() -> None:
    at = desk()
    change(at, edits.choose(PLAN, "tutoring", "drop"))
    changed = at.report
    at.restart(SAYS)
    found = stages(at)
    assert found is not None and found.opened is None and found.step is changed


def test_a_step_without_a_budget_is_left_out() -> None:
    at = desk()
    change(at, edits.set_amounts("grant", {Y1: 0}))
    assert at.trouble is not None and stages(at) is None
    change(at, edits.choose(PLAN, "garden", "drop"))
    assert stages(at) is None, "still no budget"
