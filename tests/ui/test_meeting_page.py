"""The meeting without a browser: views, cards, votes, the full screen, and what is left when the page is opened again."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from allocator.ui import state
from allocator.ui.words import w
from tests.ui import school
from tests.ui.conftest import Opener


def text(app: AppTest) -> str:
    """Everything that the page says in sentences."""
    parts = [*app.title, *app.header, *app.subheader, *app.caption, *app.markdown, *app.error, *app.info]
    return "\n".join(part.value for part in parts).replace("\\", "")


def go(app: AppTest, url: str = "meeting") -> AppTest:
    app._page_hash = calc_hash(url)
    return app.run()


def on(app: AppTest, times: int) -> AppTest:
    for _ in range(times):
        app.button("meeting-next").click().run()
    return app


@pytest.fixture
def meeting(app: AppTest) -> AppTest:
    """The meeting at its first view: title, needs, three pillars of cards, the end."""
    return go(app)


def test_the_views_follow_each_other_and_stay_while_one_looks_elsewhere(meeting: AppTest) -> None:
    assert not meeting.exception and "Maple School" in text(meeting) and meeting.button("meeting-back").disabled
    assert "They meet 76% of the need" in text(meeting)
    on(meeting, 2)
    assert [view.value for view in meeting.header] == [w("pillar.none")] and w("meeting.at", at=3, of=4) in text(meeting)
    go(go(meeting, "money"))
    assert w("meeting.at", at=3, of=4) in text(meeting)
    meeting.selectbox("meeting-jump").set_value(3).run()
    assert [view.value for view in meeting.header] == [w("meeting.view.end")] and meeting.button("meeting-next").disabled


def test_a_choice_changes_the_balance_and_is_there_after_a_reload(meeting: AppTest) -> None:
    on(meeting, 2)
    meeting.button("pick-garden-fund").click().run()
    assert meeting.button("pick-garden-fund").label == "✓ Fund"
    assert "Decided so far $100,000. Not yet decided by the group $75,000." in text(meeting)
    link = dict(meeting.query_params)
    assert link["plan"] and link["scenario"]
    again = AppTest.from_file(meeting._script_path, default_timeout=10)
    for name, value in link.items():
        again.query_params[name] = value
    on(go(again.run()), 2)
    assert again.button("pick-garden-fund").label == "✓ Fund"


def test_sizes_are_offered_once_a_program_is_in_the_hand(meeting: AppTest) -> None:
    on(meeting, 2)
    keys = {button.key for button in meeting.button}
    assert "size-counselor-half" not in keys
    meeting.button("pick-counselor-fund").click().run()
    meeting.button("size-counselor-half").click().run()
    assert meeting.button("size-counselor-half").label == "✓ Half time" and "so far $60,000" in text(meeting)


def test_a_vote_on_the_back_of_a_card_stands_in_the_minutes(meeting: AppTest) -> None:
    on(meeting, 2)
    meeting.button("pick-garden-skip").click().run()
    meeting.button("turn-garden").click().run()
    assert "The vote is on: **Skip**." in text(meeting) and "points of need for each $10,000" in text(meeting)
    _submit(meeting)
    assert meeting.toast[0].value == w("meeting.vote.empty")
    meeting.number_input("vote-for-garden").set_value(7)
    meeting.text_input("vote-note-garden").set_value("*Later*")
    _submit(meeting)
    assert "7 for, 0 against, 0 abstaining" in text(meeting)
    on(meeting, 1)
    rows = meeting.table[1].value
    assert rows[w("meeting.note")].iloc[0] == "\\*Later\\*" and rows[w("meeting.choice")].iloc[0] == "Skip"
    assert [each.proto.label for each in meeting.get("download_button")] == [w("meeting.minutes"), w("meeting.minutes.csv")]


def test_without_a_choice_there_is_nothing_to_vote_on(meeting: AppTest) -> None:
    on(meeting, 2)
    meeting.button("turn-garden").click().run()
    assert w("meeting.vote.first") in text(meeting) and "The vote is on" not in text(meeting)
    assert not meeting.number_input and w("meeting.vote") not in [button.label for button in meeting.button]
    meeting.button("pick-garden-require").click().run()
    assert "The vote is on: **Require**." in text(meeting) and len(meeting.number_input) == 3


def test_a_card_says_whether_its_program_is_in_the_budget(meeting: AppTest) -> None:
    on(meeting, 2)
    assert text(meeting).count("● In the budget now") == 2 and text(meeting).count("○ Not in the budget now") == 1


def _submit(app: AppTest) -> None:
    next(button for button in app.button if button.label == w("meeting.vote")).click().run()


def test_the_hand_is_saved_and_its_budget_shown(meeting: AppTest) -> None:
    on(meeting, 2)
    meeting.button("pick-tutoring-skip").click().run()
    on(meeting, 1)
    assert w("meeting.result.open") in text(meeting)
    meeting.text_input("meeting-name").set_value("Ours")
    next(button for button in meeting.button if button.label == w("meeting.save")).click().run()
    desk = meeting.session_state["desk"]
    assert desk.scenario.name == "Ours" and (desk.job is None or desk.job.done.wait(5))
    meeting.run()
    assert "These choices can be paid." in text(meeting) and "Drops out: Tutoring." in text(meeting) and not meeting.exception
    meeting.button("meeting-clear").click().run()
    assert w("meeting.result.open") in text(meeting) and w("meeting.chosen.none") in text(meeting)


def test_a_hand_that_cannot_be_paid_says_what_would_have_to_give(meeting: AppTest) -> None:
    on(meeting, 2)
    for key in ("pick-garden-require", "pick-tutoring-skip"):
        meeting.button(key).click().run()
    on(meeting, 1)
    meeting.button("meeting-full").click().run()
    next(button for button in meeting.button if button.label == w("meeting.save")).click().run()
    job = meeting.session_state["desk"].job
    assert job is None or job.done.wait(5)
    meeting.run()
    assert w("meeting.result.trouble") in text(meeting) and meeting.error and not meeting.exception


def test_full_screen_shows_nothing_but_the_meeting_and_ends(meeting: AppTest) -> None:
    meeting.button("meeting-full").click().run()
    keys = {button.key for button in meeting.button}
    assert "undo" not in keys and not meeting.expander and [each.value for each in meeting.title] == ["Maple School"]
    assert meeting.query_params["present"] == "1"
    shortcuts = {button.key: button.proto.shortcut for button in meeting.button if button.proto.shortcut}
    assert shortcuts == {"meeting-back": "left", "meeting-next": "right", "meeting-leave": "escape"}
    meeting.button("speak-es").click().run()
    assert meeting.button("meeting-leave").label == "Salir"
    meeting.button("meeting-leave").click().run()
    assert "present" not in meeting.query_params and "undo" in {button.key for button in meeting.button}
    assert not any(button.proto.shortcut in ("left", "right") for button in meeting.button)


def test_a_link_to_the_full_screen_opens_the_meeting_whatever_page_it_names(app: AppTest) -> None:
    fresh = AppTest.from_file(app._script_path, default_timeout=10)
    fresh.query_params["present"] = "1"
    fresh.run()
    assert fresh.session_state[state.PRESENT] and "meeting-leave" in {button.key for button in fresh.button}


def test_without_a_budget_there_is_a_way_out(open_app: Opener) -> None:
    app = open_app(solver=school.slowly)
    app.session_state[state.PRESENT] = True
    go(app)
    assert not app.exception and app.button("meeting-leave")
    job: Any = app.session_state["desk"].job
    job.stop()
    assert job.done.wait(5)
