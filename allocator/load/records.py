"""Whether needs, programs, their costs and their positions make sense by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

from allocator.domain.plan import Plan
from allocator.domain.program import CostLine, Level, Position, Program
from allocator.load.node import Path
from allocator.load.notes import Notes, twin_key
from allocator.messages import say
from allocator.money import exact, plain

MOST_FTE = 50
MOST_FACTOR = 10
"""No cost is thought to turn out more than ten times what the plan states."""
CLASSES = {"certificated": "1", "classified": "2"}


def check_records(plan: Plan, notes: Notes) -> None:
    """Notes what no plan can mean."""
    _check_needs(plan, notes)
    for program_id, program in plan.programs.items():
        _check_program(("programs", program_id), program, notes)
    for source_id, source in plan.sources.items():
        _check_carried_in(plan, source_id, source.carried_in, source.grant, notes)
    for section in ("programs", "sources", "staff"):
        _check_twins(section, notes, warning=True)
    for name, rate in plan.rates.items():
        for value in rate.values() if isinstance(rate, dict) else (rate,):
            if name != "health" and exact(value) > 1:
                notes.add(("rates", name), say("fault.rate.large"), say("fault.fix.rate.large"), got=value)


def _check_needs(plan: Plan, notes: Notes) -> None:
    _check_twins("needs", notes, warning=False)
    for need_id, need in plan.needs.items():
        if need.score > 100:
            notes.add(("needs", need_id, "score"), say("fault.score"), say("fault.fix.score"), got=need.score)
        if need.returns is not None and not _concave(need.returns):
            notes.add(("needs", need_id, "returns"), say("fault.returns"), say("fault.fix.returns"))
        if need.score_range is not None:
            _check_range(("needs", need_id, "score_range"), need.score_range, need.score, 100, notes)


def _check_range(path: Path, span: list[Fraction], stated: Fraction, most: int, notes: Notes) -> None:
    """A lowest and a highest value, with what the plan states between them."""
    low, high = span
    got = say("fault.got.quoted", said=say("fault.expected.from.to", first=str(plain(low)), last=str(plain(high))))
    if low > high:
        notes.add(path, say("fault.range.order"), say("fault.fix.range.order"), got=got)
    elif high > most:
        notes.add(path, say("fault.range.high", most=most), say("fault.fix.range"), got=got)
    elif not low <= stated <= high:
        notes.add(path, say("fault.range.outside", stated=str(plain(stated))), say("fault.fix.range.outside"), got=got)


def _concave(points: list[tuple[Fraction, Fraction]]) -> bool:
    if len(points) < 2 or [*points[0]] != [0, 0] or [*points[-1]] != [1, 1]:
        return False
    if any(b[0] <= a[0] or b[1] < a[1] for a, b in pairwise(points)):
        return False
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(points)]
    return all(later <= before for before, later in pairwise(slopes))


def _check_twins(section: str, notes: Notes, warning: bool) -> None:
    """Two records with one name."""
    seen: dict[str, str] = {}
    for record_id in notes.ids(section):
        node = notes.root.get(section, record_id, "name")
        if node is None or not isinstance(node.value, str):
            continue
        first = seen.setdefault(twin_key(node.value), record_id)
        if first != record_id:
            says = say(f"fault.same.name.{section}", first=first, place=notes.root.at((section, first)).said)
            notes.add((section, record_id, "name"), says, say("fault.fix.other.name"), got=node.value, warning=warning)


def _check_carried_in(plan: Plan, source_id: str, carried_in: Mapping[str, int], grant: str | None, notes: Notes) -> None:
    ruled = any(rule.get("kind") == "carryover" and rule.get("source") == source_id for rule in plan.rules.values())
    if any(carried_in.values()) and grant is None and not ruled:
        notes.add(("sources", source_id, "carried_in"), say("fault.carried.no.rule"), say("fault.fix.carried.no.rule"))


def _check_program(path: Path, program: Program, notes: Notes) -> None:
    if sum(program.grades.values(), Fraction(0)) > 1:
        notes.add((*path, "grades"), say("fault.grades.sum"), say("fault.fix.grades.sum"),
                  got=sum(program.grades.values(), Fraction(0)))
    if program.cost_range is not None:
        _check_range((*path, "cost_range"), program.cost_range, Fraction(1), MOST_FACTOR, notes)
        if program.cost_range[0] == 0:
            notes.add((*path, "cost_range"), say("fault.range.zero"), say("fault.fix.range.zero"), got=0)
    if "full" in program.levels:
        notes.add((*path, "levels", "full"), say("fault.level.full"), say("fault.fix.level.id"))
    met = _Lines(notes)
    for where, costs, positions, staff in _sizes(path, program):
        _check_people(where, positions, staff, notes)
        for kind, lines in (("costs", costs), ("positions", positions)):
            for line_id, line in lines.items():
                met.meet(where, kind, line_id, line)
    sizes: list[tuple[Path, Program | Level]] = [(path, program)]
    sizes += [((*path, "levels", name), item) for name, item in program.levels.items()]
    for where, level in sizes:
        _check_lines((*where, "costs"), level.costs or {}, notes)
        _check_positions((*where, "positions"), level.positions or {}, notes)
        for role, fte in (level.staff or {}).items():
            if fte > MOST_FTE:
                notes.add((*where, "staff", role), say("fault.fte.large", most=MOST_FTE), say("fault.fix.fte.large"), got=fte)


def _sizes(path: Path, program: Program) -> Iterator[tuple[Path, dict[str, CostLine], dict[str, Position], dict[str, Any]]]:
    """The program and its levels, with what each level inherits."""
    yield path, program.costs, program.positions, program.staff
    for level_id, level in program.levels.items():
        yield ((*path, "levels", level_id), program.costs if level.costs is None else level.costs,
               program.positions if level.positions is None else level.positions,
               program.staff if level.staff is None else level.staff)


def _check_people(where: Path, positions: Mapping[str, Position], staff: Mapping[str, Any], notes: Notes) -> None:
    """A person is described by a position record or under staff, never both."""
    for position_id, position in positions.items():
        if position.role in staff:
            notes.add((*where, "positions", position_id), say("fault.staff.twice", role=position.role),
                      say("fault.fix.staff.twice", role=position.role))


@dataclass
class _Lines:
    """The lines of a program that have been met at some level, by id and object code."""

    notes: Notes
    seen: dict[tuple[str, str], tuple[str, CostLine | Position]] = field(default_factory=dict)

    def meet(self, where: Path, kind: str, line_id: str, line: CostLine | Position) -> None:
        """A line under one object code is the same kind of cost at every level. An agreement's line has two codes."""
        level = str(where[3]) if len(where) > 2 else "full"
        codes = [line.object, *(["5800"] if isinstance(line, CostLine) and line.agreement else [])]
        met = [self.seen.setdefault((f"{kind}.{line_id}", code), (level, line)) for code in codes]
        first, other = next((one for one in met if one[1] is not line), met[0])
        own = ("position", "agreement") if isinstance(line, CostLine) else ("role", "classification")
        differing = [
            name for name in ("tags", "function", "goal", *own) if _differ(name, getattr(line, name), getattr(other, name))
        ]
        if differing:
            self.notes.add((*where, kind, line_id), say("fault.line.differs", level=first, fields=", ".join(differing)),
                           say("fault.fix.line.differs"))


def _differ(name: str, one: Any, other: Any) -> bool:
    """Whether two values say different things. A level with one line may leave its position out: nothing is tied there."""
    if name == "position" and (one is None or other is None):
        return False
    return set(one) != set(other) if isinstance(one, list) else one != other


def _check_lines(path: Path, costs: Mapping[str, CostLine], notes: Notes) -> None:
    for line_id, line in costs.items():
        if line.agreement is not None and line.position is not None:
            notes.add((*path, line_id), say("fault.line.two.owners"), say("fault.fix.one.out"))
        if line.agreement is not None and line.object != "5100":
            notes.add((*path, line_id, "object"), say("fault.line.agreement"), say("fault.fix.line.agreement"), got=line.object)


def _check_positions(path: Path, positions: Mapping[str, Position], notes: Notes) -> None:
    for position_id, position in positions.items():
        where = (*path, position_id)
        if not position.object.startswith(CLASSES[position.classification]):
            notes.add((*where, "object"), say(f"fault.position.{position.classification}"), say("fault.fix.position.class"),
                      got=position.object)
        if position.fte > MOST_FTE:
            notes.add((*where, "fte"), say("fault.fte.large", most=MOST_FTE), say("fault.fix.fte.large"), got=position.fte)
        if position.first_year_months is not None and position.first_year_months > position.months:
            notes.add(
                (*where, "first_year_months"), say("fault.months"), say("fault.fix.months", months=position.months),
                got=position.first_year_months,
            )
