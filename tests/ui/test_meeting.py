"""What the group chose, its balance, what the rules say to it, and the minutes: worked out by hand on the small school."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from allocator.errors import InputError
from allocator.store import Store
from allocator.ui import edits
from allocator.ui.answers import Answers
from allocator.ui.desk import Desk
from allocator.ui.downloads import dated, stem
from allocator.ui.meeting import cards, minutes, record, room
from allocator.ui.meeting.balance import balance, line_words, table_html
from allocator.ui.meeting.cautions import cautions
from allocator.ui.meeting.faces import Face, face
from allocator.ui.meeting.hand import Hand, Pick, read_pick
from allocator.ui.meeting.result import result, stand
from allocator.ui.opening import opened, reopened
from allocator.ui.show import zone_of
from allocator.ui.sides import mark_of
from allocator.ui.speak import one, plain
from allocator.ui.words import speaking, w
from tests.ui import school
from tests.ui.school import Y1, Y2

PLAN = school.plan_of()
FIRST = school.report_of(PLAN, school.BEST)
STOP = "✖ Cannot stay so: "
FUND, REQUIRE, SKIP, FREE = Pick("fund"), Pick("require"), Pick("skip"), Pick()


def desk(store: Store | None = None) -> Desk:
    return opened(Answers(store or Store("sqlite://"), school.by_hand), PLAN, "file", report=FIRST)  # type: ignore[arg-type]


def hand(at: Desk) -> Hand:
    found = record.hand_of(at)
    assert found is not None
    return found


def turn(at: Desk, **picks: Pick) -> Hand:
    for program, pick in picks.items():
        record.turn(at, hand(at), program, pick)
    return hand(at)


def settle(at: Desk) -> Hand:
    while (job := at.job) is not None:
        assert job.done.wait(5)
    at.refresh()
    return hand(at)


def dealt(changes: dict[str, Any], **picks: Pick) -> Hand:
    """A hand on the school with other records in it; a budget in which nothing runs lies below."""
    record_ = deepcopy(school.SCHOOL)
    for section, records in changes.items():
        for name, value in records.items():
            record_.setdefault(section, {}).setdefault(name, {}).update(value)
    plan = school.plan_of(record_)
    decisions = [record.Decision("b", "s", program, pick.written, 0, 0, 0, "") for program, pick in picks.items()]
    return Hand(school.report_of(plan, school.Budget()), plan, plan, decisions)


def plainly(at: Desk, of: Hand) -> list[str]:
    return [line.replace("\\", "") for line in result(at, of)]


def said(of: Hand, program: str) -> list[str]:
    return [caution.words.replace("\\", "") for caution in cautions(of, program)]


# -- the hand and its balance ----------------------------------------------------------------------------------------------
def test_at_first_nothing_is_chosen_and_nothing_is_kept() -> None:
    at = desk()
    assert [hand(at).pick(program) for program in hand(at).programs] == [FREE] * 3
    assert at.store.books() == [] and stand(at, hand(at)) == "none" and result(at, hand(at)) == []


def test_the_balance_of_a_hand() -> None:
    """The grant's $70,000 and local $20,000, then $15,000; the garden costs $50,000 a year."""
    years, total = balance(turn(desk(), garden=FUND))
    assert [(line.name, line.money, line.hand, line.left) for line in years] == [
        (Y1, 90_000, 50_000, 40_000), (Y2, 85_000, 50_000, 35_000)]
    assert (total.money, total.hand, total.words) == (175_000, 100_000, "$75,000")


def test_a_hand_that_costs_too_much_says_so_in_words_and_with_a_sign() -> None:
    """Counselor and garden: $110,000 a year."""
    over = turn(desk(), garden=FUND, counselor=Pick("require", "full"))
    assert balance(over)[0][0].words == "⚠ over by $20,000"
    assert line_words(over) == "Money $175,000. Decided so far $220,000: ⚠ over by $45,000."
    assert "over by $25,000" in table_html(over)


def test_what_nobody_has_decided_is_not_called_left() -> None:
    """The plan decides about it: of the $175,000 the budget spends $130,000, and $45,000 are left."""
    now = hand(desk())
    assert line_words(now) == "Money $175,000. Decided so far $0. Not yet decided by the group $175,000."
    assert "Not yet decided by the group" in table_html(now) and ">Left<" not in table_html(now)
    with speaking("es"):
        assert "Aún sin decidir por el grupo" in table_html(now) and "Queda" not in line_words(now)


def test_a_size_counts_at_its_own_price() -> None:
    assert balance(turn(desk(), counselor=Pick("fund", "half")))[1].hand == 60_000
    assert balance(turn(desk(), counselor=Pick("fund", "full")))[1].hand == 120_000


def test_what_was_chosen_is_there_again_by_the_link() -> None:
    store = Store("sqlite://")
    at = desk(store)
    turn(at, garden=SKIP, counselor=Pick("fund", "half"), tutoring=FUND)
    turn(at, tutoring=FREE)
    assert at.scenario is not None
    again = reopened(Answers(store, school.by_hand), at.book, at.scenario.id)  # type: ignore[arg-type]
    assert again is not None
    again.report = FIRST
    assert [hand(again).pick(program) for program in ("garden", "counselor", "tutoring")] == [SKIP, Pick("fund", "half"), FREE]


def test_turning_a_card_to_what_it_shows_writes_nothing() -> None:
    at = desk()
    turn(at, garden=FREE)
    assert at.store.books() == []
    turn(at, garden=FUND)
    turn(at, garden=FUND)
    assert len(hand(at).decisions) == 1


def test_all_cards_can_be_turned_back() -> None:
    at = desk()
    record.clear(at, turn(at, garden=FUND, tutoring=SKIP))
    assert balance(hand(at))[1].hand == 0 and len(hand(at).decisions) == 4


@pytest.mark.parametrize(("written", "pick"), [
    ("fund", FUND), ("require:half", Pick("require", "half")), ("rule", None), ("", None), ("funding", None)])
def test_a_choice_is_read_as_it_was_written(written: str, pick: Pick | None) -> None:
    assert read_pick(written) == pick


def test_a_size_that_is_no_more_is_forgotten() -> None:
    assert dealt({}, counselor=Pick("fund", "double")).pick("counselor") == FUND


# -- the hand as a scenario ------------------------------------------------------------------------------------------------
def test_the_hand_becomes_a_scenario_and_its_budget_is_worked_out() -> None:
    """Without tutoring 60 x (0.5 + 0.3) / 2 = 24 points are left of 56."""
    at = desk()
    record.save(at, turn(at, tutoring=SKIP), "Monday")
    now = settle(at)
    assert [scenario.name for scenario in at.scenarios()] == ["Maple School", "Monday"]
    assert at.scenario is not None and at.scenario.name == "Monday" and stand(at, now) == "found"
    assert plainly(at, now) == [
        "These choices can be paid.",
        "The budget with them spends $90,000 of $175,000, with indirect charges. Left, not spent: $85,000. "
        "$85,000 lapses: its time runs out before it can be used. $0 is still there after the last year.",
        "It meets 24 of 74 points of need.",
        'Compared with "Maple School", the plan with which the meeting began:',
        "Less need is met than before: 32 points.", "Drops out: Tutoring."]


def test_the_choices_do_not_answer_for_what_was_changed_before() -> None:
    """Without local money tutoring is on the grant in one year only: 16 points less, before anybody chose anything."""
    at = desk()
    at.change(edits.set_amounts("local", {Y1: 0, Y2: 0}), one("changes.amount", source="Local", year="both", old="", new=""))
    settle(at)
    assert result(at, hand(at)) == [] and stand(at, hand(at)) == "none", "nobody chose anything yet"
    record.save(at, turn(at, tutoring=SKIP), "Monday")
    said_now = plainly(at, settle(at))
    assert said_now[-2:] == ["Less need is met than before: 16 points.", "Drops out: Tutoring."]
    assert "with which the meeting began" in said_now[-3]


def test_choices_that_are_saved_again_are_compared_with_the_same_beginning() -> None:
    """Skipping the garden changes nothing; then tutoring drops out too. Both were chosen since the meeting began."""
    at = desk()
    record.save(at, turn(at, garden=SKIP), "First")
    assert plainly(at, settle(at))[-2:] == ["As much need is met as before.", "The same programs run."]
    record.save(at, turn(at, tutoring=SKIP), "Second")
    assert plainly(at, settle(at))[-3:] == ['Compared with "Maple School", the plan with which the meeting began:',
                                            "Less need is met than before: 32 points.", "Drops out: Tutoring."]


def test_a_change_after_the_choices_were_saved_is_on_both_sides() -> None:
    """Less local money, changed on another page later: the same plan without the choices is what counts, once it is known."""
    at = desk()
    record.save(at, turn(at, garden=SKIP), "First")
    settle(at)
    at.change(edits.set_amounts("local", {Y1: 0, Y2: 0}), one("changes.amount", source="Local", year="both", old="", new=""))
    assert plainly(at, settle(at))[-1] == "The plan without these choices has no budget to compare with."
    less = at.plan_with({"sources": {"local": {"amounts": {Y1: 0, Y2: 0}}}})
    at.answers.take(mark_of(less), school.report_of(less, school.ON_GRANT))
    assert plainly(at, hand(at))[-3:] == ["Compared with the same plan without these choices:", "As much need is met as before.",
                                          "The same programs run."]


def test_a_second_scenario_of_a_day_has_a_name_of_its_own() -> None:
    at, day = desk(), date(2026, 11, 22)
    assert record.usual_name(at, day) == "Choices of 2026-11-22"
    record.save(at, turn(at, garden=SKIP), record.usual_name(at, day))
    settle(at)
    assert record.usual_name(at, day) == "Choices of 2026-11-22 (2)"
    record.save(at, turn(at, tutoring=SKIP), "Choices of 2026-11-22")
    assert at.scenario is not None and at.scenario.name == "Choices of 2026-11-22 (2)"


def test_the_history_tells_what_was_chosen() -> None:
    at = desk()
    record.save(at, turn(at, garden=SKIP, counselor=Pick("require", "half")), "Monday")
    assert at.head is not None and plain(at.head.says) == (
        "The group's choices: Monday; Counselor is kept in at the size \"Half time\" (every year); "
        "Garden is left out (every year)")


def test_a_hand_that_cannot_be_paid_is_said_to_be_so_and_a_change_of_the_scenario_changes_the_hand() -> None:
    at = desk()
    record.save(at, turn(at, garden=FUND, tutoring=SKIP), "Too much")
    now = settle(at)
    assert stand(at, now) == "trouble" and result(at, now) == []
    at.change(edits.choose(PLAN, "garden", "free"), one("changes.free", program="Garden"))
    now = settle(at)
    assert now.pick("garden") == FREE and now.pick("tutoring") == SKIP and stand(at, now) == "found"


def test_fund_stays_fund_and_a_new_choice_is_not_saved_yet() -> None:
    at = desk()
    record.save(at, turn(at, tutoring=FUND, counselor=Pick("require", "full")), "A")
    now = settle(at)
    assert now.pick("tutoring") == FUND and now.pick("counselor") == Pick("require", "full")
    assert stand(at, turn(at, tutoring=SKIP)) == "open"
    assert stand(at, turn(at, tutoring=FUND)) == stand(at, now)


def test_what_was_chosen_elsewhere_lies_in_the_hand() -> None:
    at = desk()
    at.change(edits.choose(PLAN, "garden", "pin", [Y2]), one("changes.pin", program="Garden", years=Y2))
    at.change(edits.choose(PLAN, "tutoring", "drop"), one("changes.drop", program="Tutoring", years=Y1))
    now = settle(at)
    assert now.pick("garden") == Pick("fund", "", (Y2,)) and now.pick("tutoring") == SKIP
    assert balance(now)[0][0].hand == 0 and balance(now)[0][1].hand == 50_000
    assert record.is_saved(at, now)


def test_a_hand_that_the_plan_refuses_leaves_no_scenario() -> None:
    at = desk()
    now = turn(at, garden=FUND)
    broken = Hand(now.report, now.plan, now.base, now.decisions, now.since)
    broken.__dict__["written"] = {"garden": (Pick("require", "huge"), True)}
    with pytest.raises(InputError):
        record.save(at, broken, "No")
    assert len(at.scenarios()) == 1


# -- what the rules say ----------------------------------------------------------------------------------------------------
def test_a_rule_for_every_year_locks_the_card_and_its_cost_counts() -> None:
    now = dealt({"rules": {"yes": {"kind": "must", "program": "tutoring"}, "no": {"kind": "must_not", "program": "garden"}}})
    assert now.pick("tutoring") == REQUIRE and now.pick("garden") == SKIP and set(now.locked) == {"tutoring", "garden"}
    assert balance(now)[1].hand == 40_000
    assert "Tutoring must run" in cards.lock_words(now, "tutoring") and not cards.lock_words(now, "counselor")


def test_a_rule_for_some_years_is_a_caution() -> None:
    assert said(dealt({}), "counselor") == ["⚠ Counselor must run in 2025-26."]


@pytest.mark.parametrize(("picks", "program", "expected"), [
    ({}, "garden", "⚠ It runs only together with Tutoring."),
    ({"tutoring": FUND}, "garden", None),
    ({"tutoring": SKIP}, "garden", "⚠ It runs only together with Tutoring, which the group skips."),
    ({"tutoring": SKIP, "garden": FUND}, "garden", STOP + "It runs only together with Tutoring, which the group skips."),
    ({"tutoring": SKIP, "garden": FUND}, "tutoring", STOP + "Garden is chosen, and runs only together with this one."),
])
def test_a_program_that_needs_another(picks: dict[str, Pick], program: str, expected: str | None) -> None:
    now = dealt({"rules": {"with": {"kind": "requires", "program": "garden", "needs": "tutoring"}}}, **picks)
    assert said(now, program) == ([expected] if expected else [])


@pytest.mark.parametrize(("count", "picks", "expected"), [
    ({"exactly": 1}, {}, "⚠ Only one may run of this program and Tutoring."),
    ({"exactly": 1}, {"garden": FUND, "tutoring": FUND}, "✖ Cannot stay so: Only one may run of this program and Tutoring."),
    ({"exactly": 1}, {"garden": SKIP, "tutoring": SKIP}, "✖ Cannot stay so: At least 1 of these must run: Garden and Tutoring."),
    ({"at_least": 1}, {}, "⚠ At least 1 of these must run: Garden and Tutoring."),
])
def test_a_group_of_which_only_so_many_run(count: dict[str, int], picks: dict[str, Pick], expected: str) -> None:
    rule = {"kind": "choose", "programs": ["garden", "tutoring"], **count}
    assert said(dealt({"rules": {"group": rule}}, **picks), "garden") == [expected]


def staffed(most: object, **picks: Pick) -> Hand:
    """Garden and tutoring each need one gardener."""
    return dealt({"staff": {"gardener": {"name": "Gardener", "max": most}},
                  "programs": {"garden": {"staff": {"gardener": 1}}, "tutoring": {"staff": {"gardener": 1}}}}, **picks)


def test_people_who_cannot_be_hired() -> None:
    late = staffed({Y1: 0, Y2: 1}, garden=FUND)
    assert said(late, "garden") == ["⚠ It needs 1 FTE Gardener, more than can be hired in 2025-26."]
    assert late.years("garden", FUND) == [Y2] and balance(late)[0][0].hand == 0, "funded: from when it can be staffed"
    assert said(staffed({Y1: 0, Y2: 1}, garden=REQUIRE), "garden")[0].startswith("✖ Cannot stay so: It needs 1 FTE")
    assert said(staffed(2, garden=FUND, tutoring=FUND), "garden") == []
    both = "With the other choices 2 FTE Gardener would be needed in 2025-26; 1 can be hired."
    assert said(staffed(1, tutoring=FUND), "garden") == [f"⚠ {both}"]
    assert said(staffed(1, garden=FUND, tutoring=FUND), "garden") == [f"✖ Cannot stay so: {both}"]


def test_a_position_that_a_rule_asks_for() -> None:
    asked = {"staff": {"gardener": {"name": "Gardener"}}, "programs": {"garden": {"staff": {"gardener": 1}}},
             "rules": {"asked": {"kind": "required_role", "role": "gardener", "fte": 1}}}
    says = "A rule asks for 1 FTE Gardener in every year; this program fills it."
    assert said(dealt(asked), "garden") == [f"⚠ {says}"] and said(dealt(asked), "tutoring") == []
    assert said(dealt(asked, garden=SKIP), "garden") == [f"✖ Cannot stay so: {says}"]


def test_money_that_may_not_pay_for_everything() -> None:
    """Local money, $20,000 and then $15,000, cannot pay tutoring twice."""
    only = {"programs": {"tutoring": {"paid_by": ["local"]}, "garden": {"paid_by": ["local"]}}}
    assert said(dealt({"programs": {"garden": {"paid_by": ["grant"]}}}), "garden") == ["⚠ Only Grant may pay for it."]
    assert said(dealt(only, tutoring=FUND), "tutoring") == [
        "✖ Cannot stay so: Only Local may pay for it, and the choices ask for $5,000 too much of that by 2026-27."]
    assert said(dealt(only), "tutoring")[0].startswith("⚠ Only Local may pay for it, and the choices")
    assert said(dealt(only, tutoring=SKIP), "tutoring") == []
    nobody = {"rules": {"grant-no": {"kind": "allowable_use", "source": "grant", "programs": ["counselor"]}}, **only}
    nobody["rules"]["local-no"] = {"kind": "allowable_use", "source": "local", "programs": ["counselor"]}
    assert said(dealt(nobody), "garden") == ["⚠ No source may pay for it."]


# -- the cards -------------------------------------------------------------------------------------------------------------
def test_the_views_come_pillar_by_pillar_and_none_is_too_full() -> None:
    many = {"programs": {f"p{at}": {"name": f"P{at}", "pillar": "family_engagement"} for at in range(9)}}
    found = cards.views(dealt(many))
    assert [(view.kind, len(view.items)) for view in found] == [
        ("title", 0), ("needs", 2), ("cards", 3), ("cards", 3), ("cards", 3), ("cards", 3), ("end", 0)]
    assert found[2].title == "Family and community engagement (1 of 3)" and found[5].title == w("pillar.none")


def test_a_card_says_whether_its_program_is_in_the_budget_whatever_was_chosen() -> None:
    """The budget runs tutoring in both years; another one has the garden in the second."""
    now = turn(desk(), tutoring=SKIP, garden=FUND)
    assert [cards.now_words(now, program) for program in ("tutoring", "garden")] == [
        "● In the budget now", "○ Not in the budget now"]
    later = Hand(school.report_of(PLAN, school.GARDEN_LATER), PLAN, PLAN)
    assert cards.now_words(later, "garden") == "● In the budget now (2026-27)"


def test_the_front_and_the_back_of_a_card() -> None:
    """Tutoring meets 80 x 0.4 = 32 points for $20,000, the counselor at half size 18 for $30,000."""
    now = hand(desk())
    assert cards.cost_words(now, "garden") == "\\$50,000 a year." and cards.meets_words(now, "tutoring") == "Meets Reading 40%."
    assert cards.why_words(now, "tutoring").replace("\\", "") == (
        "Counted by itself it meets 16 points of need for each $10,000: place 1 of 3. "
        "The budget on the screen runs it (2025-26 to 2026-27).")
    assert "6 points of need" in cards.why_words(now, "counselor") and "does not run it" in cards.why_words(now, "garden")
    once = dealt({"programs": {"garden": {"meets": {}, "costs": {
        "beds": {"object": "4400", "amount": 50000}, "soil": {"object": "4300", "amount": 1000, "when": "first_year"}}}}})
    assert cards.cost_words(once, "garden") == "\\$51,000 the first year, then \\$50,000 a year."
    assert cards.why_words(once, "garden").startswith(w("meeting.meets.none")) and cards.size_words(now, "counselor", "half")


def test_a_front_says_whether_it_runs_and_its_cost_and_the_back_has_every_caution() -> None:
    now = hand(desk())
    front, back = face(now, "garden", back=False, voted="Voted"), face(now, "garden", back=True)
    assert front.lines[:2] == ["**○ Not in the budget now**", "**\\$50,000 a year.**"]
    assert front.lines[-1] == "Voted" and not front.back
    assert [option.words for option in front.options] == ["Fund", "Require", "Skip", "✓ Plan decides"]
    assert back.lines[0].startswith("Counted by itself") and not back.votes and back.turn == w("meeting.card.front")
    assert back.lines[-1] == w("meeting.vote.first")
    locked = dealt({"rules": {"tutoring-first": {"kind": "must", "program": "tutoring"}}})
    shut = face(locked, "tutoring", back=False)
    assert shut.options == [] and "Tutoring must run" in shut.lines[-1]


@pytest.mark.parametrize(("cards_at_once", "lines", "reserved", "size"), [
    (1, 8, 0, 1.8),    # 9.45 lines of text would have room for letters of 1.89: no larger than 1.8
    (1, 11, 0, 1.4),   # 22.4 / (1.25 x 12.45) = 1.43
    (2, 11, 0, 1.4),   # side by side they are as high as one
    (1, 11, 2, 1.3),   # 20.4 / (1.25 x 12.45) = 1.31
    (3, 4, 0, 1.25),   # two rows: 8.75 / (1.25 x 5.45) = 1.28
    (4, 4, 0, 1.25),
    (4, 12, 0, 1.0),   # too much for the wall: never smaller than everybody can read
])
def test_letters_are_as_large_as_all_cards_can_have_them(cards_at_once: int, lines: int, reserved: float, size: float) -> None:
    """Of 26.6 letters of height a card's edges take 1.9, its buttons 2.3 and the gap between two rows 0.7; a line is 1.25 high,
    the name 1.15 and the cost 1.3 of it."""
    faces = [Face("Name", ["Word"] * lines, [], "Turn")] * cards_at_once
    assert room.letters(faces, room.WIDE, reserved) == size


def test_long_words_make_letters_smaller_and_more_so_on_a_narrow_screen() -> None:
    faces = [Face("A name", ["**$1**", "many words " * 14], [], "Turn")] * 4
    assert 1 < room.letters(faces, room.NARROW) < room.letters(faces, room.WIDE) < 1.8


# -- the minutes -----------------------------------------------------------------------------------------------------------
def meeting(at: Desk) -> minutes.Meeting:
    now = hand(at)
    zone, moment = ZoneInfo("America/Los_Angeles"), datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
    return minutes.Meeting(now, "Hand *A*", zone, moment, result(at, now))


def test_a_vote_is_written_down_with_what_it_was_about_and_a_later_one_corrects_it() -> None:
    at = desk()
    turn(at, garden=FUND)
    assert not record.voted(at, hand(at), "garden", record.Vote(note="  "))
    assert record.voted(at, hand(at), "garden", record.Vote(7, 1, 0, "close"))
    turn(at, garden=SKIP)
    assert record.voted(at, hand(at), "garden", record.Vote(3, 5, 1))
    table = minutes.log_table(meeting(at))
    assert table[w("meeting.choice")] == ["Fund", "Skip"] and table[w("meeting.for")] == ["7", "3"]
    assert table[w("meeting.stands")] == ["Corrected by a later entry", "Yes"] and len(hand(at).decisions) == 4
    assert hand(at).pick("garden") == SKIP, "a vote changes no choice"


def test_there_is_no_vote_on_what_nobody_chose() -> None:
    at = desk()
    assert not record.voted(at, hand(at), "garden", record.Vote(7)) and at.store.books() == []
    turn(at, garden=FUND)
    turn(at, garden=FREE)
    assert not record.voted(at, hand(at), "garden", record.Vote(7)) and not minutes.votes(hand(at).decisions)


def test_a_vote_on_a_locked_card_is_about_the_rule() -> None:
    at = desk()
    locked = dealt({"rules": {"yes": {"kind": "must", "program": "tutoring"}}})
    record.voted(at, locked, "tutoring", record.Vote(1))
    assert minutes.log_table(meeting(at))[w("meeting.choice")] == ["A rule decides"] and hand(at).pick("tutoring") == FREE


def test_the_minutes_as_a_page_show_words_letter_by_letter() -> None:
    at = desk()
    turn(at, garden=FUND, counselor=Pick("fund", "half"))
    record.voted(at, hand(at), "garden", record.Vote(7, 1, 0, "<script>x</script> =1+1"))
    page = minutes.minutes_html(meeting(at)).decode()
    assert '<html lang="en">' in page and "<script>" not in page and "&lt;script&gt;x&lt;/script&gt; =1+1" in page
    assert "November 22, 2026, 21:00" in page and "Scenario: Hand *A*" in page and "Fund: Half time" in page
    assert "Money $175,000. Decided so far $160,000. Not yet decided by the group $15,000." in page
    assert w("meeting.minutes.open") in page and ">Left" not in page
    with speaking("es"):
        spanish = minutes.minutes_html(meeting(at)).decode()
    assert '<html lang="es">' in spanish and "22 de noviembre de 2026, 21:00" in spanish and "Financiar: Half time" in spanish


def test_the_minutes_tell_the_result_without_the_marks_of_a_page() -> None:
    at = desk()
    record.save(at, turn(at, tutoring=SKIP), "A")
    settle(at)
    page = minutes.minutes_html(meeting(at)).decode()
    assert "These choices can be paid." in page and "\\" not in page and w("meeting.minutes.none") in page
    assert "spends $90,000 of $175,000" in page and "Left, not spent: $85,000." in page and "Not yet decided" not in page
    assert minutes.file_name(meeting(at), "csv") == "minutes_Maple-School_2026-11-22.csv"


def test_the_day_stands_once_in_the_name_of_a_file() -> None:
    day = date(2026, 11, 22)
    assert dated("minutes_Maple", day) == "minutes_Maple_2026-11-22"
    assert stem("Oak Grove", "Choices of 2026-11-22 (2)", day) == "oak-grove_choices-of-2026-11-22-2"
    assert stem("Oak Grove", "Choices of 2026-11-21", day) == "oak-grove_choices-of-2026-11-21_2026-11-22"


def test_only_the_words_of_a_note_may_be_broken_in_the_minutes() -> None:
    at = desk()
    turn(at, garden=FUND)
    record.voted(at, hand(at), "garden", record.Vote(7, note="x" * 200))
    page = minutes.minutes_html(meeting(at)).decode()
    assert f'<td class="own">{"x" * 200}</td>' in page and ".own{min-width:9rem;overflow-wrap:anywhere}" in page
    assert page.count("overflow-wrap:anywhere") == 1 and '<td class="count">7</td>' in page


def test_no_words_in_the_table_of_votes_become_a_formula() -> None:
    at = desk()
    turn(at, garden=FUND)
    for note in ("=1+1", " +2", "@x", "\t=3", 'a "quoted" note'):
        record.voted(at, hand(at), "garden", record.Vote(1, note=note))
    lines = minutes.minutes_csv(meeting(at)).decode("utf-8-sig").splitlines()
    assert len(lines) == 6 and all(f'"\'{start}' in line for start, line in zip("=+@=", lines[1:5], strict=True))
    assert lines[5].endswith('"a ""quoted"" note","Yes"')


def test_the_clock_of_nowhere_is_that_of_the_world() -> None:
    assert zone_of("No/Where").key == "UTC" and zone_of(None).key == "America/Los_Angeles"
