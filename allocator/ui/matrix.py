"""Which program meets how much of which need: the table, and what a changed share does. No screen in here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from allocator.domain.menu import FULL
from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.load.plain_plan import number as exact_number
from allocator.store import Says
from allocator.ui.edits import all_of, set_field
from allocator.ui.figures import Table
from allocator.ui.grid import Refused
from allocator.ui.lines import Edit, size_name
from allocator.ui.needs_view import in_order
from allocator.ui.show import percent, safe
from allocator.ui.speak import one
from allocator.ui.words import w

RUNS = "●"
MOST = 100


def rows(plan: Plan, report: Report | None) -> list[tuple[str, str]]:
    """(program, size) for every program, those that run first, then by name; smaller sizes where they meet needs of their own."""
    run = report.budget.roster if report is not None else {}
    order = sorted(plan.programs, key=lambda key: (not run.get(key), plan.programs[key].name.casefold(), key))
    return [(key, size) for key in order for size in (FULL, *(name for name, level in plan.programs[key].levels.items()
                                                              if level.meets is not None))]


def row_name(plan: Plan, program: str, size: str) -> str:
    """A program's name, with its size where that is not the full one."""
    record = plan.programs[program]
    return record.name if size == FULL else w("grid.sized", name=record.name, size=size_name(record, size))


def share_of(plan: Plan, program: str, size: str, need: str) -> Fraction:
    """The share of a need that a program meets at a size."""
    record = plan.programs[program]
    own = None if size == FULL else record.levels[size].meets
    return Fraction((record.meets if own is None else own).get(need, 0))


def share_table(plan: Plan, report: Report | None) -> Table:
    """One row for each program (a dot where it runs), one column for each need, the highest score first."""
    run = report.budget.roster if report is not None else {}
    found = rows(plan, report)
    table: Table = {w("program"): [
        f"{RUNS} {safe(row_name(plan, key, size))}" if size in run.get(key, {}).values() else safe(row_name(plan, key, size))
        for key, size in found]}
    for need in in_order(plan):
        shares = [share_of(plan, key, size, need) for key, size in found]
        table[safe(plan.needs[need].name)] = [percent(share) if share else "" for share in shares]
    return table


def set_share(plan: Plan, row: tuple[str, str], need: str, share: float) -> tuple[Edit, Says]:
    """One cell: the share of a need, in percent, that a program meets at a size; 0 takes it out. Raises Refused."""
    program, size = row
    old = share_of(plan, program, size, need)
    new = _part(share, old)
    says = one("changes.meets", program=row_name(plan, program, size), need=plan.needs[need].name,
               old=percent(old), new=percent(new))
    return _cell(plan, row, need, new), says


def set_shares(plan: Plan, program: str, shares: Mapping[str, float]) -> tuple[Edit, Says]:
    """Several needs of one program at once. Raises Refused."""
    row = program, FULL
    edits = [_cell(plan, row, need, _part(share, share_of(plan, *row, need))) for need, share in shares.items()]
    return all_of(edits), one("changes.meets.many", program=plan.programs[program].name)


def _part(share: float, old: Fraction) -> Fraction:
    """A share from a percentage; what nobody touched stays exactly what it was, such as a third."""
    if not 0 <= share <= MOST:
        raise Refused(w("programs.share.range"))
    return old if share == float(old * 100) else Fraction(Decimal(str(share))) / 100


def _cell(plan: Plan, row: tuple[str, str], need: str, share: Fraction) -> Edit:
    program, size = row
    own = plan.programs[program].levels[size].meets if size != FULL else {}
    path = ["meets", need] if size == FULL else ["levels", size, "meets", need]
    edits = [set_field("programs", program, path, exact_number(share) if share else None)]
    if own is None:
        inherited = {key: exact_number(Fraction(part)) for key, part in plan.programs[program].meets.items()}
        edits.insert(0, set_field("programs", program, path[:-1], inherited))
    return all_of(edits)


def options(plan: Plan) -> Iterator[tuple[str, str]]:
    """(program, size) by name: every size that can have shares of its own."""
    for key in sorted(plan.programs, key=lambda key: (plan.programs[key].name.casefold(), key)):
        for size in (FULL, *plan.programs[key].levels):
            yield key, size
