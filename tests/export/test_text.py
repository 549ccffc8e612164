"""A person's words come out as the same text, never as a formula, whatever they begin with."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from allocator.export import workbook_bytes
from allocator.export.names import distinct
from allocator.export.text import CUT, LONGEST, cell_text
from tests.export import sample

ANY = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="".join(map(chr, [*range(9), 11, 12, *range(14, 32)]))
                            + "\ufffe\uffff"), min_size=1, max_size=40)
DANGEROUS = st.builds("{}{}".format, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "'", '"', "{=", "\uff1d"]), ANY)


def _named(program: str, need: str, source: str) -> bytes:
    plan = sample.sections()
    programs, needs, sources = plan["programs"], plan["needs"], plan["sources"]
    programs["tutoring"]["name"], needs["literacy"]["name"], sources["lcff"]["name"] = program, need, source
    return workbook_bytes(sample.report(programs=programs, needs=needs, sources=sources))


@settings(max_examples=3)
@given(DANGEROUS, st.one_of(ANY, DANGEROUS), st.one_of(ANY, DANGEROUS))
@example('=HYPERLINK("http://example.org","x")', "=cmd|' /C calc'!A0", "_x000D_ \r\n _x0041_")
@example("\N{GRINNING FACE}\N{BOOKS}", "\tbegins with a tab", "<b>&amp; \u202eright to left")
def test_names_come_out_equal_and_no_formula_is_theirs(program: str, need: str, source: str) -> None:
    data = _named(program, need, source)
    book, plain = load_workbook(BytesIO(data)), load_workbook(BytesIO(workbook_bytes(sample.report())))
    for sheet, name, column in (("Programs", program, 0), ("Needs met", need, 0), ("Sources", source, 0)):
        found = [cells[column] for cells in book[sheet].iter_rows() if isinstance(cells[column].value, str)]
        mine = [cell for cell in found if cell.value == name or str(cell.value).startswith(f"{name} (")]
        assert mine and all(cell.data_type == "s" for cell in mine), (name, [cell.value for cell in found])

    def formulas(which: object) -> list[str]:
        return sorted(re.sub("[0-9]+", "0", cell.value) for sheet in which for cells in sheet.iter_rows()  # type: ignore[attr-defined]
                      for cell in cells if cell.data_type == "f")

    assert formulas(book) == formulas(plain)
    with zipfile.ZipFile(BytesIO(data)) as parts:
        assert not any(b"TargetMode" in parts.read(name) for name in parts.namelist() if name.endswith(".rels"))


def test_what_a_cell_cannot_hold_is_shown() -> None:
    assert cell_text("a\x00b\x0bc\ud800d\uffff") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c" \
        "\N{REPLACEMENT CHARACTER}d\N{REPLACEMENT CHARACTER}"
    assert cell_text("x" * LONGEST) == "x" * LONGEST
    long = cell_text("x" * (LONGEST + 1))
    assert len(long) == LONGEST and long.endswith(CUT)
    emoji = cell_text("\N{BOOKS}" * LONGEST)
    assert emoji.endswith(CUT) and len(emoji.encode("utf-16-le")) // 2 <= LONGEST


def test_names_that_look_alike_carry_their_ids() -> None:
    assert distinct({"a": "After School", "b": "after  school", "c": "Other"}) == {
        "a": "After School (a)", "b": "after  school (b)", "c": "Other"}
    assert distinct({"a": " "}) == {"a": "  (a)"}
    assert distinct({"x": "N (y)", "y": "N", "z": "N"}) == {"x": "N (y)", "y": "N (y) (y)", "z": "N (z)"}
