"""When a budget builds the community school: the four steps of the framework's implementation timeline, and who is hired when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from allocator import library
from allocator.domain.decided import Decided
from allocator.domain.program import Position, Program
from allocator.domain.report import Report
from allocator.messages import Message, say

STEPS = ("building_structures", "coordinating_supports", "training_and_support", "new_practices")
"""The steps, in order: step 1 is the first."""

STRUCTURES = ("coordinator", "advisory_councils", "asset_mapping_gap_analysis")
"""Practices of step 1."""
TRAINING = ("professional_development", "leadership_coaching", "capacity_building", "common_planning_time")
"""Tags of step 3."""
NEW = ("home_visits", "restorative_practices", "intensive_tutoring", "extended_learning", "summer", "arts")
"""Tags of step 4."""
BY_PILLAR = {"integrated_supports": 2, "family_engagement": 4, "collaborative_leadership": 3, "extended_learning": 4}


@dataclass(frozen=True)
class Begins:
    """A program, and the first fiscal year in which it runs."""

    program: str
    year: str
    already: bool
    """Whether it ran before the plan and simply goes on."""


@dataclass(frozen=True)
class Hire:
    """People whom a program needs from a year on, beyond those whom it had the year before."""

    program: str
    role: str
    fte: Fraction
    year: str
    month: int | None
    """Calendar month in which they begin, where the plan says how many months of the first year are paid; 7 is July."""


@dataclass(frozen=True)
class StepOf:
    """One step of the timeline, and what the budget does for it."""

    step: int
    id: str
    name: Message
    programs: tuple[Begins, ...]
    """By the year in which they begin."""
    hires: tuple[Hire, ...]
    """By year, then month."""


def timeline(report: Report) -> tuple[StepOf, ...]:
    """The four steps, each with the programs that run in at least one year and the people they need, by the first year.
    ``step_of`` says which program belongs to which step."""
    case = report.case
    running = [key for key in case.programs if report.budget.roster.get(key)]
    known = _known()
    steps = {key: step_of(key, case.programs[key], known) for key in running}
    view = Decided(case, report.budget.roster)
    found = []
    for step, name in enumerate(STEPS, 1):
        own = [key for key in running if steps[key] == step]
        programs = [_begins(report, key) for key in own]
        hires = [hire for key in own for hire in _hires(view, key)]
        found.append(StepOf(step, name, say(f"framework.{name}"), tuple(sorted(programs, key=lambda p: (p.year, p.program))),
                            tuple(sorted(hires, key=lambda h: (h.year, _place(h.month), h.program, h.role)))))
    return tuple(found)


def step_of(program_id: str, program: Program, known: Mapping[str, int] | None = None) -> int:
    """The step to which a program belongs, by the first of these that fits:

    1. its id is that of a library entry (also with the -2 of a second copy): the entry's step;
    2. it carries the coordinator, the councils or the asset map (``STRUCTURES``): step 1;
    3. a tag speaks of training or coaching (``TRAINING``): step 3;
    4. a tag speaks of a practice that the framework names as new or expanded (``NEW``): step 4;
    5. its pillar: supports are step 2, leadership is step 3, families and extended learning are step 4;
    6. a program of no pillar is a new practice, step 4.

    ``known`` are the steps of the library's entries, for whoever asks about many programs.
    """
    known = _known() if known is None else known
    for name in (program_id, re.sub(r"-[0-9]+$", "", program_id)):
        if name in known:
            return known[name]
    if any(practice in STRUCTURES for practice in program.practices):
        return 1
    if any(tag in TRAINING for tag in program.tags):
        return 3
    if any(tag in NEW for tag in program.tags):
        return 4
    return BY_PILLAR.get(program.pillar or "", 4)


def _known() -> dict[str, int]:
    return {entry.id: entry.step for entry in library.entries()}


def _begins(report: Report, program: str) -> Begins:
    first = min(report.budget.roster[program])
    return Begins(program, first, report.case.programs[program].running is not None and first == report.case.years[0])


def _hires(view: Decided, program: str) -> Iterator[Hire]:
    """Whenever a role has more FTE than the year before, the difference; who is there before the plan is no hire."""
    case = view.case
    before = _staff(view, program, case.programs[program].running)
    for year in case.years:
        level = view.level(program, year)
        now = _staff(view, program, level)
        for role, fte in now.items():
            more = fte - before.get(role, Fraction(0))
            if more > 0:
                yield Hire(program, role, more, year, _month(view, program, role, year))
        before = now


def _staff(view: Decided, program: str, level: str | None) -> dict[str, Fraction]:
    return {} if level is None else dict(view.case.option(program, level).staff)


def _month(view: Decided, program: str, role: str, year: str) -> int | None:
    """The month in which the first person of a role begins, in the program's first year; None where nothing says."""
    record, level = view.case.programs[program], view.level(program, year)
    if level is None or not view.is_first(program, year):
        return None
    positions = [one for one in record.positions_at(level).values() if one.role == role]
    months = [_paid_from(one) for one in positions]
    return None if not months or None in months else min((month for month in months if month is not None), key=_place)


def _paid_from(position: Position) -> int | None:
    """Calendar month from which a position is paid in its first year, counted back from 30 June: 12 months are from July, 10
    from September. None where the plan does not say, and for a whole work year of fewer months, which begins where the
    district's calendar says."""
    first = position.first_year_months
    if first is None or (first == position.months and first < 12):
        return None
    return (18 - first) % 12 + 1


def _place(month: int | None) -> int:
    """Where a month lies in the fiscal year, July first; where none is known, the start of the year."""
    return 0 if month is None else (month - 7) % 12
