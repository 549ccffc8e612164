"""Actual expenditures come in as a table, or not at all: what is read, what is refused, and where it says so."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from allocator.domain.actuals import Actuals
from allocator.errors import InputError
from allocator.load.actual_values import Unfit, cents_of, object_of, year_of
from allocator.load.actuals import uploaded_actuals
from tests.whatif.spent_school import BOOKED, FIRST, RECORDS, school

HEAD = "year,source,object,amount\n"


def read(text: str | bytes, name: str = "spent.csv") -> Actuals:
    """The actuals in a file's text."""
    return uploaded_actuals(name, text if isinstance(text, bytes) else text.encode(), school())


def refused(text: str | bytes, name: str = "spent.csv") -> list[str]:
    """What is said of a file that cannot be read."""
    with pytest.raises(InputError) as caught:
        read(text, name)
    return [str(fault) for fault in caught.value.faults]


def workbook(*rows: tuple[object, ...], sheet: str = "Ledger") -> bytes:
    """A workbook with one sheet."""
    book, out = Workbook(), BytesIO()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(out)
    return out.getvalue()


def test_a_table_with_cents_refunds_and_three_ways_to_name_a_source() -> None:
    found = read(BOOKED)
    assert found.cents == {
        ("grant", FIRST, "2900"): 2_275_040, ("grant", FIRST, "3302"): 227_504, ("grant", FIRST, "4400"): 99_867,
        ("grant", FIRST, "7310"): 130_120, ("local", FIRST, "5800"): 1_979_950}
    assert (found.rows, found.added, found.passed_over, found.years) == (6, 1, (), [FIRST])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_spanish_headings_any_separator_and_letters_of_windows(separator: str) -> None:
    lines = ["Informe de gastos", "", "Año fiscal;Fuente;Código de objeto;Importe ($);Descripción;Fondo",
             "2025/2026;local;4300;12.5;Papel, lápices;01", ";;;;;"]
    text = "\n".join(lines).replace(";", separator) if separator != "," else "\n".join(
        line.replace(",", "").replace(";", ",") for line in lines)
    for encoding in ("cp1252", "utf-8-sig"):
        found = read(text.encode(encoding))
        assert (found.cents, found.passed_over) == ({("local", FIRST, "4300"): 1_250}, ("Fondo",))


def test_a_workbook_with_numbers_and_a_code_that_lost_its_zeros() -> None:
    found = read(workbook(("Spent so far",), ("Year", "Source", "Object", "Actual"), (FIRST, 0, 4300, 0.1 + 0.2),
                          (FIRST, 6332, "4300", -12), (FIRST, "grant", 4300, "(1,000.05)")), "spent.xlsx")
    assert found.cents == {("local", FIRST, "4300"): 30, ("grant", FIRST, "4300"): -101_205}


@pytest.mark.parametrize(("written", "cents"), [
    ("1,234.56", 123_456), ("$1,234.56", 123_456), ("(12.30)", -1_230), ("-12.30", -1_230), ("12.30-", -1_230), ("-$12", -1_200),
    ("($1,000)", -100_000), (".5", 50), ("7.", 700), ("\N{MINUS SIGN}3.00", -300), ("0", 0), (" 1 234.50 ", 123_450),
])
def test_amounts_as_people_write_them(written: str, cents: int) -> None:
    assert cents_of("t", written) == cents


@pytest.mark.parametrize("written", [
    "n/a", "", "-", "$", "1.234,56", "1234,56", "12,34.00", "1.005", "--5", "(-5)", "5 USD", "1e3", "NaN", "$$5", "9" * 13,
])
def test_what_is_no_amount(written: str) -> None:
    with pytest.raises(Unfit):
        cents_of("t", written)


@pytest.mark.parametrize("written", ["2025", "2025-27", "FY26", "25-26", "2025-26-27", "July 2025"])
def test_what_is_no_fiscal_year(written: str) -> None:
    with pytest.raises(Unfit):
        year_of(written)


@pytest.mark.parametrize(("code", "good"), [("1000", True), ("7999", True), ("0999", False), ("8000", False), ("43", False),
                                            ("43000", False), ("43x0", False)])
def test_object_codes_of_expenditures(code: str, good: bool) -> None:
    if good:
        assert object_of(code) == code
        return
    with pytest.raises(Unfit):
        object_of(code)


def test_everything_that_is_wrong_is_told_at_once_with_its_line() -> None:
    rows = "2024-25,grant,4300,5\n2025-26,grnt,430,x\n,grant,4300,1.234\n2025-26,,4300,5\n2025-26,grant,8590,\n"
    assert refused(HEAD + rows) == [
        "spent.csv line 2, year: this year is not one of the plan's: got \"2024-25\"; expected 2025-26 to 2026-27. Leave the row "
        "out; money from before the plan is carried_in of its source.",
        "spent.csv line 3, source: the plan has no source with this id, name or resource code: got \"grnt\"; expected grant.",
        "spent.csv line 3, object: this is not an object code: got \"430\"; expected four digits such as 4300.",
        "spent.csv line 3, amount: this is not an amount of dollars: got \"x\"; expected dollars and cents such as 1,234.56, or "
        "(12.30) for money that came back.",
        "spent.csv line 4, year: this cell is blank. Fill it in, or clear the whole row; totals are worked out, not read.",
        "spent.csv line 4, amount: this amount has parts of a cent: got \"1.234\"; expected at most two decimals, such as "
        "1,234.56. Round it to the cent.",
        "spent.csv line 5, source: this cell is blank. Fill it in, or clear the whole row; totals are worked out, not read.",
        "spent.csv line 6, object: this object code is not one of an expenditure: got \"8590\"; expected 1000 to 7999. Leave "
        "revenue and balances out.",
        "spent.csv line 6, amount: this cell is blank: expected dollars and cents such as 1,234.56. Write 0 for nothing.",
    ]


def test_a_workbook_names_the_cell() -> None:
    said = refused(workbook(("year", "source", "object", "amount"), (FIRST, "grant", 4300, "five")), "spent.xlsx")
    assert len(said) == 1 and said[0].startswith("Ledger!D2, amount: this is not an amount of dollars")


def test_a_resource_that_two_sources_share_is_not_guessed() -> None:
    twin = {**RECORDS["sources"], "second": {**RECORDS["sources"]["grant"], "name": "Second award"}}
    with pytest.raises(InputError, match=r"two sources of the plan are called this.*one of their ids: grant, second"):
        uploaded_actuals("spent.csv", f"{HEAD}{FIRST},6332,4300,5\n".encode(), school(sources=twin))


def test_an_amount_that_was_cut_at_its_comma_is_refused() -> None:
    assert "more cells than there are headings" in refused(f"{HEAD}{FIRST},grant,4300,1,234.56\n")[0]
    beside = f"year,source,object,amount,description\n{FIRST},grant,4300,1,234.56\n"
    assert "this amount was cut at its comma" in refused(beside)[0]
    assert read(f"year,source,object,amount,description\n{FIRST},grant,4300,1,Room 234\n").rows == 1


def test_a_school_that_is_not_the_plan_s() -> None:
    table = "year,source,object,amount,school\n2025-26,grant,4300,5,Elm School\n2025-26,grant,4300,5,Oak School\n"
    assert [line.split(":")[0] for line in refused(table)] == ["spent.csv line 3, site"]


def test_two_columns_for_one_thing_are_not_guessed() -> None:
    assert 'got "Source" and "Resource"' in refused("Year,Source,Resource,Object,Amount\n2025-26,grant,6332,4300,5\n")[0]


@pytest.mark.parametrize(("data", "says"), [
    (b"", "no table of actual expenditures was found"),
    (b"hello", "no table of actual expenditures was found"),
    (HEAD.encode(), "this table holds no amount"),
    (HEAD.encode("utf-16"), "in a form (UTF-16) that is not read"),
    (b"PK\x03\x04", "this is a workbook or a zip file"),
    (HEAD.encode() + b'2025-26,grant,"4300,5\n', "quotation marks in this row do not match"),
    (HEAD.encode() + b"2025-26,grant,4300,5\0\n", "this is not a text file"),
    (HEAD.encode() + b"x\n" * 20_001, "more than 20,000 rows"),
])
def test_files_that_are_no_table(data: bytes, says: str) -> None:
    assert says in refused(data)[0]


def test_a_file_of_another_kind_or_size() -> None:
    assert "Save the table as CSV (.csv)" in refused(b"x", "spent.pdf")[0]
    assert "larger than 4 MB" in refused(b"x" * (4 * 1024 * 1024 + 1))[0]


def test_two_sheets_with_a_table_are_not_guessed() -> None:
    book, out = Workbook(), BytesIO()
    for title in ("May", "June"):
        book.create_sheet(title).append(("year", "source", "object", "amount"))
    book.save(out)
    assert 'got "May" and "June"' in refused(out.getvalue(), "spent.xlsx")[0]


def test_words_that_look_like_formulas_are_only_words() -> None:
    assert "=1+1" in refused(f"{HEAD}{FIRST},=1+1,4300,5\n")[0]
