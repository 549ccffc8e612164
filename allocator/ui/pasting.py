"""Many cost lines at once, copied from a spreadsheet: each line read, each fault named by its line, and nothing kept until all
lines are right. No screen in here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from allocator.domain.menu import FULL
from allocator.domain.plan import Plan
from allocator.domain.program import CostLine, Position
from allocator.load.notes import twin_key
from allocator.money import dollars
from allocator.nearest import nearest
from allocator.store import Says
from allocator.ui.amount_text import amount
from allocator.ui.figures import Table
from allocator.ui.grid import Refused, tidy
from allocator.ui.lines import At, Edit, all_lines, free_line, line_name, object_code
from allocator.ui.new_lines import codes_of
from allocator.ui.planned import Data
from allocator.ui.show import listed, money, safe
from allocator.ui.speak import one
from allocator.ui.words import w

COLUMNS = 4
MOST_LINES = 2000


@dataclass(frozen=True)
class Line:
    """One pasted line that can be used."""

    number: int
    where: At
    what: str
    object: str
    dollars: int
    old: CostLine | Position | None
    """What stands there now; None for a new line."""


@dataclass(frozen=True)
class Pasted:
    """What a paste would do, and what is wrong with it."""

    lines: tuple[Line, ...]
    faults: tuple[tuple[int, str], ...]
    """Number of the line, and why it cannot be used, with the remedy."""
    heading: bool = False
    """Whether the first line was taken for column headings."""


def read(text: str, plan: Plan) -> Pasted:
    """Lines of four columns, separated by tabs: program, what, object code, dollars."""
    rows = [(number, [cell.strip() for cell in row.rstrip("\r").split("\t")])
            for number, row in enumerate(text.split("\n"), 1) if row.strip()]
    heading = bool(rows) and _is_heading(rows[0][1])
    lines: list[Line] = []
    faults: list[tuple[int, str]] = []
    for number, cells in rows[heading:MOST_LINES]:
        try:
            lines.append(_line(plan, number, cells, lines))
        except Refused as refused:
            faults.append((number, str(refused)))
    if len(rows) > MOST_LINES:
        faults.append((rows[MOST_LINES][0], w("grid.paste.most", most=f"{MOST_LINES:,}")))
    return Pasted(tuple(lines), tuple(faults), heading)


def _is_heading(cells: list[str]) -> bool:
    """Column headings: words only, where a code and dollars should be."""
    return len(cells) == COLUMNS and all(cells) and not any(char.isdigit() for cell in cells[2:] for char in cell)


def _line(plan: Plan, number: int, cells: list[str], before: list[Line]) -> Line:
    while len(cells) > COLUMNS and not cells[-1]:
        cells = cells[:-1]
    if len(cells) != COLUMNS:
        raise Refused(w("grid.paste.columns", count=len(cells)))
    name, what, code, cost = cells
    program = _program(plan, name)
    paid = amount(cost)
    where, old = _place(plan, program, tidy(what), tidy(code), before)
    if (twice := next((line for line in before if line.where == where), None)) is not None:
        raise Refused(w("grid.paste.twice", line=twice.number))
    if old is not None and not tidy(code):
        return Line(number, where, line_name(where.line, old), old.object, paid, old)
    code = object_code(code, old.classification if isinstance(old, Position) else "")
    return Line(number, where, tidy(what) if old is None else line_name(where.line, old), code, paid, old)


def _program(plan: Plan, name: str) -> str:
    """The program that a cell means, by name or by id."""
    if not name:
        raise Refused(w("grid.paste.program.missing"))
    alike = [key for key, record in plan.programs.items() if name == key or twin_key(record.name) == twin_key(name)]
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise Refused(w("grid.paste.program.many", name=name, list=listed(alike)))
    close = nearest(name, {key: record.name for key, record in plan.programs.items()}, most=2)
    if close:
        raise Refused(w("grid.paste.program.near", name=name, list=listed([f'"{plan.programs[key].name}"' for key in close])))
    raise Refused(w("grid.paste.program.none", name=name))


def _place(plan: Plan, program: str, what: str, code: str, before: list[Line]) -> tuple[At, CostLine | Position | None]:
    """The line that a cell means, by id or by name; or a place for a new one."""
    if not what:
        raise Refused(w("grid.what.missing"))
    own = [(where, line) for where, line in all_lines(plan, program) if where.size == FULL]
    found = [pair for pair in own if pair[0].line == what] or [
        pair for pair in own if twin_key(line_name(pair[0].line, pair[1])) == twin_key(what)]
    if len(found) > 1:
        found = [pair for pair in found if pair[1].object == code] if code else found
    if len(found) > 1:
        raise Refused(w("grid.paste.line.many", name=what, list=listed([where.line for where, _ in found])))
    if found:
        return found[0]
    for line in before:
        if line.old is None and line.where.program == program and twin_key(line.what) == twin_key(what) and line.object == code:
            return line.where, None
    taken = frozenset(line.where.line for line in before if line.where.program == program)
    return At(program, FULL, "costs", free_line(plan, program, what, taken)), None


def change(pasted: Pasted, plan: Plan) -> tuple[Edit, Says]:
    """Everything that was pasted as one change."""
    def edit(data: Data) -> None:
        for line in pasted.lines:
            record = data["programs"][line.where.program].setdefault(line.where.kind, {})
            if line.old is None:
                record[line.where.line] = {"object": line.object, "amount": line.dollars, **codes_of(plan, line.where.program),
                                           "name": line.what}
            else:
                field = "salary" if line.where.kind == "positions" else "amount"
                record[line.where.line] |= {"object": line.object, field: line.dollars}

    return edit, one("changes.pasted", count=str(len(pasted.lines)))


def preview(pasted: Pasted, plan: Plan) -> Table:
    """One row for each line that can be used: what stands there now and what it becomes."""
    rows = list(_preview_rows(pasted, plan))
    names = (w("grid.paste.line"), w("program"), w("grid.what"), w("grid.object.code"), w("now"), w("grid.paste.becomes"))
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}


def _preview_rows(pasted: Pasted, plan: Plan) -> Iterator[tuple[str, ...]]:
    for line in pasted.lines:
        old = line.old
        now = w("grid.paste.new") if old is None else money(old.salary if isinstance(old, Position) else old.amount)
        what = safe(line.what)
        if isinstance(old, Position):
            what = w("grid.paste.pay", name=what)
        code = line.object if old is None or old.object == line.object else w("grid.paste.code", old=old.object, new=line.object)
        yield str(line.number), safe(plan.programs[line.where.program].name), what, code, now, money(line.dollars)


def total(pasted: Pasted) -> int:
    """By how many dollars all lines together change what stands in the table."""
    return sum(line.dollars - _now(line.old) for line in pasted.lines)


def _now(old: CostLine | Position | None) -> int:
    return 0 if old is None else old.salary if isinstance(old, Position) else old.amount


def faults(pasted: Pasted) -> list[str]:
    """Every fault with its line, in order."""
    return [safe(w("grid.paste.fault", line=number, says=says)) for number, says in pasted.faults]


def summary(pasted: Pasted) -> str:
    """How many lines change and how many are new, and what that comes to."""
    new = sum(1 for line in pasted.lines if line.old is None)
    by = total(pasted)
    return w("grid.paste.summary", changed=len(pasted.lines) - new, new=new,
             by=f"{'+' if by > 0 else ''}{dollars(by)}".replace("$", "\\$"))
