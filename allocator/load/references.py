"""Whether every id that a plan refers to is defined, and every year lies where it should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from allocator.domain.plan import Plan
from allocator.domain.program import CostLine, Position
from allocator.fiscal import after
from allocator.load.node import Path
from allocator.load.notes import Notes
from allocator.load.words import nearest
from allocator.messages import say

BENEFITS = ("strs", "pers", "oasdi", "medicare", "unemployment", "workers_compensation", "health")


def check_references(plan: Plan, notes: Notes, years: list[str]) -> None:
    """Notes every id that nothing defines and every year that is out of place."""
    for path, what, name in _named(plan):
        notes.refer(path, what, name)
    if notes.ids("agreements"):
        for path, line in lines_of_plan(plan):
            if isinstance(line, CostLine) and line.agreement is not None:
                notes.refer((*path, "agreement"), "agreement", line.agreement)
    for name in plan.rates:
        if name not in BENEFITS:
            known = say("fault.fix.known", names=", ".join(BENEFITS))
            notes.add(("rates", name), say("fault.benefit", name=name), nearest(name, BENEFITS) or known)
    if years:
        _check_years(plan, notes, years)


def _levels(plan: Plan) -> Iterator[tuple[Path, Any]]:
    """Every program and every level of it: what may state costs, positions, staff and needs."""
    for program_id, program in plan.programs.items():
        yield ("programs", program_id), program
        for level_id, level in program.levels.items():
            yield ("programs", program_id, "levels", level_id), level


def lines_of_plan(plan: Plan) -> Iterator[tuple[Path, CostLine | Position]]:
    """Every cost line and every position of a plan, at every level, with its path."""
    for path, level in _levels(plan):
        for line_id, line in (level.costs or {}).items():
            yield (*path, "costs", line_id), line
        for line_id, position in (level.positions or {}).items():
            yield (*path, "positions", line_id), position


def _named(plan: Plan) -> Iterator[tuple[Path, str, str]]:
    """(path, what, id) for every id outside of rules."""
    for path, level in _levels(plan):
        for need in level.meets or {}:
            yield (*path, "meets", need), "need", need
        for role in level.staff or {}:
            yield (*path, "staff", role), "role", role
        for position_id, position in (level.positions or {}).items():
            yield (*path, "positions", position_id, "role"), "role", position.role
    for program_id, program in plan.programs.items():
        for at, source in enumerate(program.paid_by or ()):
            yield ("programs", program_id, "paid_by", at), "source", source
        if program.running is not None:
            yield ("programs", program_id, "running"), "level", f"{program_id}/{program.running}"
    for gift_id, gift in plan.in_kind.items():
        if gift.program is not None:
            yield ("in_kind", gift_id, "program"), "program", gift.program
    for at, source in enumerate(plan.spend_order):
        yield ("spend_order", at), "source", source
    records: list[tuple[str, Mapping[str, Any]]] = [
        ("needs", plan.needs),
        ("programs", plan.programs),
        ("sources", plan.sources),
        ("staff", plan.staff),
        ("in_kind", plan.in_kind),
    ]
    for section, members in records:
        for record_id, record in members.items():
            if record.site is not None:
                yield (section, record_id, "site"), "site", record.site


def _check_years(plan: Plan, notes: Notes, years: list[str]) -> None:
    notes.years(("year_weights",), plan.year_weights, years)
    for source_id, source in plan.sources.items():
        path: Path = ("sources", source_id)
        notes.years((*path, "amounts"), source.amounts or {}, years)
        for year in source.carried_in:
            if year >= years[0]:
                notes.add((*path, "carried_in", year), say("fault.carried.plan.year"),
                          say("fault.fix.carried.plan.year", year=after(years[0], -1)), got=year)
        if source.amounts == {} or source.amounts is None and source.grant is None and not _left_out(notes, *path, "amounts"):
            notes.add(
                (*path, "amounts"), say("fault.source.amounts"), say("fault.fix.source.amounts")
            )
        missing = [year for year in years if source.amounts and year not in source.amounts]
        if missing and not any(year in notes.ids_at("sources", source_id, "amounts") for year in missing):
            notes.add((*path, "amounts"), say("fault.source.year.amount", years=", ".join(missing)),
                      say("fault.fix.year.amount"), warning=True)
    for gift_id, gift in plan.in_kind.items():
        notes.years(("in_kind", gift_id, "amounts"), gift.amounts, years)
        if not gift.amounts:
            notes.add(("in_kind", gift_id, "amounts"), say("fault.gift.amounts"), say("fault.fix.gift.amounts"))
    for role_id, role in plan.staff.items():
        for name, value in (("min", role.min), ("max", role.max)):
            if isinstance(value, dict):
                notes.years(("staff", role_id, name), value, years)
            if value == {}:
                notes.add(("staff", role_id, name), say("fault.role.figure"), say("fault.fix.role.figure"))
    allowed = sorted({*years, after(years[-1]), plan.base_year or years[0]})
    for name, rate in plan.rates.items():
        if isinstance(rate, dict):
            notes.years(("rates", name), rate, allowed)
        if rate == {}:
            notes.add(("rates", name), say("fault.rate.none"), say("fault.fix.rate.none"))


def _left_out(notes: Notes, *path: str | int) -> bool:
    """Whether the file states something there that was already found to be at fault."""
    return notes.root.get(*[str(part) for part in path]) is not None
