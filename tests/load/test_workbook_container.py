"""Workbooks made to do harm are refused quickly, with a reason, before any library opens them."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from tests.load.plans import one_fault
from tests.load.workbooks import parts_of, small_bytes, with_part, with_rows, zipped

EXTERNAL = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def spaces() -> bytes:
    return with_rows(b" " * (40 * 1024 * 1024))


def long_string() -> bytes:
    return with_rows(b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * (20 * 1024 * 1024) + b"</t></is></c></row>")


def many_elements() -> bytes:
    return with_rows(b"<x/>" * 3_000_000)


def many_rows() -> bytes:
    return with_rows(b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 60_000)))


def many_sheets() -> bytes:
    parts = parts_of(small_bytes())
    sheets = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(1, 20_001))
    head, tail = parts["xl/workbook.xml"].split(b"<sheets>")[0], parts["xl/workbook.xml"].split(b"</sheets>")[1]
    parts["xl/workbook.xml"] = head + b"<sheets>" + sheets + b"</sheets>" + tail
    return zipped(list(parts.items()))


def twice() -> bytes:
    parts = parts_of(small_bytes())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return zipped([*parts.items(), ("xl/workbook.xml", parts["xl/workbook.xml"])])


def encrypted() -> bytes:
    data = bytearray(small_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def macro_kind() -> bytes:
    types = parts_of(small_bytes())["[Content_Types].xml"]
    return with_part(
        "[Content_Types].xml",
        types.replace(b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml").replace(
            b"application/vnd.openxmlformats-officedocument.sheet.macro", b"application/vnd.ms-excel.sheet.macro"
        ),
    )


HARMFUL: dict[str, tuple[Callable[[], bytes], str]] = {
    "40 MB of spaces": (spaces, "more than 40,000 characters"),
    "one long string": (long_string, "more than 40,000 characters"),
    "3 million elements": (many_elements, "far more than a plan"),
    "too many rows": (many_rows, "row 20,001; the limit is 20,000"),
    "a far cell": (lambda: with_rows(b'<row r="1"><c r="XFD1"><v>1</v></c></row>'), "column XFD"),
    "a far row": (lambda: with_rows(b'<row r="99999999"><c><v>1</v></c></row>'), "row 99,999,999"),
    "a cell twice": (
        lambda: with_rows(b'<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        "twice or out of order",
    ),
    "a row twice": (lambda: with_rows(b'<row r="1"/><row r="1"/>'), "twice or out of order"),
    "a cell of another row": (lambda: with_rows(b'<row r="1"><c r="A2"><v>1</v></c></row>'), "impossible address"),
    "20,000 sheets on one part": (many_sheets, "20,000 sheets"),
    "entities": (lambda: with_rows(b"", before=LAUGHS), "document type"),
    "an external document type": (lambda: with_rows(b"", before=EXTERNAL), "document type"),
    "a document type in the strings": (lambda: with_part("xl/sharedStrings.xml", LAUGHS + b"<sst/>"), "document type"),
    "deep nesting": (lambda: with_rows(b"<x>" * 200 + b"</x>" * 200), "far more than a plan"),
    "formats": (lambda: with_part("xl/styles.xml", b"<styleSheet>" + b"<xf/>" * 64_000 + b"</styleSheet>"), "too many formats"),
    "a part twice": (twice, "stands in it twice"),
    "a part outside": (lambda: with_part("../../evil.xml", b"<x/>"), "a name that no workbook needs"),
    "a macro": (lambda: with_part("xl/vbaProject.bin", b"x"), "macros"),
    "a kind for macros": (macro_kind, "macros"),
    "a password on parts": (encrypted, "password"),
    "a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    "no workbook": (lambda: zipped([("a.txt", b"x")]), "not an Excel workbook"),
    "no zip": (lambda: b"hello", "not an Excel workbook"),
    "a torn file": (lambda: small_bytes()[:4000], "damaged"),
    "a broken part": (lambda: with_rows(b"<row>"), "damaged"),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_workbook_is_refused_within_two_seconds(tmp_path: Path, name: str) -> None:
    build, says = HARMFUL[name]
    path = tmp_path / "plan.xlsx"
    path.write_bytes(build())
    began = time.monotonic()
    fault = one_fault(path)
    assert time.monotonic() - began < 2
    assert says in fault.says
    assert fault.place
    assert fault.fix


def test_a_workbook_that_unpacks_to_too_much_is_refused_by_its_directory(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(with_part("docProps/custom.xml", b" " * (101 * 1024 * 1024)))
    began = time.monotonic()
    fault = one_fault(path)
    assert time.monotonic() - began < 2
    assert "unpacks to 101 MB" in fault.says


def test_a_child_that_dies_is_reported_and_harms_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("allocator.load.worker"), "SECONDS", 0.001)
    path = tmp_path / "plan.yaml"
    path.write_text("a: 1\n")
    fault = one_fault(path)
    assert "far more memory or time" in fault.says
    assert fault.place == "plan.yaml"
