"""The costs of programs line by line: what stands in the table, and what a change to one cell of it does. No screen in here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from allocator.domain.menu import FULL
from allocator.domain.plan import Plan
from allocator.domain.program import CostLine, Level, Position, Program
from allocator.load.cell_codec import slug
from allocator.money import dollars
from allocator.store import Says
from allocator.ui.amount_text import MOST
from allocator.ui.edits import set_field
from allocator.ui.grid import Grid, Refused, Typed, Value, grid_of, tidy
from allocator.ui.planned import Data
from allocator.ui.show import number
from allocator.ui.speak import one
from allocator.ui.words import w

Edit = Callable[[Data], None]
COLUMNS = ("program", "size", "what", "object", "dollars", "fte", "when")
MOST_FTE = 50
CODE = re.compile(r"[0-9]{4}")
CLASSES = {"certificated": "1", "classified": "2"}
"""First digit of the object code of their pay."""


@dataclass(frozen=True)
class At:
    """Where a cost stands: the program, its size, ``costs`` or ``positions``, the id of the line."""

    program: str
    size: str
    kind: str
    line: str

    @property
    def row(self) -> str:
        """The same as one text."""
        return "/".join((self.program, self.size, self.kind, self.line))

    @property
    def path(self) -> tuple[str, ...]:
        """The same as the fields that lead to it within its program."""
        return (*(() if self.size == FULL else ("levels", self.size)), self.kind, self.line)


def at(row: str) -> At:
    """Where the cost of a row stands."""
    return At(*row.split("/"))


def all_lines(plan: Plan, program: str = "") -> Iterator[tuple[At, CostLine | Position]]:
    """Every cost line and position that the plan states, of one program or of all, size by size."""
    for key, record in plan.programs.items():
        if program in ("", key):
            sizes: dict[str, Program | Level] = {FULL: record, **record.levels}
            for size, level in sizes.items():
                for name, line in (level.costs or {}).items():
                    yield At(key, size, "costs", name), line
                for name, position in (level.positions or {}).items():
                    yield At(key, size, "positions", name), position


def line_of(plan: Plan, where: At) -> CostLine | Position | None:
    """The line or position at a place; None when there is none."""
    return next((line for found, line in all_lines(plan, where.program) if found == where), None)


def line_grid(plan: Plan, program: str = "") -> Grid:
    """One row for each cost line and position."""
    return grid_of(((where.row, _cells(plan, where, line)) for where, line in all_lines(plan, program)), COLUMNS)


def _cells(plan: Plan, where: At, line: CostLine | Position) -> Mapping[str, Value]:
    person = isinstance(line, Position)
    return {
        "program": plan.programs[where.program].name, "size": size_name(plan.programs[where.program], where.size),
        "what": line_name(where.line, line), "object": line.object,
        "dollars": line.salary if isinstance(line, Position) else line.amount,
        "fte": float(line.fte) if isinstance(line, Position) else None,
        "when": None if person else getattr(line, "when", None),
    }


def line_name(key: str, line: CostLine | Position) -> str:
    """What is bought or who is paid; the line's id in words where nothing is written."""
    return line.name or key.replace("-", " ").replace("_", " ")


def size_name(program: Program, size: str) -> str:
    """What a size of a program is called."""
    if size == FULL:
        return w("level.full")
    return program.levels[size].name or size.replace("-", " ").replace("_", " ")


def full_name(plan: Plan, where: At, line: CostLine | Position) -> str:
    """A line's name, with its size where that is not the full one."""
    name = line_name(where.line, line)
    return name if where.size == FULL else f"{name} ({size_name(plan.programs[where.program], where.size)})"


def change_line(plan: Plan, typed: Typed) -> tuple[Edit, Says]:
    """The change that one typed cell makes, and how it is said. Raises Refused."""
    where = at(typed.row)
    line = line_of(plan, where)
    if line is None:
        raise Refused(w("grid.gone"))
    names = {"program": plan.programs[where.program].name, "line": full_name(plan, where, line)}
    field, value, says = _CHANGES[typed.column](line, typed.new, names)
    return set_field("programs", where.program, (*where.path, field), value), says


_Made = tuple[str, Any, Says]


def _dollars(line: CostLine | Position, new: Value, names: Data) -> _Made:
    if new is None:
        raise Refused(w("grid.amount.missing"))
    if isinstance(new, str) or not 0 <= new <= MOST or new != int(new):
        raise Refused(w("grid.amount.other", got=str(new)))
    field = "salary" if isinstance(line, Position) else "amount"
    old = line.salary if isinstance(line, Position) else line.amount
    return field, int(new), one("changes.cost", **names, old=dollars(old), new=dollars(int(new)))


def _fte(line: CostLine | Position, new: Value, names: Data) -> _Made:
    if not isinstance(line, Position):
        raise Refused(w("grid.fte.line"))
    if new is None or isinstance(new, str) or not 0 < new <= MOST_FTE:
        raise Refused(w("grid.fte.range", most=MOST_FTE))
    return "fte", Decimal(str(new)), one("changes.cost", **names, old=w("unit.fte", value=number(line.fte)),
                                         new=w("unit.fte", value=number(new)))


def _object(line: CostLine | Position, new: Value, names: Data) -> _Made:
    code = object_code(new, line.classification if isinstance(line, Position) else "")
    return "object", code, one("changes.line.object", **names, old=line.object, new=code)


def _when(line: CostLine | Position, new: Value, names: Data) -> _Made:
    if isinstance(line, Position):
        raise Refused(w("grid.when.person"))
    if new not in ("each_year", "first_year"):
        raise Refused(w("grid.when.missing"))
    return "when", None if new == "each_year" else new, one("changes.line.when", **names, when=f"@grid.when.{new}")


def _what(line: CostLine | Position, new: Value, names: Data) -> _Made:
    name = tidy(new)
    return "name", name or None, one("changes.line.name", **names, new=name or "–")


_CHANGES: Mapping[str, Callable[[CostLine | Position, Value, Data], _Made]] = {
    "dollars": _dollars, "fte": _fte, "object": _object, "when": _when, "what": _what,
}


def object_code(typed: Value, classification: str = "") -> str:
    """A four-digit object code; of pay, one that goes with who is paid. Raises Refused."""
    code = tidy(typed)
    if not CODE.fullmatch(code):
        raise Refused(w("grid.object", got=code) if code else w("grid.object.missing"))
    first = CLASSES.get(classification, "")
    if not code.startswith(first):
        raise Refused(w(f"grid.object.{classification}", got=code))
    return code


def free_line(plan: Plan, program: str, name: str, taken: frozenset[str] = frozenset()) -> str:
    """An id for a new line that no line of the program has at any size."""
    used = {where.line for where, _ in all_lines(plan, program)} | taken
    wanted = slug(name) or "line"
    return next(key for n in range(1, len(used) + 2) if (key := wanted if n == 1 else f"{wanted[:58]}-{n}") not in used)
