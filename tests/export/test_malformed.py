"""Budget workbooks that cannot be read back: each is refused with what is wrong, the sheet and the cell, and the next step."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from allocator.domain.workbook_layout import META
from allocator.errors import Fault, InputError
from allocator.load.budget_cells import read_cells
from allocator.load.budget_workbook import open_bytes, read_budget_workbook
from allocator.load.edited_budget import read_edited
from allocator.load.refusal import Refused
from allocator.load.worker import MOST, faults_of
from tests.export import sample
from tests.export.helpers import broken, cells_of, edited, written
from tests.load.test_workbook_container import encrypted, macro_kind
from tests.load.workbooks import with_part, with_rows
from tests.more import few_every_day, few_rows_every_day


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(sample.report(), tmp_path_factory.mktemp("book"))


def cell(book: Workbook, sheet: str, *words: object) -> int:
    """Number of the first row that begins with these words."""
    return next(row[0].row for row in book[sheet].iter_rows()  # type: ignore[return-value]
                if [one.value for one in row[:len(words)]] == list(words))


def without(*sheets: str) -> Callable[[Workbook], None]:
    """Delete sheets."""
    def take_out(book: Workbook) -> None:
        for sheet in sheets:
            del book[sheet]
    return take_out


def put(sheet: str, words: tuple[object, ...], column: int, value: object) -> Callable[[Workbook], None]:
    """Write a value into the row that begins with these words."""
    def change(book: Workbook) -> None:
        book[sheet].cell(cell(book, sheet, *words), column).value = value  # type: ignore[assignment]
    return change


PAY = ("School social worker", "Pay")
UNREADABLE: list[tuple[str, Callable[[Workbook], None], str, str]] = [
    ("no sheet Detail", without("Detail"), "edited.xlsx", "the table that says who pays what is missing"),
    ("no sheet Programs", without("Programs"), "edited.xlsx", "the table that says which programs run is missing"),
    ("words for dollars", put("Detail", PAY, 11, "about 45,000"), "Detail!K8", "not an amount in whole dollars"),
    ("a formula that was never calculated", put("Detail", PAY, 11, "=40000+5000"), "Detail!K8", "no stored value"),
    ("a renamed column of Detail", put("Detail", ("Program", "Cost"), 8, "Fund"), "Detail!A4", "its heading was changed"),
    ("no hidden sheet", without(META), "edited.xlsx", "this is not a budget workbook of this program"),
    ("an older layout", put(META, ("format",), 2, "0"), "edited.xlsx, sheet _meta", "this workbook has another format"),
    ("a renamed year", put("Detail", ("Program", "Cost"), 12, "Year two"), "Detail!A4", "its heading was changed"),
    ("a renamed column of Programs", put("Programs", ("Program",), 3, "Size"), "Programs!A4", "its heading was changed"),
    ("an error for dollars", put("Detail", PAY, 11, "#REF!"), "Detail!K8", "not an amount in whole dollars"),
    ("cents", put("Detail", PAY, 12, 92_700.25), "Detail!L8", "not an amount in whole dollars"),
    ("an unknown program", put("Detail", PAY, 1, "Someone"), "Detail!A8", "there is no such program"),
]


@pytest.mark.parametrize(("change", "place", "says"), few_rows_every_day((one[1:] for one in UNREADABLE), 5),
                         ids=[one[0] for one in UNREADABLE])
def test_what_cannot_be_read_back_is_named_with_its_place(
        path: Path, change: Callable[[Workbook], None], place: str, says: str) -> None:
    other = edited(path, change)
    with pytest.raises(InputError) as error:
        read_budget_workbook(other, cells_of(other))
    found = [(fault.place, str(fault.says)) for fault in error.value.faults if fault.fix or fault.expected]
    assert any(where == place and says in told for where, told in found), found


def test_every_fault_is_told_at_once(path: Path) -> None:
    def spoil(book: Workbook) -> None:
        for column, value in ((3, "x"), (8, "Lottery"), (11, "a lot"), (12, "=1+1")):
            put("Detail", PAY, column, value)(book)
        put("Programs", ("School garden",), 3, "Huge")(book)

    other = edited(path, spoil)
    with pytest.raises(InputError) as error:
        read_budget_workbook(other, cells_of(other))
    assert {fault.place for fault in error.value.faults} >= {"Detail!K8", "Detail!L8", "Programs!C7"}


@pytest.mark.parametrize("sheet", few_every_day(["Sources", "Lists", "Summary", "Budget by object", "Needs met", "Narrative"], 2))
def test_a_sheet_in_which_nothing_is_entered_may_be_deleted(path: Path, sheet: str) -> None:
    assert broken(sample.case(), edited(path, without(sheet))) == []


@pytest.mark.parametrize(("change", "names"), [
    (put("Sources", ("CCSPP implementation grant", "6332", "2025-26"), 6, "#REF!"), "sources / ccspp / 2025-26 / paid"),
    (put("Budget by object", ("1200",), 3, "#NAME?"), "totals / objects / 1200 / 2025-26"),
    (put("Sources", ("CCSPP implementation grant", "6332", "2025-26"), 6, "=1+1"), "sources / ccspp / 2025-26 / paid"),
])
def test_a_broken_formula_is_a_figure_that_disagrees(path: Path, change: Callable[[Workbook], None], names: str) -> None:
    assert any(names in one for one in broken(sample.case(), edited(path, change)))


def test_a_workbook_of_another_plan_or_of_an_older_state_of_this_one_is_refused(path: Path) -> None:
    with pytest.raises(InputError, match="made from another plan, or from this plan before it was changed"):
        read_edited(path, "f" * 64, cells_of(path))
    assert read_edited(path, sample.SHA, cells_of(path)).edits == ()


def test_a_file_of_more_than_20_mb_is_refused_before_it_is_opened() -> None:
    with pytest.raises(InputError, match="larger than 20 MB"):
        open_bytes(b"x" * (MOST["budget"] + 1), "budget.xlsx")
    with pytest.raises(InputError, match="not an Excel workbook"):
        open_bytes(b"x" * MOST["budget"], "budget.xlsx")


def sheets(number: int) -> bytes:
    """A workbook with so many sheets."""
    book, out = Workbook(), BytesIO()
    for _ in range(number - 1):
        book.create_sheet()
    book.save(out)
    return out.getvalue()


def in_row(number: int) -> bytes:
    """A workbook with something in a row."""
    return with_rows(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (number, number))


def faults(data: bytes) -> list[Fault]:
    """What the reader of budgets says of a file."""
    try:
        read_cells(data)
    except Refused as refused:
        return faults_of(refused.problems, "budget.xlsx")
    return []


HARMFUL: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("more than 100 MB unpacked", lambda: with_part("docProps/custom.xml", b" " * (101 * 1024 * 1024)), "budget.xlsx",
     "unpacks to 101 MB"),
    ("51 sheets", lambda: sheets(51), "budget.xlsx", "this workbook has 51 sheets"),
    ("row 20,001", lambda: in_row(20_001), "!A20001", "row 20,001; the limit is 20,000"),
    ("macros", lambda: with_part("xl/vbaProject.bin", b"x"), "budget.xlsx", "holds macros"),
    ("a kind that can hold macros", macro_kind, "budget.xlsx", "can hold macros"),
    ("a password on its parts", encrypted, "budget.xlsx", "protected by a password"),
    ("the old kind, or a password", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "budget.xlsx", "the old .xls kind"),
    ("torn in the middle", lambda: sheets(2)[:3000], "budget.xlsx", "damaged"),
]


@pytest.mark.parametrize(("build", "place", "says"), [one[1:] for one in HARMFUL], ids=[one[0] for one in HARMFUL])
def test_a_file_that_no_budget_workbook_is_like_is_refused(build: Callable[[], bytes], place: str, says: str) -> None:
    (fault,) = faults(build())
    assert str(fault.place).endswith(place) and says in str(fault.says) and fault.fix


def test_the_limits_themselves_are_allowed() -> None:
    assert faults(sheets(50)) == [] and faults(in_row(20_000)) == []


def test_a_changed_workbook_saved_as_the_old_kind_is_named_for_what_it_is(path: Path) -> None:
    assert load_workbook(path).sheetnames
    old = path.with_name("budget.xls")
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(InputError) as error:
        read_budget_workbook(old)
    assert error.value.faults[0].place == "budget.xls"
