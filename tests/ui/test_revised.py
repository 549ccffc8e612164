"""A change in mid-year, in tables and sentences: tests/whatif/test_revise.py works the numbers of the tiny school out by hand."""

from __future__ import annotations

import threading

import pytest

from allocator.allocate import case_for
from allocator.domain.budget import Budget, Payment
from allocator.domain.plan import Plan
from allocator.errors import InputError
from allocator.ui import revised
from allocator.ui.revised import Asked
from allocator.ui.signed import Signed
from allocator.ui.words import speaking, w
from allocator.whatif.moved import Moved
from allocator.whatif.revise import OWN, USUAL, Revised, Side
from tests.in_process import StudyHere
from tests.ui.during import as_signed, as_solved, plain
from tests.whatif.tiny import YEAR, plan_with, tiny


def staff(program: str, source: str, *dollars: int) -> list[Payment]:
    lines = zip((("pay", "2900"), ("pension", "3202"), ("payroll-taxes", "3302")), dollars, strict=True)
    return [Payment(program, line, YEAR, source, code, amount) for (line, code), amount in lines]


BEST = Budget.of({"home-visits": {YEAR: "full"}, "math-tutoring": {YEAR: "full"}}, [
    *staff("home-visits", "grant", 16_000, 3_200, 800),
    Payment("math-tutoring", "contract", YEAR, "local", "5800", 30_000)])
"""87 points; the grant pays 20,000 and 5% of it, 1,000."""
SIGNED = as_signed(tiny(), BEST)
GRANT = Asked(SIGNED, "grant", YEAR)
CASE = case_for(tiny())


def answer(plan: Plan, asked: Asked, monkeypatch: pytest.MonkeyPatch, stop: bool = False) -> Revised | None:
    """What the search finds, without a process of its own."""
    monkeypatch.setattr(revised, "Study", StudyHere)
    stopping = threading.Event()
    if stop:
        stopping.set()
    found: Revised | None = revised.search(plan, asked)(lambda news: None, stopping)
    return found


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Revised:
    """$10,000 less of local money: 47 points without approval, 54 with it."""
    found = answer(plan_with(local=20_000), GRANT, monkeypatch)
    assert found is not None
    return found


def test_both_plans_stand_side_by_side(cut: Revised) -> None:
    table = revised.sides_table(cut)
    assert table["Way"] == ["Without approval", "With approval"]
    assert table["Need met"] == ["47 of 141", "54 of 141"] and table["Object codes that need approval"] == ["0", "4"]
    assert plain(table["Spent"]) == ["$21,000", "$51,500"]
    assert revised.under_says(CASE, cut) == []


def test_what_needs_approval_adds_up(cut: Revised) -> None:
    table = revised.moves_table(cut.asked.large)
    assert [cell.split()[0] for cell in plain(table["Object code"])[:-1]] == ["2900", "3202", "3302", "7310"]
    assert plain(table["Signed"]) == ["$16,000", "$3,200", "$800", "$1,000", "$21,000"]
    assert plain(table["Now"]) == ["$24,000", "$4,800", "$1,200", "$1,500", "$31,500"]
    assert plain(table["Change"]) == ["$8,000", "$1,600", "$400", "$500", "$10,500"]
    assert table["Percent"][:-1] == ["50.0%"] * 4 and table["Needs approval"][:-1] == ["yes"] * 4


def test_years_add_up_to_the_whole() -> None:
    moves = [Moved("2025-26", "2900", 1_000, 1_200, True, ()), Moved("2025-26", "5800", 500, 500, False, ()),
             Moved("2026-27", "2900", 1_000, 901, False, ())]
    table = revised.years_table(moves)
    assert table["Year"] == ["2025-26", "2026-27", "Total"] and plain(table["Signed"]) == ["$1,500", "$1,000", "$2,500"]
    assert plain(table["Change"]) == ["$200", "-$99", "$101"]
    assert table["Object codes that need approval"] == ["1", "0", "1"]


def test_what_each_plan_changes_is_said_program_by_program(cut: Revised) -> None:
    assert cut.under.report is not None and cut.asked.report is not None
    assert plain(revised.programs(BEST, cut.under.report)) == ["Drops out: Math tutoring."]
    assert plain(revised.programs(BEST, cut.asked.report)) == [
        "Comes in: Attendance worker.", "Drops out: Home visits and Math tutoring."]
    gone = Budget.of({**BEST.roster, "choir": {YEAR: "full"}}, BEST.payments)
    assert plain(revised.programs(gone, as_solved(tiny(), BEST))) == ["Drops out: choir."]
    assert revised.programs(BEST, as_solved(tiny(), BEST)) == ["The same programs run."]
    said = plain(revised.why(cut.asked.report.case, cut.asked.large))
    assert said[0].startswith("2025-26, object 2900: $16,000 approved, $24,000 now") and "Attendance worker begins" in said[0]


def test_what_the_plan_at_hand_moves_is_known_without_a_search() -> None:
    poorer = plan_with(local=20_000)
    visits = Budget.of({"home-visits": {YEAR: "full"}}, BEST.payments[:3])
    report = as_solved(poorer, visits)
    assert not any(one.change for one in revised.moves_now(GRANT, revised.checked(GRANT, poorer), report))
    local = Asked(SIGNED, "local", YEAR)
    found = revised.moves_now(local, revised.checked(local, poorer), report)
    assert [(one.object, one.change, one.needs_approval) for one in revised.large(found)] == [("5800", -30_000, True)]
    with speaking("es"):
        assert revised.moves_table(found)["Necesita autorización"][0] == "sí"


@pytest.mark.parametrize(("now", "shown"), [(1_099, "9.9%"), (1_100, "10.0%"), (901, "-9.9%"), (900, "-10.0%"), (1_000, "0.0%"),
                                            (999, "-0.1%"), (0, "-100.0%")])
def test_a_change_is_never_shown_as_larger_than_it_is(now: int, shown: str) -> None:
    moves = [Moved(YEAR, "5800", 1_000, now, False, ())]
    assert revised.moves_table(moves)["Percent"][0] == shown


def test_a_code_that_was_signed_at_nothing_is_called_new() -> None:
    assert revised.moves_table([Moved(YEAR, "5800", 0, 7, True, ())])["Percent"][0] == "new"


def test_why_nothing_can_stay_below_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    local = answer(plan_with(local=20_000), Asked(SIGNED, "local", YEAR), monkeypatch)
    assert local is not None and "$7,001 too little" in plain(revised.under_says(CASE, local))[0]
    assert revised.sides_table(local)[w("compare.good")][0] == "There is no such plan"
    nobody = answer(plan_with(outreach=0), GRANT, monkeypatch)
    assert nobody is not None
    first, *ways = plain(revised.under_says(CASE, nobody))
    assert first.startswith("No plan keeps every object code below 10%") and any("$14,401" in way for way in ways)


def test_where_the_time_ends_nothing_is_claimed(cut: Revised) -> None:
    open_end = Revised(cut.source, cut.years, cut.share, cut.cite, Side("no_plan_found"), cut.asked, None)
    assert "there may be one" in revised.under_says(CASE, open_end)[0]
    assert revised.sides_table(open_end)[w("compare.good")][0] == "None was found in the time"


def test_a_search_that_was_stopped_before_it_knew_anything_has_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Side("no_plan_found")
    monkeypatch.setattr(revised, "revise", lambda *about: Revised("grant", (YEAR,), USUAL, OWN, nothing, nothing, None))
    assert answer(tiny(), GRANT, monkeypatch, stop=True) is None
    assert answer(tiny(), GRANT, monkeypatch) is not None


def test_a_question_that_makes_no_sense_is_refused_before_the_search() -> None:
    with pytest.raises(InputError, match="no payment"):
        revised.checked(Asked(as_signed(tiny(), Budget()), "grant", YEAR), tiny())
    assert revised.checked(GRANT, tiny()).by_object("grant", YEAR) == {"2900": 16_000, "3202": 3_200, "3302": 800, "7310": 1_000}
    assert revised.usual_source(tiny()) is None


def test_one_question_is_told_from_another() -> None:
    other = Signed("Signed", "another", tiny(), BEST, {})
    questions = {Asked(SIGNED, "grant", YEAR).question, Asked(SIGNED, "local", YEAR).question,
                 Asked(other, "grant", YEAR).question, Asked(SIGNED, "grant", "2026-27").question}
    assert len(questions) == 4
