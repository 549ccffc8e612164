"""The page During the year: a clerk brings what was spent, a principal asks about a change. The numbers are worked out by hand in
tests/whatif/spent_school.py and tests/whatif/test_revise.py."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from allocator.domain.budget import Budget
from allocator.domain.report import Report
from allocator.explain.result import result
from allocator.export import workbook_bytes
from allocator.ui import edits, revised, signed
from allocator.ui.desk import Desk
from allocator.ui.jobs import Job
from allocator.ui.opening import opened
from allocator.ui.parts import change
from allocator.ui.speak import one
from allocator.ui.words import w
from tests.in_process import StudyHere
from tests.more import few_every_day
from tests.ui.conftest import Opener
from tests.ui.during import as_solved, in_place
from tests.ui.test_pages import _go, button, figures, text
from tests.ui.test_revised import BEST
from tests.whatif.spent_school import ADOPTED, BOOKED, FIRST, SECOND, school
from tests.whatif.tiny import YEAR, tiny

VISITS = Budget.of({"home-visits": {YEAR: "full"}}, [paid for paid in BEST.payments if paid.source == "grant"])
LESS = one("changes.less", source="Local money")


@pytest.fixture(scope="module")
def adopted() -> Report:
    return as_solved(school(), ADOPTED)


@pytest.fixture
def page(open_app: Opener, adopted: Report) -> AppTest:
    """The page on the school of two years, its signed budget known."""
    app = open_app(adopted.case.plan, adopted, in_place)
    _go(app, "during")
    return app


def at(app: AppTest) -> Desk:
    found: Desk = app.session_state["desk"]
    return found


def wait(app: AppTest, jobs: list[Job]) -> None:
    for job in jobs:
        assert job.done.wait(60) and job.error is None, job.error
    app.run()
    assert not app.exception


def labels(app: AppTest) -> list[str]:
    return [each.proto.label for each in app.get("download_button")]


def tables(app: AppTest) -> str:
    return "\n".join(each.value.to_string() for each in app.table).replace("\\", "")


def test_an_empty_page_says_what_to_do_and_offers_a_sample(page: AppTest) -> None:
    assert w("during.spent.says") in text(page) and w("during.sample") in labels(page) and not page.error
    assert [each.label for each in page.selectbox] == [w("during.signed")]


def test_a_file_becomes_figures_a_workbook_and_stays_while_one_looks_elsewhere(page: AppTest) -> None:
    page.file_uploader[0].upload("spent.csv", BOOKED.encode()).run()
    assert not page.exception and not page.file_uploader
    assert figures(page) == {"Spent": "$47,125", "Not spent": "$8,575", "Saved by vacancies": "$7,975", "Carried on": "$12,674"}
    assert "2900 Other classified salaries" in tables(page) and w("during.workbook") in labels(page)
    assert at(page).book == "", "nothing is kept by looking"
    _go(page, "plan")
    _go(page, "during")
    assert figures(page)["Spent"] == "$47,125" and "spent.csv" in text(page)
    button(page, w("during.file.other")).click().run()
    assert page.file_uploader and not page.metric


def test_the_years_that_remain_are_planned_opened_and_the_way_back_is_there(page: AppTest) -> None:
    page.file_uploader[0].upload("spent.csv", BOOKED.encode()).run()
    page.button("during-remain-work").click().run()
    wait(page, list(at(page).answers._jobs.values()))
    assert "Comes in: Classroom libraries." in text(page) and "104" in tables(page)
    before = at(page)
    page.button("during-open").click().run()
    assert not page.exception
    now = at(page)
    assert now.base.years == [SECOND] and now.base.name == f"Two years, planned again after {FIRST}" and now.report is not None
    assert now.base.sources["grant"].carried_in == {FIRST: 12_674} and now.book != before.book
    _go(page, "during")
    assert "This plan holds the years that remain of Two years" in text(page) and page.file_uploader
    page.button("during-back-button").click().run()
    assert at(page).book == before.book and at(page).plan == before.plan and not page.exception


@pytest.mark.parametrize("case", few_every_day([
    ("other.csv", "year,source,object,amount\n2031-32,ccspp,2900,1\n", "2 things are to be mended"),
    ("empty.csv", "", "1 thing is to be mended"),
    ("late.csv", f"year,source,object,amount\n{SECOND},grant,2900,1\n", f"holds nothing of {FIRST}"),
], 1))
def test_a_file_that_cannot_be_used_is_told_and_nothing_else(page: AppTest, case: tuple[str, str, str]) -> None:
    name, data, says = case
    page.file_uploader[0].upload(name, data.encode()).run()
    assert not page.exception and says in text(page) and name in page.error[0].value.replace("\\", "") and not page.metric


@pytest.mark.parametrize("kind", few_every_day(["json", "xlsx"], 1))
def test_the_very_file_that_was_signed_may_be_handed_over(page: AppTest, adopted: Report, kind: str) -> None:
    page.selectbox("during-signed").select(signed.FILE).run()
    assert len(page.file_uploader) == 1
    data = workbook_bytes(adopted) if kind == "xlsx" else json.dumps(result(adopted, "en")).encode()
    page.file_uploader[0].upload(f"signed.{kind}", data).run()
    assert not page.error and w("during.signed.other") not in text(page)
    page.file_uploader[0].upload("spent.csv", BOOKED.encode()).run()
    assert figures(page)["Carried on"] == "$12,674"


@pytest.mark.slow
def test_another_file_is_no_signed_budget(page: AppTest) -> None:
    page.selectbox("during-signed").select(signed.FILE).run()
    page.file_uploader[0].upload("spent.json", b"{}").run()
    assert not page.exception and "spent.json" in page.error[0].value.replace("\\", "") and not page.file_uploader


@pytest.fixture
def cut(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The tiny school on the part for a change, after local money was cut to $20,000."""
    monkeypatch.setattr(revised, "Study", StudyHere)
    app = open_app(tiny(), as_solved(tiny(), BEST), in_place)
    _go(app, "during")
    app.segmented_control("during-section").set_value("change").run()
    app.selectbox("during-change-source").select("grant").run()
    assert w("during.now.same") in text(app)
    at(app).change(edits.set_amounts("local", {YEAR: 20_000}), LESS)
    wait(app, list(at(app).answers._jobs.values()))
    return app


def test_the_change_needs_approval_and_asking_is_worth_7_points(cut: AppTest) -> None:
    """The app's own best plan runs the attendance worker: 54 points, and the grant pays 8,000 more under 2900."""
    assert "4 object codes, counted year by year, change so much that they need approval." in text(cut)
    assert "$24,000" in tables(cut) and w("during.request") not in labels(cut)
    cut.button("during-change-work").click().run()
    wait(cut, list(at(cut).answers._asked.values()))
    assert "Asking for approval is worth 7 points." in text(cut) and "47 of 141" in tables(cut)
    assert {w("during.request"), w("during.take.under"), w("during.take.asked")} <= set(labels(cut))
    assert "Drops out: Math tutoring." in text(cut)
    found = next(iter(at(cut).answers._asked.values())).found
    book = openpyxl.load_workbook(io.BytesIO(change.request_bytes(found, change.request_form(change.form_names()[0]))))
    assert book.sheetnames == ["Contact", "Revision"]
    cut.button("undo").click().run()
    assert "Asking for approval" not in text(cut) and w("during.now.same") in text(cut), "the answer was about the other plan"


@pytest.mark.slow
def test_one_may_look_longer_and_keeps_the_answer_meanwhile(cut: AppTest) -> None:
    cut.button("during-change-work").click().run()
    wait(cut, list(at(cut).answers._asked.values()))
    cut.button("during-change-more").click().run()
    wait(cut, list(at(cut).answers._asked.values()))
    assert len(at(cut).answers._asked) == 2 and "Asking for approval is worth 7 points." in text(cut)
    assert not [each for each in cut.button if each.key == "during-change-more"]


def test_the_plan_without_approval_becomes_a_scenario_whose_budget_is_known_at_once(cut: AppTest) -> None:
    """Home visits alone: the grant pays what was signed, 21,000, and the other scenario stays as it was."""
    cut.button("during-change-work").click().run()
    wait(cut, list(at(cut).answers._asked.values()))
    before = at(cut).scenario
    cut.button("during-change-take").click().run()
    desk = at(cut)
    assert not cut.exception and desk.job is None and desk.report is not None and desk.scenario != before
    assert desk.report.points == 47 and dict(desk.report.budget.roster) == {"home-visits": {YEAR: "full"}}
    assert desk.plan.rules["as-signed"]["approved"] == {YEAR: {"2900": 16_000, "3202": 3_200, "3302": 800, "7310": 1_000}}
    assert [scenario.name for scenario in desk.scenarios()] == ["Tiny school", "Without approval"]
    _go(cut, "during")
    assert w("during.now.same") in text(cut)


@pytest.mark.slow
def test_a_search_that_was_stopped_can_be_begun_again(cut: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revised, "search", lambda plan, asked: lambda news, stop: None)
    cut.button("during-change-work").click().run()
    wait(cut, list(at(cut).answers._asked.values()))
    assert w("during.worth.stopped") in text(cut) and not cut.button("during-change-work").disabled


@pytest.mark.slow
def test_a_source_that_pays_nothing_has_no_answer(open_app: Opener) -> None:
    app = open_app(tiny(), as_solved(tiny(), VISITS), in_place)
    _go(app, "during")
    app.segmented_control("during-section").set_value("change").run()
    assert w("during.worth") not in text(app), "no source is chosen: no grant file speaks of approval"
    app.selectbox("during-change-source").select("local").run()
    assert not app.exception and w("during.change.unsuited") in text(app) and "no payment" in app.error[0].value
    assert w("during.worth") not in text(app)


@pytest.mark.slow
def test_what_was_picked_for_another_plan_does_not_stay(cut: AppTest) -> None:
    """As when somebody opens the years that remain: the year that was picked is no year of theirs."""
    put(opened(at(cut).answers, school(), "upload", report=as_solved(school(), ADOPTED)), cut)
    assert [each.value for each in cut.selectbox if each.key.startswith("during-change")][-1] == FIRST
    assert not cut.exception and not cut.error
    only_later = school(years=[SECOND], rules={}, staff={}, programs={},
                        sources={"fund": {"name": "A fund", "amounts": {SECOND: 5}}})
    put(opened(at(cut).answers, only_later, "upload"), cut)
    assert not cut.exception and not cut.error


def put(desk: Desk, app: AppTest) -> None:
    """Another plan before the session, as the pages do it."""
    app.session_state["desk"] = desk
    app.run()
