"""From which scenario another one goes on, and what had been changed there: on the small school."""

from __future__ import annotations

import pytest

from allocator.store import Store
from allocator.ui import edits, scenarios
from allocator.ui.answers import Answers
from allocator.ui.desk import Desk
from allocator.ui.goes_on import GoesOn, goes_on
from allocator.ui.opening import opened, reopened
from allocator.ui.speak import one
from allocator.ui.words import speaking
from tests.ui import school
from tests.ui.conftest import Opener
from tests.ui.school import Y1, Y2
from tests.ui.test_compare_page import go, text

PLAN = school.plan_of()
LESS = edits.set_amounts("grant", {Y1: 63_000, Y2: 63_000})
SAID = one("changes.amount", source="Grant", year="both", old="70", new="63")


@pytest.fixture
def desk() -> Desk:
    first = school.report_of(PLAN, school.BEST)
    return opened(Answers(Store("sqlite://"), school.by_hand), PLAN, "file", report=first)  # type: ignore[arg-type]


def told(desk: Desk) -> tuple[str, list[str]] | None:
    found = goes_on(desk)
    return None if found is None else (found.name, [line.replace("\\", "") for line in found.changed])


def test_what_was_changed_before_a_copy_was_made_is_told(desk: Desk) -> None:
    desk.change(LESS, SAID)
    desk.change(edits.set_amounts("local", {Y2: 10_000}), SAID)
    desk.change(edits.choose(PLAN, "garden", "drop"), one("changes.drop", program="Garden", years=Y1))
    assert told(desk) is None, "the first scenario begins with the plan as it was opened"
    scenarios.copy(desk, "Another way", {})
    assert told(desk) == ("Maple School", [
        "Grant, 2025-26, 2026-27: $70,000 becomes $63,000", "Local, 2026-27: $15,000 becomes $10,000",
        "New: Garden must not run in 2025-26 and 2026-27."])
    with speaking("es"):
        assert "Grant, 2025-26, 2026-27: de $70,000 pasa a $63,000" in str(told(desk))


def test_what_is_changed_in_the_older_scenario_later_is_not_told(desk: Desk) -> None:
    """It goes on from what the older one was then; its new name is told."""
    desk.change(LESS, SAID)
    made = scenarios.copy(desk, "Another way", {})
    older = desk.scenarios()[0].id
    desk.turn_to(older)
    desk.change(edits.set_amounts("local", {Y1: 0}), SAID)
    scenarios.rename(desk, older, "First way", "")
    desk.turn_to(made.id)
    assert told(desk) == ("First way", ["Grant, 2025-26, 2026-27: $70,000 becomes $63,000"])


def test_a_scenario_that_goes_on_from_one_without_changes(desk: Desk) -> None:
    scenarios.copy(desk, "Another way", {})
    assert goes_on(desk) == GoesOn("Maple School", ())


def test_a_scenario_of_an_older_file_tells_what_it_began_with(desk: Desk) -> None:
    """There it was not written down from where a scenario goes on."""
    desk.keep()
    patch = {"sources": {"local": {"amounts": {Y1: 5_000}}}}
    for says, expected in ((), ("", ["Local, 2025-26: $20,000 becomes $5,000"])), (SAID, None):
        made = desk.store.add_scenario(desk.book, "Old", patch, says)
        desk.turn_to(made.id)
        assert told(desk) == expected


def test_it_is_told_again_by_the_link(desk: Desk) -> None:
    desk.change(LESS, SAID)
    made = scenarios.copy(desk, "Another way", {})
    again = reopened(desk.answers, desk.book, made.id)
    assert again is not None and told(again) == told(desk) != None  # noqa: E711


def test_undo_never_goes_behind_where_a_scenario_began(desk: Desk) -> None:
    desk.change(LESS, SAID)
    made = scenarios.copy(desk, "Another way", {})
    desk.undo()
    assert desk.undoable() is None and desk.head is not None and desk.head.number == made.head
    desk.change(edits.set_amounts("local", {Y1: 0}), SAID)
    desk.turn_to(desk.scenarios()[0].id)
    assert desk.redoable() is None, "a change in the copy is none in the older one"


def test_the_page_says_it_before_the_changes(open_app: Opener) -> None:
    app = open_app(report=school.report_of(PLAN, school.BEST))
    at = app.session_state["desk"]
    at.change(LESS, SAID)
    scenarios.copy(at, "Another way", {})
    assert at.job is None or at.job.done.wait(5)
    shown = text(go(app, "plan"))
    assert "Goes on from Maple School, where this had been changed:" in shown
    assert "- Grant, 2025-26, 2026-27: $70,000 becomes $63,000" in shown
