"""A workbook edited where nobody should: figures typed over, columns copied, notes in hidden cells, less than nothing.

The sample's grant is charged $2,754 in 2025-26; the row of the social worker's pay has its dollars in K8 and L8.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.audit import check
from allocator.audit.figures import wrong_figures
from allocator.errors import InputError
from allocator.export.argued import figures_words
from allocator.load.budget_tables import Cell, Cells
from allocator.load.edited_budget import EditedBudget, read_edited
from allocator.messages import text
from tests.export import sample
from tests.export.helpers import cells_of, written

Changes = dict[tuple[str, str], object]
"""(sheet, address) -> what somebody put there; None: the cell was emptied."""
PAY = ("School social worker", "Pay")


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Cells:
    return cells_of(written(sample.report(), tmp_path_factory.mktemp("book")))


def read(cells: Cells, changes: Changes) -> EditedBudget:
    """What the reader finds once somebody has changed these cells. A text that begins with = is a formula without a value."""
    book: dict[str, dict[str, Cell]] = {sheet: dict(found) for sheet, found in cells.items()}
    for (sheet, address), value in changes.items():
        book[sheet][address] = (None, value) if isinstance(value, str) and value.startswith("=") else (value, None)
    return read_edited("edited.xlsx", sample.SHA, book)


def at(cells: Cells, sheet: str, row: tuple[str, ...], heading: str) -> tuple[str, str]:
    """The cell of a row that begins with these words, in the column of a heading."""
    column = next(address.rstrip("0123456789") for address, (value, _) in cells[sheet].items() if value == heading)
    number = next(address[1:] for address in cells[sheet] if address[0] == "A" and address[1:].isdecimal() and all(
        cells[sheet].get(f"{'ABCD'[n]}{address[1:]}", (None, None))[0] == word for n, word in enumerate(row)))
    return sheet, f"{column}{number}"


def places(found: EditedBudget) -> list[str]:
    """Cells of the figures that are said to be wrong."""
    broken = [finding for finding in check(sample.case(), found.budget) if finding.fails]
    return sorted(finding.year for finding in wrong_figures(sample.case(), found.budget, found.stated, broken))


def test_nothing_is_wrong_with_the_workbook_as_written(cells: Cells) -> None:
    found = read(cells, {})
    assert found.edits == () and places(found) == []


def test_what_was_typed_over_is_named_with_its_cell_and_what_follows_from_it_is_not(cells: Cells) -> None:
    changes: Changes = {
        at(cells, "Sources", ("CCSPP implementation grant", "6332", "2025-26"), "Amount"): 999_999,
        at(cells, "Needs met", ("Reading at grade level",), "Score"): 100,
        at(cells, "Detail", ("Total",), "2025-26"): 1,
        at(cells, "Detail", ("Indirect charge",), "2026-27"): "none",
        at(cells, "Detail", PAY, "2025-26"): 45_001,
    }
    found = read(cells, changes)
    assert [found.places[edit.entry] for edit in found.edits] == ["Detail!K8"], "a payment is an entry, no figure"
    assert set(places(found)) >= {f"{sheet}!{address}" for sheet, address in list(changes)[:4]}
    assert len(places(read(cells, dict(list(changes.items())[:4])))) == 4


def test_what_is_said_of_a_figure_names_both_numbers(cells: Cells) -> None:
    sheet, address = at(cells, "Detail", ("Indirect charge",), "2025-26")
    found = read(cells, {(sheet, address): 2_700})
    heading, line = figures_words(wrong_figures(sample.case(), found.budget, found.stated, ()))
    assert text(line) == f"Detail!{address}: 2,700 stands there; 2,754 is what follows."
    assert text(heading, "es").startswith("Una cifra no es la que resulta del plan")
    assert figures_words(()) == ()


def test_a_formula_that_was_changed_is_named(cells: Cells) -> None:
    sheet, address = at(cells, "Detail", ("Total",), "2025-26")
    assert places(read(cells, {(sheet, address): "=SUM(K5:K9)"})) == [f"Detail!{address}"]


@pytest.mark.parametrize(("changes", "place", "says"), [
    ({("Detail", "K8"): -45_000}, "Detail!K8", "a payment cannot be negative"),
    ({("Detail", "K8"): "45,000"}, "Detail!K8", "this number is stored as text"),
    ({("Detail", "K8"): "$45000"}, "Detail!K8", "this number is stored as text"),
    ({("Detail", "K8"): 45_000.01}, "Detail!K8", "not an amount in whole dollars"),
    ({("Detail", "K8"): "about 45"}, "Detail!K8", "not an amount in whole dollars"),
    ({("Detail", "K8"): "#2025-07-01 00:00:00"}, "Detail!K8", 'got "2025-07-01 00:00:00"'),
    ({("Detail", "V4"): "2025-26", ("Detail", "V8"): 45_000, ("Detail", "K8"): 44_000}, "Detail!V4", "stands twice"),
    ({("Detail", "V4"): "2030-31", ("Detail", "V8"): 45_000}, "Detail!V4", "no such year"),
    ({("Programs", "A90"): "School garden", ("Programs", "C90"): "Full"}, "Programs!A90", "stands twice"),
])
def test_what_would_be_lost_or_taken_for_something_else_is_refused(changes: Changes, place: str, says: str, cells: Cells) -> None:
    with pytest.raises(InputError) as error:
        read(cells, changes)
    (fault,) = error.value.faults
    assert fault.place == place and says in str(fault)


def test_what_decimals_leave_behind_is_no_cent(cells: Cells) -> None:
    (edit,) = read(cells, {("Detail", "K8"): 45_000 * 1.1}).edits
    assert 45_000 * 1.1 != 49_500 and (edit.was, edit.now) == (45_000, 49_500)


def test_two_rows_that_take_from_each_other_are_not_the_budget_as_before(cells: Cells) -> None:
    # 46,000 in the row of the pay, and -1,000 in a spare row for the same cost and source
    spare = next(row for row in range(9, 60) if ("A" + str(row)) not in cells["Detail"])
    same = {("Detail", f"{column}{spare}"): cells["Detail"][f"{column}8"][0] for column in "ABCH"}
    with pytest.raises(InputError, match=f"Detail!K{spare}: a payment cannot be negative"):
        read(cells, {**same, ("Detail", "K8"): 46_000, ("Detail", f"K{spare}"): -1_000})


def test_a_name_that_looks_like_the_mark_of_a_table_begins_no_table(tmp_path: Path) -> None:
    sources = sample.sections()["sources"]
    sources["lcff"]["name"], sources["ccspp"]["name"] = "#sources", "#programs"
    path = written(sample.report(sources=sources), tmp_path)
    found = read_edited(path, sample.SHA, cells_of(path))
    assert found.edits == () and found.rates == () and found.budget == sample.budget() and places(found) == []


def test_a_column_of_notes_is_no_fault(cells: Cells) -> None:
    assert read(cells, {("Detail", "V4"): "Asked by", ("Detail", "V8"): "Ann, 2025-26"}).edits == ()


def test_a_note_in_the_hidden_cell_of_a_payment_takes_nothing_away(cells: Cells) -> None:
    mark = next(address for address, (value, _) in cells["Detail"].items() if value == "#detail")
    assert read(cells, {("Detail", mark.replace("4", "8")): "checked by Ann"}).edits == ()


def test_a_payment_that_was_emptied_is_told_with_its_cells(cells: Cells) -> None:
    found = read(cells, {("Detail", "K8"): None, ("Detail", "L8"): 0})
    assert [found.places[edit.entry] for edit in found.edits] == ["Detail!K8", "Detail!L8"]


def test_an_emptied_rate_is_told_with_its_cell(cells: Cells) -> None:
    place = at(cells, "Assumptions", ("CCSPP implementation grant",), "Rate")
    assert [(rate.place, rate.value) for rate in read(cells, {place: None}).rates] == [(f"{place[0]}!{place[1]}", None)]
