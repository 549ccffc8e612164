"""Tables that people type into: every edit is taken once and none is lost, and what cannot be used is refused with its remedy."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.domain.plan import Plan
from allocator.load import plan_data
from allocator.store import Store
from allocator.ui.amount_text import amount
from allocator.ui.answers import Answers
from allocator.ui.desk import Desk
from allocator.ui.grid import Grid, Refused, Sheet, Typed, grid_of
from allocator.ui.lines import change_line, line_grid
from allocator.ui.new_lines import NewLine, NewPerson, add_line, add_person, remove_line
from allocator.ui.opening import opened
from allocator.ui.speak import spoken
from allocator.ui.taking import take
from tests.ui import school

PEOPLE: dict[str, Any] = {
    **school.SCHOOL,
    "staff": {"nurse": {"name": "School nurse", "max": 1}},
    "programs": {
        **school.SCHOOL["programs"],
        "health": {
            "name": "Health office",
            "costs": {"kit": {"object": "4300", "amount": 1500, "function": "3140", "goal": "1110"},
                      "desk": {"object": "4400", "amount": 900, "when": "first_year", "function": "3140", "name": "A desk"}},
            "positions": {"nurse": {"role": "nurse", "fte": "1/2", "salary": 90000, "classification": "certificated",
                                    "object": "1200", "function": "3140", "name": "Nurse"}},
        },
    },
}
PLAN = school.plan_of(PEOPLE)
PAY, HALF = "counselor/full/costs/pay", "counselor/half/costs/pay"
KIT, DESK, NURSE = "health/full/costs/kit", "health/full/costs/desk", "health/full/positions/nurse"


def rows(**dollars: int | None) -> Grid:
    return grid_of(((name, {"what": name, "dollars": value}) for name, value in dollars.items()), ("what", "dollars"))


def changed(plan: Plan, made: Any) -> Any:
    data = deepcopy(plan_data(plan))
    made(data)
    return data


# -- what was typed since the last look ------------------------------------------------------------------------------

def test_four_edits_one_after_another_are_each_taken_once() -> None:
    """A browser reports all edits since the table was drawn, every time."""
    sheet = Sheet("costs", rows(a=1, b=2, c=3, d=4))
    edited: dict[int, dict[str, Any]] = {}
    found = []
    for row, new in enumerate((10, 20, 30, 40)):
        edited = {**edited, row: {"dollars": new}}
        found.append(sheet.news(edited))
        assert sheet.news(edited) == [], "looking again finds nothing new"
    assert found == [[Typed("a", "dollars", 1, 10)], [Typed("b", "dollars", 2, 20)],
                     [Typed("c", "dollars", 3, 30)], [Typed("d", "dollars", 4, 40)]]
    assert sheet.shown(edited).columns["dollars"] == (10, 20, 30, 40)


def test_edits_that_arrive_together_are_all_taken_row_by_row() -> None:
    sheet = Sheet("costs", rows(a=1, b=2, c=3))
    assert sheet.news({2: {"dollars": 9}, 0: {"dollars": 7, "what": "x"}}) == [
        Typed("a", "dollars", 1, 7), Typed("a", "what", "a", "x"), Typed("c", "dollars", 3, 9)]


def test_the_same_cell_again_is_told_from_what_it_was_before() -> None:
    sheet = Sheet("costs", rows(a=1))
    sheet.news({0: {"dollars": 5}})
    assert sheet.news({0: {"dollars": 8}}) == [Typed("a", "dollars", 5, 8)]


def test_a_cell_put_back_is_an_edit_whether_the_browser_still_reports_it_or_not() -> None:
    for later in ({0: {"dollars": 1}}, {}):
        sheet = Sheet("costs", rows(a=1))
        sheet.news({0: {"dollars": 5}})
        assert sheet.news(later) == [Typed("a", "dollars", 5, 1)]  # type: ignore[arg-type]
        assert sheet.news(later) == []  # type: ignore[arg-type]


def test_a_cell_that_was_emptied_is_an_edit_and_an_empty_one_is_as_good_as_none() -> None:
    sheet = Sheet("costs", rows(a=1, b=None))
    assert sheet.news({0: {"dollars": None}, 1: {"dollars": None, "what": "  b "}}) == [Typed("a", "dollars", 1, None)]


def test_what_a_browser_reports_beyond_the_table_is_left_alone() -> None:
    sheet = Sheet("costs", rows(a=1))
    assert sheet.news({5: {"dollars": 3}, -1: {"dollars": 3}, 0: {"other": 3}}) == []
    assert sheet.news({0: {"dollars": 1.0}}) == [], "1 and 1.0 are one"


def test_rows_may_come_in_any_order_but_not_with_other_values() -> None:
    """A row whose score changes does not jump while somebody types."""
    assert rows(a=1, b=2).same(rows(b=2, a=1)) and not rows(a=1, b=2).same(rows(a=2, b=1))
    assert not rows(a=1).same(rows(a=1, b=2)) and not rows(a=1).same(rows(a=None))


def test_a_table_drawn_anew_keeps_its_order_unless_rows_came_or_went() -> None:
    found = rows(c=3, b=2, a=1).in_order_of(rows(a=9, b=9, c=9))
    assert found.ids == ("a", "b", "c") and found.columns["dollars"] == (1, 2, 3)
    assert rows(c=3, a=1).in_order_of(rows(a=9, b=9, c=9)).ids == ("c", "a")


def test_a_table_drawn_anew_never_meets_the_edits_of_the_one_before() -> None:
    """After undo the rows are those of the start: only the number tells the tables apart. After a new start of the server the
    number begins again: only the rows do."""
    first, after_undo = Sheet("costs", rows(a=1)), Sheet("costs", rows(a=1), 1)
    restarted = Sheet("costs", rows(a=5))
    assert len({first.key, after_undo.key, restarted.key}) == 3
    assert first.key == Sheet("costs", rows(a=1)).key, "the same rows after a new start: the browser's edits still fit"


def test_edits_that_a_browser_sends_again_after_a_new_start_change_nothing_twice() -> None:
    """They were kept before the server stopped, or they were not: the values end up the same."""
    again = Sheet("costs", rows(a=5, b=2))
    assert again.news({0: {"dollars": 5}, 1: {"dollars": 6}}) == [Typed("b", "dollars", 2, 6)]


CELLS = st.tuples(st.integers(0, 3), st.sampled_from(["what", "dollars"]), st.sampled_from([None, 1, 2, 3, "x", ""]))


@given(st.lists(st.lists(CELLS, max_size=3), max_size=8))
def test_whatever_is_typed_the_edits_lead_to_what_is_shown(batches: list[list[tuple[int, str, Any]]]) -> None:
    """Edits reported in any bundles: making each of them once gives the table that the person sees."""
    sheet = Sheet("costs", rows(a=1, b=2, c=3, d=4))
    plan = {row: {"what": row, "dollars": value} for row, value in zip("abcd", (1, 2, 3, 4), strict=True)}
    edited: dict[int, dict[str, Any]] = {}
    for batch in batches:
        edited = deepcopy(edited)
        for row, column, value in batch:
            edited.setdefault(row, {})[column] = value
        for typed in sheet.news(edited):
            plan[typed.row][typed.column] = typed.new
        assert sheet.shown(edited).same(grid_of(plan.items(), ("what", "dollars")))


# -- amounts ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("text", "dollars"), [
    ("5000", 5000), ("5,000", 5000), ("$5,000", 5000), (" $ 5,000 ", 5000), ("$5,000.00", 5000), ("0", 0), ("1,234,567", 1234567),
    ("\N{NO-BREAK SPACE}750\N{NO-BREAK SPACE}", 750), ("100,000,000", 100_000_000),
])
def test_whole_dollars_are_taken(text: str, dollars: int) -> None:
    assert amount(text) == dollars


@pytest.mark.parametrize(("text", "remedy"), [
    ("", "whole dollars, or 0"), ("(1,200)", "write 1,200, or 0"), ("-5", "write 5, or 0"), ("−$1,500.25", "write 1,500, or 0"),
    ("12k", "write 12,000"), ("$1.5M", "write 1,500,000"), ("6,500.50", "such as 6,500"), ("12.5", "such as 12"),
    ("1.234,56", "such as 1,234"), ("1.234", "such as 1,234"), ("5,00", "such as 1,234"), ("5 000", "such as 1,234"),
    ("12,34,567", "such as 5,000"), ("=1+1", "paste its result"), ("$ -", "write 0"), ("abc", "such as 5,000"),
    ("5000 dollars", "such as 5,000"), ("100,000,001", "number of zeros"), ("1e5", "such as 5,000"),
])
def test_anything_else_is_refused_with_what_to_write(text: str, remedy: str) -> None:
    with pytest.raises(Refused) as refused:
        amount(text)
    assert remedy in str(refused.value) and (not text or " ".join(text.split()) in str(refused.value))


# -- the table of costs ----------------------------------------------------------------------------------------------

def test_there_is_a_row_for_each_cost_line_and_each_position_at_each_size() -> None:
    found = line_grid(PLAN)
    assert found.ids == (PAY, HALF, "garden/full/costs/beds", "tutoring/full/costs/pay", KIT, DESK, NURSE)
    row = {name: values[-1] for name, values in found.columns.items()}
    assert row == {"program": "Health office", "size": "Full", "what": "Nurse", "object": "1200", "dollars": 90000, "fte": 0.5,
                   "when": None}
    assert found.columns["size"][1] == "Half time" and found.columns["what"][4] == "kit", "a line without a name shows its id"
    assert line_grid(PLAN, "garden").ids == ("garden/full/costs/beds",)


@pytest.mark.parametrize(("row", "column", "new", "field", "value", "said"), [
    (PAY, "dollars", 61000, ("costs", "pay", "amount"), 61000, "Counselor, pay: $60,000 becomes $61,000"),
    (HALF, "dollars", 31000, ("levels", "half", "costs", "pay", "amount"), 31000,
     "Counselor, pay (Half time): $30,000 becomes $31,000"),
    (NURSE, "dollars", 95000, ("positions", "nurse", "salary"), 95000, "Health office, Nurse: $90,000 becomes $95,000"),
    (NURSE, "fte", 0.6, ("positions", "nurse", "fte"), Decimal("0.6"), "Health office, Nurse: 0.5 FTE becomes 0.6 FTE"),
    (KIT, "object", "4400", ("costs", "kit", "object"), "4400", "Health office, kit: object code 4300 becomes 4400"),
    (KIT, "when", "first_year", ("costs", "kit", "when"), "first_year", "Health office, kit: first year only"),
    (KIT, "what", " A  kit ", ("costs", "kit", "name"), "A kit", "Health office: kit is now called A kit"),
])
def test_a_typed_cell_changes_its_field_and_says_so(row: str, column: str, new: Any, field: tuple[str, ...], value: Any,
                                                    said: str) -> None:
    edit, says = change_line(PLAN, Typed(row, column, None, new))
    at = changed(PLAN, edit)["programs"][row.split("/")[0]]
    for step in field:
        at = at[step]
    assert at == value and spoken(says).replace("\\", "") == said


def test_a_cell_put_back_to_what_holds_anyway_leaves_no_trace() -> None:
    edit, _ = change_line(PLAN, Typed(DESK, "when", None, "each_year"))
    assert "when" not in changed(PLAN, edit)["programs"]["health"]["costs"]["desk"]
    edit, _ = change_line(PLAN, Typed(DESK, "what", None, ""))
    assert "name" not in changed(PLAN, edit)["programs"]["health"]["costs"]["desk"]


@pytest.mark.parametrize(("row", "column", "new", "remedy"), [
    (PAY, "dollars", None, "or 0 for none"), (PAY, "dollars", -5, "whole dollars"), (PAY, "dollars", 10**9, "whole dollars"),
    (PAY, "fte", 1, "for people only"), (NURSE, "fte", 0, "more than 0"), (NURSE, "fte", None, "more than 0"),
    (NURSE, "when", "first_year", "every year"), (PAY, "when", None, "choose"), (PAY, "object", "43", "four digits"),
    (PAY, "object", None, "four digits"), (NURSE, "object", "2200", "1000 to 1999"),
    ("gone/full/costs/x", "dollars", 5, "no longer"),
])
def test_a_cell_that_cannot_be_used_is_refused(row: str, column: str, new: Any, remedy: str) -> None:
    with pytest.raises(Refused) as refused:
        change_line(PLAN, Typed(row, column, None, new))
    assert remedy in str(refused.value)


# -- keeping what was typed ------------------------------------------------------------------------------------------

def desk() -> Desk:
    found = opened(Answers(Store("sqlite://"), school.by_hand), PLAN, "file", report=school.report_of(PLAN, school.BEST))
    return found


def test_fast_typing_makes_a_change_for_each_cell_and_a_paste_only_one() -> None:
    at = desk()
    assert take(at, change_line, [Typed(PAY, "dollars", 60000, 61000), Typed(KIT, "dollars", 1500, 1600)]) == []
    at.undo()
    assert at.plan.programs["counselor"].costs["pay"].amount == 61000 and at.plan.programs["health"].costs["kit"].amount == 1500
    cells = [Typed(row, "dollars", None, 700 + n) for n, row in enumerate((PAY, HALF, KIT, DESK))]
    assert take(at, change_line, cells) == []
    undoable = at.undoable()
    assert undoable is not None and spoken(undoable.says) == "4 cells of a table"
    at.undo()
    assert at.plan.programs["counselor"].costs["pay"].amount == 61000


def test_undo_brings_the_cell_back_in_the_table() -> None:
    """What people see is no longer what the plan holds, so the table is drawn anew."""
    at = desk()
    sheet = Sheet("costs", line_grid(at.plan))
    edited = {0: {"dollars": 61000}}
    assert take(at, change_line, sheet.news(edited)) == [] and sheet.shown(edited).same(line_grid(at.plan))
    at.undo()
    assert not sheet.shown(edited).same(line_grid(at.plan))


def test_one_bad_cell_does_not_hold_up_the_others() -> None:
    at = desk()
    refused = take(at, change_line, [Typed(PAY, "object", "1200", "12"), Typed(KIT, "dollars", 1500, 1600)])
    assert len(refused) == 1 and refused[0].startswith("Not kept:") and "four digits" in refused[0]
    assert at.plan.programs["health"].costs["kit"].amount == 1600 and at.plan.programs["counselor"].costs["pay"].object == "1200"


def test_what_only_the_whole_plan_can_refuse_is_named_and_the_rest_of_a_paste_kept() -> None:
    """No page can show a bell."""
    at = desk()
    cells = [Typed(KIT, "what", None, "a bell\x07"), *(Typed(row, "dollars", None, 800) for row in (PAY, KIT, DESK))]
    refused = take(at, change_line, cells)
    assert len(refused) == 1 and "Not kept" in refused[0]
    assert at.plan.programs["health"].costs["kit"].amount == 800 and at.plan.programs["health"].costs["kit"].name == ""


# -- lines that come and go ------------------------------------------------------------------------------------------

def test_a_new_line_stands_under_the_codes_that_the_others_share() -> None:
    edit, says = add_line(PLAN, "health", NewLine("Kit", "5800", 2500, "first_year"))
    assert changed(PLAN, edit)["programs"]["health"]["costs"]["kit-2"] == {
        "object": "5800", "amount": 2500, "when": "first_year", "name": "Kit", "function": "3140"}
    assert spoken(says).replace("\\", "") == "Health office: Kit for $2,500 a year is added"


@pytest.mark.parametrize(("new", "remedy"), [
    (NewLine(" ", "4300", 5), "say what is bought"), (NewLine("Kit", "43", 5), "four digits"),
    (NewLine("Kit", "4300", -5), "-$5"),
])
def test_a_line_that_is_not_filled_in_is_refused(new: NewLine, remedy: str) -> None:
    with pytest.raises(Refused) as refused:
        add_line(PLAN, "health", new)
    assert remedy in str(refused.value)


def test_a_new_person_takes_a_role_of_the_plan_or_brings_a_new_one() -> None:
    edit, _ = add_person(PLAN, "garden", NewPerson("school  NURSE", 0.4, 80000, "certificated", "1200"))
    data = changed(PLAN, edit)
    assert data["programs"]["garden"]["positions"] == {"school-nurse": {
        "role": "nurse", "fte": Decimal("0.4"), "salary": 80000, "classification": "certificated", "object": "1200",
        "name": "School nurse"}}
    assert data["staff"].keys() == {"nurse"}
    edit, _ = add_person(PLAN, "garden", NewPerson("Gardener", 1, 40000, "classified", "2200"))
    assert changed(PLAN, edit)["staff"]["gardener"] == {"name": "Gardener"}


@pytest.mark.parametrize(("new", "remedy"), [
    (NewPerson("", 1, 5, "classified", "2200"), "role"), (NewPerson("nurse", 0, 5, "classified", "2200"), "more than 0"),
    (NewPerson("nurse", 1, 5, "classified", "1200"), "2000 to 2999"),
])
def test_a_person_who_is_not_filled_in_is_refused(new: NewPerson, remedy: str) -> None:
    with pytest.raises(Refused) as refused:
        add_person(PLAN, "garden", new)
    assert remedy in str(refused.value)


def test_a_line_is_taken_out_at_its_size_only() -> None:
    from allocator.ui.lines import at

    edit, says = remove_line(PLAN, at(HALF))
    record = changed(PLAN, edit)["programs"]["counselor"]
    assert record["levels"]["half"]["costs"] == {} and "pay" in record["costs"]
    assert spoken(says).replace("\\", "") == "Counselor: pay (Half time) is taken out"
