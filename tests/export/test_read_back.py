"""A workbook read back: the same budget, and after a correction by hand a verdict that names what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from allocator.audit.claims import facts
from allocator.audit.ledger import Ledger
from allocator.domain.budget import Budget, Payment
from allocator.errors import InputError
from allocator.load.budget_workbook import read_budget_workbook, read_stated
from tests.export import sample
from tests.export.helpers import broken, cells_of, edited, recalculated, row, written
from tests.more import few_rows_every_day


def at(book: Workbook, sheet: str, *words: object) -> int:
    """Number of the first row that begins with these words (None: anything)."""
    for cells in book[sheet].iter_rows():
        if all(word is None or cell.value == word for word, cell in zip(words, cells, strict=False)):
            return int(cells[0].row)
    raise AssertionError(f"{sheet}: {words}")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(sample.report(), tmp_path_factory.mktemp("book"))


def test_the_same_budget_comes_back(path: Path) -> None:
    budget, stated = read_stated(path)
    assert budget == sample.budget()
    assert {s.figure: s.value for s in stated}["sources", "ccspp", "2025-26", "indirect"] == 2754
    assert broken(sample.case(), path) == []


def test_saved_again_by_a_program_that_calculates_nothing(path: Path) -> None:
    again = edited(path, lambda book: None)
    budget, stated = read_stated(again)
    assert budget == sample.budget() and broken(sample.case(), again) == []
    assert ("points",) not in {one.figure for one in stated}  # a formula without a stored value states nothing


def change(sheet: str, words: tuple[object, ...], column: int, value: object) -> Callable[[Workbook], None]:
    """Put a value into one cell."""
    def put(book: Workbook) -> None:
        book[sheet].cell(at(book, sheet, *words), column).value = value  # type: ignore[assignment]
    return put


GRANT, LCFF = "CCSPP implementation grant", "LCFF supplemental"
EDITS: list[tuple[Callable[[Workbook], None], str]] = [
    (change("Detail", ("School social worker", "Pay"), 11, 45001), "full-cost"),
    (change("Detail", ("School social worker", "Retirement"), 8, LCFF), "same-shares"),
    (change("Programs", ("School social worker",), 3, "Full"), "full-cost"),
    (change("Staffing", ("School social worker",), 2, 0.75), "staff / social_worker / 2025-26"),
    (change("Budget by object", ("Total",), 3, 107850), "totals / sources / 2025-26"),
    (change("Detail", (sample.TUTORING, "Tutoring aides"), 8, GRANT), ""),
    (change("Detail", ("School social worker", "Pay"), 3, "1300"), "full-cost"),
    (change("Programs", ("School garden",), 4, "Full"), "full-cost"),
    (change("Programs", (sample.TUTORING,), 3, "\N{EM DASH}"), "full-cost"),
    (change("Staff by program", ("School social worker",), 4, 0.75), "levels / social-worker / half / staff"),
    (change("Budget by object", ("1200",), 5, 137701), "sums / object / 1200"),
    (change("Detail", ("Total",), 13, 275276), "totals / all"),
    (change("Sources", (GRANT, "6332", "2025-26"), 4, 130000), "sources / ccspp / 2025-26 / amount"),
    (change("Needs met", ("Reading at grade level",), 3, 61), "plan / score / literacy"),
    (change("Assumptions", (GRANT,), 6, 0.04),
     "Assumptions!F10: the indirect rate of CCSPP implementation grant is 4% in this workbook; the plan has 5%."),
    (change("Budget by object", ("1200",), 3, "=SUM(1,2)"), "totals / objects / 1200 / 2025-26"),
    (change("Budget by object", ("1200",), 3, "a lot"), "totals / objects / 1200 / 2025-26"),
]


@pytest.mark.parametrize(("edit", "names"), few_rows_every_day(EDITS, 5))
def test_a_change_by_hand_is_judged(path: Path, edit: Callable[[Workbook], None], names: str) -> None:
    found = broken(sample.case(), edited(path, edit))
    assert any(names in one for one in found) if names else found == [], found


def test_a_payment_in_a_spare_row_counts(path: Path) -> None:
    # LCFF pays 1,000 of the contract less, the grant 1,000 more; object 5100 is not in the indirect base.
    def move(book: Workbook) -> None:
        sheet = book["Detail"]
        for source, dollars in ((LCFF, 24000), (GRANT, 5000)):
            row = next(cells[0].row for cells in sheet.iter_rows()
                       if (cells[1].value, cells[7].value) == ("Tutoring provider", source))
            sheet.cell(row, 11).value = dollars
        spare = next(cells[0].row for cells in sheet.iter_rows(min_row=5) if cells[0].value is None)
        for column, value in ((1, sample.TUTORING), (2, "Tutoring provider"), (3, 5100), (8, GRANT), (11, 1000)):
            sheet.cell(spare, column).value = value
        sheet.cell(spare, 1).data_type = "s"  # openpyxl takes a text that begins with = for a formula

    other = edited(path, move)
    budget, _ = read_budget_workbook(other, cells_of(other))
    assert sum(p.dollars for p in budget.payments if (p.line, p.source) == ("contract", "ccspp")) == 6000
    assert broken(sample.case(), other) == []


def test_rates_that_were_changed_are_named_and_the_budget_as_decided_is_judged(tmp_path: Path) -> None:
    # Recalculated elsewhere: every sheet shows dollars at 4% growth and 6%. None of them is read as the budget.
    def change(book: Workbook) -> None:
        sheet = book["Assumptions"]
        for words, rate in (("Growth of costs a year, from 2025-26 on; amounts of sources do not grow", 0.04), (GRANT, 0.06)):
            sheet.cell(at(book, "Assumptions", words), 6).value = rate

    other = edited(written(sample.report(), tmp_path), change)
    recalculated(other)
    again = other.with_name("again.xlsx")
    assert read_budget_workbook(again, cells_of(again))[0] == sample.budget()
    assert broken(sample.case(), again) == [
        f"Assumptions!F{row}: {what} is {now} in this workbook; the plan has {was}. To keep {now}, change it in the plan file "
        f"and solve again; otherwise put {was} back."
        for row, what, now, was in ((6, "the growth of costs a year", "4%", "3%"),
                                    (10, "the indirect rate of CCSPP implementation grant", "6%", "5%"))]
    wrong = edited(again, change_total)
    assert any("totals / sources / 2025-26" in one for one in broken(sample.case(), wrong)), "a figure that somebody typed"


def change_total(book: Workbook) -> None:
    """Type a number over a total."""
    book["Budget by object"].cell(at(book, "Budget by object", "Total"), 3).value = 1


def test_a_rate_that_is_gone_is_named(path: Path) -> None:
    def clear(book: Workbook) -> None:
        book["Assumptions"]["F10"].value = None

    def take_out(book: Workbook) -> None:
        del book["Assumptions"]

    says = "there is no number any more for the indirect rate of CCSPP implementation grant; the plan has 5%. Put 5% back."
    assert broken(sample.case(), edited(path, clear)) == [f"Assumptions!F10: {says}"]
    assert f"Assumptions: {says}" in broken(sample.case(), edited(path, take_out))


def test_rows_and_columns_may_move(path: Path) -> None:
    def move(book: Workbook) -> None:
        book["Programs"].insert_rows(2)
        book["Programs"].insert_cols(2)

    moved = edited(path, move)
    assert read_budget_workbook(moved, cells_of(moved))[0] == sample.budget()


@pytest.mark.parametrize(("edit", "place", "says"), [
    (change("Detail", ("School social worker", "Pay"), 11, 45000.5), "Detail!K", "whole dollars"),
    (change("Detail", ("School social worker", "Pay"), 11, "45,000"), "Detail!K", "whole dollars"),
    (change("Detail", ("School social worker", "Pay"), 11, "=45000+1"), "Detail!K", "no stored value"),
    (change("Detail", ("School social worker", "Pay"), 8, "Lottery"), "Detail!H", "no such source"),
    (change("Detail", ("School social worker", "Pay"), 3, "12"), "Detail!C", "object code"),
    (change("Programs", ("School social worker",), 3, "Double"), "Programs!C", "no such level"),
    (change("Detail", ("Program", "Cost"), 11, "Year one"), "Detail", "heading was changed"),
])
def test_what_cannot_be_read_names_the_cell(path: Path, edit: Callable[[Workbook], None], place: str, says: str) -> None:
    other = edited(path, edit)
    with pytest.raises(InputError) as error:
        read_budget_workbook(other, cells_of(other))
    assert any(str(fault.place).startswith(place) and says in str(fault) for fault in error.value.faults), error.value


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(InputError, match="not a budget workbook"):
        read_budget_workbook(tmp_path / "other.xlsx")


def test_the_hidden_sheet_says_which_plan(path: Path) -> None:
    facts = {cells[0]: cells[1] for cells in load_workbook(path)["_meta"].iter_rows(values_only=True)}
    assert (facts["format"], facts["plan_sha256"]) == ("1", sample.SHA)


def test_a_cost_under_the_object_of_indirect_charges_is_added_to_them() -> None:
    # the grant is charged 2,754 in 2025-26; a payment of 10 under 7310 makes it 2,764 in the figures that the audit works out
    budget = sample.budget()
    more = Budget.of(budget.roster, [*budget.payments, Payment("tutoring", "contract", sample.Y1, "lcff", "7310", 10)])
    assert facts(Ledger(sample.case(), budget))["totals"]["objects"]["7310"][sample.Y1] == 2754
    assert facts(Ledger(sample.case(), more))["totals"]["objects"]["7310"][sample.Y1] == 2764


def test_indirect_charges_as_decided_are_still_stated_where_rates_were_changed(tmp_path: Path) -> None:
    # A budget that was approved at 5% is read with its 2,754 and 5,520, whatever the workbook shows at 6%.
    def change(book: Workbook) -> None:
        book["Assumptions"]["F10"].value = 0.06

    other = edited(written(sample.report(), tmp_path), change)
    book = recalculated(other)
    again = other.with_name("again.xlsx")
    _, stated = read_budget_workbook(again, cells_of(again))
    charged = [stated["sources"]["ccspp"][year]["indirect"] for year in (sample.Y1, sample.Y2)]
    assert [[one.value for one in cells] for cells in charged] == [[2754], [5520]]
    found = row(book, "Detail", "Indirect charge")
    assert found[0] == "5.00% of base, now 6.00%" and found[13:15] == [3305, 6624]
