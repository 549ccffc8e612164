"""What stands in a cell is read as it is, or refused with its cell."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from allocator.load import read
from allocator.load.cells import read_tables
from allocator.load.refusal import Refused
from tests.load.plans import faults_of, one_fault, small
from tests.load.workbooks import parts_of, sheet_part, small_bytes, small_workbook, zipped

AMOUNT = "E2"
"""Amount of the first row of the sheet Costs."""


def put(sheet: str, cell: str, value: Any) -> Callable[[Any], None]:
    return lambda book: book[sheet].__setitem__(cell, value)


def raw_cell(folder: Path, xml: bytes, sheet: str = "Costs", cell: bytes = AMOUNT.encode()) -> Path:
    """The small workbook with one cell's XML written by hand."""
    content = small_bytes()
    parts = parts_of(content)
    name = sheet_part(sheet, content)
    head, _, tail = parts[name].partition(b'<c r="' + cell + b'"')
    parts[name] = head + xml + tail.partition(b"</c>")[2]
    path = folder / "plan.xlsx"
    path.write_bytes(zipped(list(parts.items())))
    return path


def test_the_sheet_and_cell_of_the_tests_are_right(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(small_workbook(tmp_path))
    assert (book["Costs"]["E1"].value, book["Costs"][AMOUNT].value) == ("Amount (whole dollars)", 95000)


NOT_DOLLARS = [
    ("n/a", '"n/a"'),
    ("95000", '"95000"'),
    ("(64,000)", '"(64,000)"'),
    ("64.000,00", '"64.000,00"'),
    ("64_000", '"64_000"'),
    ("\u0661\u0662", '"\u0661\u0662"'),
    (True, "true"),
    (-5, "-5"),
    (0.5, "0.5"),
    (1e11, "100000000000"),
]


def test_only_whole_dollars_are_dollars(tmp_path: Path) -> None:
    data = small()
    data["programs"]["outreach"]["costs"] = {f"line-{at}": {"object": "4300", "amount": 1} for at in range(len(NOT_DOLLARS))}
    first = 5  # after the lines of the social worker and its level

    def change(book: Any) -> None:
        for at, (value, _) in enumerate(NOT_DOLLARS):
            book["Costs"][f"E{first + at}"] = value

    faults = faults_of(small_workbook(tmp_path, change, data))
    assert [(fault.place, fault.path, fault.got) for fault in faults] == [
        (f"Costs!E{first + at}", f"programs.outreach.costs.line-{at}.amount", got) for at, (_, got) in enumerate(NOT_DOLLARS)]
    assert all(fault.expected.startswith("whole dollars") and fault.fix for fault in faults)


def test_a_blank_cell_that_must_be_filled_is_named(tmp_path: Path) -> None:
    fault = one_fault(small_workbook(tmp_path, put("Costs", AMOUNT, None)))
    assert (fault.place, fault.says) == (f"Costs!{AMOUNT}", "this field is missing")
    assert fault.expected == "whole dollars such as 48000"


@pytest.mark.parametrize(("xml", "says"), [
    (b'<c r="E2"><f>1+1</f></c>', "no stored value"),
    (b'<c r="E2" t="e"><f>A1</f><v>#REF!</v></c>', "shows an error"),
])
def test_cells_that_hold_no_value_are_refused(tmp_path: Path, xml: bytes, says: str) -> None:
    fault = one_fault(raw_cell(tmp_path, xml))
    assert fault.place == f"Costs!{AMOUNT}"
    assert says in fault.says
    assert fault.fix


@pytest.mark.parametrize("token", ["NaN", "INF", "1E400", "64_000", "\u0661\u0662", " 5", "0x10"])
def test_what_is_no_number_is_seen_before_the_workbook_is_opened(tmp_path: Path, token: str) -> None:
    path = raw_cell(tmp_path, f'<c r="E2"><v>{token}</v></c>'.encode())
    with pytest.raises(Refused) as caught:
        read_tables(path.read_bytes(), ["Costs"])
    assert [(found["sheet"], found["cell"], found["got"]) for found in caught.value.problems] == [("Costs", "E2", token)]


def test_a_formula_with_a_stored_value_is_its_value(tmp_path: Path) -> None:
    plan = read(raw_cell(tmp_path, b'<c r="E2"><f>90000+5000</f><v>95001</v></c>')).plan
    assert plan.programs["social-worker"].costs["pay"].amount == 95001


def test_all_formulas_without_a_value_are_reported_at_once(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Costs"]["E2"] = "=1+1"
        book["Sources"]["H2"] = "=2+2"

    assert [fault.place for fault in faults_of(small_workbook(tmp_path, change))] == ["Costs!E2", "Sources!H2"]


def test_a_date_is_refused(tmp_path: Path) -> None:
    fault = one_fault(small_workbook(tmp_path, put("Programs", "B2", datetime.date(2026, 1, 5))))
    assert (fault.place, fault.says) == ("Programs!B2", "this cell holds a date")
    assert "text" in fault.fix


def test_merged_cells_are_refused(tmp_path: Path) -> None:
    fault = one_fault(small_workbook(tmp_path, lambda book: book["Costs"].merge_cells("A2:A3")))
    assert fault.place == "Costs!A2"
    assert "Unmerge" in fault.fix


def test_a_lying_dimension_loses_no_row(tmp_path: Path) -> None:
    content = small_bytes()
    parts = parts_of(content)
    name = sheet_part("Needs", content)
    start, end = parts[name].index(b"<dimension"), parts[name].index(b"/>", parts[name].index(b"<dimension"))
    parts[name] = parts[name][:start] + b'<dimension ref="A1:B2"' + parts[name][end:]
    path = tmp_path / "plan.xlsx"
    path.write_bytes(zipped(list(parts.items())))
    assert list(read(path).plan.needs) == ["mental-health", "attendance"]


def test_hidden_rows_and_sheets_are_read_and_said(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Needs"].row_dimensions[3].hidden = True
        book["Costs"].sheet_state = "veryHidden"
        book.create_sheet("Scratch")["A1"] = "mine"

    loaded = read(small_workbook(tmp_path, change))
    assert list(loaded.plan.needs) == ["mental-health", "attendance"]
    assert [str(warning.place) for warning in loaded.warnings] == ["Needs!A3", "sheet Costs", "sheet Scratch"]


def test_codes_keep_their_zeros_and_numbers_are_no_codes(tmp_path: Path) -> None:
    data = small()
    data["sources"]["ccspp"]["resource"] = "0000"
    assert read(small_workbook(tmp_path, data=data)).plan.sources["ccspp"].resource == "0000"
    fault = one_fault(small_workbook(tmp_path, put("Costs", "D2", 1200)))
    assert (fault.place, fault.got, fault.expected) == ("Costs!D2", "1200", "text")
    assert fault.fix == "Format the cell as text and type it again."


NAMES = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+1",
    "-x",
    "@x",
    "=cmd|'/c calc'!A1",
    "\u202eabc",
    "\U0001f600",
    "a \"b\" 'c'",
    "NA",
    "<iframe srcdoc=x>",
    "![a](http://x)",
    "$b and c$",
    "../../x",
    "x" * 300,
    "null",
    "0042",
    "_x0041_",
    "TRUE",
    "a; b, c",
]


def test_any_name_comes_back_as_the_same_text(tmp_path: Path) -> None:
    data = small()
    data["programs"] |= {f"p{at}": {"name": name, "meets": {"attendance": 0.5}} for at, name in enumerate(NAMES)}
    path = small_workbook(tmp_path, data=data)
    programs = read(path).plan.programs
    assert [programs[f"p{at}"].name for at in range(len(NAMES))] == NAMES
    assert all(programs[f"p{at}"].meets for at in range(len(NAMES)))
    cells = [cell for row in openpyxl.load_workbook(path)["Programs"].iter_rows() for cell in row if cell.value in NAMES]
    assert len(cells) == len(NAMES)
    assert {cell.data_type for cell in cells} == {"s"}
