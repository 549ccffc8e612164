"""Costs that people add to a program or take out of it, one at a time. No screen in here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from allocator.domain.plan import Plan
from allocator.domain.program import CostLine, Position
from allocator.load.cell_codec import slug
from allocator.load.notes import twin_key
from allocator.money import dollars
from allocator.store import Says
from allocator.ui.amount_text import MOST
from allocator.ui.edits import add_record, all_of
from allocator.ui.grid import Refused, tidy
from allocator.ui.lines import MOST_FTE, At, Edit, all_lines, free_line, full_name, object_code
from allocator.ui.planned import Data
from allocator.ui.speak import one
from allocator.ui.words import w


@dataclass(frozen=True)
class NewLine:
    """A cost as a person fills it in."""

    what: str
    object: str
    dollars: int
    when: str = "each_year"


@dataclass(frozen=True)
class NewPerson:
    """A position as a person fills it in."""

    role: str
    """Id of a role of the plan, or the name of a new one."""
    fte: float
    salary: int
    classification: str
    object: str


def line_record(new: NewLine) -> Data:
    """The cost line of a plan. Raises Refused."""
    name = tidy(new.what)
    if not name:
        raise Refused(w("grid.what.missing"))
    if not 0 <= new.dollars <= MOST:
        raise Refused(w("grid.amount.most", got=dollars(new.dollars), most=dollars(MOST)))
    later = {"when": new.when} if new.when == "first_year" else {}
    return {"object": object_code(new.object), "amount": new.dollars, **later, "name": name}


def add_line(plan: Plan, program: str, new: NewLine) -> tuple[Edit, Says]:
    """A cost line more for a program, under the function and goal of its other lines. Raises Refused."""
    record = {**line_record(new), **codes_of(plan, program)}
    key = free_line(plan, program, record["name"])
    says = one("changes.line.added", program=plan.programs[program].name, line=record["name"], cost=dollars(new.dollars))
    return _put(program, "costs", key, record), says


def add_person(plan: Plan, program: str, new: NewPerson) -> tuple[Edit, Says]:
    """A position more for a program, and its role where the plan lacks it. Raises Refused."""
    name = tidy(new.role)
    if not name:
        raise Refused(w("grid.role.missing"))
    if not 0 < new.fte <= MOST_FTE:
        raise Refused(w("grid.fte.range", most=MOST_FTE))
    role = _role(plan, name)
    edits = []
    if role not in plan.staff:
        edits.append(add_record("staff", role, {"name": name}))
    called = plan.staff[role].name if role in plan.staff else name
    record = {"role": role, "fte": Decimal(str(new.fte)), "salary": new.salary, "classification": new.classification,
              "object": object_code(new.object, new.classification), **codes_of(plan, program), "name": called}
    key = free_line(plan, program, called)
    says = one("changes.person.added", program=plan.programs[program].name, line=called, pay=dollars(new.salary))
    return all_of([*edits, _put(program, "positions", key, record)]), says


def remove_line(plan: Plan, where: At) -> tuple[Edit, Says]:
    """A cost line or position taken out of a program."""
    line = dict(all_lines(plan, where.program))[where]

    def edit(data: Data) -> None:
        holder = data["programs"][where.program]
        for step in where.path[:-1]:
            holder = holder[step]
        holder.pop(where.line, None)

    return edit, one("changes.line.removed", program=plan.programs[where.program].name, line=full_name(plan, where, line))


def codes_of(plan: Plan, program: str) -> Data:
    """Function and goal that all lines of a program share; what they do not share is left out."""
    lines: list[CostLine | Position] = [line for _, line in all_lines(plan, program)]
    found = {field: {getattr(line, field) for line in lines} for field in ("function", "goal")}
    return {field: values.pop() for field, values in found.items() if len(values) == 1 and None not in values}


def _role(plan: Plan, name: str) -> str:
    """The id of a role that the plan has under that id or name, or a new one."""
    if name in plan.staff:
        return name
    alike = [role for role, record in plan.staff.items() if twin_key(record.name) == twin_key(name)]
    wanted = slug(name) or "role"
    free = (key for n in range(1, len(plan.staff) + 2) if (key := wanted if n == 1 else f"{wanted}-{n}") not in plan.staff)
    return alike[0] if alike else next(free)


def _put(program: str, kind: str, key: str, record: Data) -> Edit:
    def edit(data: Data) -> None:
        data["programs"][program].setdefault(kind, {})[key] = record
    return edit
