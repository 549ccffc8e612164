"""Reads a budget back from the workbook that the program wrote, also after a person corrected it by hand.

What a person may enter (levels, objects, sources, dollars) makes the budget. Every other figure is only what the file states:
the audit works it out anew and compares.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from allocator.domain.budget import Budget, Payment
from allocator.domain.edits import Entry
from allocator.domain.stated import BudgetFile, Stated, nested
from allocator.domain.workbook_layout import DETAIL, EMPTY_LEVELS, JOIN, LEVEL, PROGRAMS, THIS, figure_of
from allocator.errors import Fault, InputError
from allocator.load.budget import FILE
from allocator.load.budget_figures import code_in, figures_in, not_dollars, shown, stated_in, whole
from allocator.load.budget_headings import heading_faults
from allocator.load.budget_tables import Cells, Meta, Row, tables
from allocator.load.changed_rates import changed_rates
from allocator.load.worker import MB, MOST, ask_child, file_bytes
from allocator.messages import Said, say

CALCULATE = say("fault.fix.calculate")


def read_budget_workbook(path: str | Path, cells: Cells | None = None) -> tuple[Budget, dict[str, Any]]:
    """The budget of a workbook, and the figures that it states, in the shape of the result file: each leaf holds every cell
    that states the figure; ``file`` beside them is the BudgetFile. Raises InputError with every fault."""
    reader = _read(path, cells)
    where = {key: tuple(places) for key, places in reader.where.items()}
    made = BudgetFile(reader.meta.plan, reader.meta.plan_sha256, where, reader.rates)
    return Budget.of(reader.roster, reader.payments), {**nested(tuple(reader.stated)), FILE: made}


def read_entered(path: str | Path, cells: Cells | None = None) -> tuple[Budget, Budget | None, dict[Entry, str], BudgetFile]:
    """The budget of a workbook as it stands, the budget that was written into it (None where the workbook does not tell), the
    cell of each entry, and from which plan it was made with the figures that it states. Raises InputError with every fault."""
    reader = _read(path, cells)
    made = BudgetFile(reader.meta.plan, reader.meta.plan_sha256, rates=reader.rates, stated=tuple(reader.stated))
    return Budget.of(reader.roster, reader.payments), reader.meta.written, reader.places, made


def read_stated(path: str | Path, cells: Cells | None = None) -> tuple[Budget, tuple[Stated, ...]]:
    """The budget of a workbook, and every figure that it states, cell by cell. Raises InputError with every fault."""
    reader = _read(path, cells)
    return Budget.of(reader.roster, reader.payments), tuple(reader.stated)


def _read(path: str | Path, cells: Cells | None) -> _Reader:
    file = Path(path)
    reader = _Reader(open_cells(file) if cells is None else cells, file.name)
    if reader.faults:
        raise InputError(reader.faults)
    return reader


def open_cells(path: Path) -> Cells:
    """The cells of a workbook, read in a process of its own. Raises InputError."""
    return open_bytes(file_bytes(path, MOST["budget"]), path.name)


def open_bytes(data: bytes, name: str) -> Cells:
    """The same from a file's bytes; ``name`` is what people call it."""
    if len(data) > MOST["budget"]:
        raise InputError.one(say("fault.file.large", most=MOST['budget'] // MB), place=name,
                             fix=say("fault.fix.workbook.as.written"))
    found = ask_child("budget", data, name)["cells"]
    return {sheet: {address: (value, formula) for address, (value, formula) in known.items()} for sheet, known in found.items()}


class _Reader:
    """One pass over a workbook's tables."""

    def __init__(self, cells: Cells, file: str) -> None:
        self.meta = Meta(cells, file)
        self.faults: list[Fault] = []
        self.roster: dict[str, dict[str, str]] = {}
        self.payments: list[Payment] = []
        self.stated: list[Stated] = []
        self.where: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
        """(program, line, object, year) -> cells."""
        self.places: dict[Entry, str] = {}
        """What is entered -> its cell."""
        self._empty: dict[Entry, str] = {}
        """The same of rows without dollars."""
        self._rate_cells: dict[tuple[str, ...], str] = {}
        """The cell of each rate on Assumptions, also of one that was emptied."""
        self._moved: set[str] = set()
        """Cells that show other dollars once a rate was changed."""
        self._sums: dict[tuple[str, ...], list[tuple[Fraction | None, str, bool]]] = defaultdict(list)
        seen: set[str] = set()
        for table, rows in tables(cells, self.meta):
            seen.add(table)
            self.faults += heading_faults(table, rows, self.meta)
            for row in rows:
                if table == PROGRAMS and self._has_levels(row):
                    self._levels(row)
                if table == DETAIL and JOIN not in row.figure:
                    self._payment(replace(row, figure="") if row.figure else row)
                self._state(row, table)
        for table, code in ((PROGRAMS, "fault.table.programs"), (DETAIL, "fault.table.detail")):
            if table not in seen:
                self._fault(file, say(code), fix=say("fault.fix.workbook.again"))
        for figure, parts in self._sums.items():
            values = [value for value, _, _ in parts]
            known = [value for value in values if value is not None]
            value = sum(known, Fraction(0)) if len(known) == len(values) else None
            self.stated.append(Stated(figure, value, parts[0][1], any(typed for _, _, typed in parts)))
        self.places = {**self._empty, **self.places}
        self.rates = changed_rates(self.meta, self.stated, self._rate_cells)
        if self.rates:
            kept = [one for one in self.stated if one.place not in self._moved]
            self.stated = list(dict.fromkeys([*kept, *self.rates]))

    def _state(self, row: Row, table: str) -> None:
        """What a row of figures states, and which of it rates can move: formulas, but for those below what was decided."""
        self.stated += stated_in(row)
        if "plan|" in row.figure:
            self._rate_cells |= {figure: row.place(code) for code in row.cells if (figure := figure_of(row.figure, code))}
        if table != DETAIL:
            self._moved |= {f"{row.sheet}!{address}" for address, (_, formula) in row.cells.values() if formula is not None}

    def _fault(self, place: str, says: Said, got: object = "", expected: Said = "", fix: Said = "") -> None:
        self.faults.append(Fault(place, "", says, shown(got), expected, fix))

    # the roster ----------------------------------------------------------------------------------------------------
    def _has_levels(self, row: Row) -> bool:
        """Whether it is a program's row, also one that a person added or whose hidden cell was written over."""
        if JOIN in row.figure:
            return figure_of(row.figure, THIS)[:1] == ("programs",)
        return any(row.value(f"{LEVEL}{JOIN}{year}") is not None for year in self.meta.years)

    def _levels(self, row: Row) -> None:
        program = self._known(row, "program", "program", "")
        if program is None:
            return
        if program in self.roster:
            self._fault(row.place("program"), say("fault.program.twice"), row.value("program"), fix=say("fault.fix.delete.row"))
        years = self.roster.setdefault(program, {})
        for year in self.meta.years:
            code = f"{LEVEL}{JOIN}{year}"
            self.places.setdefault(Entry(program, year), row.place(code))
            if str(row.value(code) if row.value(code) is not None else "").strip() in EMPTY_LEVELS:
                continue
            if (level := self._known(row, code, "level", program)) is not None:
                years[year] = level

    def _known(self, row: Row, code: str, kind: Literal["program", "level", "line", "source"], program: str) -> str | None:
        """The id behind a label."""
        found = self._id(row, code, kind, program)
        if found is None:
            owner = f"{program}{JOIN}" if program else ""
            known = [label.removeprefix(owner) for label in self.meta.labels[kind] if label.startswith(owner)]
            self._fault(row.place(code), say(f"fault.no.label.{kind}"), row.value(code),
                        expected=_some(known), fix=say("fault.fix.choose.list"))
        return found

    def _id(self, row: Row, code: str, kind: str, program: str) -> str | None:
        labels, owner = self.meta.labels[kind], f"{program}{JOIN}" if program else ""
        text = str(row.value(code) if row.value(code) is not None else "")
        return labels.get(owner + text, labels.get(owner + text.strip()))

    # the payments --------------------------------------------------------------------------------------------------
    def _payment(self, row: Row) -> None:
        dollars = {year: self._dollars(row, year) for year in self.meta.years}
        if not any(dollars.values()):
            self._nothing(row)
            return
        program = self._known(row, "program", "program", "")
        line = None if program is None else self._known(row, "line", "line", program)
        source = self._known(row, "source", "source", "")
        code = self._object(row)
        if program is None or line is None or source is None or code is None:
            return
        self.payments += [Payment(program, line, year, source, code, amount) for year, amount in dollars.items() if amount]
        for year, amount in dollars.items():
            entry, place = Entry(program, year, line, code, source), row.place(year)
            known = self.places.setdefault(entry, place)
            if amount and known != place:
                self.places[entry] = f"{known}, {place}"
            if amount:
                self.where[program, line, code, year].append(row.place(year))
        self._sum(row, ("sums", "payment", program, line, code, source))

    def _nothing(self, row: Row) -> None:
        """A row without dollars: where a person took them out, its cells are still those of the payment."""
        self._sum(row, ())
        program, source, code = self._id(row, "program", "program", ""), self._id(row, "source", "source", ""), code_in(row)
        line = self._id(row, "line", "line", program) if program else None
        if program and line and source and code:
            self._empty |= {Entry(program, year, line, code, source): row.place(year) for year in self.meta.years}

    def _dollars(self, row: Row, year: str) -> int:
        _, (value, formula) = row.cells.get(year, ("", (None, None)))
        if value is None and formula is None:
            return 0
        if value is None:
            self._fault(row.place(year), say("fault.formula.empty"), fix=CALCULATE)
        elif (dollars := whole(value)) is not None and dollars >= 0:
            return dollars
        else:
            says, fix = not_dollars(value)
            self._fault(row.place(year), says, value, say("fault.expected.dollars"), fix)
        return 0

    def _object(self, row: Row) -> str | None:
        code = code_in(row)
        if code is None:
            self._fault(row.place("object"), say("fault.object"), row.value("object"), say("fault.expected.four.digits"))
        return code

    def _sum(self, row: Row, figure: tuple[str, ...]) -> None:
        """The row's own total."""
        for address, value, typed in figures_in(row, "all"):
            place = f"{row.sheet}!{address}"
            if figure:
                self._sums[figure].append((value, place, typed))
            elif value != 0:
                self.stated.append(Stated(("sums", "payment", place), value, place, typed))


def _some(words: list[str]) -> Said:
    shown = ", ".join(f'"{word}"' for word in words[:6])
    return say("fault.names.more", names=shown, count=len(words) - 6) if len(words) > 6 else shown
