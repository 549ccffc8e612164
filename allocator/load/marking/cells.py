"""A sheet whose cells are marked: bad ones get their ground, wherever they stand, and are brought into sight."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from itertools import groupby

from allocator.load.marking.package import Package
from allocator.load.marking.splice import Element, Spliced, start_tag
from allocator.load.marking.styles import Styles
from allocator.load.sheet_scan import CELL, letters, number_of

Cell = tuple[int, int]
"""Row and column, counted from 1."""
AFTER = {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}
"""What follows the link to the comments at the end of a sheet."""
SHOWN = "14"
"""Width of a column that had none."""


def cell_at(address: str) -> Cell | None:
    """(14, 5) for E14; None for what is no address."""
    found = CELL.fullmatch(address)
    return (int(found[2]), number_of(found[1])) if found else None


def address_of(cell: Cell) -> str:
    """E14 for (14, 5)."""
    return f"{letters(cell[1])}{cell[0]}"


class Page:
    """One sheet while it is marked."""

    def __init__(self, package: Package, part: str, styles: Styles, bad: Iterable[Cell]) -> None:
        self.styles, self.bad = styles, set(bad)
        self._rows = {row for row, _ in self.bad}
        self._at: Cell = (0, 0)
        self._numbers: list[int] = []
        self._met: list[Cell] = []
        self.page: Spliced = package.spliced(part, self._keep)
        self._where = dict(zip(self._numbers, self.page.all("row"), strict=True))
        self._cells = dict(zip(self._met, self.page.all("c"), strict=True))

    def mark(self) -> None:
        """Grounds for bad cells; none for those of an earlier round that are bad no more."""
        for cell, element in self._cells.items():
            style = element.attributes.get("s", "0")
            if cell in self.bad and style not in self.styles.marks:
                element.attributes["s"] = self.styles.marked(style)
            elif cell not in self.bad and style in self.styles.marks:
                element.attributes["s"] = self.styles.unmarked(style)
        missing = sorted(self.bad - self._cells.keys())
        for number, cells in groupby(missing, key=lambda cell: cell[0]):
            self._fill(number, list(cells))
        self._show()

    def background(self) -> None:
        """Another sheet is the one that is looked at first."""
        for view in self.page.all("sheetView"):
            view.attributes.pop("tabSelected", None)

    def link(self, link: str, namespace: str) -> None:
        """Names the relationship to the drawing of the comments."""
        text = start_tag(f"{self.page.prefix}legacyDrawing", {"xmlns:r": namespace, "r:id": link}, empty=True)
        after = next((one for one in self.page.elements if one.depth == 1 and one.local in AFTER), None)
        (self.page.root.last if after is None else after.before).append(text)

    def linked(self) -> str:
        """The relationship to the drawing of the comments; empty when there is none yet."""
        return next((element.link for element in self.page.all("legacyDrawing")), "")

    def _keep(self, local: str, attributes: dict[str, str], depth: int) -> bool:
        if local == "row" and depth == 2:
            self._at = int(attributes.get("r", self._at[0] + 1)), 0
            self._numbers.append(self._at[0])
            return True
        if local == "c" and depth == 3:
            self._at = cell_at(attributes.get("r", "")) or (self._at[0], self._at[1] + 1)
            if self._at[0] in self._rows or attributes.get("s") in self.styles.marks:
                self._met.append(self._at)
                return True
            return False
        return depth == 1 or local in ("sheetView", "col")

    def _fill(self, number: int, cells: list[Cell]) -> None:
        """Cells of a row that were not written, for they hold nothing; they keep the format of their row or column."""
        prefix, row = self.page.prefix, self._where.get(number)
        texts = [start_tag(f"{prefix}c", {"r": address_of(cell), "s": self.styles.marked(self._style(row, cell[1]))}, empty=True)
                 for cell in cells]
        if row is None:
            text = f"{start_tag(f'{prefix}row', {'r': str(number)})}{''.join(texts)}</{prefix}row>"
            at = bisect.bisect(self._numbers, number)
            later = self._where[self._numbers[at]].before if at < len(self._numbers) else self.page.all("sheetData")[0].last
            later.append(text)
            return
        for cell, text in zip(cells, texts, strict=True):
            after = min((other for other in self._cells if other[0] == number and other > cell), default=None)
            (row.last if after is None else self._cells[after].before).append(text)

    def _style(self, row: Element | None, column: int) -> str:
        if row is not None and row.attributes.get("customFormat") in ("1", "true"):
            return row.attributes.get("s", "0")
        return next((col.attributes.get("style", "0") for col in self._columns(column)), "0")

    def _columns(self, column: int) -> list[Element]:
        return [col for col in self.page.all("col")
                if int(col.attributes.get("min", 0)) <= column <= int(col.attributes.get("max", 0))]

    def _show(self) -> None:
        """Rows and columns with bad cells are not hidden."""
        for row in (row for number, row in self._where.items() if number in self._rows):
            if row.attributes.pop("hidden", "") and float(row.attributes.get("ht", 1)) == 0:
                del row.attributes["ht"]
        for number in {number for _, number in self.bad}:
            for column in self._columns(number):
                if column.attributes.pop("hidden", "") and float(column.attributes.get("width", 0)) == 0:
                    column.attributes["width"] = SHOWN
