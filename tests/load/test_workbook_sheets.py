"""The input workbook as a coordinator uses it: names instead of ids, choices, help, and rows that point to each other."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pydantic import BaseModel

from allocator.constraints import STATED
from allocator.domain.accounts import PARTS
from allocator.domain.plan import Accounts, Agreement, InKind, LastYear, Need, Plan, Role, Site, Source
from allocator.domain.program import CostLine, Level, Position, Program
from allocator.load import new_workbook, read
from allocator.load.cell_words import in_cells
from allocator.load.sheets import PLAN_COLUMNS, SHEETS, rule_columns
from tests.load.plans import faults_of, one_fault
from tests.load.workbooks import small_workbook

PLACED_ELSEWHERE = {
    Plan: {sheet.section for sheet in SHEETS}, Program: {"meets", "costs", "positions", "staff", "levels"},
    Level: {"meets", "costs", "positions", "staff"}, Source: {"amounts", "carried_in", "last_year"}, InKind: {"amounts"},
}
SHEET_OF = {Site: "Sites", Need: "Needs", Program: "Programs", Level: "Levels", CostLine: "Costs", Position: "Positions",
            Source: "Sources", Role: "Roles", InKind: "In kind", Agreement: "Agreements", LastYear: "Last year"}


def row(book: Any, sheet: str, **cells: Any) -> int:
    """Adds a row below the last one, by headings; gives its number."""
    page = book[sheet]
    heads = {cell.value: cell.column for cell in page[1]}
    number = 1 + max(cell.row for line in page.iter_rows() for cell in line if cell.value is not None)
    for name, value in cells.items():
        page.cell(number, heads[name.replace("_", " ")], value)
    return number


@pytest.mark.parametrize("record", SHEET_OF)
def test_every_field_has_a_column_with_help(record: type[BaseModel]) -> None:
    sheet = next(sheet for sheet in SHEETS if sheet.name == SHEET_OF[record])
    columns = {column.field: column for column in sheet.columns}
    for name, field in record.model_fields.items():
        if name not in PLACED_ELSEWHERE.get(record, ()):
            assert columns[name].help == in_cells(field.description or "")
    assert len({column.head.casefold() for column in sheet.all_columns}) == len(sheet.all_columns)


def test_every_field_of_the_plan_and_of_every_kind_of_rule_has_a_column() -> None:
    assert set(Plan.model_fields) - {column.field.partition(".")[0] for column in PLAN_COLUMNS} <= PLACED_ELSEWHERE[Plan]
    assert {f"accounts.{name}" for name in Accounts.model_fields} <= {column.field for column in PLAN_COLUMNS}
    fields = {column.field.partition(".")[0] for column in rule_columns()}
    for kind in STATED.values():
        assert {name for name, field in kind.model_fields.items() if not field.exclude} <= fields
    heads = [column.head.casefold() for column in rule_columns()]
    assert len(set(heads)) == len(heads)


def test_a_new_workbook_says_what_is_missing_and_where(tmp_path: Path) -> None:
    new_workbook(tmp_path / "new.xlsx")
    assert {fault.place for fault in faults_of(tmp_path / "new.xlsx")} == {"Plan!C3", "sheet Sites"}


def test_a_new_workbook_has_choices_help_and_hidden_ids(tmp_path: Path) -> None:
    new_workbook(tmp_path / "new.xlsx")
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    assert [sheet.title for sheet in book][:3] == ["Instructions", "Plan", "Sites"]
    assert (book["Lists"].sheet_state, book["_meta"].sheet_state) == ("hidden", "veryHidden")
    assert book["Programs"].column_dimensions["A"].hidden
    choices = {rule.formula1 for rule in book["Costs"].data_validations.dataValidation if rule.type == "list"}
    assert "'Programs'!$B$2:$B$2000" in choices
    assert all(len(rule.formula1 or "") <= 255 for sheet in book for rule in sheet.data_validations.dataValidation)
    said = {cell.value for line in book["Instructions"].iter_rows() for cell in line}
    assert "Whether it goes on after the plan's last year, at its last amount." in said
    assert [cell.value for cell in book["Sources"][1]][-5:] == ["2025-26", "2026-27", "2027-28", "2028-29", "2029-30"]


def test_a_plan_can_be_filled_in_with_names_only(tmp_path: Path) -> None:
    new_workbook(tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    book["Plan"]["C3"], book["Plan"]["C4"] = "Elm", "2025-26; 2026-27; 2027-28, 2028-29, 2029-30"
    row(book, "Sites", Name="Elm School")
    row(book, "Needs", Name="Sleep, rest and calm", **{"Score (0 to 100)": 80})
    row(book, "Programs", Name="Quiet room", Paid_by="State grant; Local fund")
    row(book, "Meets", Program="quiet  ROOM", Need="Sleep, rest and calm", **{"Share met (0 to 1)": "1/3"})
    row(book, "Costs", Program="Quiet room", Object_code="4300", **{"Amount (whole dollars)": 8000})
    row(book, "Costs", Program="Quiet room", Object_code="4300", **{"Amount (whole dollars)": 500})
    for source in ("State grant", "Local fund"):
        row(book, "Sources", Name=source, **{f"{year}-{year - 1999}": 9000 for year in range(2025, 2030)})
    row(book, "Rules", Kind="choose", Programs="Quiet room", At_least=1)
    book.save(tmp_path / "plan.xlsx")
    plan = read(tmp_path / "plan.xlsx").plan
    assert plan.programs["quiet-room"].meets == {"sleep-rest-and-calm": Fraction(1, 3)}
    assert {line: cost.amount for line, cost in plan.programs["quiet-room"].costs.items()} == {"4300": 8000, "4300-2": 500}
    assert plan.programs["quiet-room"].paid_by == ["state-grant", "local-fund"]
    assert plan.sources["local-fund"].amounts == dict.fromkeys(plan.years, 9000)
    assert plan.rules == {"choose": {"kind": "choose", "programs": ["quiet-room"], "at_least": 1}}


def test_a_cell_that_names_nothing_is_refused(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        row(book, "Costs", Program="TOTAL", **{"Amount (whole dollars)": 98145})
        row(book, "Meets", Program="Outreach", Level="half", Need="Chronic absenteeism", **{"Share met (0 to 1)": 0.1})
        row(book, "Meets", Program="Outreach", Need="Chronic absentism", **{"Share met (0 to 1)": 0.1})

    faults = {fault.place: fault for fault in faults_of(small_workbook(tmp_path, change))}
    assert faults["Costs!A6"].says == "no program has this name"
    assert faults["Meets!B5"].says == "this program has no such level"
    assert "no need is called" in faults["Meets!D6"].says


def test_a_copied_row_with_its_hidden_id_is_noticed(tmp_path: Path) -> None:
    fault = one_fault(small_workbook(tmp_path, lambda book: row(book, "Programs", Id="outreach", Name="Outreach again")))
    assert fault.place == "Programs!A4"
    assert "first in Programs!B3" in fault.says
    assert "Clear the hidden id" in fault.fix


def test_two_needs_with_one_name_are_refused(tmp_path: Path) -> None:
    fault = one_fault(
        small_workbook(tmp_path, lambda book: row(book, "Needs", Name="chronic  Absenteeism", **{"Score (0 to 100)": 5}))
    )
    assert fault.place == "Needs!B4"
    assert "has the same name" in fault.says


def test_headings_must_stand_in_the_first_row_and_be_known(tmp_path: Path) -> None:
    moved = one_fault(small_workbook(tmp_path, lambda book: book["Carried in"].insert_rows(1)))
    assert (moved.place, moved.says) == ("Carried in!A2", "the headings stand in row 1")
    renamed = faults_of(small_workbook(tmp_path, lambda book: book["Needs"].__setitem__("C1", "Skore (0 to 100)")))
    assert renamed[0].place == "Needs!C1"
    assert '"Score (0 to 100)"' in renamed[0].fix


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    before = read(small_workbook(tmp_path)).plan

    def swap(book: Any) -> None:
        page = book["Needs"]
        for number in range(1, 4):
            page.cell(number, 2).value, page.cell(number, 3).value = page.cell(number, 3).value, page.cell(number, 2).value

    assert read(small_workbook(tmp_path, swap)).plan == before


def test_help_in_a_workbook_has_no_syntax_of_plan_files() -> None:
    shown = [column.help for sheet in SHEETS for column in sheet.all_columns] + [column.help for column in PLAN_COLUMNS]
    own = "|".join(PARTS)  # the brackets of a layout are the district's, in a cell too
    assert [text for text in shown if any(mark in re.sub(rf"\{{({own})\}}", "", text) for mark in "[]{}`")] == []
    assert in_cells("Fiscal years in order, such as [2025-26, 2026-27].") == "Fiscal years in order, such as 2025-26, 2026-27."
    assert in_cells("Write points such as [[0, 0], [0.5, 0.8], [1, 1]].") == "Write points such as 0 0; 0.5 0.8; 1 1."


def test_the_instructions_begin_with_the_smallest_plan_and_rules_with_their_own_fields(tmp_path: Path) -> None:
    new_workbook(tmp_path / "new.xlsx")
    page = openpyxl.load_workbook(tmp_path / "new.xlsx")["Instructions"]
    assert str(page["B3"].value).startswith("The smallest plan: Plan (name, years), Sites (1 row), Needs, Programs")
    caps = [str(cells[1]) for cells in page.iter_rows(values_only=True) if cells[0] == "share_cap" and cells[1]]
    assert caps[-3:] == ["Prefer", "Years", "Because"]


def test_the_grant_of_a_source_is_chosen_from_the_grant_files(tmp_path: Path) -> None:
    new_workbook(tmp_path / "new.xlsx")
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    at = next(cell for cell in book["Sources"][1] if cell.value == "Grant")
    (rule,) = [rule for rule in book["Sources"].data_validations.dataValidation if f"{at.column_letter}2" in str(rule.sqref)]
    assert rule.type == "list"
    letter = rule.formula1.split("$")[1]
    assert {"ases", "title-1"} <= {cell.value for cell in book["Lists"][letter]}


def test_money_in_a_year_outside_the_plan_says_what_to_do(tmp_path: Path) -> None:
    def shorter(book: Any) -> None:
        sheet = book["Sources"]
        last = next(cell for cell in sheet[1] if cell.value == "2025-26")
        last.value = "2031-32"

    found = [fault for fault in faults_of(small_workbook(tmp_path, shorter)) if fault.says == "this year is not in the plan"]
    assert found
    assert all(fault.fix.endswith("Clear the amounts, or retitle the column.") for fault in found)
