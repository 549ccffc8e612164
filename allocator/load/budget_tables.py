"""Finds the tables of a budget workbook again, wherever rows and columns were moved: by their marks and headings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from allocator.domain.budget import Budget, Payment
from allocator.domain.workbook_layout import FORMAT, JOIN, MARK, META, NOT_READ, RATE, ROWS, WRITTEN, formula_in, of_years
from allocator.errors import InputError
from allocator.load.sheet_scan import letters
from allocator.messages import say

Cell = tuple[Any, str | None]
"""(value, formula)."""
Cells = Mapping[str, Mapping[str, Cell]]
"""Sheet name -> address -> cell."""
NOTHING: Cell = (None, None)
_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass
class Row:
    """A row of a table: its cells by the code of their column."""

    sheet: str
    number: int
    figure: str
    cells: dict[str, tuple[str, Cell]] = field(default_factory=dict)
    """Column code -> (address, cell); for columns that hold something for the reader."""
    changed: frozenset[str] = frozenset()
    """Addresses of formulas that are not the ones that were written and have no stored value."""
    heading: int = 0
    """Number of the row with the table's headings."""
    heads: tuple[tuple[str, str, str], ...] = ()
    """The table's headings: (address, text, column code or "" where the table has no such column)."""

    def value(self, code: str) -> Any:
        """What stands in a column."""
        return self.cells.get(code, ("", NOTHING))[1][0]

    def place(self, code: str) -> str:
        """Where that is, for a person."""
        address = self.cells[code][0] if code in self.cells else f"A{self.number}"
        return f"{self.sheet}!{address}"


class Meta:
    """What the workbook says about itself on its very hidden sheet. Raises InputError when there is none."""

    def __init__(self, cells: Cells, file: str) -> None:
        if META not in cells:
            raise InputError.one(say("fault.workbook.foreign"), place=file, fix=say("fault.fix.workbook.foreign"))
        self.headings: dict[str, dict[str, str]] = defaultdict(dict)
        """Table -> heading -> column code."""
        self.labels: dict[str, dict[str, str]] = defaultdict(dict)
        """Kind -> label (of a level or line: its program's id, |, its label) -> id."""
        self.digests: dict[tuple[str, int], str] = {}
        self.rates: dict[tuple[str, ...], Fraction] = {}
        """Figure -> the rate with which the budget was written; empty for a workbook without cost lines that follow."""
        self.years: list[str] = []
        self.plan = self.plan_sha256 = ""
        facts: dict[str, str] = {}
        roster: dict[str, dict[str, str]] = {}
        payments: list[Payment] = []
        for row in grid(cells[META]).values():
            match [str(value) for _, (_, (value, _)) in sorted(row.items()) if value is not None]:
                case ["years", *years]:
                    self.years = years
                case ["column", table, code, heading]:
                    self.headings[table].setdefault(heading, code)
                case ["label", kind, key, label]:
                    owner, _, own = key.partition("|")
                    self.labels[kind][f"{owner}|{label}" if own else label] = own or key
                case [kind, figure, rate] if kind == RATE:
                    self.rates[tuple(figure.split(JOIN))] = Fraction(rate)
                case ["formulas", sheet, number, digests] if number.isdecimal():
                    self.digests |= {(sheet, int(number) + at): digest for at, digest in enumerate(digests.split(ROWS))}
                case [kind, program, levels] if kind == WRITTEN:
                    roster[program] = of_years(levels)
                case [kind, what, source, paid] if kind == WRITTEN and what.count(JOIN) == 2:
                    program, line, code = what.split(JOIN)
                    payments += [Payment(program, line, year, source, code, int(dollars))
                                 for year, dollars in of_years(paid).items() if dollars.isdecimal()]
                case [name, value]:
                    facts[name] = value
        if not self.headings:
            raise InputError.one(say("fault.workbook.plan"), place=file, fix=say("fault.fix.workbook.foreign"))
        self.plan, self.plan_sha256 = facts.get("plan", ""), facts.get("plan_sha256", "")
        self.written = Budget.of(roster, payments) if roster or payments else None
        """The budget as the program wrote it, whatever was changed since; None where the workbook does not tell."""
        if facts.get("format") != FORMAT:
            raise InputError.one(say("fault.workbook.format"), place=f"{file}, sheet {META}", got=facts.get("format", ""),
                                 expected=FORMAT, fix=say("fault.fix.workbook.format"))


def grid(sheet: Mapping[str, Cell]) -> dict[int, dict[int, tuple[str, Cell]]]:
    """A sheet's cells by row and column, both counted from 1, in order."""
    rows: dict[int, dict[int, tuple[str, Cell]]] = defaultdict(dict)
    for address, cell in sheet.items():
        if found := _ADDRESS.fullmatch(address):
            rows[int(found[2])][_column(found[1])] = (address, cell)
    return dict(sorted(rows.items()))


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = 26 * number + ord(letter) - 64
    return number


def tables(cells: Cells, meta: Meta) -> Iterator[tuple[str, list[Row]]]:
    """(table, its rows) of every table on every sheet."""
    for sheet, found in cells.items():
        if sheet == META:
            continue
        rows = grid(found)
        marks = [(number, column, str(cell[0])[1:]) for number, row in rows.items() for column, (_, cell) in row.items()
                 if isinstance(cell[0], str) and cell[0].startswith(MARK) and _is_top(row, meta.headings.get(cell[0][1:], {}))]
        ends = [*(number for number, _, _ in marks[1:]), max(rows, default=0) + 1]
        for (top, mark, table), end in zip(marks, ends, strict=False):
            codes = {column: code for column, (_, (heading, _)) in rows[top].items()
                     if (code := meta.headings[table].get(str(heading), NOT_READ)) != NOT_READ and column != mark}
            made = [_row(sheet, number, row, mark, codes, meta) for number, row in rows.items() if top < number < end]
            heads = tuple((address, str(text), meta.headings[table].get(str(text), ""))
                          for column, (address, (text, _)) in rows[top].items() if column != mark and text is not None)
            yield table, [replace(row, heading=top, heads=heads) for row in made]


def _is_top(row: Mapping[int, tuple[str, Cell]], headings: Mapping[str, str]) -> bool:
    """Whether a row holds a table's headings, most of them as they were written: a source may be called #sources."""
    return bool(headings) and 2 * len({str(value) for _, (value, _) in row.values()} & headings.keys()) >= len(headings)


def _row(sheet: str, number: int, row: Mapping[int, tuple[str, Cell]], mark: int, codes: Mapping[int, str], meta: Meta) -> Row:
    figure = row.get(mark, ("", NOTHING))[1][0]
    made = Row(sheet, number, str(figure) if figure is not None else "")
    for column, code in codes.items():
        made.cells[code] = row.get(column, (f"{letters(column)}{number}", NOTHING))
    known = meta.digests.get((sheet, number - 1), "").split()
    made.changed = frozenset(
        address for column, (address, (value, formula)) in row.items()
        if formula is not None and value is None and formula_in(column - 1, formula) not in known
    )
    return made
