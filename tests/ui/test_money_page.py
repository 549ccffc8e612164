"""Sources and rules: every rule as a card, the school's own with a switch, a grant's locked with the reason."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from streamlit.testing.v1 import AppTest

from allocator.load import plan_data
from allocator.ui import engine
from allocator.ui.beginnings import grants
from allocator.ui.grid import Refused
from allocator.ui.rulebook import cards, switch, years_table
from allocator.ui.sources_edit import NewSource, add_source
from allocator.whatif.instant import Instant
from allocator.whatif.moves import Moves
from tests.in_process import solve
from tests.ui import school
from tests.ui.conftest import Opener
from tests.ui.test_pages import _go, text
from tests.whatif.tiny import tiny

PLAN = school.plan_of()
REPORT = school.report_of(PLAN, school.BEST)


def test_the_schools_own_rules_come_first_and_a_grants_are_locked() -> None:
    found = cards(REPORT, PLAN, PLAN)
    assert [(card.rule, card.locked) for card in found] == [("reading-half", False), ("counselor-first", True)]


def test_switching_off_takes_the_rule_out_of_the_plan() -> None:
    data = {**school.SCHOOL, "rules": dict(school.SCHOOL["rules"])}
    edit, says = switch(PLAN, cards(REPORT, PLAN, PLAN)[0])
    edit(data)
    assert list(data["rules"]) == ["counselor-first"] and says[0][0] == "changes.rule.off"


def test_a_rule_that_is_off_stands_last_and_comes_back_as_it_was() -> None:
    data = {**school.SCHOOL, "rules": {"counselor-first": school.SCHOOL["rules"]["counselor-first"]}}
    without = school.plan_of(data)
    card = cards(school.report_of(without, school.BEST), without, PLAN)[-1]
    assert (card.rule, card.owner) == ("reading-half", "off")
    edit, says = switch(PLAN, card)
    edit(data)
    assert data["rules"]["reading-half"] == school.SCHOOL["rules"]["reading-half"] and says[0][0] == "changes.rule.on"


def test_a_soft_rule_that_falls_short_says_by_how_much() -> None:
    """Reading is met at 40 points of 100 where the floor asks for 50, in both years."""
    rows = list(years_table(REPORT, "reading-half").values())
    assert len(rows[0]) == 2 and all("10" in cell for cell in rows[2])
    assert years_table(REPORT, "counselor-first") == {}


def test_the_switch_on_the_page_changes_the_plan_and_can_be_undone(app: AppTest) -> None:
    app.session_state["desk"].keep()
    _go(app, "money")
    app.selectbox("rule-pick").select("reading-half").run()
    app.button("rule-switch").click().run()
    assert not app.exception and "reading-half" not in app.session_state["desk"].plan.rules
    assert any("switched this rule off" in one.value for one in app.markdown)
    app.button("undo").click().run()
    assert "reading-half" in app.session_state["desk"].plan.rules


def test_a_grants_rule_has_no_switch_and_says_why(app: AppTest) -> None:
    _go(app, "money")
    app.selectbox("rule-pick").select("counselor-first").run()
    assert not [one for one in app.button if one.key == "rule-switch"]
    assert any("only the funder can change it" in one.value for one in app.markdown)


@pytest.mark.parametrize(("dollars", "says"), [
    (25_000, "With $25,000 more a year, at least 7 more points of need can be met. Comes in: Attendance worker. "
             "Drops out: Home visits."),
    (1_000, "With $1,000 more a year, no better budget was found at once."),
])
def test_what_a_little_more_buys_is_said_in_one_click(dollars: int, says: str, open_app: Opener) -> None:
    """The tiny school: tutoring takes all local money; with $7,142 more the attendance worker fits where home visits were."""
    plan = tiny()
    report = solve(plan_data(plan)).report
    app = open_app(plan, report)
    _go(app, "money")
    app.selectbox("details-source").select("local").run()
    app.button(f"more-local-{dollars}").click().run()
    job = app.session_state["desk"].answers.asked(app.session_state["desk"].mark, f"more:local:{dollars}")
    assert job.done.wait(20)
    app.run()
    assert not app.exception and says in text(app)


def test_less_than_a_tenth_of_a_point_is_not_called_a_gain(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is promised is rounded down: 1.29 points are at least 1.2, and 0.09 are none."""
    found = Instant(REPORT.case, REPORT.budget.roster, REPORT.points, 0.0, REPORT.costs, {})
    for gain, says in ((Fraction(129, 100), "at least 1.2 more points"), (Fraction(9, 100), "no better budget")):
        better = replace(found, points=REPORT.points + gain), Moves(enters=("garden",))
        monkeypatch.setattr(engine, "with_more", lambda *about, better=better: lambda progress, stop: better)
        app = open_app(PLAN, REPORT)
        _go(app, "money")
        app.button("more-grant-1000").click().run()
        said = text(app)
        assert says in said and ("Comes in" in said) is (gain > 1)


# money that the plan does not have yet -------------------------------------------------------------------------------------
def test_a_grant_is_added_with_its_rules() -> None:
    edit, says = add_source(PLAN, NewSource("title-1", amount=40000))
    data = plan_data(PLAN)
    edit(data)
    amounts = dict.fromkeys(PLAN.years, 40000)
    assert data["sources"]["title-1"] == {"name": grants()["title-1"], "grant": "title-1", "amounts": amounts}
    assert says[0][0] == "changes.source.added" and engine.changed(data, {}).sources["title-1"].grant == "title-1"


def test_money_of_the_schools_own_needs_a_name_and_an_amount() -> None:
    edit, _ = add_source(PLAN, NewSource(name=" Parent   fund ", resource="0000", amount=5000, lasts=True))
    data = plan_data(PLAN)
    edit(data)
    assert data["sources"]["parent-fund"] == {"name": "Parent fund", "resource": "0000", "lasts": True,
                                              "amounts": dict.fromkeys(PLAN.years, 5000)}


@pytest.mark.parametrize(("new", "says"), [
    (NewSource(amount=5000), "name"), (NewSource(name="GRANT", amount=1), "already has money"),
    (NewSource(name="Fund", resource="12", amount=1), "resource code"), (NewSource(name="Fund"), "how many dollars"),
    (NewSource("title-1"), "how many dollars"),
])
def test_what_cannot_be_meant_is_refused(new: NewSource, says: str) -> None:
    with pytest.raises(Refused, match=says):
        add_source(PLAN, new)


def test_money_is_added_on_the_page(app: AppTest) -> None:
    _go(app, "money")
    app.text_input("source-name").set_value("Parent fund").run()
    app.number_input("source-amount").set_value(5000).run()
    app.button("source-add-now").click().run()
    assert not app.exception
    assert app.session_state["desk"].plan.sources["parent-fund"].amounts == dict.fromkeys(PLAN.years, 5000)
