"""A workbook with notes: what is wrong stands beside each bad cell, and everything else stays as it was."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from allocator.errors import Fault, InputError
from allocator.load import load, plan_data
from allocator.load.guard import look_through
from allocator.load.marked import marked_copy
from allocator.load.marking.splice import Spliced
from allocator.load.marking.styles import GROUND
from allocator.load.node import Place
from allocator.load.template import workbook_bytes
from allocator.load.uploaded import uploaded
from tests.load.test_uploaded import SAMPLES, refused, workbook
from tests.load.workbooks import parts_of, sheet_part, small_bytes, zipped
from tests.more import few_every_day

TITLE = "What to mend"
FAR = Fault("Costs!G90", "", "this is far away", '"=1+1"', "something", "Mend it.")


def opened(content: bytes) -> Any:
    look_through(content)
    return openpyxl.load_workbook(io.BytesIO(content))


def comments(content: bytes) -> dict[str, str]:
    return {f"{page.title}!{cell.coordinate}": cell.comment.text for page in opened(content) for row in page.iter_rows()
            for cell in row if cell.comment}


def grounds(content: bytes) -> set[str]:
    return {f"{page.title}!{cell.coordinate}" for page in opened(content) for row in page.iter_rows() for cell in row
            if cell.fill.fgColor.rgb == GROUND}


def spoil(book: Any) -> None:
    """``12k`` as a cost, a blank name, a pillar that is none, an id twice."""
    last = book["Programs"].max_row
    book["Costs"]["E2"] = "12k"
    book["Programs"][f"B{last}"] = None
    book["Programs"]["C2"] = "supports"
    book["Needs"]["A3"] = book["Needs"]["A2"].value


@pytest.mark.parametrize("sample", few_every_day(["tiny", "oak-grove"], 1))
def test_four_faults_are_marked_and_can_be_mended(sample: str) -> None:
    plan = load(SAMPLES[sample])
    sound = workbook_bytes(plan_data(plan))
    last = opened(sound)["Programs"].max_row
    content = workbook(spoil, sound)
    faults = refused("plan.xlsx", content)
    found = {fault.place: fault for fault in faults}
    assert set(found) == {"Costs!E2", f"Programs!B{last}", "Programs!C2", "Needs!A3"}
    assert len(faults) == 4
    assert found["Costs!E2"].got == '"12k"'
    assert found["Programs!C2"].got == '"supports"'
    assert all(fault.fix for fault in faults)

    copy = marked_copy(content, faults)
    assert grounds(copy) == set(comments(copy)) == set(found)
    assert comments(copy)["Costs!E2"] == (
        'allocator:\nThis value cannot be used.\nFound: "12k"\nExpected: whole dollars such as 48000\n'
        "Next step: Use digits only: no cents and no dollar sign.")
    book = opened(copy)
    assert {cell.comment.author for page in book for row in page.iter_rows() for cell in row if cell.comment} == {"allocator"}
    assert refused("plan.xlsx", copy) == faults

    before = opened(sound)
    for place in found:
        sheet, _, address = place.partition("!")
        book[sheet][address] = before[sheet][address].value
    stream = io.BytesIO()
    book.save(stream)
    assert uploaded("plan.xlsx", stream.getvalue()) == plan


def test_the_first_sheet_lists_everything_and_leads_to_the_cells() -> None:
    nowhere = Fault(Place(sheet="Plan").said, "", "this sheet is missing", fix="=Start anew.")
    book = opened(marked_copy(small_bytes(), [FAR, nowhere]))
    page = book.active
    assert (page.title, book.sheetnames[:2]) == (TITLE, [TITLE, "Instructions"])
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
    assert rows == [["Where", "What is wrong", "Found", "Expected", "Next step"],
                    ["Costs!G90", "This is far away.", '"=1+1"', "something", "Mend it."],
                    ["Plan", "This sheet is missing.", None, None, "=Start anew."]]
    assert page["A4"].hyperlink.location == "'Costs'!G90"
    assert (page["E5"].data_type, page["E5"].quotePrefix) == ("s", True)
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == [TITLE]


def test_the_headings_speak_the_language_that_is_asked_for() -> None:
    copy = marked_copy(small_bytes(), [FAR], "es")
    assert opened(copy).sheetnames[0] == "Qué corregir"
    assert "Siguiente paso: Mend it." in comments(copy)["Costs!G90"]
    assert opened(marked_copy(copy, [FAR])).sheetnames.count("Qué corregir") == 1


def test_every_other_byte_stays() -> None:
    content = small_bytes()
    before, after = parts_of(content), parts_of(marked_copy(content, [FAR]))
    costs = sheet_part("Costs", content)
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {costs, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "[Content_Types].xml",
                       sheet_part("Instructions", content)}
    row = rb'<row r="90"><c r="G90" s="[0-9]+"/></row>'
    link = rb'<legacyDrawing xmlns:r="[^"]+" r:id="mark[0-9]"/>'
    assert re.sub(row + b"|" + link, b"", after[costs]) == before[costs]
    names = re.findall(rb'localSheetId="([0-9]+)"', before["xl/workbook.xml"])
    assert re.findall(rb'localSheetId="([0-9]+)"', after["xl/workbook.xml"]) == [b"%d" % (int(name) + 1) for name in names]


def test_formulas_keep_their_values_and_lists_that_no_library_knows_stay() -> None:
    content = small_bytes()
    parts = parts_of(content)
    costs = sheet_part("Costs", content)
    lists = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:lists xmlns:x14="urn:x" count="0"/></ext></extLst>'
    parts[costs] = re.sub(rb'<c r="E2"[^>]*>.*?</c>', b'<c r="E2" s="7"><f>90000+5000</f><v>95000</v></c>', parts[costs])
    parts[costs] = parts[costs].replace(b"</worksheet>", lists + b"</worksheet>")
    content = zipped(list(parts.items()))
    copy = marked_copy(content, [Fault("Costs!E2", "", "no"), FAR])
    assert lists + b"</worksheet>" in parts_of(copy)[costs]
    assert re.search(rb"<legacyDrawing [^>]*/><extLst>", parts_of(copy)[costs])
    assert uploaded("plan.xlsx", copy) == uploaded("plan.xlsx", content)


def test_a_marked_cell_keeps_its_format_and_is_brought_into_sight() -> None:
    def hide(book: Any) -> None:
        book["Costs"].row_dimensions[3].hidden = True
        book["Needs"].sheet_state = "hidden"

    content = workbook(hide)
    faults = [Fault(place, "", "no") for place in ("Needs!A3", "Costs!D3", "Costs!G2", "Costs!E70", "Costs!G70", "Costs!F70")]
    before, book = opened(content), opened(marked_copy(content, faults))
    assert before["Needs"].column_dimensions["A"].hidden
    assert not book["Needs"].column_dimensions["A"].hidden
    assert book["Needs"].sheet_state == "visible"
    assert not book["Costs"].row_dimensions[3].hidden
    assert (book["Costs"]["D3"].number_format, book["Costs"]["E70"].number_format, book["Costs"]["G70"].number_format) == (
        "@", "#,##0", "@")
    for page in before:
        lists = [(rule.sqref, rule.formula1, rule.prompt) for rule in page.data_validations.dataValidation]
        assert [(rule.sqref, rule.formula1, rule.prompt) for rule in book[page.title].data_validations.dataValidation] == lists
        assert [[cell.value for cell in row] for row in page.iter_rows()] == [
            [book[page.title][cell.coordinate].value for cell in row] for row in page.iter_rows()]


def test_a_second_round_takes_out_the_marks_of_the_first() -> None:
    other = Fault("Costs!E2", "", "not this", fix="That.")
    first = marked_copy(small_bytes(), [FAR, other])
    for content in (first, workbook(lambda book: None, first)):
        second = marked_copy(content, [other])
        assert grounds(second) == set(comments(second)) == {"Costs!E2"}
        assert comments(second)["Costs!E2"].count("Not this.") == 1
        assert opened(second).sheetnames == opened(first).sheetnames
        assert [row[0].value for row in opened(second)[TITLE].iter_rows(min_row=4)] == ["Costs!E2"]
        third = marked_copy(second, [])
        assert grounds(third) == set(comments(third)) == set()


def test_what_others_wrote_beside_a_cell_stays() -> None:
    def write(book: Any) -> None:
        for address in ("E2", "E3"):
            book["Costs"][address].comment = Comment("ask Ana", "Luis")

    content = workbook(write)
    for _ in range(2):
        content = marked_copy(content, [Fault("Costs!E2", "", "no"), FAR])
        assert comments(content) == {"Costs!E2": "ask Ana\n\nallocator:\nNo.", "Costs!E3": "ask Ana",
                                     "Costs!G90": comments(content)["Costs!G90"]}
        drawing = next(data for name, data in parts_of(content).items() if name.endswith(".vml"))
        assert len(re.findall(rb"<[a-z0-9]+:Row>", drawing)) == 3
        assert len(set(re.findall(rb'id="(_x0000_s[0-9]+)"', drawing))) == 3


def test_two_faults_of_a_cell_are_one_comment_and_odd_characters_do_no_harm() -> None:
    odd = Fault("costs!E2", "", "odd <&\x0b\ufffe", "_x0041_ =1+1 {x}")
    copy = marked_copy(small_bytes(), [odd, Fault("Costs!E2", "", "two.")])
    assert comments(copy) == {"Costs!E2": "allocator:\nOdd <&\ufffd\ufffd.\nFound: _x005F_x0041_ =1+1 {x}\n\nTwo."}


def test_a_workbook_with_other_prefixes_and_encodings_can_be_marked() -> None:
    content = small_bytes()
    parts = parts_of(content)
    costs = sheet_part("Costs", content)
    for name in (costs, "xl/styles.xml", "xl/workbook.xml"):
        text = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", parts[name].decode().partition("?>")[2]).replace("xmlns=", "xmlns:x=", 1)
        parts[name] = text.encode()
    needs = sheet_part("Needs", content)
    parts[needs] = parts[needs].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    copy = marked_copy(zipped(list(parts.items())), [FAR, Fault("Needs!C2", "", "no")])
    assert grounds(copy) == set(comments(copy)) == {"Costs!G90", "Needs!C2"}
    assert b"<x:legacyDrawing " in parts_of(copy)[costs]


def test_a_workbook_without_formats_can_be_marked() -> None:
    content = small_bytes()
    parts = {name: re.sub(rb' s="[0-9]+"| style="[0-9]+"', b"", data) for name, data in parts_of(content).items()}
    parts["xl/_rels/workbook.xml.rels"] = re.sub(rb"<Relationship [^>]*styles.xml\"/>", b"", parts["xl/_rels/workbook.xml.rels"])
    parts["[Content_Types].xml"] = re.sub(rb"<Override [^>]*styles[^>]*/>", b"", parts["[Content_Types].xml"])
    del parts["xl/styles.xml"]
    copy = marked_copy(zipped(list(parts.items())), [FAR])
    assert grounds(copy) == set(comments(copy)) == {"Costs!G90"}


def test_only_what_passes_the_guard_is_marked() -> None:
    for content in (b"", b"PK", zipped([("xl/vbaProject.bin", b"x"), ("xl/workbook.xml", b"<a/>")])):
        with pytest.raises(InputError):
            marked_copy(content, [FAR])


@pytest.mark.parametrize(("old", "new"), [
    (b'Target="styles.xml"', b'Target="bad.bin"'), (b'Target="styles.xml"', b'Target="doctype.bin"'),
])
def test_parts_that_the_guard_does_not_read_do_no_harm(old: bytes, new: bytes) -> None:
    parts = parts_of(small_bytes())
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(old, new)
    parts |= {"xl/bad.bin": b"\x00", "xl/doctype.bin": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}
    with pytest.raises(InputError, match="no notes can be put"):
        marked_copy(zipped(list(parts.items())), [FAR])


def test_a_splice_touches_nothing_but_its_element() -> None:
    data = "<?xml version='1.0'?>\r\n<a  b='>' ><!-- <c/> --><c d=\"1\"  /><e>x&amp;é</e></a>".encode()
    page = Spliced(data, lambda *_: True)
    assert page.result() == data
    page.all("c")[0].last.append("<f/>")
    page.all("c")[0].before.append("<g/>")
    page.all("e")[0].attributes["h"] = '<"\n'
    page.root.first.append("i")
    assert page.result().decode() == (
        "<?xml version='1.0'?>\r\n<a  b='>' >i<!-- <c/> --><g/><c d=\"1\"><f/></c><e h='&lt;\"&#10;'>x&amp;é</e></a>")
    page.all("e")[0].gone = True
    assert page.result().decode().endswith("<f/></c></a>")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_shows_the_marks_and_its_copy_can_be_marked_again(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(marked_copy(small_bytes(), [FAR, Fault("Needs!A3", "", "no")]))
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless", "--convert-to", "xlsx",
                    "--outdir", str(tmp_path / "out"), str(tmp_path / "plan.xlsx")], check=True, capture_output=True, timeout=120)
    content = (tmp_path / "out" / "plan.xlsx").read_bytes()
    assert grounds(content) == set(comments(content)) == {"Costs!G90", "Needs!A3"}
    again = marked_copy(content, [FAR])
    assert grounds(again) == set(comments(again)) == {"Costs!G90"}
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert archive.testzip() is None
