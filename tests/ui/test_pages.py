"""The pages, without a browser: what they show, what a change does, and what they say when something fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from allocator.errors import InputError, NoPlanFound
from allocator.load import fingerprint, load
from allocator.ui import edits, engine, state, words
from allocator.ui.figures import PARTS
from allocator.ui.pages import PAGES
from allocator.ui.words import WORDS, w
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


def test_the_first_page_shows_the_solved_school(app: AppTest) -> None:
    assert not app.exception and app.title[0].value == "Maple School"
    assert "Within 0.4% of the best possible budget." in text(app)
    assert figures(app) == {"Need met": "56 of 74", "Programs that run": "2 of 3", "Spent": "$130,000", "Left": "$45,000"}
    headers = [header.value for header in app.header]
    assert headers == ["Needs met", "What runs, and when", "Who pays in each year", "What is left"]
    assert "One rule that may give falls short" in text(app)
    assert "1 rule rests on a value that nobody has confirmed at its source: see Rules." in text(app)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url)
@pytest.mark.parametrize("empty", [False, True], ids=["full", "empty"])
def test_every_page_opens_with_a_full_and_with_an_empty_report(page: Any, empty: bool, open_app: Opener) -> None:
    plan = school.plan_of(school.EMPTY if empty else None)
    app = open_app(plan, school.report_of(plan, school.Budget() if empty else school.BEST))
    _go(app, page.url)
    assert not app.exception and not app.error and len(app.title) == 1


def test_an_amount_changes_the_budget_and_undo_brings_it_back(app: AppTest) -> None:
    """Without local money tutoring runs in the second year only, on the grant: 24 + 80 x 0.4 / 2 = 40 points, $110,000."""
    _go(app, "change")
    app.selectbox("amount-source").select("local").run()
    app.number_input(f"amount-local-{Y1}").set_value(0)
    app.number_input(f"amount-local-{Y2}").set_value(0)
    button(app, "See the new budget").click().run()
    assert not app.exception
    assert figures(app) == {"Need met": "40 of 74", "Programs that run": "2 of 3", "Spent": "$110,000", "Left": "$30,000"}
    assert "Local, 2025-26: $20,000 becomes $0; Local, 2026-27: $15,000 becomes $0" in text(app)
    assert "Less need is met than in the plan as it was: 16 points. Changes its years or its size: Tutoring." in text(app)
    assert app.metric[0].delta == "-16" and w("metric.compared") in text(app)
    button(app, "Undo").click().run()
    assert figures(app)["Need met"] == "56 of 74" and app.number_input(f"amount-local-{Y1}").value == 20000


def test_a_program_is_kept_in_and_another_left_out(app: AppTest) -> None:
    """The garden in the second year takes the counselor's place there; then tutoring goes too, which no known budget allows."""
    _go(app, "change")
    app.selectbox("choice-program").select("garden").run()
    app.radio("choice-garden").set_value("pin")
    app.multiselect("choice-years-garden").set_value([Y2])
    button(app, "See the budget with this").click().run()
    assert "Garden is kept in (2026-27)" in text(app) and "Comes in: Garden." in text(app)
    app.selectbox("choice-program").select("tutoring").run()
    app.radio("choice-tutoring").set_value("drop")
    button(app, "See the budget with this").click().run()
    assert "No budget can obey every rule with this change." in text(app) and "$8,400" in text(app)
    assert figures(app)["Programs that run"] == "3 of 3", "the budget before the change stays on screen"
    assert w("earlier") in text(app) and "**Within" not in text(app), "what was said of it is not said of the change"
    assert [each.label for each in app.button if each.label.startswith("Undo")] == [w("undo.last")]
    button(app, "Undo").click().run()
    assert not app.error and "Comes in: Garden." in text(app)


def test_nothing_changed_is_said_and_not_worked_out(app: AppTest) -> None:
    _go(app, "change")
    button(app, "See the new budget").click().run()
    assert w("change.money.same") in text(app)
    button(app, "See the budget with this").click().run()
    assert w("change.program.same") in text(app)


def test_what_the_plan_itself_decides_is_said(app: AppTest) -> None:
    _go(app, "change")
    app.selectbox("choice-program").select("counselor").run()
    assert "Counselor must run in 2025-26." in text(app)


def test_a_search_can_be_stopped_and_shows_its_best(open_app: Opener) -> None:
    app = open_app(solver=school.slowly)
    assert w("solve.first") in text(app) and "54 points: within 3.6% of the best possible" in text(app)
    assert not app.metric
    app.session_state["desk"].job.stop()
    assert app.session_state["desk"].job.done.wait(2)
    app.run()
    assert figures(app)["Need met"] == "56 of 74" and w("solve.first") not in text(app)


def test_why_names_the_rule_its_source_and_the_badge(app: AppTest) -> None:
    app.selectbox("why-program").select("counselor").run()
    said = text(app)
    assert 'It runs at full size in 2025-26 and at the size "Half time" in 2026-27, and costs $90,000 in all.' in said
    assert "Counselor must run in 2025-26." in said and "A page that quotes the letter" in said
    assert "Not confirmed: secondary" in said


def test_a_defect_shows_a_reference_and_no_code(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(report: object) -> None:
        raise RuntimeError("a password")
    monkeypatch.setattr("allocator.ui.figures.needs_table", broken)
    app.run()
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
    """The file reads back as the plan with the change in it; without a change there is nothing to take home."""
    assert not [each for each in app.get("download_button") if each.proto.label == w("download.plan")]
    desk = app.session_state["desk"]
    patch = edits.with_choice(edits.with_amounts({}, desk.base, "local", {Y1: 0, Y2: 0}), desk.base, "garden", "drop")
    desk.change(patch, "two changes")
    assert desk.job.done.wait(5)
    app.run()
    assert [each for each in app.get("download_button") if each.proto.label == w("download.plan")]
    path = tmp_path / "home.yaml"
    path.write_bytes(engine.plan_file(desk.now.plan))
    assert fingerprint(load(path)) == fingerprint(desk.now.plan)


def test_no_budget_in_time_is_not_called_impossible(open_app: Opener) -> None:
    def nothing(plan: object, settings: object) -> school.Work:
        def work(progress: object, stop: object) -> school.Report:
            raise NoPlanFound("nothing in time")
        return work
    app = open_app(solver=nothing)
    assert w("trouble.none") in text(app) and "No budget can obey" not in text(app)


def test_no_solver_words_on_any_page() -> None:
    for said in WORDS.values():
        for banned in ("infeasible", "solver", "optimal", "dual", "mip", "objective", "variable", "constraint"):
            assert banned not in said.lower(), said


def test_every_word_is_used() -> None:
    """By its code, or by the beginning of its code where the rest is a pillar, a status or a choice."""
    folder = Path(words.__file__).parent
    source = "\n".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py") if file.name != "words.py")
    own = set(PARTS) | {"amount", "carried_in", "carried_out"}
    for code in WORDS.keys() - own:
        built = code.rpartition(".")[0] + ".{"
        assert f'"{code}"' in source or f"'{code}'" in source or (built in source and built != ".{"), code


def _go(app: AppTest, url: str) -> None:
    """To another page; the session stays."""
    app._page_hash = calc_hash(url)
    app.run()
