"""Our own worksheet writes what XlsxWriter's writes, to the byte: the quicker formulas and the packed rows change no file."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from xlsxwriter.worksheet import Worksheet

import allocator.export
from allocator.export import workbook_bytes
from allocator.export.book import Book
from allocator.export.worksheet import Sheet
from tests.export import sample
from tests.export.handed import oak_grove

LATER = set(re.findall(r"_xlfn\.(?:_xlws\.)?([A-Z0-9.]+)\(", inspect.getsource(Worksheet._prepare_formula)))
"""Functions that have another name in the file, which XlsxWriter looks for."""


class Plain(Worksheet):
    """XlsxWriter's worksheet as it is."""

    def pack(self, keep_cells: bool = False) -> None:
        """Nothing is packed."""


def by_both(write: Callable[[], bytes]) -> tuple[bytes, bytes]:
    """A file with our worksheet and with XlsxWriter's."""
    with patch("allocator.export.book.Sheet", Plain):
        plain = write()
    return write(), plain


def a_book() -> Book:
    book = Book(sample.Y1)
    book.file.set_properties({"created": datetime(2025, 7, 1)})  # not now: a second later the file would be another
    sheet = book.add_sheet("Texts")
    for row, text in enumerate(["", " two  spaces ", "Ni\u00f1o & <b> \N{BOOKS}", "a\nb", '"']):
        sheet.write_string(row, 0, text, book.format("text"))
        sheet.write_formula(row, 3, '=IF(A1="","x}",A1)', book.format("code"), text)
    sheet.set_row(2, 40)
    sheet.write_number(7, 1, 0.1, book.format("share"))
    sheet.write_blank(7, 2, None, book.format("money", "total"))
    return book


def test_the_budget_is_the_same_file() -> None:
    """With its charts, whose figures are read from cells that stay."""
    ours, plain = by_both(lambda: workbook_bytes(sample.report()))
    assert ours == plain


@pytest.mark.slow
def test_the_sample_school_is_the_same_file() -> None:
    ours, plain = by_both(lambda: workbook_bytes(oak_grove()))
    assert ours == plain


def test_any_text_is_the_same_packed_or_not() -> None:
    def write() -> bytes:
        book = a_book()
        book.add_sheet("Nothing")
        book.pack()
        book.add_sheet("Later").write_string(0, 0, "not packed", book.format("title"))
        return book.close()

    ours, plain = by_both(write)
    assert ours == plain


def test_nothing_is_written_into_rows_that_are_packed() -> None:
    book = a_book()
    book.pack()
    book.pack()  # what is packed stays so
    with pytest.raises(TypeError):
        book.file.worksheets()[0].write_number(20, 0, 1)


def test_no_formula_uses_a_function_that_has_another_name_in_the_file() -> None:
    """Excel would show #NAME? for it: our worksheet does not look for them."""
    assert {"XLOOKUP", "FILTER", "CONCAT", "IFS"} <= LATER
    written = {place.name: place.read_text(encoding="utf-8") for place in Path(allocator.export.__file__).parent.rglob("*.py")}
    used = {(name, word) for name, text in written.items() for word in re.findall(r"\b([A-Z0-9.]+)\(", text)}
    assert ("detail.py", "SUMPRODUCT") in used
    assert {(name, word) for name, word in used if word in LATER} == set()


def test_formulas_are_those_of_xlsxwriter_without_its_search() -> None:
    formula = "=SUMPRODUCT((Detail_Object=A5)*1,Paid_2025_26)"
    assert Sheet()._prepare_formula(formula) == Worksheet()._prepare_formula(formula) == formula[1:]
