"""Rows of a sheet of the input workbook, each value with its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from allocator.errors import Fault
from allocator.fiscal import PATTERN
from allocator.load.cell_codec import Names
from allocator.load.node import Node, Place, plain_value
from allocator.load.sheet_scan import letters
from allocator.load.sheets import Sheet
from allocator.load.words import nearest, quoted
from allocator.messages import Said, say


@dataclass
class Row:
    """One row of a sheet: field -> value and its cell."""

    sheet: Sheet
    number: int
    cells: dict[str, tuple[Any, Place]]
    blanks: dict[str, Place]

    def text(self, name: str) -> str:
        """What stands in a column, as text; empty when it is blank."""
        return str(self.cells[name][0]).strip() if name in self.cells else ""

    def place(self, name: str = "") -> Place:
        """The cell of a column, or the first cell of the row."""
        return self.blanks.get(name) or min(self.blanks.values(), key=lambda place: place.order)


@dataclass
class Reader:
    """What has been read so far."""

    root: Node
    faults: list[Fault] = field(default_factory=list)
    names: Names = field(default_factory=lambda: Names({}))

    def fault(self, place: Place, says: Said, fix: Said, got: Said = "", warning: bool = False) -> None:
        self.faults.append(Fault(place.said, "", says, quoted(got), "", fix, warning))


def cells_of(raw: list[Any]) -> dict[int, Any]:
    """Column number -> value, of one row."""
    return {column: plain_value(sort, value) for column, sort, value in raw}


def rows_of(reader: Reader, sheet: Sheet, given: dict[str, Any] | None, order: int) -> list[Row]:
    """Rows of a sheet by field. The headings stand in row 1; columns may stand in any order."""
    if given is None or not given["rows"]:
        return []
    number, raw = given["rows"][0]
    fields: dict[int, str] = {}
    known = {column.head.casefold(): column.field for column in sheet.all_columns}
    for column, text in cells_of(raw).items():
        place = Place(sheet=sheet.name, cell=f"{letters(column)}{number}")
        head = str(text).strip()
        name = known.get(head.casefold()) or (f"amounts.{head}" if sheet.by_year and PATTERN.fullmatch(head) else "")
        if number != 1 or not name or name in fields.values():
            code = "fault.heading.row" if number != 1 else "fault.heading.twice" if name else "fault.heading"
            near = nearest(head, [column.head for column in sheet.all_columns])
            reader.fault(place, say(code), near or say("fault.fix.heading"), head)
            if number != 1:
                return []
        else:
            fields[column] = name
    rows = []
    for number, raw in given["rows"][1:]:
        cells = cells_of(raw)
        places = {name: Place(sheet=sheet.name, cell=f"{letters(column)}{number}", order=(order, number, column))
                  for column, name in fields.items()}
        if first := next((place for name, place in places.items() if name.startswith("amounts.")), None):
            places["amounts"] = first
        for column in cells.keys() - fields.keys():
            reader.fault(Place(sheet=sheet.name, cell=f"{letters(column)}{number}"), say("fault.column.heading"),
                         say("fault.fix.column.heading"), str(cells[column])[:60])
        if places:
            rows.append(
                Row(sheet, number, {fields[c]: (value, places[fields[c]]) for c, value in cells.items() if c in fields}, places)
            )
    return [row for row in rows if row.cells]
