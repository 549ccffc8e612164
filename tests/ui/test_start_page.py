"""The first page: what the plan comes to, the plans that were kept, and every way to begin another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from allocator.domain.plan import Plan
from allocator.errors import SurroundingsError
from allocator.load import fingerprint, plan_data
from allocator.load.write import json_text, yaml_text
from allocator.messages import say
from allocator.store import Store
from allocator.ui import engine, uploads
from allocator.ui.beginnings import first_years
from allocator.ui.in_short import in_short
from allocator.ui.pages import PAGES
from allocator.ui.speak import one
from allocator.ui.words import w
from tests.ui import school
from tests.ui.conftest import Opener
from tests.ui.school import Y1, Y2
from tests.ui.test_uploads import dearer_and_one_more, edited, spoil

COHORT = "ccspp-implementation-cohort-4"


def text(app: AppTest) -> str:
    """Everything that the page says in sentences."""
    parts = [*app.title, *app.header, *app.caption, *app.markdown, *app.error, *app.warning, *app.info, *app.success]
    return "\n".join(part.value for part in parts).replace("\\", "")


def headers(app: AppTest) -> list[str]:
    return [header.value for header in app.header]


def way(app: AppTest, name: str) -> AppTest:
    app.get_by_key("start-way").set_value(name).run()
    return app


def bring(app: AppTest, name: str, data: bytes) -> AppTest:
    """Hand over a file, in the place that is empty."""
    app.file_uploader[0].upload(name, data).run()
    return app


def saved(app: AppTest) -> list[str]:
    return [each.label for each in app.get("download_button")]


def of(app: AppTest) -> Any:
    return app.session_state["desk"]


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allocator.ui.pages.start.at_home", lambda *about: True)


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allocator.ui.pages.start.at_home", lambda *about: False)


@pytest.fixture
def checked() -> Plan:
    """The school as a file would hold it."""
    return engine.changed(school.SCHOOL, {})


def test_it_is_the_first_page_and_says_what_the_budget_comes_to(app: AppTest) -> None:
    assert PAGES[0].url == "start" and not app.exception and app.title[0].value == "Start"
    assert headers(app)[0] == "Maple School"
    assert "2 of 3 programs run; 56 of the 74 reachable points of need are met; $45,000 is left." in text(app)
    links = [link.proto.label for link in app.get("page_link")]
    assert links[0] == "See the plan"
    assert w("start.sample.note") not in text(app), "this is nobody's sample"


def test_a_plan_that_is_being_worked_out_shows_the_rest(open_app: Opener) -> None:
    app = open_app(solver=school.slowly)
    assert w("solve.first") in text(app) and headers(app)[0] == "Maple School"
    assert w("start.begin") in headers(app) and not app.exception
    of(app).job.stop()


def test_one_sentence_for_each_kind_of_plan() -> None:
    plan = school.plan_of()
    assert in_short(school.report_of(plan, school.NO_TUTORING)).startswith("1 of 3 programs runs; ")
    empty = school.plan_of(school.EMPTY)
    assert in_short(school.report_of(empty, school.Budget())) == w("start.short.nothing")
    money = school.plan_of({**school.EMPTY, "sources": {"local": {"name": "Local", "amounts": {Y1: 500}}}})
    assert "\\$500 waits" in in_short(school.report_of(money, school.Budget()))
    needless = school.plan_of({**school.SCHOOL, "needs": {}, "rules": {}, "programs": {
        "garden": {"name": "Garden", "costs": {"beds": {"object": "4400", "amount": 50000}}}}})
    assert in_short(school.report_of(needless, school.Budget())).startswith("0 of 1 programs run; ")


# -- plans that were kept -----------------------------------------------------------------------------------------


def test_a_kept_plan_is_listed_and_opens_again(app: AppTest, at_home: None) -> None:
    app.run()
    assert w("start.on") not in headers(app), "nothing is kept yet"
    of(app).change(lambda data: data["sources"]["local"]["amounts"].update({Y1: 0}), one("changes.upload", file="x"))
    book = of(app).book
    way(app, "empty").text_input("start-school").set_value("Elm").run()
    app.button("start-empty").click().run()
    assert of(app).plan.name == "Elm"
    _back(app)
    assert app.button(f"kept-{of(app).book}").disabled, "the one that is open"
    app.button(f"kept-{book}").click().run()
    assert of(app).plan.name == "Maple School" and of(app).plan.sources["local"].amounts == {Y1: 0, Y2: 15000}
    assert app.query_params["plan"] == book


def test_the_list_is_not_for_everybody(app: AppTest, away: None) -> None:
    of(app).keep()
    app.run()
    assert w("start.on") not in headers(app)


def test_a_file_that_cannot_be_read_spares_the_rest_of_the_page(
    app: AppTest, at_home: None, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(self: Store, limit: int = 20) -> list[Any]:
        raise SurroundingsError(say("store.damaged", file="kept.sqlite3"))
    monkeypatch.setattr(Store, "books", refuse)
    app.run()
    assert "kept.sqlite3 is damaged." in text(app) and w("start.begin") in headers(app) and not app.exception


# -- ways to begin ------------------------------------------------------------------------------------------------


def test_an_empty_plan_begins_with_its_first_money(app: AppTest) -> None:
    way(app, "empty").text_input("start-school").set_value("Elm School")
    app.selectbox("start-first").set_value(first_years(date.today())[1])
    app.number_input("start-count").set_value(2)
    app.number_input("start-amount").set_value(40000).run()
    app.button("start-empty").click().run()
    desk = of(app)
    assert not app.exception and not app.error and desk.plan.name == "Elm School" and desk.origin == "empty"
    assert desk.plan.sources["local"].amounts == dict.fromkeys(desk.plan.years, 40000) and len(desk.plan.years) == 2
    assert desk.store.book(desk.book).name == "Elm School", "it is kept from the beginning"
    assert app.title[0].value in (w("page.programs"), w("page.plan"))


def test_nothing_begins_before_all_is_said(app: AppTest) -> None:
    before = of(app)
    way(app, "empty").button("start-empty").click().run()
    assert w("start.lacks.name") in text(app)
    app.text_input("start-school").set_value("Elm")
    app.selectbox("start-grant").set_value(COHORT).run()
    assert w("start.usual.unknown") in text(app)
    app.button("start-empty").click().run()
    assert w("start.lacks.amount") in text(app) and of(app) is before


def test_the_usual_award_is_shown_and_taken(app: AppTest) -> None:
    way(app, "empty").text_input("start-school").set_value("Elm")
    app.selectbox("start-first").set_value("2025-26" if "2025-26" in first_years(date.today()) else None)
    app.selectbox("start-grant").set_value(COHORT)
    app.number_input("start-enrollment").set_value(450).run()
    assert "marked as unconfirmed: $" in text(app)
    app.button("start-empty").click().run()
    assert of(app).plan.sources[COHORT].amounts is None and of(app).plan.sources[COHORT].grant == COHORT


def test_practices_of_the_library_become_programs(app: AppTest) -> None:
    way(app, "library").button("start-library").click().run()
    assert w("start.lacks.picks") in text(app)
    app.multiselect("start-pick-integrated_supports").set_value(["social-worker"])
    app.multiselect("start-pick-family_engagement").set_value(["home-visits"])
    app.text_input("start-school").set_value("Elm").run()
    assert len(app.table) == 1
    app.button("start-library").click().run()
    assert set(of(app).plan.programs) == {"social-worker", "home-visits"} and not app.exception


def test_what_cannot_be_shown_is_refused_in_words(app: AppTest) -> None:
    before = of(app)
    way(app, "empty").text_input("start-school").set_value("El\x07m").run()
    app.button("start-empty").click().run()
    assert "a character that cannot be shown" in text(app) and of(app) is before


def test_the_sample_opens_as_it_comes(app: AppTest) -> None:
    before = of(app)
    way(app, "sample").button("start-sample").click().run()
    assert of(app) is not before and of(app).origin == "sample" and not of(app).book, "nothing is kept of a look"
    _back(app)
    assert w("start.sample.note") in text(app)
    assert w("start.sample.here") in text(way(app, "sample"))
    of(app).change(lambda data: data["sources"]["local"]["amounts"].update({Y1: 0}), one("changes.upload", file="x"))
    app.run()
    assert w("start.sample.note") not in text(app)


# -- a file of one's own ------------------------------------------------------------------------------------------


def test_a_bad_workbook_is_answered_cell_by_cell_and_changes_nothing(app: AppTest, checked: Plan) -> None:
    before, mark = of(app), of(app).mark
    bring(app, "budget.xlsx", edited(uploads.input_workbook(checked), spoil))
    assert "budget.xlsx cannot be used yet: 4 things are to be mended. Nothing was changed." in text(app)
    assert len(app.table[0].value) == 4 and w("upload.notes") in saved(app)
    assert not [button for button in app.button if button.key in ("upload-apply", "upload-open")]
    assert of(app) is before and before.mark == mark and not before.book


def test_a_version_is_reviewed_applied_and_taken_back(open_app: Opener, checked: Plan) -> None:
    """One cost is dearer, one program more: 1 changed, 1 added, 0 removed; one undo brings back the plan as it was."""
    app = open_app(checked, school.report_of(checked, school.BEST), solver=school.slowly)
    mark = of(app).mark
    bring(app, "budget.xlsx", edited(uploads.input_workbook(checked), dearer_and_one_more))
    assert "1 changed, 1 added, 0 removed" in text(app) and len(app.table[0].value) == 2
    assert of(app).mark == mark, "a look changes nothing"
    app.button("upload-apply").click().run()
    desk = of(app)
    assert not app.exception and not app.error and desk.book
    assert desk.plan.programs["counselor"].costs["pay"].amount == 61000 and len(desk.plan.programs) == 4
    assert desk.undoable().says == one("changes.upload", file="budget.xlsx")
    desk.job.stop()
    desk.undo()
    assert desk.mark == mark and fingerprint(desk.plan) == fingerprint(checked)
    _back(app)
    assert not app.success, "the place for a file is empty again"


def test_a_version_can_be_a_plan_of_its_own(open_app: Opener, checked: Plan) -> None:
    app = open_app(checked, school.report_of(checked, school.BEST), solver=school.slowly)
    before = of(app)
    bring(app, "budget.xlsx", edited(uploads.input_workbook(checked), dearer_and_one_more))
    app.button("upload-open").click().run()
    assert of(app) is not before and of(app).origin == "upload" and of(app).book and not of(app).patch
    assert len(before.plan.programs) == 3 and len(of(app).plan.programs) == 4
    of(app).job.stop()


def test_the_plan_as_it_is_changes_nothing(open_app: Opener, checked: Plan) -> None:
    app = open_app(checked, school.report_of(checked, school.BEST))
    bring(app, "same.json", json_text(plan_data(checked)).encode())
    assert "nothing would change" in text(app)
    assert not [button for button in app.button if button.key == "upload-apply"]


def test_another_plan_can_only_be_opened(app: AppTest) -> None:
    bring(app, "elm.yaml", yaml_text({**school.EMPTY, "name": "Elm"}).encode())
    assert "another plan than Maple School" in text(app)
    assert not [button for button in app.button if button.key == "upload-apply"]
    app.button("upload-open").click().run()
    assert of(app).plan.name == "Elm"


def test_what_is_worth_a_second_look_is_shown(app: AppTest) -> None:
    """A program that no source may pay is no fault, but somebody should know."""
    plan = {**school.EMPTY, "name": "Elm", "programs": {
        "garden": {"name": "Garden", "costs": {"beds": {"object": "4400", "amount": 50000}}}}}
    bring(app, "elm.yaml", yaml_text(plan).encode())
    assert w("upload.warnings") in text(app) and app.button("upload-open")


def test_a_long_review_is_folded_by_part_of_the_plan(open_app: Opener, checked: Plan) -> None:
    app = open_app(checked, school.report_of(checked, school.BEST))
    many = {f"club-{at}": {"name": f"Club {at}", "costs": {"pay": {"object": "4300", "amount": 100}}} for at in range(60)}
    bring(app, "many.yaml", yaml_text({**school.SCHOOL, "programs": {**school.SCHOOL["programs"], **many}}).encode())
    assert any(expander.label.startswith("Programs: ") for expander in app.expander)


def test_workbooks_to_fill_in_are_offered(app: AppTest) -> None:
    assert saved(app) == [w("upload.workbook"), w("upload.empty")]


def _back(app: AppTest) -> None:
    """To the first page again; the session stays."""
    app._page_hash = calc_hash("start")
    app.run()
