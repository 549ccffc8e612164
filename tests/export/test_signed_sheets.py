"""The sheets that people sign and the state asks for: figures worked by hand, tied to the budget."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.export import sample
from tests.export.helpers import edited, opened, recalculated, row, written


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(sample.report())


def checks(book: Workbook, words: str) -> list[object]:
    """Results of a check, year by year."""
    return [cells[4] for cells in book["Checks"].iter_rows(values_only=True) if cells[0] == words]


def test_the_narrative_explains_every_dollar(book: Workbook) -> None:
    assert row(book, "Narrative", "1200", "School social worker", "Pay")[:6] == [
        "2025-26: $45,000\n2026-27: $90,000, grown 3% a year from 2025-26 dollars", 45000, 92700, 137700,
        "Access to mental health care", "Integrated student supports"]
    assert row(book, "Narrative", "4400", "School social worker", "Laptop")[:4] == ["$1,500 once, in 2025-26", 1500, 0, 1500]
    # Two sources pay the provider in the first year: 25,000 and 5,000.
    assert row(book, "Narrative", "5100", sample.TUTORING, "Tutoring provider")[1:4] == [30000, 30900, 60900]
    assert row(book, "Narrative", "7310", "Indirect charge", "CCSPP implementation grant")[1:4] == [2754, 5520, 8274]
    assert row(book, "Narrative", "3000")[:6] == ["Employee benefits", None, None, 8595, 17706, 26301]
    assert row(book, "Narrative", "Total")[3:6] == [107849, 167426, 275275]
    assert checks(book, "Narrative = Budget by object") == ["OK", "OK"]


def test_a_cost_that_no_sentence_explains_is_noticed(tmp_path: Path) -> None:
    def recode(book: Workbook) -> None:
        sheet = book["Detail"]
        at = next(cells[0].row for cells in sheet.iter_rows() if cells[1].value == "Laptop")
        sheet.cell(at, 3).value = "4300"

    changed = recalculated(edited(written(sample.report(), tmp_path), recode))
    assert checks(changed, "Narrative = Budget by object") == ["Differs by -$1,500", "OK"]
