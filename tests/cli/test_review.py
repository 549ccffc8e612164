"""``allocator review``: what was changed by hand, cell by cell, what it breaks, the smallest repair. Figures: scenarios/tiny."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from allocator import load
from allocator.allocate import case_for
from allocator.audit import check
from allocator.cli.plans import changed_rates
from allocator.domain.budget import Budget, Payment
from allocator.domain.stated import BudgetFile, Stated
from allocator.export.argued import broken_words
from allocator.export.names import Names
from allocator.messages import text
from tests.cli.conftest import ROOT, TINY, Allocator

YEAR = "2025-26"


def detail(book: Workbook) -> tuple[Worksheet, int, dict[str, int]]:
    """The sheet with the payments, its header row, and its columns."""
    sheet = book["Detail"]
    head = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "Program")
    return sheet, head, {str(cell.value): cell.column for cell in sheet[head] if cell.value}


def change(path: Path, folder: Path, edit: Callable[[Workbook], None]) -> Path:
    book = load_workbook(path)
    edit(book)
    other = folder / "edited.xlsx"
    book.save(other)
    return other


def a_cost(book: Workbook) -> None:
    """The first payment is 1,000 dollars more."""
    sheet, head, columns = detail(book)
    sheet.cell(head + 1, columns[YEAR]).value += 1000  # type: ignore[operator]


def a_row(book: Workbook) -> None:
    """The same payment once more, 500 dollars, in the first spare row."""
    sheet, head, columns = detail(book)
    spare = next(row for row in range(head + 1, sheet.max_row) if sheet.cell(row, 1).value is None)
    for name in ("Program", "Cost", "Object", "Source"):
        sheet.cell(spare, columns[name]).value = sheet.cell(head + 1, columns[name]).value
    sheet.cell(spare, columns[YEAR]).value = 500


def both(book: Workbook) -> None:
    a_cost(book)
    sheet, head, columns = detail(book)
    row = head + 2
    sheet.cell(row, columns[YEAR]).value = None


def test_nothing_was_changed(allocator: Allocator, solved: tuple[Path, Path]) -> None:
    ended = allocator("review", TINY, solved[1])
    assert ended.code == 0 and ended.out.splitlines()[0] == "Nothing was changed by hand."
    assert "Every rule holds." in ended.out and "as many as the best budget that is known" in ended.out


def test_a_cost_is_named_with_its_cell_judged_and_mended(allocator: Allocator, solved: tuple[Path, Path], tmp_path: Path) -> None:
    other = change(solved[1], tmp_path, a_cost)
    sheet, head, columns = detail(load_workbook(other))
    cell = sheet.cell(head + 1, columns[YEAR]).coordinate
    was = load_workbook(solved[1])["Detail"][cell].value
    ended = allocator("review", TINY, other, "--json", tmp_path / "r.json", "--excel", tmp_path / "mended.xlsx")
    told = json.loads((tmp_path / "r.json").read_text())
    assert ended.code == 0
    assert [(edit["place"], edit["was"], edit["now"]) for edit in told["edits"]] == [(f"Detail!{cell}", was, was + 1000)]
    assert {one["rule"] for one in told["broken"]} == {"full-cost", "same-shares"}, "pay goes with its benefits"
    assert told["repair"]["complete"] and [(one["was"], one["now"]) for one in told["repair"]["edits"]] == [(was + 1000, was)]
    assert told["points"] == told["points_best"] == told["repair"]["points"]
    assert allocator("audit", TINY, tmp_path / "mended.xlsx").code == 0
    assert allocator("audit", TINY, other).code == 5


def test_an_added_row_counts_with_the_one_it_repeats(allocator: Allocator, solved: tuple[Path, Path], tmp_path: Path) -> None:
    other = change(solved[1], tmp_path, a_row)
    ended = allocator("review", TINY, other)
    assert ended.code == 0 and ended.out.splitlines()[0] == "One entry was changed by hand:"
    assert ended.out.count("Detail!") >= 2, "both rows are named"


@pytest.mark.slow
def test_two_changes_are_two_changes_in_both_languages(allocator: Allocator, solved: tuple[Path, Path], tmp_path: Path) -> None:
    other = change(solved[1], tmp_path, both)
    assert allocator("review", TINY, other).out.splitlines()[0] == "2 entries were changed by hand:"
    spanish = allocator("review", TINY, other, "--language", "es").out
    assert spanish.splitlines()[0] == "Se cambiaron 2 datos a mano:" and "en vez de" in spanish


def no_detail(book: Workbook) -> None:
    del book["Detail"]


def another_heading(book: Workbook) -> None:
    sheet, head, columns = detail(book)
    sheet.cell(head, columns["Source"]).value = "Payer"


def words(book: Workbook) -> None:
    sheet, head, columns = detail(book)
    sheet.cell(head + 1, columns[YEAR]).value = "about 5,000"


def no_value(book: Workbook) -> None:
    sheet, head, columns = detail(book)
    sheet.cell(head + 1, columns[YEAR]).value = "=2500*2"


@pytest.mark.parametrize(("edit", "says"), [
    (no_detail, "the table that says who pays what is missing"), (another_heading, "heading was changed"),
    (words, "whole dollars"), (no_value, "no stored value"),
])
def test_what_cannot_be_read_is_refused_with_its_place(edit: Callable[[Workbook], None], says: str, allocator: Allocator,
                                                       solved: tuple[Path, Path], tmp_path: Path) -> None:
    ended = allocator("review", TINY, change(solved[1], tmp_path, edit), "--excel", tmp_path / "mended.xlsx")
    assert ended.code == 2 and says in ended.err and not (tmp_path / "mended.xlsx").exists()


def test_the_workbook_of_another_plan_is_refused(allocator: Allocator, solved: tuple[Path, Path]) -> None:
    ended = allocator("review", ROOT / "scenarios" / "oak-grove" / "base.yaml", solved[1])
    assert ended.code == 2 and "made from another plan, or from this plan before it was changed" in ended.err


def other_rates(book: Workbook) -> None:
    """10% growth, and 6% for indirect costs, as somebody types them to see what they would do."""
    sheet = book["Assumptions"]
    for words, rate in (("Growth of costs a year", 0.1), ("Staffing grant", 0.06)):
        row = next(cells[0].row for cells in sheet.iter_rows() if str(cells[0].value).startswith(words))
        sheet.cell(row, 6).value = rate


@pytest.mark.slow  # tests/export/test_read_back.py does the same every day
def test_changed_rates_are_named_and_the_budget_as_decided_is_judged(
    allocator: Allocator, solved: tuple[Path, Path], tmp_path: Path,
) -> None:
    other = change(solved[1], tmp_path, other_rates)
    told = allocator("review", TINY, other, "--json", tmp_path / "r.json").err.splitlines()
    assert told[0] == ("Assumptions!F6: the growth of costs a year is 10% in this workbook; the plan has 0%. To keep 10%, "
                       "change it in the plan file and solve again; otherwise put 0% back.")
    assert told[1].startswith("Assumptions!F10: the indirect rate of Staffing grant is 6% in this workbook; the plan has 5%.")
    assert told[2].startswith("A changed rate changes nothing in the budget")
    assert told[3] == "Nothing else was changed by hand." and "Every rule holds. Nothing needs to be mended." in told
    record = json.loads((tmp_path / "r.json").read_text())
    assert [one["place"] for one in record["rates"]] == ["Assumptions!F6", "Assumptions!F10"] and not record["edits"]
    spanish = allocator("review", TINY, other, "--language", "es").out
    assert "la tasa de costos indirectos de Staffing grant es 6" in spanish and "Una tasa cambiada no cambia nada" in spanish
    audited = allocator("audit", TINY, other)
    assert audited.code == 5 and "rate: Assumptions!F6: the growth of costs a year is 10%" in audited.err
    assert "Judged is the budget as decided" in audited.err and "broken:" not in audited.err and "figure:" not in audited.err


def test_who_goes_on_from_a_workbook_with_changed_rates_is_told_so() -> None:
    """`allocator revise` and `allocator actuals` take the budget as decided from it."""
    case = case_for(load(TINY))
    file = BudgetFile(rates=(Stated(("plan", "cost_growth"), Fraction(1, 10), "Assumptions!F6"),
                             Stated(("plan", "indirect_rate", "grant"), None, "Assumptions!F10")))
    told = [text(line) for line in changed_rates(case, {"file": file})]
    assert told[0].startswith("Assumptions!F6: the growth of costs a year is 10% in this workbook; the plan has 0%.")
    assert told[1] == ("Assumptions!F10: there is no number any more for the indirect rate of Staffing grant; the plan has 5%. "
                       "Put 5% back.")
    assert len(told) == 3 and changed_rates(case, {}) == () and changed_rates(case, {"file": BudgetFile()}) == ()


def test_lines_of_one_position_that_are_wrong_together_are_told_once() -> None:
    # 15,000 of 16,000 come from the grant, all of the benefits: each line misses the common share of each source
    case = case_for(load(TINY))
    lines = (("pay", "2900", "grant", 15_000), ("pay", "2900", "local", 1_000), ("pension", "3202", "grant", 3_200),
             ("payroll-taxes", "3302", "grant", 800))
    budget = Budget.of({"home-visits": {YEAR: "full"}}, [
        Payment("home-visits", line, YEAR, source, code, dollars) for line, code, source, dollars in lines])
    findings = [finding for finding in check(case, budget) if finding.fails]
    assert [finding.kind for finding in findings] == 6 * ["same_shares"], "each line with each source"
    (said,) = broken_words(Names(case), findings)
    assert text(said).endswith("It misses the rule by $200. (2025-26)")
