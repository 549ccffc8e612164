"""The pages, without a browser: what they show, what a change does, and what they say when something fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from allocator.errors import InputError, NoPlanFound
from allocator.load import fingerprint, load
from allocator.ui import edits, engine, state
from allocator.ui.pages import PAGES
from allocator.ui.speak import one
from allocator.ui.words import w
from tests.ui import school
from tests.ui.conftest import Opener
from tests.ui.school import Y1, Y2


def text(app: AppTest) -> str:
    """Everything that the page says in sentences."""
    parts = [*app.title, *app.header, *app.caption, *app.markdown, *app.error, *app.warning, *app.info]
    return "\n".join(part.value for part in parts).replace("\\", "")


def figures(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value.replace("\\", "") for metric in app.metric}


def button(app: AppTest, label: str) -> Any:
    return next(each for each in app.button if each.label.startswith(label))


def test_the_plan_page_shows_the_solved_school(app: AppTest) -> None:
    _go(app, "plan")
    assert not app.exception and app.title[0].value == w("page.plan")
    assert "Within 0.4% of the best possible budget." in text(app)
    assert figures(app) == {"Need met": "56 of 74", "Programs that run": "2 of 3", "Spent": "$130,000", "Left": "$45,000"}
    assert "One rule that may give way falls short: see Money and rules." in text(app)
    assert "1 rule rests on a value that nobody has confirmed at its source: see Money and rules." in text(app)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url)
@pytest.mark.parametrize("empty", [False, True], ids=["full", "empty"])
def test_every_page_opens_with_a_full_and_with_an_empty_report(page: Any, empty: bool, open_app: Opener) -> None:
    plan = school.plan_of(school.EMPTY if empty else None)
    app = open_app(plan, school.report_of(plan, school.Budget() if empty else school.BEST))
    _go(app, page.url)
    assert not app.exception and not app.error and len(app.title) == 1


def test_the_first_page_is_found_by_its_name_and_the_one_for_families_has_no_menu(
    app: AppTest, monkeypatch: pytest.MonkeyPatch,
) -> None:
    menus: list[tuple[str, list[str]]] = []
    addresses: set[str] = set()
    draw = st.navigation

    def noted(pages: list[Any], position: Any) -> Any:
        menus.append((position, [page.url_path for page in pages if page._visibility == "visible"]))
        addresses.update(page.url_path for page in pages)
        return draw(pages, position=position)
    monkeypatch.setattr(st, "navigation", noted)
    _go(app, "start")
    assert app.title[0].value == "Start" and {"", "start"} <= addresses
    assert menus[-1] == ("top", ["", "needs", "programs", "plan", "money", "compare", "meeting", "share", "during"])
    _go(app, "families")
    assert menus[-1][0] == "hidden" and not app.exception
    _go(app, "plan")
    assert menus[-1][0] == "top" and app.title[0].value == "Plan"


def test_a_search_can_be_stopped_and_shows_its_best(open_app: Opener) -> None:
    app = open_app(solver=school.slowly)
    assert w("solve.first") in text(app) and "54 points: within 3.6% of the best possible" in text(app)
    assert not app.metric
    app.session_state["desk"].job.stop()
    assert app.session_state["desk"].job.done.wait(2)
    app.run()
    assert figures(app)["Need met"] == "56 of 74" and w("solve.first") not in text(app)


def test_a_defect_shows_a_reference_and_no_code(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(report: object) -> None:
        raise RuntimeError("a password")
    monkeypatch.setattr("allocator.ui.figures.needs_table", broken)
    _go(app, "plan")
    assert not app.exception and "Your plan is unchanged. Reference " in text(app) and "password" not in text(app)


def test_a_plan_with_faults_lists_them(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app()
    state._opened.cache_clear()
    def refuse(path: object) -> None:
        raise InputError.one("a cost is missing", place="maple.yaml line 7", path="programs.garden.costs", fix="Add it.")
    monkeypatch.setattr(engine, "load", refuse)
    fresh = AppTest.from_file(app._script_path, default_timeout=10).run()
    assert "maple.yaml line 7, programs.garden.costs: a cost is missing. Add it." in text(fresh) and not fresh.exception


def test_the_changed_plan_can_be_taken_home_and_audited(app: AppTest, tmp_path: Path) -> None:
    """The file reads back as the plan with the changes in it."""
    desk = app.session_state["desk"]
    desk.change(edits.all_of([edits.set_amounts("local", {Y1: 0, Y2: 0}), edits.choose(desk.base, "garden", "drop")]),
                one("changes.free", program="Garden"))
    path = tmp_path / "home.yaml"
    path.write_bytes(engine.plan_file(desk.plan))
    assert fingerprint(load(path)) == fingerprint(desk.plan) != fingerprint(desk.base)


def test_no_budget_in_time_is_not_called_impossible(open_app: Opener) -> None:
    def nothing(plan: object, settings: object) -> school.Work:
        def work(progress: object, stop: object) -> school.Report:
            raise NoPlanFound("nothing in time")
        return work
    app = open_app(solver=nothing)
    while (job := app.session_state["desk"].job) is not None:
        assert job.done.wait(5)
    app.run()
    assert w("trouble.none") in text(app) and "No budget can obey" not in text(app)


def _go(app: AppTest, url: str) -> None:
    """To another page; the session stays."""
    app._page_hash = calc_hash(url)
    app.run()
