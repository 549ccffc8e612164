"""The plan page, without a browser: trying changes, what they do, the ways back and out, and why."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from allocator.messages import say
from allocator.ui import asking, edits
from allocator.ui.desk import Desk
from allocator.ui.speak import one
from allocator.ui.words import w
from tests.ui import school
from tests.ui.conftest import Opener
from tests.ui.school import Y1, Y2


@pytest.fixture
def page(app: AppTest) -> AppTest:
    """The plan page of the solved school."""
    return shown(app)


def shown(app: AppTest) -> AppTest:
    app._page_hash = calc_hash("plan")
    return app.run()


def of(page: AppTest) -> Desk:
    found: Desk = page.session_state["desk"]
    return found


def text(page: AppTest) -> str:
    """Everything that the page says in sentences."""
    parts = [*page.title, *page.header, *page.subheader, *page.caption, *page.markdown, *page.error, *page.warning, *page.info]
    return "\n".join(part.value for part in parts).replace("\\", "")


def figures(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value.replace("\\", "") for metric in page.metric}


def button(page: AppTest, label: str) -> Any:
    return next(each for each in page.button if each.label.replace("\\", "").startswith(label))


def buttons(page: AppTest) -> list[str]:
    return [each.label.replace("\\", "") for each in page.button]


def settled(page: AppTest) -> AppTest:
    """Once the search has ended."""
    while (job := of(page).job) is not None:
        assert job.done.wait(5)
    return page.run()


def stop(page: AppTest) -> None:
    job = of(page).job
    assert job is not None
    job.stop()


def choose(page: AppTest, program: str, choice: str, years: list[str] | None = None) -> AppTest:
    page.selectbox("choice-program").select(program).run()
    page.radio(f"choice-{program}").set_value(choice).run()
    if years is not None:
        page.multiselect(f"choice-years-{program}").set_value(years).run()
    button(page, "See the budget with this").click().run()
    return settled(page)


# what stands on it ----------------------------------------------------------------------------------------------------
def test_the_page_begins_with_changes_and_goes_from_needs_to_years(page: AppTest) -> None:
    assert not page.exception and page.title[0].value == "Plan"
    assert [header.value for header in page.header] == [
        "Try a change", "Needs met", "What runs, and when", "Who is needed", "Who pays in each year", "What is left",
        "When the grant ends", "What is built when"]
    assert figures(page) == {"Need met": "56 of 74", "Programs that run": "2 of 3", "Spent": "$130,000", "Left": "$45,000"}
    assert "Look longer for a better one" in buttons(page), "it is within 0.4% and not proved"
    assert "**Need met:** 56 points are each need's score" in text(page)


def test_an_empty_plan_says_so_in_every_part(open_app: Opener) -> None:
    plan = school.plan_of(school.EMPTY)
    page = shown(open_app(plan, school.report_of(plan, school.Budget())))
    assert not page.exception and not page.error
    for code in ("plan.programs.none", "payers.none", "needs.none", "staffing.nobody"):
        assert w(code) in text(page), code


# trying changes -------------------------------------------------------------------------------------------------------
def test_an_amount_changes_the_budget_and_undo_brings_it_back(page: AppTest) -> None:
    """Without local money tutoring runs in the second year only, on the grant: 24 + 80 x 0.4 / 2 = 40 points, $110,000."""
    page.selectbox("amount-source").select("local").run()
    page.number_input(f"amount-local-{Y1}").set_value(0)
    page.number_input(f"amount-local-{Y2}").set_value(0)
    button(page, "See the new budget").click().run()
    settled(page)
    assert not page.exception
    assert figures(page) == {"Need met": "40 of 74", "Programs that run": "2 of 3", "Spent": "$110,000", "Left": "$30,000"}
    said = text(page)
    assert "Local: $20,000 → $0 (2025-26), $15,000 → $0 (2026-27)" in said, "it is listed among the changes"
    assert "Since the plan was opened:** Less need is met than in the plan as it was: 16 points." in said
    assert "Changes its years or its size: Tutoring." in said and "With the last change" not in said
    button(page, "Undo").click().run()
    assert figures(page)["Need met"] == "56 of 74" and page.number_input(f"amount-local-{Y1}").value == 20000


def test_a_change_that_changes_nothing_is_said_and_not_kept(page: AppTest) -> None:
    button(page, "See the new budget").click().run()
    assert w("change.money.same") in text(page) and of(page).head is None
    page.selectbox("choice-program").select("garden").run()
    button(page, "See the budget with this").click().run()
    assert w("change.program.same") in text(page) and of(page).undoable() is None


def test_a_first_answer_names_the_programs_at_once(open_app: Opener) -> None:
    """Without tutoring the grant's $70,000 pays the counselor at full size in both years: 30 points of 56."""
    app = shown(open_app(report=school.report_of(school.plan_of(), school.BEST), solver=school.slowly))
    of(app).change(edits.choose(of(app).base, "tutoring", "drop"), one("changes.drop", program="Tutoring", years=Y1))
    page = app.run()
    said, shows, _ = text(page), figures(page), stop(page)
    assert w("first") in said
    assert f"**{w('differs.at_once')}** Less need is met than before: 26 points. Drops out: Tutoring." in said
    assert "Spent" not in shows and "Cost of the programs" in shows and w("metric.compared.step") in said
    order = [said.index(w(code)) for code in ("differs.at_once", "change.says", "earlier", "needs.says")]
    assert order == sorted(order)
    assert w("differs.at_once") not in text(settled(page)) and figures(page)["Need met"] == "24 of 74"


def test_two_changes_are_compared_with_the_step_before_and_with_the_beginning(page: AppTest) -> None:
    choose(page, "garden", "pin", [Y2])
    assert "Comes in: Garden." in text(page)
    page.selectbox("choice-program").select("garden").run()
    of(page).change(edits.choose(of(page).base, "garden", "drop"), one("changes.drop", program="Garden", years=Y1))
    said = text(settled(page.run()))
    assert "With the last change:** More need is met than before: 3 points. Drops out: Garden." in said
    assert "Since the plan was opened:** As much need is met as in the plan as it was. The same programs run." in said
    assert said.index("Garden is left out (2025-26)") < said.index("Garden is kept in (2026-27)"), "the newest first"


def test_a_size_can_be_forced(page: AppTest) -> None:
    page.selectbox("choice-program").select("counselor").run()
    page.radio("choice-counselor").set_value("pin").run()
    assert page.selectbox("choice-size-counselor").options == ["Any size", "Full", "Half time"]
    page.selectbox("choice-size-counselor").select("half").run()
    page.multiselect("choice-years-counselor").set_value([Y2]).run()
    button(page, "See the budget with this").click().run()
    assert of(page).plan.rules["pin-counselor"] == {"kind": "must", "program": "counselor", "level": "half", "years": [Y2]}
    assert 'Counselor is kept in at the size "Half time" (2026-27)' in text(page)
    assert page.radio("choice-counselor").value == "pin" and page.selectbox("choice-size-counselor").value == "half"


# what rules have decided ----------------------------------------------------------------------------------------------
def test_a_year_that_a_rule_decides_is_not_offered(page: AppTest) -> None:
    """The counselor must run in the first year, by a rule that nobody has confirmed."""
    page.selectbox("choice-program").select("counselor").run()
    said = text(page)
    assert w("plan.locked.some") in said and "Counselor must run in 2025-26. ([A page that quotes the letter]" in said
    assert "Not confirmed: secondary" in said
    page.radio("choice-counselor").set_value("drop").run()
    assert page.multiselect("choice-years-counselor").options == [Y2]
    button(page, "See the budget with this").click().run()
    assert of(page).plan.rules["drop-counselor"] == {"kind": "must_not", "program": "counselor", "years": [Y2]}


def test_a_program_that_rules_decide_is_locked_with_the_reason_and_no_control(open_app: Opener) -> None:
    rules = {"promised": {"kind": "must", "program": "tutoring", "because": "Promised to families"}}
    plan = school.plan_of({**school.SCHOOL, "rules": rules})
    page = shown(open_app(plan, school.report_of(plan, school.BEST)))
    page.selectbox("choice-program").select("tutoring").run()
    assert "🔒 Tutoring" in page.selectbox("choice-program").options
    assert w("change.program.locked") in text(page) and "Tutoring must run in" in text(page)
    assert "Promised to families" in text(page) or "A page that quotes the letter" in text(page)
    assert not [radio for radio in page.radio if radio.key == "choice-tutoring"]
    assert "See the budget with this" not in buttons(page)


def test_one_of_a_group_is_exchanged_and_never_left_out(open_app: Opener) -> None:
    rules = {"one": {"kind": "choose", "programs": ["garden", "tutoring"], "exactly": 1, "because": "One is enough"}}
    plan = school.plan_of({**school.SCHOOL, "rules": rules})
    page = shown(open_app(plan, school.report_of(plan, school.BEST)))
    page.selectbox("choice-program").select("garden").run()
    assert page.radio("choice-garden").options == [w("change.program.free"), w("change.program.pin")]
    assert w("plan.locked.instead") in text(page) and "(The plan file: One is enough)" in text(page)


# ways back and out ----------------------------------------------------------------------------------------------------
def test_back_to_the_plan_as_it_was_opened_is_one_more_change(page: AppTest) -> None:
    choose(page, "garden", "pin", [Y2])
    button(page, "Back to the plan as it was opened").click().run()
    assert figures(page)["Need met"] == "56 of 74" and of(page).patch == {}
    button(page, "Undo").click().run()
    assert "pin-garden" in of(page).plan.rules


def test_a_plan_is_kept_as_a_scenario_and_a_point_is_remembered(page: AppTest) -> None:
    choose(page, "garden", "pin", [Y2])
    button(page, "Remember this point").click().run()
    assert w("plan.name.empty") in text(page)
    page.text_input("snapshot-name").set_value("With *garden*")
    button(page, "Remember this point").click().run()
    of(page).undo()
    page.run()
    button(page, 'Back to "With *garden*"').click().run()
    assert "pin-garden" in of(page).plan.rules and 'Back to "With *garden*"' in text(page)
    page.text_input("branch-name").set_value("Green")
    button(page, "Keep this as a scenario").click().run()
    assert [scenario.name for scenario in of(page).scenarios()] == ["Maple School", "Green"]
    assert not page.exception and "pin-garden" in of(page).plan.rules
    page.text_input("branch-name").set_value("Green")
    button(page, "Keep this as a scenario").click().run()
    assert len(of(page).scenarios()) == 2 and "There is already one called" in text(page)


def test_an_impossible_change_offers_fixes_that_are_made_at_once(page: AppTest) -> None:
    """No known budget has the garden in the second year without tutoring: the way out is $8,400 more of the grant."""
    choose(page, "garden", "pin", [Y2])
    choose(page, "tutoring", "drop")
    assert "No budget can obey every rule with this change." in text(page) and w("changes.trouble") in text(page)
    assert "whom" not in text(page) and w("trouble.fixes") in text(page)
    fix = button(page, "Do this: ")
    assert "becomes $" in fix.label.replace("\\", "") and "Undo the last change" in buttons(page)
    before = of(page).plan.sources["grant"].amounts
    fix.click().run()
    assert of(page).plan.sources["grant"].amounts != before and "becomes $" in text(page), "kept among the changes"


# why ------------------------------------------------------------------------------------------------------------------
def test_why_names_the_rule_its_source_and_the_badge(page: AppTest) -> None:
    page.selectbox("why-program").select("counselor").run()
    said = text(page)
    assert 'It runs at full size (2025-26) and at the size "Half time" (2026-27), and costs $90,000 in all.' in said
    assert "Counselor must run in 2025-26." in said and "Not confirmed: secondary" in said
    page.selectbox("why-need").select("reading").run()
    page.selectbox("why-source").select("local").run()
    assert "Met by Tutoring (40%)." in text(page) and "It pays for Tutoring ($35,000)." in text(page)


def test_the_exact_reason_is_worked_out_when_it_is_asked_for(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """First the estimate, then the sentences of the answer; nothing is searched before."""
    name = say("estimate.in", program="Tutoring", points=32)
    groups = ((say("why.in.worth", program="Tutoring", points=32), say("step.keep")),)
    monkeypatch.setattr(asking, "estimate", lambda report: lambda progress, stop: {"tutoring": name})
    monkeypatch.setattr(asking, "why", lambda report, program: lambda progress, stop: groups)
    page.selectbox("why-program").select("tutoring").run()
    desk = of(page)
    assert desk.answers.asked(desk.mark, asking.ESTIMATES) is None
    button(page, "Work out exactly why").click().run()
    asked = desk.answers.asked(desk.mark, asking.question("tutoring"))
    assert asked is not None and asked.done.wait(5)
    page.run()
    assert "**Tutoring is in the plan: the best plan without it reaches 32 points fewer.**" in text(page)
    assert "What you could do: keep it." in text(page) and "Work out exactly why" not in buttons(page)


def test_an_answer_that_was_stopped_can_be_asked_for_again(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    guess = say("estimate.in", program="Tutoring", points=32)
    monkeypatch.setattr(asking, "estimate", lambda report: lambda progress, stop: {"tutoring": guess})
    monkeypatch.setattr(asking, "why", lambda report, program: lambda progress, stop: None)
    page.selectbox("why-program").select("tutoring").run()
    button(page, "Work out exactly why").click().run()
    desk = of(page)
    for question in (asking.ESTIMATES, asking.question("tutoring")):
        job = desk.answers.asked(desk.mark, question)
        assert job is not None and job.done.wait(5)
    page.run()
    assert "First estimate: about 32 fewer points without it." in text(page)
    assert w("why.stopped") in text(page) and "Work out exactly why" in buttons(page)
