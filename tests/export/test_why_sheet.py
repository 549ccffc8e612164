"""The sheet Why: what keeps each program in or out, in words, with dollars that follow the sheet Detail."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from allocator.export import workbook_bytes, write_workbook
from allocator.export.extras import Extras
from allocator.messages import Money, say
from tests.export import sample
from tests.export.helpers import edited, opened, recalculated, row, stale

DASH = "\N{EM DASH}"


def test_programs_that_run_and_that_do_not() -> None:
    book = opened(sample.report())
    runs, cost, points, why, known = row(book, "Why", "School social worker")[:5]
    assert (runs, cost, points, known) == ("1 yr Half time, 1 yr Full", 165501, 49.5, "Fact")
    assert why == ("Without it, and with nothing in its place, less would be met of: "
                   "Access to mental health care (points: 49.5).")
    assert row(book, "Why", "Total")[1] == 267001
    assert row(book, "Why", "School garden")[:5] == [DASH, 8000, 18, "No budget that was found with it meets more need.", "Fact"]


def test_an_answer_that_took_a_search_stands_before_the_fact_and_says_so(tmp_path: Path) -> None:
    asked = Extras(why={"tutoring": (say("left.money", missing=Money(1200)), say("left.ruled"))})
    path = tmp_path / "asked.xlsx"
    write_workbook(sample.report(), path, extras=asked)
    assert stale(path) == ""
    why, known = row(recalculated(path), "Why", sample.TUTORING)[3:5]
    assert str(why).splitlines()[0] == f"Solved again: {say('left.money', missing=Money(1200))} {say('left.ruled')}"
    assert str(why).splitlines()[1].startswith("Fact: Without it")
    assert known == "Solved again; fact"
    assert workbook_bytes(sample.report(), extras=asked) == path.read_bytes()


def test_size_and_dollars_follow_a_change_by_hand(tmp_path: Path) -> None:
    """The social worker at half time in both years; the pay of 2025-26 at 100 dollars more."""
    def change(book: Workbook) -> None:
        sheet = book["Programs"]
        at = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "School social worker")
        sheet.cell(at, 4).value = "Half time"
        detail = book["Detail"]
        pay = next(cells[0].row for cells in detail.iter_rows() if cells[1].value == "Pay" and cells[10].value == 45000)
        detail.cell(pay, 11).value = 45100

    path = tmp_path / "b.xlsx"
    write_workbook(sample.report(), path)
    found = row(recalculated(edited(path, change)), "Why", "School social worker")
    assert found[:2] == ["2 yr Half time", 165601]
