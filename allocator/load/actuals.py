"""Reads a table of actual expenditures: by source, fiscal year and object code, to the cent. All faults are in one report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from allocator.domain.actuals import Actuals, Key
from allocator.domain.plan import Plan
from allocator.errors import Fault, InputError
from allocator.load.actual_names import Known
from allocator.load.actual_values import Unfit, cents_of, object_of, year_of
from allocator.load.actual_words import HEADINGS, REQUIRED, SEARCHED, field_of, is_heading
from allocator.load.node import Place
from allocator.load.sheet_scan import letters
from allocator.load.uploaded import file_name
from allocator.load.words import quoted
from allocator.load.worker import MB, MOST, ask_child, file_bytes
from allocator.messages import Message, Names, Said, say

SORTS = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".xlsx": "xlsx"}
FORM = say("fault.fix.actuals.form")
Cell = tuple[str, Any]
"""(sort, value): t text, i whole number, d decimal, b true or false."""
Row = tuple[int, dict[int, Cell]]
"""(row or line, column -> cell)."""


def read_actuals(path: str | Path, plan: Plan) -> Actuals:
    """The actual expenditures in a CSV file or a workbook (.xlsx), for a plan. Raises InputError with every fault."""
    file = Path(path)
    return _read(file.name, file_bytes(file, MOST[_sort(file.name)]), plan)


def uploaded_actuals(name: str, data: bytes, plan: Plan) -> Actuals:
    """The same in a file's bytes that a person hands over. ``name`` is what the person calls it."""
    called = file_name(name)
    sort = _sort(called)
    if len(data) > MOST[sort]:
        raise InputError.one(say("fault.file.large", most=MOST[sort] // MB), place=Place(called).said,
                             fix=say("fault.fix.add.rows"))
    return _read(called, data, plan)


def _sort(name: str) -> str:
    ending = Path(name).suffix.lower()
    if ending not in SORTS:
        raise InputError.one(say("fault.actuals.sort"), place=name, got=ending or say("fault.got.no.ending"),
                             fix=say("fault.fix.actuals.sort"))
    return SORTS[ending]


def _read(name: str, data: bytes, plan: Plan) -> Actuals:
    tables = ask_child(_sort(name), data, name)["tables"]
    found = [table for sheet in tables["sheets"] if (table := _table(name, sheet, tables.get("separator", ""))) is not None]
    if not found:
        raise InputError.one(say("fault.actuals.no.table"), place=name, fix=FORM)
    if len(found) > 1:
        raise InputError.one(say("fault.actuals.two.tables"), place=name,
                             got=_quoted_names(table.sheet for table in found), fix=say("fault.fix.keep.one.sheet"))
    reader = _Reader(found[0], plan)
    if reader.faults:
        raise InputError(reader.faults)
    return Actuals(reader.cents, reader.rows, reader.added, tuple(found[0].passed_over))


@dataclass
class _Table:
    """One table: where its headings stand, and the rows below them."""

    file: str
    sheet: str
    separator: str
    columns: dict[int, str]
    """Column -> the field that it holds."""
    passed_over: list[str]
    """Headings of columns that are not read."""
    width: int
    """The last column with a heading."""
    rows: list[Row]

    def place(self, row: int, column: int = 0) -> Said:
        """Where a cell stands, for a person."""
        where = Place("", 0, self.sheet, f"{letters(column or 1)}{row}") if self.sheet else Place(self.file, row)
        return where.said


def _table(file: str, sheet: dict[str, Any], separator: str) -> _Table | None:
    """The sheet's table; None when it has none. Raises InputError where two columns say they are the same."""
    rows: list[Row] = [(row, {column: (sort, value) for column, sort, value in cells}) for row, cells in sheet["rows"]]
    heads = [at for at, (_, row) in enumerate(rows[:SEARCHED]) if is_heading(str(value) for _, value in row.values())]
    if not heads:
        return None
    at, cells = heads[0], rows[heads[0]][1]
    columns = {column: known for column, (_, value) in cells.items() if (known := field_of(str(value))) is not None}
    table = _Table(file, sheet["name"], separator, columns,
                   [str(value) for column, (_, value) in cells.items() if column not in columns], max(cells), rows[at + 1:])
    twice = [name for name in HEADINGS if list(columns.values()).count(name) > 1]
    if twice:
        raise InputError(Fault(table.place(rows[at][0]), name, say("fault.heading.two.columns"), _quoted_names(
            cells[column][1] for column, known in columns.items() if known == name), "", say("fault.fix.keep.one.column"))
            for name in twice)
    return table


def _quoted_names(names: Iterable[str]) -> Message:
    return say("fault.got.names", names=Names(tuple(f'"{name}"' for name in names)))


@dataclass
class _Reader:
    """One pass over a table's rows."""

    table: _Table
    plan: Plan
    cents: dict[Key, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0
    added: int = 0

    def __post_init__(self) -> None:
        self.known = Known(self.plan)
        self.at = {name: column for column, name in self.table.columns.items()}
        for number, cells in self.table.rows:
            self._row(number, cells)
        if not self.rows and not self.faults:
            self.faults.append(Fault(self.table.file, "", say("fault.actuals.empty"), fix=FORM))

    def _row(self, number: int, cells: dict[int, Cell]) -> None:
        if self.table.separator and (beyond := max(cells)) > self.table.width:
            self._fault(number, beyond, "", say("fault.row.wide"), cells[beyond][1], "", say("fault.fix.row.wide"))
            return
        if not any(self.at[name] in cells for name in (*REQUIRED, "site") if name in self.at):
            return
        before = len(self.faults)
        year, source, code = (self._word(number, cells, name) for name in ("year", "source", "object"))
        self._site(number, cells)
        amount = self._amount(number, cells)
        if len(self.faults) == before and amount is not None:
            key = (source, year, code)
            self.rows += 1
            self.added += key in self.cents
            self.cents[key] = self.cents.get(key, 0) + amount

    def _word(self, number: int, cells: dict[int, Cell], name: str) -> str:
        """The year, the source's id or the object code in a row; empty once its fault is noted."""
        column = self.at[name]
        sort, value = cells.get(column, ("", ""))
        try:
            if sort == "":
                raise Unfit(say("fault.cell.blank"), "", say("fault.fix.cell.blank"))
            text = " ".join(str(value).split())
            if name == "year":
                return self.known.year(year_of(text))
            return self.known.source(text) if name == "source" else object_of(text)
        except Unfit as unfit:
            self._fault(number, column, name, unfit.says, value, unfit.expected, unfit.fix)
            return ""

    def _site(self, number: int, cells: dict[int, Cell]) -> None:
        if (column := self.at.get("site", 0)) in cells:
            try:
                self.known.site(" ".join(str(cells[column][1]).split()))
            except Unfit as unfit:
                self._fault(number, column, "site", unfit.says, cells[column][1], unfit.expected, unfit.fix)

    def _amount(self, number: int, cells: dict[int, Cell]) -> int | None:
        column = self.at["amount"]
        sort, value = cells.get(column, ("", ""))
        try:
            if sort == "":
                raise Unfit(say("fault.cell.blank"), say("fault.expected.cents"), say("fault.fix.zero"))
            if self.table.separator == "," and self._torn(str(value), str(cells.get(column + 1, ("", ""))[1])):
                raise Unfit(say("fault.amount.torn"), say("fault.expected.whole.amount"))
            return cents_of(sort, value)
        except Unfit as unfit:
            self._fault(number, column, "amount", unfit.says, value, unfit.expected, unfit.fix)
            return None

    @staticmethod
    def _torn(amount: str, beside: str) -> bool:
        """Whether two cells look like one amount that was cut at its comma: 1 and 234.56."""
        front, (whole, _, part) = amount.strip(" $(-"), beside.strip().partition(".")
        return (front.isdecimal() and len(front) <= 3 and whole.isdecimal() and len(whole) == 3
                and len(part.strip(" )-")) in (0, 2))

    def _fault(self, number: int, column: int, name: str, *said: Any) -> None:
        says, got, expected, fix = said
        self.faults.append(Fault(self.table.place(number, column), name, says, quoted(got), expected, fix))
