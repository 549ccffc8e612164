"""Files that people hand over: what is wrong with them cell by cell, what they would change, and the way there and back."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest

from allocator.domain.plan import Plan
from allocator.load import fingerprint
from allocator.load.edited import merged, patch_between
from allocator.load.plain_plan import plan_data
from allocator.load.write import yaml_text
from allocator.ui import engine, uploads
from allocator.ui.words import speaking
from allocator.whatif.review import review
from tests.ui import school


def edited(workbook: bytes, change: Callable[[Any], None]) -> bytes:
    """A workbook after somebody worked in it."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def column(page: Any, head: str) -> int:
    return next(cell.column for cell in page[1] if cell.value == head)


def spoil(book: Any) -> None:
    """``12k`` for dollars, a name that is gone, a pillar that there is not, and an id that stands twice."""
    costs, programs, needs = book["Costs"], book["Programs"], book["Needs"]
    costs.cell(2, column(costs, "Amount (whole dollars)")).value = "12k"
    needs.cell(2, column(needs, "Name")).value = None
    programs.cell(2, column(programs, "Pillar")).value = "sports"
    programs.cell(3, 1).value = programs.cell(2, 1).value


def dearer_and_one_more(book: Any) -> None:
    """One cost is another, and one program more stands below the others."""
    costs, programs = book["Costs"], book["Programs"]
    costs.cell(2, column(costs, "Amount (whole dollars)")).value = 61000
    programs.cell(programs.max_row + 1, column(programs, "Name")).value = "Chess club"


def plan() -> Plan:
    return engine.changed(school.SCHOOL, {})


def test_every_fault_names_its_cell_its_value_and_what_to_do() -> None:
    found = uploads.brought("budget.xlsx", edited(uploads.input_workbook(plan()), spoil))
    assert found.plan is None
    rows = uploads.fault_table(found.faults)
    where = [place.replace("\\", "") for place in rows["Where"]]
    for cell in ("Costs!E2", "Needs!B2", "Programs!C2", "Programs!A3"):
        assert cell in where
    at = where.index("Costs!E2")
    assert rows["What stands there"][at] == '"12k"' and "whole dollars such as 48000" in rows["What to do"][at]
    assert all(cell != "–" for cell in rows["What to do"])


def test_a_copy_with_notes_has_a_comment_in_each_bad_cell() -> None:
    found = uploads.brought("budget.xlsx", edited(uploads.input_workbook(plan()), spoil))
    assert found.notes is not None
    book = openpyxl.load_workbook(io.BytesIO(found.notes))
    for sheet, cell in (("Costs", "E2"), ("Needs", "B2"), ("Programs", "C2"), ("Programs", "A3")):
        assert book[sheet][cell].comment is not None, (sheet, cell)
    assert uploads.notes_name("My Budget (2).xlsx") == "my-budget-2_with-notes.xlsx"


def test_files_without_cells_and_files_that_may_not_be_opened_have_no_copy() -> None:
    bad = uploads.brought("plan.yaml", b"format: 1\nname: [")
    assert bad.plan is None and bad.faults and bad.notes is None
    torn = uploads.brought("plan.xlsx", b"PK\x03\x04 and then nothing")
    assert torn.plan is None and torn.faults and torn.notes is None


def test_what_only_shows_beside_the_rules_of_a_grant_is_found_with_its_place() -> None:
    """CCSPP county coordination has no usual award, so its amounts must be stated."""
    data = merged(school.SCHOOL, {"sources": {"county": {"name": "County", "grant": "ccspp-county-coordination"}}})
    found = uploads.brought("plan.yaml", yaml_text(data).encode())
    assert found.plan is None
    (fault,) = found.faults
    assert str(fault.place).startswith("plan.yaml line ") and fault.path == "sources.county.amounts"


def test_there_and_back_changes_nothing() -> None:
    found = uploads.brought("plan.xlsx", uploads.input_workbook(plan()))
    assert found.plan is not None and fingerprint(found.plan) == fingerprint(plan())
    assert uploads.is_version(plan(), found.plan)
    differs = review(plan(), found.plan)
    assert not differs and "nothing would change" in uploads.verdict(found, plan(), differs)


def test_one_cost_and_one_row_are_one_changed_and_one_added() -> None:
    found = uploads.brought("plan.xlsx", edited(uploads.input_workbook(plan()), dearer_and_one_more))
    assert found.plan is not None, found.faults
    differs = review(plan(), found.plan)
    assert (len(differs.changed), len(differs.added), len(differs.removed)) == (1, 1, 0)
    assert "1 changed, 1 added, 0 removed" in uploads.verdict(found, plan(), differs)
    rows = {head: [cell.replace("\\", "") for cell in cells] for head, cells in uploads.review_table(differs).items()}
    assert rows["Change"] == ["Changed", "Added"]
    assert rows["Where"] == ["Program: Counselor", "Program: Chess club"]
    assert "$60,000" in rows["Now"][0] and "$61,000" in rows["In the file"][0] and rows["Now"][1] == "–"
    with speaking("es"):
        assert uploads.review_table(differs)["Cambio"] == ["Cambia", "Se agrega"]


def test_the_plan_at_hand_becomes_the_one_in_the_file() -> None:
    found = uploads.brought("plan.xlsx", edited(uploads.input_workbook(plan()), dearer_and_one_more))
    assert found.plan is not None
    before = plan_data(plan())
    data = merged(before, {})
    uploads.replaced_by(found.plan)(data)
    assert engine.changed(before, patch_between(before, data)) == found.plan


def test_a_field_that_says_it_is_left_out_can_be_taken_over() -> None:
    """In a change, null means to take out: a file may well say ``enrollment: null``."""
    text = yaml_text(school.SCHOOL).replace("name: Maple School\nneeds", "name: Maple School\n    enrollment: null\nneeds")
    found = uploads.brought("plan.yaml", text.encode())
    assert found.plan is not None and "null" in text, found.faults
    before = plan_data(plan())
    data = merged(before, {})
    uploads.replaced_by(found.plan)(data)
    assert engine.changed(before, patch_between(before, data)).sites["maple"].enrollment is None


@pytest.mark.parametrize(("change", "expected"), [
    ({}, True),
    ({"name": "MAPLE  school"}, True),
    ({"name": "Maple 2027"}, True),
    ({"name": "Elm", "programs": None, "sources": None, "rules": None, "needs": {"calm": None}}, False),
    ({"name": "Elm", "needs": {"shade": {"name": "Shade", "score": 3}}}, True),
])
def test_a_version_has_the_name_or_most_of_the_records(change: dict[str, Any], expected: bool) -> None:
    assert uploads.is_version(plan(), Plan.model_validate(merged(school.SCHOOL, change))) is expected


def test_two_empty_plans_are_not_versions_of_each_other() -> None:
    empty = Plan.model_validate(school.EMPTY)
    assert not uploads.is_version(empty, Plan.model_validate({**school.EMPTY, "name": "Another"}))


def test_another_plan_is_called_another() -> None:
    found = uploads.brought("elm.yaml", yaml_text({**school.EMPTY, "name": "Elm *School*"}).encode())
    assert "another plan than Maple School" in uploads.verdict(found, plan(), None)
    assert "*School*" not in uploads.verdict(found, plan(), None), "what people write is never markup"


def test_the_empty_workbook_is_read_and_says_what_is_missing() -> None:
    found = uploads.brought("empty.xlsx", uploads.empty_workbook())
    assert found.plan is None and any(str(fault.place).startswith("Plan!") for fault in found.faults)


def test_files_carry_the_plan_and_the_day() -> None:
    assert uploads.workbook_name(plan(), date(2026, 3, 1)) == "plan-input_maple-school_2026-03-01.xlsx"


def test_sections_have_names_and_the_plans_own_fields_share_one() -> None:
    assert uploads.section_name("programs") == "Programs" and uploads.section_name("years") == "The plan itself"
