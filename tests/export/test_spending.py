"""The workbook of actual spending: its figures, its formulas, and words that stay words."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from allocator.allocate import case_for
from allocator.export.spending import spending_bytes, write_spending
from allocator.load.actuals import uploaded_actuals
from allocator.whatif.closing import Closed, close_years
from allocator.whatif.replan import Replanned, replanned
from tests.export.helpers import stale
from tests.in_process import solve_case
from tests.whatif.spent_school import ADOPTED, BOOKED, RECORDS, SECOND, school

FORMULA = '=HYPERLINK("http://example.org","click")'


@pytest.fixture(scope="module")
def found() -> tuple[Closed, Replanned]:
    """The school of spent_school.py, its grant named like a formula and with a star that matches anything."""
    sources = {"grant": {**RECORDS["sources"]["grant"], "name": FORMULA}, "local": {**RECORDS["sources"]["local"], "name": "*"}}
    plan = school(sources=sources)
    spent = uploaded_actuals("spent.csv", BOOKED.replace("Local money", "local").encode(), plan)
    closed = close_years(plan, case_for(plan), ADOPTED, spent)
    assert closed.next_plan is not None
    report = solve_case(closed.next_plan, case_for(closed.next_plan)).report
    assert report is not None
    return closed, replanned(closed, report)


@pytest.fixture(scope="module")
def book(found: tuple[Closed, Replanned]) -> Workbook:
    return load_workbook(BytesIO(spending_bytes(*found)), data_only=True)


def rows(book: Workbook, sheet: str) -> dict[str, list[Any]]:
    """The last row with each label: its cells."""
    return {str(row[0]): list(row[1:]) for row in book[sheet].iter_rows(values_only=True) if row[0]}


def test_by_object_code(book: Workbook) -> None:
    found = rows(book, "Plan and actual")
    assert found["2900"][1:4] == [30_000, 22_750, 7_250]
    assert found["7310"][:4] == ["Transfers of indirect costs", 1_700, 1_301, 399]
    assert found["Total"][1:4] == [55_700, 47_125, 8_575]
    assert found["2025-26"][:4] == ["2900 to 3302", 33_000, 25_025, 7_975]


def test_by_source_also_where_a_name_is_a_star(book: Workbook) -> None:
    found = rows(book, "By source")
    assert found[FORMULA][:4] == ["6332", 35_700, 27_325, 8_375]
    assert found["*"][:4] == ["0000", 20_000, 19_800, 200]


def test_what_is_left(book: Workbook) -> None:
    sheet = [list(row) for row in book["Left over"].iter_rows(values_only=True)]
    assert sheet[4][:7] == [FORMULA, 40_000, 27_325, 12_674, 1, 0, 4_300]
    assert sheet[5][:7] == ["*", 20_000, 19_800, 0, 200, 0, 0]
    assert sheet[6][:7] == ["Total", 60_000, 47_125, 12_674, 201, 0, 4_300]
    assert rows(book, "Left over")[FORMULA][:3] == ["2025-26", SECOND, 12_674]


def test_the_years_that_remain(book: Workbook) -> None:
    found = rows(book, "Planned again")
    assert found["Points reached"][:3] == [80, 104, 24]
    assert found["Cost of all programs"][:3] == [58_300, 67_980, 9_680]
    assert found["Classroom libraries"][:2] == ["\N{EM DASH}", f"{SECOND} Full"]


def test_cents_stand_beside_the_whole_dollars(book: Workbook) -> None:
    lines = [list(row[:8]) for row in book["Booked"].iter_rows(min_row=5, values_only=True)]
    assert lines[2] == ["2025-26", FORMULA, "4400", "Noncapitalized equipment", 1_000, 999, 1, 998.67]
    assert lines[5][4:] == [55_700, 47_125, 8_575, 47_124.81]


def test_every_stored_value_is_what_its_formula_gives(found: tuple[Closed, Replanned], tmp_path: Path) -> None:
    write_spending(*found, tmp_path / "a.xlsx")
    assert stale(tmp_path / "a.xlsx") == ""
    formulas = load_workbook(tmp_path / "a.xlsx")
    assert sum(cell.data_type == "f" for sheet in formulas for row in sheet.iter_rows() for cell in row) > 60


def test_words_that_look_like_formulas_stay_words(found: tuple[Closed, Replanned]) -> None:
    book = load_workbook(BytesIO(spending_bytes(*found)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    assert len(cells) >= 7
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_the_same_figures_give_the_same_bytes_and_no_year_may_be_left(found: tuple[Closed, Replanned], tmp_path: Path) -> None:
    assert spending_bytes(*found) == spending_bytes(*found)
    plan = school()
    both = uploaded_actuals("spent.csv", f"{BOOKED}{SECOND},grant,2900,1.50\n".encode(), plan)
    write_spending(close_years(plan, case_for(plan), ADOPTED, both), None, tmp_path / "a.xlsx")
    assert stale(tmp_path / "a.xlsx") == ""
    assert rows(load_workbook(tmp_path / "a.xlsx", data_only=True), "Plan and actual")["2900"][7:9] == [63_000, 22_752]
