"""Plans in which every text that a person can write begins with what a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any, get_args, get_type_hints

from openpyxl import load_workbook
from pptx import Presentation

from allocator.domain.base import Name, Note, Record
from allocator.domain.plan import Plan
from allocator.export.text import FORMULA

SHOWN = ("=", "+", "-", "@")
BEGINS = (*SHOWN, "\t", "\r")
"""A plan's file may not hold the last two in a name; a plan that a program makes may."""
WORD = re.compile(r"(.)SUM\((\d+)\)", re.DOTALL)
"""A text of ours wherever it arrives: what stands before it, and its number."""


class Words:
    """Texts that begin in every way in turn: ``=SUM(0)``, ``+SUM(1)``, ... with ``tail`` behind."""

    def __init__(self, first: int = 0, tail: str = "", ways: tuple[str, ...] = BEGINS) -> None:
        self.first, self.tail, self.ways, self.said = first, tail, ways, 0

    def begins(self, number: int) -> str:
        """How a text begins."""
        return self.ways[(number + self.first) % len(self.ways)]

    def next(self) -> str:
        """Another text."""
        self.said += 1
        return f"{self.begins(self.said - 1)}SUM({self.said - 1}){self.tail}"

    # what arrived --------------------------------------------------------------------------------------------------
    def arrived(self, text: str, blanks: bool = True) -> set[int]:
        """Numbers of the texts that stand in a text, each of which begins as it was written; ``blanks``: also a tab."""
        found = {int(number): begin for begin, number in WORD.findall(text)}
        for number, begin in found.items():
            if blanks or not self.begins(number).isspace():
                assert begin == self.begins(number), text
        return set(found)


def dirtied(plan: Plan, words: Words) -> Plan:
    """The plan with every name, note and reason replaced, also those that were left out."""
    rules = {key: {**rule, "because": words.next()} for key, rule in plan.rules.items()}
    made: Plan = _dirtied(plan.model_copy(update={"rules": rules}), words)
    return made


def _dirtied(value: Any, words: Words) -> Any:
    if isinstance(value, dict):
        return {key: _dirtied(one, words) for key, one in value.items()}
    if not isinstance(value, Record):
        return value
    hints = get_type_hints(type(value), include_extras=True)
    return value.model_copy(update={
        name: words.next() if any(kind in (Name, Note) for kind in (hints[name], *get_args(hints[name])))
        else _dirtied(getattr(value, name), words) for name in type(value).model_fields})


# what a file holds --------------------------------------------------------------------------------------------------------
def in_workbook(data: bytes, words: Words) -> set[int]:
    """Numbers of the texts in the cells of a workbook. None of them is a formula, part of one, a name or a link."""
    with zipfile.ZipFile(BytesIO(data)) as parts:
        for name in parts.namelist():
            if name.endswith(".xml"):
                xml = parts.read(name).decode("utf-8")
                made = re.findall(r"<(?:\w+:)?(f|formula|formula1|formula2|definedName|hyperlink)\b(.*?)</", xml, re.DOTALL)
                assert not [inside for _, inside in made if WORD.search(inside)], name
            if name.endswith(".rels"):
                assert b"SUM(" not in parts.read(name) and b"External" not in parts.read(name), name
    found: set[int] = set()
    for sheet in load_workbook(BytesIO(data)):
        for row in sheet.iter_rows():
            for cell in (cell for cell in row if isinstance(cell.value, str) and cell.data_type != "f"):
                assert cell.data_type == "s", cell.coordinate
                found |= words.arrived(cell.value.replace("_x000D_", "\r"))
    return found


def in_tables(files: dict[str, bytes], words: Words) -> set[int]:
    """The same of CSV files: no cell begins as a formula does."""
    found: set[int] = set()
    for data in files.values():
        for row in csv.reader(StringIO(data.decode("utf-8-sig"), newline="")):
            for text in row:
                assert not text.lstrip().startswith(FORMULA) or _number(text), text
                found |= words.arrived(text)
    return found


def _number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9.]+", text) is not None


def in_archive(data: bytes, words: Words) -> set[int]:
    """The same of an archive of CSV files."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return in_tables({name: archive.read(name) for name in archive.namelist()}, words)


def in_slides(data: bytes, words: Words) -> set[int]:
    """The same of slides: in their words, and in the workbooks behind their charts. A line of a slide knows no tabs."""
    found: set[int] = set()
    for slide in Presentation(BytesIO(data)).slides:
        for text in (*_texts(slide.shapes), slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""):
            found |= words.arrived(text, blanks=False)
    with zipfile.ZipFile(BytesIO(data)) as parts:
        for name in (name for name in parts.namelist() if name.endswith(".xlsx")):
            in_workbook(parts.read(name), Loosely(words))
    return found


class Loosely(Words):
    """The same words where a tab has become a blank."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.first, words.tail, words.ways)

    def arrived(self, text: str, blanks: bool = False) -> set[int]:
        return super().arrived(text, blanks)


def _texts(shapes: Any) -> Iterator[str]:
    for shape in shapes:
        if shape.has_text_frame:
            yield from (run.text for paragraph in shape.text_frame.paragraphs for run in paragraph.runs)
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
