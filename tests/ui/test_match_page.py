"""Match and unrestricted money on the page of sources: numbers are worked by hand in tests/whatif/match_school.py."""

from __future__ import annotations

from fractions import Fraction

import pytest

from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.messages import text as in_words
from allocator.ui import funds
from allocator.whatif.match_funds import MatchFunds, match_funds
from allocator.whatif.match_words import counted_names
from allocator.whatif.take_over import given, taken_over
from tests.in_process import StudyHere, home, plan_of, solve
from tests.ui.conftest import Opener
from tests.ui.test_pages import _go, text
from tests.whatif.here import here
from tests.whatif.match_school import YEAR, school

__all__ = ["here"]
pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture(scope="module")
def solved() -> tuple[Plan, Report]:
    """The school and its best budget."""
    found = solve(school())
    assert found.report is not None
    return found.plan, found.report


def answer(plan: Plan) -> MatchFunds:
    return match_funds(StudyHere(home.sound_case(plan)), ("local",), (Fraction(0), Fraction(40), None))


def test_the_tables_say_what_counts_and_who_may_pay(solved: tuple[Plan, Report]) -> None:
    found = funds.asked(solved[1], ["local"])
    assert [column[0] for column in funds.asked_table(solved[1], found).values()] == [
        "The grant", "2025-26", "\\$300", "\\$300", "\\$0", "\\$250", "–", "\\$50"]
    counted = list(zip(*funds.counted_table(solved[1], found).values(), strict=True))
    assert ("A room", "In-kind gift", "\\$50") in counted and len(counted) >= 2
    assert list(funds.instead_table(solved[1], ["local"]).values())[2:] == [["The grant"], ["\\$250"]]
    assert funds.instead_table(solved[1], ["medi"]) == {}
    assert list(zip(*funds.payers_table(solved[1], ["local"]).values(), strict=True)) == [
        ("Health aide", "2200", "The grant and Local money", "Local money \\$250"),
        ("Tutoring", "5800", "The grant and Local money", "The grant \\$900")]


def test_a_gift_for_a_program_stands_with_its_use() -> None:
    """It counts where its program runs only: 300 for the nurse make the nurse (30 points) the best that the grant alone can pay;
    300 for the school as a whole let tutoring (40 points) run."""
    records = school(local=0, gift=300, medi=0)
    whole = solve(records).report
    records["in_kind"]["room"]["program"] = "nurse"
    found = solve(records).report
    assert whole is not None and found is not None and (whole.points, found.points) == (40, 30)
    counted = list(zip(*funds.counted_table(found, funds.asked(found, ["local"])).values(), strict=True))
    assert counted == [("Nurse", "In-kind gift: A room", "\\$300")]
    (one,) = funds.asked(found, ["local"])
    (name,) = counted_names(found.case, one)
    assert not isinstance(name, str) and in_words(name) == "A room, for Nurse"


def test_each_answer_is_a_row_and_each_smaller_sum_a_button(here: None) -> None:
    found = answer(plan_of(school()))
    rows = list(zip(*funds.answers_table(found).values(), strict=True))
    assert rows == [
        ("As it is", "70", "\\$250", "\\$250"), ("No points given up", "70", "\\$100", "\\$100"),
        ("Up to 40 points given up", "30", "\\$50", "\\$50"), ("The least of all", "30", "\\$50", "\\$50")]
    assert [one.dollars for one in funds.better(found)] == [100, 50]


def test_a_budget_is_taken_over_by_giving_just_what_it_spends(here: None) -> None:
    plan = plan_of(school())
    found = answer(plan)
    one = funds.better(found)[0]
    assert given(one, found.sources) == {"local": {YEAR: 100}}
    exact, short = (taken_over(home.sound_case(plan_of(school(local=dollars))), one) for dollars in (100, 99))
    assert exact is not None and exact.status == "proved" and exact.points == 70 and short is None


def test_the_page_answers_and_takes_a_budget_over(solved: tuple[Plan, Report], open_app: Opener) -> None:
    app = open_app(*solved)
    _go(app, "money")
    assert "Find the least" in {one.label for one in app.button}
    app.button("match-least").click().run()
    job = app.session_state["desk"].answers.asked(app.session_state["desk"].mark, funds.question(["local"], Fraction(0)))
    assert job is not None and job.done.wait(20)
    app.run()
    assert not app.exception and "The least of it with which as much need is met" in text(app)
    app.button("match-take-100").click().run()
    desk = app.session_state["desk"]
    assert not app.exception and desk.plan.sources["local"].amounts == {YEAR: 100}
    assert desk.report is not None and desk.report.points == 70 and "nurse" in desk.report.budget.roster
