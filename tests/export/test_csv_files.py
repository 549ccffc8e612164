"""The budget as CSV files: sums are the report's, codes keep their zeros, no cell is a formula, the same bytes every time."""

from __future__ import annotations

import csv
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.domain.report import Report, SourceYear
from allocator.export.csv_files import csv_files, csv_zip
from allocator.export.text import FORMULA, cell_text
from allocator.messages import LANGUAGES
from tests.export import sample
from tests.export.handed import oak_grove, renamed

NAMES = ["programs.csv", "payments.csv", "sources.csv", "needs.csv", "staff.csv"]
BOTH = pytest.mark.parametrize("language", sorted(LANGUAGES))


def rows(data: bytes) -> list[dict[str, str]]:
    """A file as another program reads it."""
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def read(report: Report, name: str) -> list[dict[str, str]]:
    return rows(csv_files(report, "en")[name])


@BOTH
def test_sums_are_the_reports(language: str) -> None:
    report = oak_grove()
    files = {name: list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
             for name, data in csv_files(report, language).items()}
    paid: dict[tuple[str, str], int] = defaultdict(int)
    for row in files["payments.csv"][1:]:
        paid[row[5], row[4]] += int(row[-1])
    assert {key: dollars for key, dollars in paid.items() if dollars} == {
        (source, year): one.paid for source, years in report.sources.items() for year, one in years.items() if one.paid}
    costs = {(row[0], row[3]): int(row[-1]) for row in files["programs.csv"][1:]}
    assert costs == {(program, year): cost for program, years in report.costs.items() for year, cost in years.items()}
    money = {(row[0], row[3]): SourceYear(*map(int, row[4:])) for row in files["sources.csv"][1:]}
    assert money == {(source, year): one for source, years in report.sources.items() for year, one in years.items()}
    met = {(row[0], row[4]): Fraction(row[-1]) for row in files["needs.csv"][1:]}
    assert met == {(need, year): Fraction(str(round(float(share), 6))) for need, years in report.needs.items()
                   for year, share in years.items()}
    fte = {(row[0], row[2]): Fraction(row[-1]) for row in files["staff.csv"][1:]}
    assert fte == {(role, year): fte for role, years in report.staff.items() for year, fte in years.items()}


def test_a_small_budget_reads_as_it_was_worked_out_by_hand() -> None:
    assert read(sample.report(), "programs.csv")[0] == {
        "Program id": "social-worker", "Program": "School social worker", "Pillar": "Integrated student supports",
        "Year": "2025-26", "Size": "Half time", "Cost": "55095"}
    laptop = next(row for row in read(sample.report(), "payments.csv") if row["Cost line"] == "Laptop")
    assert laptop == {
        "Program id": "social-worker", "Program": "School social worker", "Cost line id": "laptop", "Cost line": "Laptop",
        "Year": "2025-26", "Source id": "ccspp", "Source": "CCSPP implementation grant", "Resource code": "6332",
        "Object code": "4400", "Dollars": "1500"}


def test_the_bytes_are_as_spreadsheets_want_them() -> None:
    for data in csv_files(sample.report(), "es").values():
        assert data.startswith(b"\xef\xbb\xbf\"")
        assert data.endswith(b"\r\n")
        assert data.count(b"\n") == data.count(b"\r\n")
    assert "Año" in csv_files(sample.report(), "es")["programs.csv"].decode("utf-8-sig")


def test_codes_are_text_with_their_zeros_and_dollars_are_numbers() -> None:
    lines = csv_files(sample.report(), "en")["payments.csv"].decode("utf-8-sig").splitlines()
    assert '"lcff","LCFF supplemental","0000","2100",20000' in next(line for line in lines if '"aides"' in line)


@pytest.mark.parametrize("begins", [*FORMULA, " =", "\t=1", " \t@"])
def test_no_cell_begins_as_a_formula_does(begins: str) -> None:
    report = renamed(sample.report(), lambda number, name: f"{begins}1+1|cmd {number}")
    names = {row["Program"] for row in read(report, "programs.csv")}
    assert len(names) == 2
    assert all(name.startswith(f"'{begins}1+1|cmd") for name in names)


def test_a_negative_number_stays_a_number() -> None:
    report = sample.report()
    lcff = report.sources["lcff"] | {sample.Y1: replace(report.sources["lcff"][sample.Y1], unspent=-5)}
    assert read(replace(report, sources={"lcff": lcff}), "sources.csv")[0]["Left at the end"] == "-5"
    assert b',-5\r\n' in csv_files(replace(report, sources={"lcff": lcff}), "en")["sources.csv"]


@given(st.text(min_size=1, max_size=40))
def test_whatever_people_write_comes_back_as_text(name: str) -> None:
    found = read(renamed(sample.report(), lambda number, old: name), "staff.csv")[0]["Position"]
    assert found.removeprefix("'") == cell_text(name).removeprefix("'")
    assert not found.lstrip().startswith(FORMULA)


def names_in(data: bytes) -> Iterator[zipfile.ZipInfo]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        yield from archive.infolist()


@BOTH
def test_the_same_report_gives_the_same_bytes(language: str) -> None:
    again = renamed(sample.report(), lambda number, name: name)
    assert csv_files(sample.report(), language) == csv_files(again, language)
    assert csv_zip(sample.report(), language) == csv_zip(again, language)
    entries = list(names_in(csv_zip(sample.report(), language)))
    assert [entry.filename for entry in entries] == NAMES
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        csv_files(sample.report(), "xx")
