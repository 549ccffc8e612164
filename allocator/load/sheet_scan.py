"""What is counted, limited and noted while a part of a workbook streams by."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from allocator.load.refusal import problem

ROWS = 20_000
COLUMNS = 250
"""Columns of a table that people fill in."""
ALL_COLUMNS = 16_384
"""Columns that a spreadsheet can have."""
CELLS = 1_000_000
"""Cells on the sheets that are read, also those that are empty but for a format; a budget of 600 programs has 340,000."""
PLAN_CELLS = 100_000
"""The same in a plan; one of 600 programs has 36,000."""
MARKUP = 8 * CELLS
"""Beginnings and ends of elements in all parts. A cell with a value has four, one with a formula six."""
ELEMENTS = 300_000
"""Elements that are neither cells nor in cells."""
CHARACTERS = 60_000_000
"""Characters of all texts; one that stands in many cells counts in each."""
MOVED = 200_000
"""Characters of formulas that are given as those of another cell and were not calculated."""
LONGEST = 40_000
DEPTH = 60
NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?([eE][-+]?[0-9]{1,2})?")
CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,8})")
TOO_MUCH = "fault.workbook.more"
TOO_LONG = "fault.workbook.text"
SHORTEN = "fault.fix.texts"
TOO_BIG = "fault.fix.too.big"


class Stop(Exception):
    """The workbook is refused, for one reason."""

    def __init__(self, says: str, fix: str = TOO_BIG, **more: Any) -> None:
        self.problem = problem(says, fix, **more)
        super().__init__(says)


class Limits:
    """What all parts together may use."""

    def __init__(self, cells: int = CELLS, columns: int = COLUMNS, characters: int = CHARACTERS, markup: int = MARKUP) -> None:
        self.cells, self.columns, self.characters, self.markup = cells, columns, characters, markup
        self.elements, self.moved = ELEMENTS, MOVED
        self.most = cells
        """Cells that there may be; ``cells`` are those that are left, and so it is with the others."""


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
            raise Stop(TOO_MUCH)
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
        if self.run > LONGEST:
            raise Stop(TOO_LONG, SHORTEN)
        if self.limits.characters < 0:
            raise Stop(TOO_MUCH)
        self.said(data)

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def closed(self, tag: str) -> None:
        """An element ends."""

    def said(self, data: str) -> None:
        """Characters within an element."""


def number_of(column: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number


@cache
def letters(number: int) -> str:
    """A for 1, AA for 27."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
