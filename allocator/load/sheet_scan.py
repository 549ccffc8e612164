"""What is counted, limited and noted while a part of a workbook streams by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from allocator.load.refusal import problem

ROWS = 20_000
COLUMNS = 250
CELLS = 100_000
ELEMENTS = 300_000
CHARACTERS = 20_000_000
LONGEST = 40_000
DEPTH = 60
NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?([eE][-+]?[0-9]{1,2})?")
CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,8})")
TOO_BIG = "fault.fix.too.big"


class Stop(Exception):
    """The workbook is refused, for one reason."""

    def __init__(self, says: str, fix: str = TOO_BIG, **more: Any) -> None:
        self.problem = problem(says, fix, **more)
        super().__init__(says)


@dataclass
class Limits:
    """What all parts together may use."""

    elements: int = ELEMENTS
    characters: int = CHARACTERS
    cells: int = CELLS


class Part:
    """Any XML part: no document type, not too deep, not too long. ``keep`` names the elements whose attributes are kept."""

    def __init__(self, limits: Limits, keep: tuple[str, ...] = (), most: int | None = None) -> None:
        self.limits = limits
        self.keep = keep
        self.kept: list[dict[str, str]] = []
        self.most = most
        self.depth = 0
        self.run = 0

    def doctype(self, *_: object) -> None:
        raise Stop("fault.workbook.doctype", "fault.fix.copy.sheets")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.run = 0
        self.limits.elements -= 1
        if self.limits.elements < 0 or self.depth > DEPTH:
            raise Stop("fault.workbook.more")
        if self.most is not None:
            self.most -= 1
            if self.most < 0:
                raise Stop("fault.workbook.formats", "fault.fix.copy.values")
        tag = name.rpartition(" ")[2]
        if tag in self.keep:
            self.kept.append({key.rpartition(" ")[2]: value for key, value in attributes.items()})
        self.opened(tag, attributes)

    def end(self, name: str) -> None:
        self.depth -= 1
        self.run = 0
        self.closed(name.rpartition(" ")[2])

    def text(self, data: str) -> None:
        self.limits.characters -= len(data)
        self.run += len(data)
        if self.limits.characters < 0 or self.run > LONGEST:
            raise Stop("fault.workbook.text", "fault.fix.texts")
        self.said(data)

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def closed(self, tag: str) -> None:
        """An element ends."""

    def said(self, data: str) -> None:
        """Characters within an element."""


class SheetPart(Part):
    """A sheet: rows and cells in order, each once; formulas, merged cells, hidden rows and odd numbers are noted."""

    def __init__(self, limits: Limits, sheet: str) -> None:
        super().__init__(limits)
        self.sheet = sheet
        self.row = self.column = 0
        self.sort = ""
        self.value: list[str] | None = None
        self.has_formula = False
        self.merged: list[str] = []
        self.hidden: list[int] = []
        self.odd: list[tuple[str, str]] = []

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self._row(attributes)
        elif tag == "c":
            self._cell(attributes)
        elif tag == "v" and self.sort == "n":
            self.value = []
        elif tag == "f":
            self.has_formula = True
        elif tag == "mergeCell":
            self.merged.append(attributes.get("ref", ""))
            if len(self.merged) > 1000:
                raise Stop("fault.sheet.merged", "fault.fix.unmerge", sheet=self.sheet)

    def _row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r", str(self.row + 1))
        number = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 10 else 0
        if number <= self.row:
            raise Stop("fault.sheet.rows.order", "fault.fix.copy.values", sheet=self.sheet)
        if number > ROWS:
            raise Stop("fault.sheet.row", "fault.fix.sheet.row", sheet=self.sheet, cell=f"A{number}", row=number, most=ROWS)
        self.row, self.column = number, 0
        if attributes.get("hidden") in ("1", "true"):
            self.hidden.append(number)

    def _cell(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        column = self.column + 1
        if stated is not None:
            found = CELL.fullmatch(stated)
            if not found or int(found[2]) != self.row:
                raise Stop("fault.cell.address", "fault.fix.copy.values", sheet=self.sheet, got=stated[:20])
            column = number_of(found[1])
        if column <= self.column:
            raise Stop("fault.sheet.cells.order", "fault.fix.copy.values", sheet=self.sheet, cell=f"{letters(column)}{self.row}")
        if column > COLUMNS:
            raise Stop("fault.sheet.column", "fault.fix.sheet.column", sheet=self.sheet, cell=stated or "",
                       column=letters(column), most=letters(COLUMNS))
        self.limits.cells -= 1
        if self.limits.cells < 0:
            raise Stop("fault.workbook.cells")
        self.column = column
        self.sort = attributes.get("t", "n")

    def closed(self, tag: str) -> None:
        if tag == "v" and self.value is not None:
            text, self.value = "".join(self.value), None
            if text and not NUMBER.fullmatch(text) and len(self.odd) < ROWS:
                self.odd.append((f"{letters(self.column)}{self.row}", text[:40]))
        elif tag == "c":
            self.sort = ""

    def said(self, data: str) -> None:
        if self.value is not None:
            self.value.append(data)


def number_of(column: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number


def letters(number: int) -> str:
    """A for 1, AA for 27."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
