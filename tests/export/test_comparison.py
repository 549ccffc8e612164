"""The workbook of a comparison: its figures, its formulas, and words that stay words."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from allocator.export.comparison import comparison_bytes, write_comparison
from allocator.whatif.compare import compare
from allocator.whatif.comparison import Comparison
from tests.export.helpers import stale
from tests.in_process import PROOF, SeveralHere
from tests.whatif.test_changes import with_program
from tests.whatif.tiny import YEAR, plan_with, tiny

FORMULA = '=HYPERLINK("http://example.org","click")'
FILES = ["a.yaml", "b.yaml", "c.yaml"]


@pytest.fixture(scope="module")
def found() -> Comparison:
    """The tiny school, with more money and people, and impossible; names that look like formulas."""
    named = with_program("math-tutoring", name=FORMULA).model_copy(update={"name": "@first"})
    richer = plan_with(local=57_142, outreach=2).model_copy(update={"name": "+more"})
    impossible = plan_with(outreach=0, rules={"worker": {"kind": "must", "program": "attendance-worker"}})
    return compare([named, richer, impossible.model_copy(update={"name": "-none"})], several=SeveralHere(PROOF))


@pytest.fixture(scope="module")
def book(found: Comparison) -> Workbook:
    return load_workbook(BytesIO(comparison_bytes(found, FILES)), data_only=True)


def rows(book: Workbook, sheet: str) -> dict[str, list[Any]]:
    """The last row with each label: its cells."""
    return {str(row[0]): list(row[1:]) for row in book[sheet].iter_rows(values_only=True) if row[0]}


def test_there_are_three_sheets(book: Workbook) -> None:
    assert book.sheetnames == ["Inputs", "Results", "Why"]


def test_inputs_stand_side_by_side(book: Workbook) -> None:
    found = rows(book, "Inputs")
    assert found["Local money"][:5] == [30_000, 57_142, 30_000, 27_142, 0]
    assert found["Total"][:5] == [75_000, 102_142, 75_000, 27_142, 0]
    assert found[f"Local money: amount {YEAR}"][:3] == [30_000, 57_142, 30_000]
    assert found["Role Outreach worker: most FTE"][:3] == [1, 2, 0]
    assert found["Rule worker"][:3] == ["no", "no", "yes"]


def test_results_and_their_differences(book: Workbook) -> None:
    found = rows(book, "Results")
    assert found["Status"][:3] == ["proved", "proved", "impossible"]
    assert found["Points reached"][:5] == [87, 141, None, 54, None]
    assert found["Reachable if every program ran"][:5] == [141, 141, 141, 0, 0]
    assert found["Dollars that nobody pays if all of it goes on"][0] == 20_000
    assert found[f"Outreach worker, {YEAR}"][:4] == [0.5, 1.5, None, 1]


def test_parts_add_up_to_the_difference(book: Workbook) -> None:
    sheet = [list(row) for row in book["Why"].iter_rows(values_only=True)]
    start = next(at for at, row in enumerate(sheet) if row[0] == "Why B differs from A")
    first, second, total = sheet[start + 1:start + 4]
    assert [first[1], second[1], total[1]] == [30.5, 23.5, 54]
    assert [first[4:6], second[4:6]] == [[14, 47], [7, 40]]
    assert first[6] + second[6] == total[6] == 50_000
    assert any(row[0] and "This plan has no budget" in str(row[0]) for row in sheet)


def test_every_stored_value_is_what_its_formula_gives(found: Comparison, tmp_path: Path) -> None:
    write_comparison(found, tmp_path / "c.xlsx", FILES)
    assert stale(tmp_path / "c.xlsx") == ""
    formulas = load_workbook(tmp_path / "c.xlsx")
    assert sum(cell.data_type == "f" for sheet in formulas for row in sheet.iter_rows() for cell in row) > 40


def test_words_that_look_like_formulas_stay_words(found: Comparison) -> None:
    book = load_workbook(BytesIO(comparison_bytes(found, FILES)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    assert len(cells) >= 2
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)
    legend = [cell.value for cell in book["Why"]["A"] if cell.value and "yaml" in str(cell.value)]
    assert [value[:9] for value in legend] == ["A: @first", "B: +more ", "C: -none "]


def test_the_same_comparison_gives_the_same_bytes(found: Comparison) -> None:
    assert comparison_bytes(found, FILES) == comparison_bytes(found, FILES)


def test_plans_that_are_equal_make_a_workbook_too(tmp_path: Path) -> None:
    write_comparison(compare([tiny(), tiny()], several=SeveralHere(PROOF)), tmp_path / "c.xlsx", FILES[:2])
    assert stale(tmp_path / "c.xlsx") == ""
    assert "Nothing that can change a result differs." in rows(load_workbook(tmp_path / "c.xlsx"), "Inputs")
