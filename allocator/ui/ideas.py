"""Ready-made ideas for a second scenario, each one change of a plan. No screen in here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allocator.domain.plan import Plan
from allocator.store import Says
from allocator.ui import edits
from allocator.ui.locks import case_of
from allocator.ui.planned import Data
from allocator.ui.show import listed
from allocator.ui.speak import one
from allocator.ui.words import w


@dataclass(frozen=True)
class Idea:
    """A scenario that one click makes."""

    key: str
    name: str
    edit: Callable[[Data], None]
    says: Says


def ideas(plan: Plan) -> list[Idea]:
    """Ideas that change something in a plan."""
    return [idea for idea in (_less(plan), _floors(plan), _running(plan)) if idea is not None]


def _less(plan: Plan) -> Idea | None:
    """A tenth less of the source with the most dollars, each year rounded down to whole dollars."""
    case = case_of(plan)
    amounts = {source: {year: case.stated_amount(source, year) for year in case.years} for source in case.sources}
    largest = max(amounts, key=lambda source: sum(amounts[source].values()), default="")
    if not largest or not any(amounts[largest].values()):
        return None
    less = {year: dollars * 9 // 10 for year, dollars in amounts[largest].items()}
    name = plan.sources[largest].name
    return Idea("less", w("compare.idea.less", source=name), edits.set_amounts(largest, less), one("changes.less", source=name))


def _floors(plan: Plan) -> Idea | None:
    """Without what the plan itself asks for single needs."""
    floors = [rule for rule, record in plan.rules.items() if record.get("kind") == "need_floor"]
    if not floors:
        return None
    edit = edits.all_of(edits.remove_record("rules", rule) for rule in floors)
    return Idea("floors", w("compare.idea.floors"), edit, one("changes.floors"))


def _running(plan: Plan) -> Idea | None:
    """All that runs already goes on in every year; only where something does and the plan does not say so anyway."""
    must = {record.get("program") for record in plan.rules.values() if record.get("kind") == "must" and "years" not in record}
    runs = [program for program, record in plan.programs.items() if record.running and program not in must]
    if not runs:
        return None
    edit = edits.all_of(edits.choose(plan, program, "pin") for program in runs)
    names = listed([plan.programs[program].name for program in runs])
    return Idea("running", w("compare.idea.running"), edit, one("changes.running", programs=names))
