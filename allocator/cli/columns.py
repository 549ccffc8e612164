"""Text in columns that fits the screen: a label, then one cell for each plan; long ones go on in the next line."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

WIDE = 100
"""Characters in a line."""
WIDEST_LABEL, WIDEST_CELL = 56, 18


class Columns:
    """Lines of a table with a number of cells beside each label."""

    def __init__(self, cells: int) -> None:
        self.cell = min(WIDEST_CELL, 72 // cells)
        self.label = min(WIDEST_LABEL, WIDE - cells * self.cell)
        self.lines: list[str] = []

    def row(self, label: str, cells: Sequence[str], indent: int = 0) -> None:
        """A label and its cells, aligned to the right."""
        labels = wrapped(label, self.label - 1 - indent)
        parts = [wrapped(cell, self.cell - 1) for cell in cells]
        for at in range(max(len(labels), *(len(part) for part in parts))):
            head = " " * indent + (labels[at] if at < len(labels) else "")
            tail = "".join((part[at] if at < len(part) else "").rjust(self.cell) for part in parts)
            self.lines.append(f"{head.ljust(self.label)}{tail}".rstrip())

    def heading(self, words: str) -> None:
        """A line of its own above some rows."""
        self.lines += ["", words]


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most a width; at least one."""
    return wrap(text, width, break_on_hyphens=False) or [""]


def paragraph(text: str, indent: str = "", hanging: str = "") -> list[str]:
    """The text in lines that fit the screen, after a first indent and a hanging one."""
    return wrap(text, WIDE, initial_indent=indent, subsequent_indent=hanging or " " * len(indent), break_on_hyphens=False)
