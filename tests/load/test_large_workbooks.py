"""Large workbooks are read, and those made to exhaust memory or time are refused at once: what counts is what is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from allocator.errors import InputError
from allocator.load import child
from allocator.load.budget_cells import Found, read_cells
from allocator.load.budget_workbook import open_bytes
from allocator.load.cells import read_tables
from allocator.load.guard import Book, Sheet, look_through
from allocator.load.refusal import Refused
from allocator.load.sheet_part import Take
from allocator.load.sheet_scan import PLAN_CELLS, Limits
from allocator.load.worker import faults_of
from tests.load.workbooks import MAIN, parts_of, sheet_part, small_bytes, with_part, with_rows, zipped

SPACE = f'xmlns="{MAIN}"'.encode()
NEEDS = "Needs"


def rows(number: int, cells: bytes) -> bytes:
    return (b"<row>" + cells + b"</row>") * number


def sheet(xml: bytes) -> bytes:
    """The small workbook with another sheet Needs."""
    content = small_bytes()
    return with_part(sheet_part(NEEDS, content), xml)


def prefixed(number: int, cells: int) -> bytes:
    """A sheet whose elements carry a prefix, as some programs write them."""
    row = b"<x:row>" + b"<x:c><x:v>1</x:v></x:c>" * cells + b"</x:row>"
    return sheet(b"<x:worksheet " + SPACE.replace(b"xmlns", b"xmlns:x") + b"><x:sheetData>" + row * number
                 + b"</x:sheetData></x:worksheet>")


def in_two_bytes(number: int, cells: int) -> bytes:
    """A sheet in UTF-16."""
    xml = b'<?xml version="1.0" encoding="UTF-16"?><worksheet ' + SPACE + b"><sheetData>" + rows(
        number, b"<c><v>1</v></c>" * cells) + b"</sheetData></worksheet>"
    return sheet(xml.decode().encode("utf-16"))


def texts(shared: bytes, cells: bytes) -> bytes:
    """The small workbook with other shared texts, and a sheet Needs of one row. The other sheets keep what they refer to."""
    parts = parts_of(small_bytes())
    kept = parts["xl/sharedStrings.xml"].partition(b"<si>")[2].rpartition(b"</sst>")[0]
    parts["xl/sharedStrings.xml"] = b"<sst " + SPACE + b">" + shared + b"<si>" + kept + b"</sst>"
    parts[sheet_part(NEEDS, small_bytes())] = (
        b"<worksheet " + SPACE + b"><sheetData><row>" + cells + b"</row></sheetData></worksheet>")
    return zipped(list(parts.items()))


def shared_formulas(number: int, terms: int) -> bytes:
    """A formula that many cells share, which nobody calculated."""
    first = b'<c><f t="shared" si="0">' + b"+".join([b"A1"] * terms) + b"</f></c>"
    return with_rows(b"<row>" + first + b'<c><f t="shared" si="0"/></c>' * number + b"</row>")


PIECE = b"<r><t>" + b"x" * 30_000 + b"</t></r>"
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "many cells": (lambda: with_rows(rows(20_000, b"<c><v>1</v></c>" * 51)), "more than 1,000,000 cells"),
    "many empty cells": (lambda: with_rows(rows(20_000, b"<c/>" * 51)), "more than 1,000,000 cells"),
    "many cells with a line break in their tags": (
        lambda: with_rows(rows(20_000, b"<c\n><v>1</v></c>" * 51)), "more than 1,000,000 cells"),
    "many cells in letters of two bytes": (lambda: in_two_bytes(20_000, 51), "more than 1,000,000 cells"),
    "many cells with a prefix": (lambda: prefixed(20_000, 51), "more than 1,000,000 cells"),
    "many columns": (lambda: with_rows(rows(1, b"<c/>" * 16_385)), "column XFE; the limit is XFD"),
    "8 million elements": (lambda: with_rows(b"<x/>" * 8_100_000), "far more than a plan"),
    "8 million elements where nothing is read": (lambda: with_rows(b"<x/>" * 8_100_000, sheet="Lists"), "far more than a plan"),
    "texts within texts": (lambda: texts(b"<si>" + b"<r>" * 200 + b"</r>" * 200 + b"</si>", b""), "far more than a plan"),
    "one long text in many cells": (
        lambda: texts(b"<si><t>" + b"x" * 39_000 + b"</t></si>", b'<c t="s"><v>0</v></c>' * 16_000), "far more than a plan"),
    "a text in many pieces": (
        lambda: with_rows(b'<row><c t="inlineStr"><is>' + PIECE * 1000 + b"</is></c></row>"), "more than 40,000 characters"),
    "a shared text in many pieces": (lambda: texts(b"<si>" + PIECE * 1000 + b"</si>", b""), "more than 40,000 characters"),
    "a tag of 20 MB": (lambda: with_rows(b'<row spans="' + b"x" * 20_000_000 + b'"/>'), "far more than a plan"),
    "a comment of 20 MB": (lambda: with_rows(b"<!--" + b"x" * 20_000_000 + b"-->"), "far more than a plan"),
    "formulas that grow": (lambda: shared_formulas(200, 4_000), "most formulas of this sheet have no stored value"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_would_exhaust_memory_is_refused_within_two_seconds(name: str) -> None:
    build, says = BOMBS[name]
    data = build()
    began = time.monotonic()
    with pytest.raises(InputError) as error:
        open_bytes(data, "budget.xlsx")
    assert time.monotonic() - began < 2
    (fault,) = (one.told("en") for one in error.value.faults)
    assert says in fault.says and fault.place and fault.fix


def refused(read: Callable[[], object]) -> str:
    """What is said of a workbook; empty when it is read."""
    try:
        read()
    except Refused as found:
        return faults_of(found.problems, "")[0].told("en").says
    return ""


def counted(data: bytes, **most: int) -> str:
    """The same within small limits, for the sheet Needs."""
    return refused(lambda: look_through(data, Limits(**most), lambda name: name == NEEDS, lambda book, sheet: take))


def take(row: int, column: int, sort: str, style: str, text: str | None, formula: str | None) -> int:
    return len(text or "")


@pytest.mark.parametrize("cell", [b"<c/>", b"<c><v>1</v></c>", b'<c t="s"><v>0</v></c>'])
def test_cells_are_counted_as_they_are_there(cell: bytes) -> None:
    data = with_rows(rows(3, cell * 2))
    assert counted(data, cells=6) == ""
    assert counted(data, cells=5) == "this workbook has more than 5 cells"


def test_cells_are_counted_before_the_first_is_read() -> None:
    begun: list[str] = []

    def read(book: Book, sheet: Sheet) -> Take:
        begun.append(sheet.name)
        return take

    data = with_rows(rows(10, b"<c/>" * 20))
    assert refused(lambda: look_through(data, Limits(cells=199), lambda name: name == NEEDS, read)) and begun == []
    assert refused(lambda: look_through(data, Limits(cells=200), lambda name: name == NEEDS, read)) == "" and begun == [NEEDS]


def test_a_budget_may_have_far_more_cells_than_a_plan() -> None:
    full = rows(20_000, b"<c/>" * 5 + b"<c><v>7</v></c>")
    assert sum(value for value, _ in read_cells(with_rows(full))[NEEDS].values()) == 7 * 20_000


def test_so_may_a_table_of_actual_expenditures() -> None:
    out = BytesIO()
    Workbook().save(out)
    filled = rows(20_000, b"<c/>" * 5 + b"<c><v>7</v></c>")
    cells = b"<worksheet " + SPACE + b"><sheetData>" + filled + b"</sheetData></worksheet>"
    parts = parts_of(out.getvalue()) | {"xl/worksheets/sheet1.xml": cells}
    (table,) = read_tables(zipped(list(parts.items())), [])["sheets"]
    assert len(table["rows"]) == 20_000 and table["rows"][-1] == [20_000, [[6, "i", "7"]]]


def test_a_plan_has_a_hundred_thousand_cells_at_most() -> None:
    full = rows(20_000, b"<c/>" * 5)
    assert refused(lambda: read_tables(with_rows(full), [NEEDS])) == ""
    more = full.replace(b"<c/>", b"<c/><c/>", 1)
    assert refused(lambda: read_tables(with_rows(more), [NEEDS])) == f"this workbook has more than {PLAN_CELLS:,} cells"


@pytest.mark.parametrize(("read", "last", "beyond"), [
    (read_cells, "XFD", "XFE"), (lambda data: read_tables(data, [NEEDS]), "IP", "IQ")])
def test_the_last_column(read: Callable[[bytes], Any], last: str, beyond: str) -> None:
    def cell(column: str) -> bytes:
        return with_rows(f'<row r="7"><c r="{column}7"><v>5</v></c></row>'.encode())

    assert refused(lambda: read(cell(last))) == ""
    assert refused(lambda: read(cell(beyond))) == f"this sheet has something in column {beyond}; the limit is {last}"


def test_elements_and_characters_are_counted() -> None:
    data = with_rows(rows(2, b'<c t="str"><v>four</v></c>'))
    limits = Limits()
    look_through(data, limits, lambda name: False)
    others = Limits().characters - limits.characters
    assert counted(data, characters=others + 8) == ""
    assert counted(data, characters=others + 7) == "this workbook holds far more than a plan"
    marks = sum(part.count(b"<") for part in parts_of(data).values())
    assert counted(data, cells=2, markup=marks) == ""
    assert counted(data, cells=2, markup=marks - 1) == "this workbook holds far more than a plan"


@pytest.mark.parametrize("cell", [b'<c t="inlineStr"><is><t>%s</t><t>%s</t></is></c>', b'<c t="str"><v>%s%s</v></c>'])
def test_a_text_has_forty_thousand_characters_at_most(cell: bytes) -> None:
    assert refused(lambda: read_cells(with_rows(rows(1, cell % (b"x" * 20_000, b"y" * 20_000))))) == ""
    says = refused(lambda: read_cells(with_rows(rows(1, cell % (b"x" * 20_000, b"y" * 20_001)))))
    assert says == "this workbook holds a text of more than 40,000 characters"


@pytest.mark.parametrize(("number", "says"), [
    (20_000, ""), (20_001, "this sheet has something in row 20,001; the limit is 20,000")])
def test_a_sheet_that_is_not_read_has_no_more_rows_either(number: int, says: str) -> None:
    assert refused(lambda: read_cells(with_rows(rows(number, b""), sheet="Lists"))) == says


def test_a_sheet_that_is_not_read_is_sound_and_has_no_document_type() -> None:
    assert "damaged" in refused(lambda: read_cells(with_rows(b"<row>", sheet="Lists")))
    assert "document type" in refused(lambda: read_cells(with_rows(b"", "Lists", b"<!DOCTYPE x [<!ENTITY a 'b'>]>")))


@pytest.mark.parametrize("says", ["A1:XFD1048576", "A1", "nonsense"])
def test_what_a_sheet_says_of_its_size_is_not_believed(says: str) -> None:
    cells = b'<row r="3"><c r="B3"><v>1</v></c></row><row r="20000"><c r="XFD20000"><v>2</v></c></row>'
    data = sheet(b"<worksheet " + SPACE + b'><dimension ref="' + says.encode() + b'"/><sheetData>' + cells
                 + b"</sheetData></worksheet>")
    assert read_cells(data)[NEEDS] == {"B3": (1, None), "XFD20000": (2, None)}


def test_a_large_file_has_more_time_than_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    given: list[int] = []
    monkeypatch.setattr(resource, "getrlimit", lambda what: (0, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", lambda what, most: given.extend(most[:1] if what == resource.RLIMIT_CPU else ()))
    for size in (100_000, 20 * 1024 * 1024):
        child.limit(size)
    assert given == [10, 50]


def as_given(cells: bytes, **parts: bytes) -> Found:
    """The cells of a sheet written by hand."""
    data = with_rows(cells)
    return {NEEDS: read_cells(zipped(list((parts_of(data) | parts).items())))[NEEDS]}


def test_every_sort_of_cell_is_read_as_it_is_shown() -> None:
    row = (b'<row r="1"><c r="A1"><v>48000</v></c><c r="B1"><v>0.1</v></c><c r="C1"><v>1E3</v></c><c r="D1" t="b"><v>1</v></c>'
           b'<c r="E1" t="e"><f>A9</f><v>#REF!</v></c><c r="F1" t="str"><f>A1&amp;"x"</f><v>48000x</v></c><c r="G1"/>'
           b'<c r="H1" t="inlineStr"><is><r><t>two </t></r><r><t>pieces</t></r><rPh><t>heard</t></rPh></is></c>'
           b'<c r="I1"><f>SUM(A1)</f></c><c r="J1" t="d"><v>2026-01-05</v></c><c r="K1"><v>-7</v></c></row>')
    assert as_given(row)[NEEDS] == {
        "A1": (48000, None), "B1": (0.1, None), "C1": (1000.0, None), "D1": (True, None), "E1": ("##REF!", "="),
        "F1": ("48000x", "="), "H1": ("two pieces", None), "I1": (None, "=SUM(A1)"), "J1": ("#2026-01-05", None),
        "K1": (-7, None)}


def test_a_number_that_is_shown_as_a_date_is_no_number() -> None:
    styles = (b"<styleSheet " + SPACE + b'><numFmts><numFmt numFmtId="170" formatCode="[Red]&quot;days&quot; #,##0"/>'
              b'<numFmt numFmtId="171" formatCode="d. mmm yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
              b'<cellXfs><xf/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="14"/></cellXfs></styleSheet>')
    row = b"<row>" + b"".join(b'<c s="%d"><v>46027</v></c>' % at for at in range(4)) + b"</row>"
    found = as_given(row, **{"xl/styles.xml": styles})[NEEDS]
    assert [value for value, _ in found.values()] == [46027, 46027, "#2026-01-05 00:00:00", "#2026-01-05 00:00:00"]


def test_a_formula_that_cells_share_is_each_cells_own() -> None:
    cells = as_given(b'<row r="1"><c r="A1"><f t="shared" si="0">B1*$C$1</f></c></row>'
                     b'<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
                     b'<row r="3"><c r="A3"><f t="shared" si="0"/><v>6</v></c></row>')
    assert cells[NEEDS] == {"A1": (None, "=B1*$C$1"), "A2": (None, "=B2*$C$1"), "A3": (6, "=")}


@pytest.mark.parametrize("row", [
    b'<row><c t="s"><v>99999</v></c></row>', b'<row><c t="s"><v>-1</v></c></row>', b'<row><c><c/></c></row>', b"<c/>",
    b"<row><c><row/></c></row>", b"<row><c><v>0x10</v></c></row>",
])
def test_a_sheet_that_contradicts_itself_is_refused(row: bytes) -> None:
    assert refused(lambda: read_cells(with_rows(row)))
