"""Needs: ranked, by pillar, one by one, who is reached; changed, added and taken out with whatever refers to them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from allocator.domain.plan import Plan
from allocator.load import plan_data
from allocator.ui import needs_view
from allocator.ui.grid import Refused, Typed
from allocator.ui.needs_edit import add_need, change_need, need_grid
from allocator.ui.removing import removal, remove
from allocator.ui.show import safe
from allocator.ui.speak import spoken
from tests.ui import school
from tests.ui.conftest import Opener
from tests.ui.school import Y1, Y2
from tests.ui.test_pages import _go, text

RECORD: dict[str, Any] = {
    **school.SCHOOL,
    "sites": {"maple": {"name": "Maple School", "enrollment": 300}},
    "needs": {
        "calm": {**school.SCHOOL["needs"]["calm"], "score_range": [50, 70]},
        "reading": {**school.SCHOOL["needs"]["reading"], "evidence": "Question 4: 61% of families", "note": "Grades 6 and 7"},
        "food": {"name": "Food", "score": 20},
    },
    "programs": {
        "counselor": {**school.SCHOOL["programs"]["counselor"], "serves": {"all": 200, "english-learners": 40}},
        "garden": {**school.SCHOOL["programs"]["garden"], "serves": {"all": 180}},
        "tutoring": school.SCHOOL["programs"]["tutoring"],
    },
}
PLAN = school.plan_of(RECORD)
REPORT = school.report_of(PLAN, school.BEST)


def changed(plan: Plan, made: Any) -> Any:
    data = deepcopy(plan_data(plan))
    made(data)
    return data


# -- what is shown ---------------------------------------------------------------------------------------------------

def test_the_highest_score_comes_first() -> None:
    assert needs_view.in_order(PLAN) == ["reading", "calm", "food"]
    assert needs_view.plain_table(PLAN)["Score"] == ["80", "60", "20"]


def test_who_asked_is_shown_where_the_plan_says_it() -> None:
    assert needs_view.asked_table(PLAN) == {
        "Need": ["Reading"], "Evidence": ["Question 4: 61% of families".replace(":", "\\:")], "Note": ["Grades 6 and 7"]}
    assert needs_view.unasked(PLAN) == 2 and needs_view.asked_table(school.plan_of()) == {"Need": []}


def test_needs_stand_under_their_pillar_with_what_runs_for_them() -> None:
    """Calm is met 1/2, then 3/10: 40% of 60 points. The garden does not run."""
    found = {group.name: group for group in needs_view.by_pillar(PLAN, REPORT)}
    assert list(found) == ["Integrated student supports", "Extended learning time", "No pillar"]
    assert found["Integrated student supports"].says.endswith("60, of which the budget meets 40%.")
    assert found["Integrated student supports"].table["Runs for it"] == ["Counselor"]
    assert found["No pillar"].table["Runs for it"] == ["–"]
    assert "Average" not in needs_view.by_pillar(PLAN, None)[0].table


def test_programs_that_meet_a_need_are_named_with_their_share_and_when_they_run() -> None:
    table = needs_view.meeting_table(PLAN, REPORT, "calm")
    assert table["Program"] == ["Counselor", "Garden"] and table["Share met"] == ["50%; Half time: 30%", "20%"]
    assert table["Runs"] == [f"● Full {Y1}; Half time {Y2}", "–"]
    assert table["Serves"] == ["200 students, 40 english learners", "180 students"]
    assert "Runs" not in needs_view.meeting_table(PLAN, None, "calm")


def test_who_is_reached_is_a_range_where_programs_may_reach_the_same_students() -> None:
    both = school.Budget.of({"counselor": {Y1: "full"}, "garden": {Y2: "full"}}, [])
    record = deepcopy(RECORD)
    record["programs"]["counselor"]["levels"] = {}
    together = school.Budget.of({"counselor": {Y1: "full"}, "garden": {Y1: "full"}}, [])
    plan = school.plan_of(record)
    apart = needs_view.reached_table(school.report_of(plan, both))
    assert apart == {"Need": [safe(school.ODD)], "Students": ["200"], "English learners": ["40"]}
    assert needs_view.reached_table(school.report_of(plan, together))["Students"] == ["200 to 300"], "no more than are enrolled"
    assert needs_view.reached_table(school.report_of(school.plan_of(), school.BEST)) == {}


def test_one_need_is_told_in_sentences() -> None:
    said = " ".join(needs_view.about(PLAN, "calm"))
    assert "Score 60: number 2 of 3 needs" in said and "anything from 50 to 70" in said and "No evidence" in said
    assert "70% of it could be met" in said
    assert "Question 4" in " ".join(needs_view.about(PLAN, "reading"))
    assert needs_view.about(PLAN, "food")[-1] == "No program of the plan meets any of it."
    assert needs_view.met_table(REPORT, "reading")["Average"] == ["40%"] and needs_view.met_table(REPORT, "gone") == {}


# -- what is changed -------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("column", "new", "field", "value"), [
    ("name", " Calm   rooms ", "name", "Calm rooms"), ("score", 65.0, "score", 65), ("pillar", "extended_learning", "pillar",
                                                                                     "extended_learning"),
    ("evidence", "Question 9", "evidence", "Question 9"), ("evidence", None, "evidence", None), ("pillar", None, "pillar", None),
])
def test_a_typed_cell_changes_its_need(column: str, new: Any, field: str, value: Any) -> None:
    edit, says = change_need(PLAN, Typed("calm", column, None, new))
    assert changed(PLAN, edit)["needs"]["calm"].get(field) == value and spoken(says)


def test_a_score_beyond_its_range_widens_it() -> None:
    """Otherwise the plan would contradict itself."""
    edit, says = change_need(PLAN, Typed("calm", "score", 60.0, 72.5))
    data = changed(PLAN, edit)
    assert Plan.model_validate(data).needs["calm"].score_range == [50, 72.5] and "widened" in spoken(says)


@pytest.mark.parametrize(("column", "new", "remedy"), [
    ("name", "", "missing"), ("name", "reading", "already one"), ("score", None, "0 to 100"), ("score", 101, "0 to 100"),
])
def test_what_no_need_can_be_is_refused(column: str, new: Any, remedy: str) -> None:
    with pytest.raises(Refused) as refused:
        change_need(PLAN, Typed("calm", column, None, new))
    assert remedy in str(refused.value)
    with pytest.raises(Refused, match="no longer"):
        change_need(PLAN, Typed("gone", column, None, new))


def test_the_table_has_a_row_for_each_need_that_keeps_its_place_while_scores_change() -> None:
    edit, _ = change_need(PLAN, Typed("food", "score", 20.0, 99.0))
    later = need_grid(Plan.model_validate(changed(PLAN, edit)))
    assert need_grid(PLAN).ids == ("reading", "calm", "food") and later.ids == ("food", "reading", "calm")


def test_a_new_need_has_an_id_of_its_own() -> None:
    key, edit, says = add_need(PLAN, "Calm", 55, "", "Council")
    assert key == "calm-2" and spoken(says) == "The need Calm is added with score 55"
    assert changed(PLAN, edit)["needs"][key] == {"name": "Calm", "score": 55, "evidence": "Council"}
    with pytest.raises(Refused):
        add_need(PLAN, "reading", 55, None, "")


def test_a_need_goes_with_what_programs_say_of_it_and_with_its_rules() -> None:
    case = school.case_of(PLAN)
    found = removal(case, "need", "reading")
    assert found.programs == ("tutoring",) and found.rules == ("reading-half",)
    edit, says = remove(found)
    data = changed(PLAN, edit)
    assert data["programs"]["tutoring"]["meets"] == {} and list(data["rules"]) == ["counselor-first"]
    assert "of the rules that name it: 1" in spoken(says)
    edit, _ = remove(removal(case, "need", "calm"))
    assert changed(PLAN, edit)["programs"]["counselor"]["levels"]["half"]["meets"] == {}, "at every size"


# -- the page --------------------------------------------------------------------------------------------------------

def section(app: AppTest, page: str, part: str) -> None:
    app.button_group(f"{page}-section").set_value(part).run()


def test_the_page_shows_each_of_its_parts_alone(app: AppTest) -> None:
    _go(app, "needs")
    assert [header.value for header in app.header] == ["By importance", "Who asked for what"]
    for part, header in (("pillars", "By pillar"), ("one", "One need"), ("edit", "Change needs")):
        section(app, "needs", part)
        assert not app.exception and not app.error and [each.value for each in app.header] == [header]


def test_the_part_that_was_chosen_is_still_there_on_the_way_back(app: AppTest) -> None:
    _go(app, "needs")
    section(app, "needs", "pillars")
    _go(app, "money")
    _go(app, "needs")
    assert [header.value for header in app.header] == ["By pillar"]


@pytest.mark.parametrize("part", ["ranked", "pillars", "one", "edit"])
def test_the_page_works_while_there_is_no_budget(part: str, open_app: Opener) -> None:
    app = open_app(solver=school.slowly)
    _go(app, "needs")
    section(app, "needs", part)
    assert not app.exception and not app.error and app.header
    app.session_state["desk"].job.stop()


def test_an_empty_plan_is_told_how_to_begin(open_app: Opener) -> None:
    plan = school.plan_of(school.EMPTY)
    app = open_app(plan, school.report_of(plan, school.Budget()))
    _go(app, "needs")
    assert "names no needs yet" in text(app)
    section(app, "needs", "edit")
    assert not app.exception and [each.value for each in app.subheader] == ["Add a need"]


def test_a_need_is_added_shared_and_taken_out_again_on_the_page(app: AppTest) -> None:
    _go(app, "needs")
    section(app, "needs", "edit")
    app.text_input("need-name").set_value("Food")
    app.number_input("need-score").set_value(30.0)
    button(app, "Add a need").click().run()
    assert not app.exception and not app.error
    assert app.session_state["desk"].plan.needs["food"].score == 30
    section(app, "needs", "one")
    app.selectbox("needs-one").select("food").run()
    assert "No program of the plan meets this need yet" in text(app)
    app.selectbox("needs-share-program").select("garden/full").run()
    next(box for box in app.number_input if box.key.startswith("needs-share-garden")).set_value(25.0)
    button(app, "Keep").click().run()
    assert float(app.session_state["desk"].plan.programs["garden"].meets["food"]) == 0.25
    section(app, "needs", "edit")
    app.selectbox("remove-need").select("food").run()
    assert "What these programs say they do for it: Garden" in text(app)
    app.button("remove-need-now").click().run()
    plan = app.session_state["desk"].plan
    assert "food" not in plan.needs and "food" not in plan.programs["garden"].meets
    app.button("undo").click().run()
    assert "food" in app.session_state["desk"].plan.programs["garden"].meets


def test_a_need_without_a_name_is_refused_beside_the_form(app: AppTest) -> None:
    _go(app, "needs")
    section(app, "needs", "edit")
    button(app, "Add a need").click().run()
    assert "the name is missing" in text(app) and not app.session_state["desk"].patch


def button(app: AppTest, label: str) -> Any:
    return next(each for each in app.button if each.label.startswith(label))
