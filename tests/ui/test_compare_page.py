"""The compare page, without a browser: scenarios made, worked out, held side by side, named, hidden and opened."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from allocator.load import fingerprint
from allocator.ui import comparing, edits
from allocator.ui.desk import Desk
from allocator.ui.speak import one
from allocator.ui.words import w
from tests.in_process import SeveralHere
from tests.ui import school
from tests.ui.conftest import Opener
from tests.ui.school import Y1, Y2

NO_LOCAL = {"sources": {"local": {"amounts": {Y1: 0, Y2: 0}}}}
NO_GRANT = {"sources": {"grant": {"amounts": {Y1: 0}}}}
SAYS = one("changes.free", program="Tutoring")


def go(app: AppTest, url: str = "compare") -> AppTest:
    """To another page; the session stays."""
    app._page_hash = calc_hash(url)
    return app.run()


def desk(app: AppTest) -> Desk:
    found: Desk = app.session_state["desk"]
    return found


def settle(app: AppTest) -> AppTest:
    """Until no search runs any more."""
    at = desk(app)
    for record in at.scenarios():
        job = at.answers.job(mark(at, record))
        assert job is None or job.done.wait(5)
    return app.run()


def mark(at: Desk, record: Any) -> str:
    return fingerprint(at.plan_of(record))


def text(app: AppTest) -> str:
    parts = [*app.header, *app.subheader, *app.caption, *app.markdown, *app.error, *app.warning, *app.info]
    return "\n".join(part.value for part in parts).replace("\\", "")


def button(app: AppTest, label: str) -> Any:
    return next(each for each in app.button if each.label.replace("\\", "").startswith(label))


def labels(app: AppTest) -> list[str]:
    return [each.label.replace("\\", "") for each in app.button]


def rows(app: AppTest, column: str) -> dict[str, dict[str, str]]:
    """The first table with a column of this name: its rows by their first cell."""
    frame = next(table.value for table in app.table if column in table.value.columns)
    first, *others = frame.columns
    bare = frame.apply(lambda cells: cells.str.replace("\\", ""))
    return {row[first]: {name: row[name] for name in others} for _, row in bare.iterrows()}


@pytest.fixture
def two(app: AppTest) -> AppTest:
    """The plan as it was opened, and a scenario without local money that is worked out and at hand."""
    desk(app).branch("No local money", NO_LOCAL)
    settle(app)
    return go(app)


def test_one_way_is_explained_and_a_click_makes_another(app: AppTest) -> None:
    go(app)
    assert app.header[0].value == w("compare.one") and not app.table and desk(app).book == ""
    button(app, "Without the floors").click().run()
    settle(app)
    assert not app.exception
    assert [each.name for each in desk(app).scenarios()] == ["Maple School", "Without the floors on top needs"]
    assert "reading-half" not in desk(app).plan.rules and "reading-half" in desk(app).base.rules
    assert list(rows(app, "How good")) == ["A: Maple School", "B: Without the floors on top needs (open now)"]
    assert "Without the floors on top needs" not in labels(app), "an idea that has become a scenario is not offered again"


def test_ideas_say_on_what_they_build_once_something_has_been_changed(two: AppTest) -> None:
    """The open scenario has no local money; the idea has all of it, and only lacks the floor."""
    assert w("compare.ideas.opened") in text(two)
    button(two, "Without the floors").click().run()
    settle(two)
    assert desk(two).patch == {"rules": {"reading-half": None}} and not two.exception


def test_figures_are_those_of_each_scenarios_own_pages(two: AppTest) -> None:
    """Without local money tutoring runs in the second year only, on the grant: 24 + 16 = 40 points, $110,000."""
    table = rows(two, "How good")
    assert table["A: Maple School"]["Spent"] == "$130,000" and table["B: No local money (open now)"]["Spent"] == "$110,000"
    for name in ("B: No local money (open now)", "A: Maple School"):
        go(two, "plan")
        own = {metric.label: metric.value.replace("\\", "") for metric in two.metric}
        assert {key: table[name][key] for key in own} == own and len(own) == 4
        go(two)
        if any(label.startswith("Open A") for label in labels(two)):
            button(two, "Open A: Maple School").click().run()
    assert desk(two).patch == {} and "Open B: No local money" in labels(two)


def test_what_differs_adds_up(two: AppTest) -> None:
    programs = rows(two, "B minus A")
    assert programs["Tutoring: other years or size"] == {"B minus A": "-$20,000", "A": "$40,000", "B": "$20,000"}
    assert programs["The one other program, the same in both"] == {"B minus A": "–", "A": "$90,000", "B": "$90,000"}
    assert programs["Total"] == {"B minus A": "-$20,000", "A": "$130,000", "B": "$110,000"}
    assert "meets less need than A: Maple School: 16 points less. B spends $20,000 less." in text(two)
    assert rows(two, "In the plan")["Local: amount 2025-26"] == {"A": "$20,000", "B": "$0"}


def test_which_change_did_what_is_asked_for(two: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "Several", SeveralHere)
    assert "Points" not in {name for table in two.table for name in table.value.columns}
    button(two, "Show which change from A to B").click().run()
    assert not two.exception
    cost = "Cost of the programs, without indirect charges"
    assert rows(two, cost)["**Total**"] == {
        "Points": "**-16.0**", cost: "**-$20,000**", "Points, at least and at most": "-16.3 to -15.8"}


def test_nothing_is_worked_out_before_somebody_asks_for_it(two: AppTest) -> None:
    at = desk(two)
    made = at.store.add_scenario(at.book, "Later", {"rules": {"later": {"kind": "must", "program": "garden", "years": [Y2]}}})
    two.run()
    assert rows(two, "How good")["C: Later"]["How good"] == "Not worked out yet" and at.answers.job(mark(at, made)) is None
    assert w("compare.download.wait") in text(two)
    button(two, "Work it out: C: Later").click().run()
    settle(two)
    assert rows(two, "How good")["C: Later"]["Spent"] == "$150,000" and w("compare.download.wait") not in text(two)
    two.radio("compare-pair").set_value(made.id).run()
    assert rows(two, "C minus A")["Garden: comes in"] == {"C minus A": "+$50,000", "A": "–", "C": "$50,000"}


def test_a_search_is_shown_and_can_be_stopped(open_app: Opener) -> None:
    app = open_app(report=school.report_of(school.plan_of(), school.BEST), solver=school.slowly)
    at = desk(app)
    at.keep()
    made = at.store.add_scenario(at.book, "Later", NO_LOCAL)
    go(app)
    button(app, "Work it out: B: Later").click().run()
    assert rows(app, "How good")["B: Later"]["How good"] == "Being worked out" and w("solve.stop") in labels(app)
    job = at.answers.job(mark(at, made))
    assert job is not None
    button(app, w("solve.stop")).click().run()
    assert job.done.wait(5)
    app.run()
    assert rows(app, "How good")["B: Later"]["Spent"] == "$110,000"


def test_an_impossible_scenario_says_so_and_what_would_have_to_give(two: AppTest) -> None:
    at = desk(two)
    at.store.add_scenario(at.book, "No grant", NO_GRANT)
    two.run()
    button(two, "Work it out: C: No grant").click().run()
    settle(two)
    assert rows(two, "How good")["C: No grant"]["How good"] == w("compare.impossible")
    assert w("trouble.impossible.first") in text(two) and "Work it out: C: No grant" not in labels(two)
    assert "C minus A" not in {name for table in two.table for name in table.value.columns}


def test_a_scenario_that_cannot_be_used_any_more_leaves_the_others_standing(two: AppTest) -> None:
    at = desk(two)
    at.store.add_scenario(at.book, "Broken", {"programs": {"garden": {"meets": {"no-such-need": 1}}}})
    two.run()
    assert not two.exception and rows(two, "How good")["C: Broken"]["How good"] == w("compare.unusable")
    assert w("trouble.faults") in text(two) and rows(two, "B minus A")["Total"]["B"] == "$110,000"


def test_at_most_four_and_at_least_two(two: AppTest) -> None:
    at = desk(two)
    for number in range(4):
        at.store.add_scenario(at.book, f"More {number}", {"note": str(number)})
    two.run()
    assert len(two.multiselect("compare-pick").value) == 4 and len(rows(two, "How good")) == 4
    two.multiselect("compare-pick").set_value([at.scenarios()[1].id]).run()
    assert w("compare.fewer") in text(two) and not two.table
    go(two, "money")
    go(two)
    assert two.multiselect("compare-pick").value == [at.scenarios()[1].id], "kept while another page is shown"


def test_scenarios_get_names_and_notes_and_leave_the_list_and_come_back(two: AppTest) -> None:
    at = desk(two)
    two.text_input("compare-new-name").input("  No *local*   money ")
    button(two, w("compare.new")).click().run()
    settle(two)
    assert [each.name for each in at.scenarios()] == ["Maple School", "No local money", "No *local* money"]
    assert at.scenario is not None and at.scenario.name == "No *local* money" and at.patch == NO_LOCAL
    name = next(each for each in two.text_input if each.label == "Name")
    name.input("Maple School")
    next(each for each in two.text_area if each.label == "Note").input("Asked by the council for $5")
    button(two, w("compare.name.save")).click().run()
    assert at.scenario.name == "Maple School (2)" and "About C: Asked by the council for $5" in text(two)
    button(two, 'Take "Maple School (2)"').click().run()
    assert [each.name for each in at.scenarios()] == ["Maple School", "No local money"] and at.scenario.name == "Maple School"
    button(two, 'Put back "Maple School (2)"').click().run()
    assert len(at.scenarios()) == 3 and not two.exception


def test_the_last_scenario_stays(app: AppTest) -> None:
    desk(app).change(edits.set_amounts("local", {Y1: 0}), SAYS)
    settle(app)
    go(app)
    assert list(rows(app, "How good")) == ["A: The plan as it was opened", "B: Maple School (open now)"]
    assert button(app, 'Take "Maple School"').disabled and not any(label.startswith("Open") for label in labels(app))


def test_it_works_while_there_is_no_budget_at_all(open_app: Opener) -> None:
    app = open_app(solver=school.slowly)
    go(app)
    assert not app.exception and app.header[0].value == w("compare.one")
    desk(app).branch("Second", NO_LOCAL)
    app.run()
    assert not app.exception and rows(app, "How good")["A: Maple School"]["How good"] == "Being worked out"
    for record in desk(app).scenarios():
        job = desk(app).answers.job(mark(desk(app), record))
        assert job is not None
        job.stop()
        assert job.done.wait(5)
