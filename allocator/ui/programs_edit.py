"""What people change about programs: a cell of the table, an empty program, practices of the library. No screen in here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from allocator.domain.plan import Plan
from allocator.library import as_patch, entry
from allocator.load.cell_codec import slug
from allocator.load.edited import merged
from allocator.load.notes import twin_key
from allocator.money import dollars
from allocator.store import Says
from allocator.ui.edits import add_record, set_field
from allocator.ui.grid import Grid, Refused, Typed, Value, grid_of, tidy
from allocator.ui.lines import Edit
from allocator.ui.new_lines import NewLine, line_record
from allocator.ui.planned import Data
from allocator.ui.speak import one
from allocator.ui.words import w

COLUMNS = ("name", "pillar", "dollars", "note")


def program_grid(plan: Plan, costs: Mapping[str, int]) -> Grid:
    """One row for each program, with its cost in the plan's first year, by name."""
    order = sorted(plan.programs, key=lambda key: (plan.programs[key].name.casefold(), key))
    return grid_of(((key, {"name": plan.programs[key].name, "pillar": plan.programs[key].pillar, "dollars": costs.get(key, 0),
                           "note": plan.programs[key].note}) for key in order), COLUMNS)


def change_program(plan: Plan, typed: Typed) -> tuple[Edit, Says]:
    """The change that one typed cell makes, and how it is said. Raises Refused."""
    if typed.row not in plan.programs:
        raise Refused(w("grid.gone"))
    return _CHANGES[typed.column](plan, typed.row, typed.new)


def _name(plan: Plan, key: str, new: Value) -> tuple[Edit, Says]:
    name = program_name(plan, tidy(new), key)
    return set_field("programs", key, ["name"], name), one("changes.program.name", old=plan.programs[key].name, new=name)


def _pillar(plan: Plan, key: str, new: Value) -> tuple[Edit, Says]:
    says = one("changes.program.pillar", program=plan.programs[key].name, pillar=f"@pillar.{new or 'none'}")
    return set_field("programs", key, ["pillar"], new or None), says


def _note(plan: Plan, key: str, new: Value) -> tuple[Edit, Says]:
    return set_field("programs", key, ["note"], tidy(new) or None), one("changes.program.note", program=plan.programs[key].name)


_CHANGES: Mapping[str, Callable[[Plan, str, Value], tuple[Edit, Says]]] = {"name": _name, "pillar": _pillar, "note": _note}


def program_name(plan: Plan, name: str, own: str = "") -> str:
    """A name that no other program has. Raises Refused."""
    if not name:
        raise Refused(w("grid.name.missing"))
    if any(twin_key(record.name) == twin_key(name) for key, record in plan.programs.items() if key != own):
        raise Refused(w("grid.name.twice", name=name))
    return name


def add_program(plan: Plan, name: str, pillar: str | None, line: NewLine) -> tuple[str, Edit, Says]:
    """A program more, with one cost line: its id, the change, and how it is said. Raises Refused."""
    called, cost = program_name(plan, tidy(name)), line_record(line)
    wanted = slug(called) or "program"
    free = (key for n in range(1, len(plan.programs) + 2) if (key := wanted if n == 1 else f"{wanted}-{n}") not in plan.programs)
    record: dict[str, Any] = {"name": called, **({"pillar": pillar} if pillar else {}),
                              "costs": {slug(cost["name"]) or "line": cost}}
    key = next(free)
    says = one("changes.program.added", program=called, cost=dollars(line.dollars))
    return key, add_record("programs", key, record), says


def add_practices(plan: Plan, practices: Sequence[str], language: str) -> tuple[list[str], Edit, Says]:
    """Practices of the library as programs of the plan: their ids, the change, and how it is said. Raises Refused."""
    if not practices:
        raise Refused(w("library.pick"))
    patch = as_patch([entry(key) for key in practices], plan, language)

    def edit(data: Data) -> None:
        grown = merged(data, patch)
        data.clear()
        data.update(grown)

    names = [record["name"] for record in patch["programs"].values()]
    says = (one("changes.library", program=names[0]) if len(names) == 1
            else one("changes.library.many", program=names[0], more=str(len(names) - 1)))
    return list(patch["programs"]), edit, says
