"""Changes, undo, and what is shown while a budget is being worked out."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.errors import InputError, SurroundingsError
from allocator.messages import text
from allocator.store import Moved, Revision, Store
from allocator.ui import edits
from allocator.ui.answers import Answers
from allocator.ui.desk import Desk
from allocator.ui.opening import opened, reopened
from allocator.ui.speak import one
from tests.ui import school
from tests.ui.school import Y1, Y2

PLAN = school.plan_of()
FIRST = school.report_of(PLAN, school.BEST)
NO_LOCAL = edits.set_amounts("local", {Y1: 0, Y2: 0})
NO_GRANT = edits.set_amounts("grant", {Y1: 0})
NO_TUTORING = edits.choose(PLAN, "tutoring", "drop")
SAYS = one("changes.free", program="Tutoring")


def desk(solver: object = school.by_hand, store: Store | None = None) -> Desk:
    return opened(Answers(store or Store("sqlite://"), solver), PLAN, "file", report=FIRST)  # type: ignore[arg-type]


def settle(at: Desk) -> None:
    while (job := at.job) is not None:
        assert job.done.wait(5)
    at.refresh()


def test_nothing_is_kept_for_a_visitor_who_only_looks() -> None:
    at = desk()
    at.refresh()
    assert at.shown is FIRST and at.head is None and at.store.books() == []


def test_a_change_shows_the_old_budget_until_the_new_one_is_there() -> None:
    """Without local money in the first year tutoring starts in the second."""
    at = desk(school.slowly)
    assert at.change(NO_LOCAL, SAYS)
    assert at.shown is FIRST and not at.current
    assert at.job is not None
    at.job.stop()
    settle(at)
    assert at.current and at.shown is not None and at.shown.budget == school.ON_GRANT


def test_a_first_answer_is_there_at_once() -> None:
    """The grant's $70,000 a year pays the counselor at half size ($30,000) and tutoring ($20,000): 60 x 0.3 + 80 x 0.4 = 50."""
    at = desk(school.slowly)
    at.change(NO_LOCAL, SAYS)
    assert at.first is not None and at.first.points == 50
    assert at.first.costs["tutoring"] == {Y1: 20_000, Y2: 20_000} and at.first.spent == 100_000
    assert at.job is not None
    at.job.stop()
    settle(at)
    assert at.first is None


def test_nobody_waits_in_line_behind_a_plan_that_has_changed_since() -> None:
    at = desk(school.slowly)
    at.change(NO_LOCAL, SAYS)
    first = at.job
    at.change(NO_TUTORING, SAYS)
    assert first is not None and first.stopping.is_set() and at.job is not None and at.job is not first
    assert first.done.wait(5) and at.job.place == 0
    at.undo()
    assert at.shown is not None and at.shown.budget == school.ON_GRANT, "what the stopped search had found is kept"
    settle_now(at)


def settle_now(at: Desk) -> None:
    """Stop what runs and take what it found."""
    while (job := at.job) is not None:
        job.stop()
        assert job.done.wait(5)
    at.refresh()


def test_undo_and_redo_show_their_budgets_at_once() -> None:
    at = desk()
    at.change(NO_TUTORING, SAYS)
    settle(at)
    assert at.shown is not None and at.shown.budget == school.NO_TUTORING
    at.undo()
    assert at.shown is FIRST and at.job is None and at.patch == {} and at.undoable() is None
    at.redo()
    assert at.shown.budget == school.NO_TUTORING and at.job is None and at.redoable() is None


def test_taking_a_change_back_by_hand_needs_no_new_search() -> None:
    at = desk()
    at.change(NO_TUTORING, SAYS)
    settle(at)
    at.change(edits.choose(PLAN, "tutoring", "free"), SAYS)
    assert at.job is None and at.shown is FIRST and len(at.store.trail(at.scenario.id)) == 3  # type: ignore[union-attr]


def test_what_changes_nothing_is_no_change() -> None:
    at = desk()
    assert not at.change(edits.choose(PLAN, "tutoring", "free"), SAYS)
    assert not at.change(edits.set_amounts("local", {Y1: 20000}), SAYS)
    assert at.undoable() is None


def test_a_change_that_makes_no_plan_is_refused_and_not_kept() -> None:
    at = desk()
    with pytest.raises(InputError) as refused:
        at.change(edits.set_field("programs", "tutoring", ["meets"], {"no-such-need": 1}), SAYS)
    assert "no-such-need" in str(refused.value) and at.undoable() is None and at.shown is FIRST


def test_an_impossible_change_keeps_the_budget_before_it_on_screen() -> None:
    at = desk()
    at.change(NO_GRANT, SAYS)
    settle(at)
    assert at.trouble is not None and at.shown is FIRST and not at.current
    at.undo()
    assert at.trouble is None and at.current


def test_back_at_an_impossible_change_the_budget_before_it_is_shown_and_not_the_one_of_the_way_out() -> None:
    at = desk()
    at.change(edits.choose(PLAN, "garden", "drop"), SAYS)
    settle(at)
    before = at.shown
    at.change(NO_GRANT, SAYS)
    settle(at)
    assert at.trouble is not None and at.shown is before
    at.restart(SAYS)
    assert at.shown is FIRST and at.current
    at.undo()
    assert at.trouble is not None and at.shown is before


def test_a_second_change_stands_on_the_first_and_start_over_can_be_taken_back() -> None:
    at = desk()
    at.change(edits.choose(PLAN, "garden", "drop"), SAYS)
    settle(at)
    at.change(NO_LOCAL, SAYS)
    settle(at)
    assert set(at.plan.rules) == {"counselor-first", "reading-half", "drop-garden"}
    assert at.plan.sources["local"].amounts == {Y1: 0, Y2: 0}
    at.restart(SAYS)
    assert at.shown is FIRST and at.patch == {}
    at.undo()
    assert at.plan.sources["local"].amounts == {Y1: 0, Y2: 0}


def test_looking_longer_never_makes_it_worse() -> None:
    at = desk(_worse)
    at.work_out("longer")
    settle(at)
    assert at.shown is FIRST


def test_a_plan_without_a_stored_result_is_solved_when_it_is_opened() -> None:
    at = opened(Answers(Store("sqlite://"), school.by_hand), PLAN, "file")
    settle(at)
    assert at.shown is not None and at.shown.budget == school.BEST


def test_after_a_restart_everything_is_as_it_was(tmp_path: Path) -> None:
    """Another process with the same store: the plan, the change, undo, and the budget without a new search."""
    url = f"sqlite:///{tmp_path / 'kept.sqlite3'}"
    at = desk(store=Store(url))
    at.change(NO_TUTORING, SAYS)
    settle(at)
    again = reopened(Answers(Store(url), _never), at.book, at.scenario.id)  # type: ignore[union-attr]
    assert again is not None and again.plan == at.plan and again.job is None
    assert again.shown is not None and again.shown.budget == school.NO_TUTORING
    again.undo()
    assert again.patch == {} and again.shown is not None and again.shown.budget == school.BEST
    assert reopened(Answers(Store(url), _never), "no-such-book") is None


def test_two_windows_on_one_scenario_lose_nothing() -> None:
    store = Store("sqlite://")
    one_window = desk(store=store)
    one_window.change(edits.choose(PLAN, "garden", "drop"), SAYS)
    settle(one_window)
    assert one_window.scenario is not None
    other = reopened(one_window.answers, one_window.book, one_window.scenario.id)
    assert other is not None
    other.change(NO_LOCAL, SAYS)
    settle(other)
    one_window.change(NO_TUTORING, SAYS)
    settle(one_window)
    assert set(one_window.plan.rules) >= {"drop-garden", "drop-tutoring"}
    assert one_window.plan.sources["local"].amounts == {Y1: 0, Y2: 0}
    other.refresh()
    assert other.plan == one_window.plan


def test_a_scenario_of_its_own_leaves_the_first_alone() -> None:
    at = desk()
    at.change(NO_TUTORING, SAYS)
    settle(at)
    first = at.scenario
    made = at.branch("Without local money")
    at.change(NO_LOCAL, SAYS)
    settle(at)
    assert first is not None and [s.name for s in at.scenarios()] == [PLAN.name, "Without local money"]
    assert at.turn_to(first.id) and at.plan.sources["local"].amounts == PLAN.sources["local"].amounts
    assert at.turn_to(made.id) and at.plan.sources["local"].amounts == {Y1: 0, Y2: 0}
    assert not at.turn_to("no-such-scenario")


def test_a_snapshot_brings_back_what_it_kept() -> None:
    at = desk()
    at.change(NO_TUTORING, SAYS)
    at.snapshot("Before the meeting")
    at.change(NO_LOCAL, SAYS)
    settle(at)
    assert at.scenario is not None
    at.restore(at.store.snapshots(at.scenario.id)[0].id, SAYS)
    settle(at)
    assert at.plan.sources["local"].amounts == PLAN.sources["local"].amounts and "drop-tutoring" in at.plan.rules


def test_the_same_plan_is_worked_out_once_for_all() -> None:
    answers = Answers(Store("sqlite://"), school.slowly)
    first, second = opened(answers, PLAN, "file"), opened(answers, PLAN, "file")
    assert first.job is not None and first.job is second.job
    first.job.stop()
    settle(first)
    second.refresh()
    assert second.shown is first.shown is not None


def _worse(plan: object, settings: object) -> school.Work:
    return lambda progress, stop: school.report_of(PLAN, school.NO_TUTORING)


def _never(plan: object, settings: object) -> school.Work:
    raise AssertionError("this budget was known")


def test_the_same_change_from_two_windows_is_made_once_and_both_show_it() -> None:
    one_window = desk()
    one_window.keep()
    assert one_window.scenario is not None
    other = reopened(one_window.answers, one_window.book, one_window.scenario.id)
    assert other is not None and other.change(NO_LOCAL, SAYS)
    settle(other)
    assert not one_window.change(NO_LOCAL, SAYS)
    assert one_window.plan == other.plan and one_window.shown is other.shown


def test_a_change_that_never_finds_its_turn_is_refused_in_the_language_of_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    at = desk()
    at.keep()
    tries: list[int] = []

    def taken(scenario: str, parent: int, *change: object) -> Revision:
        tries.append(parent)
        assert at.head is not None
        raise Moved(at.head)
    monkeypatch.setattr(at.store, "save", taken)
    with pytest.raises(SurroundingsError) as refused:
        at.change(NO_LOCAL, SAYS)
    assert len(tries) == 5 and at.patch == {} and at.shown is FIRST
    assert str(refused.value).startswith("This scenario is being changed elsewhere again and again.")
    assert text(refused.value.args[0], "es").startswith("Este escenario cambia una y otra vez en otro lugar.")
