"""What a budget does for the California Community Schools Framework: which parts of it are served, by what, and which are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from allocator.domain.base import Commitment, Condition, Pillar, Practice
from allocator.domain.program import Program
from allocator.domain.report import Report
from allocator.explain.timeline import Begins, Hire, StepOf, step_of, timeline
from allocator.messages import Message, Money, Names, say

__all__ = ["PARTS", "Begins", "Covered", "Group", "Hire", "StepOf", "coverage", "group_name", "name_of", "serves", "step_of",
           "timeline"]

Group = Literal["pillar", "condition", "commitment", "practice"]
PARTS: dict[Group, tuple[str, ...]] = {
    "pillar": get_args(Pillar), "condition": get_args(Condition), "commitment": get_args(Commitment),
    "practice": get_args(Practice),
}
"""The four groups of the framework, each with its four parts, in its own order."""


@dataclass(frozen=True)
class Covered:
    """One part of the framework, and what the budget does for it."""

    group: Group
    id: str
    running: tuple[str, ...]
    """Ids of programs that serve it and run in at least one year."""
    candidates: tuple[str, ...]
    """Ids of programs of the plan that would serve it and run in no year."""
    gap: bool
    """Whether nothing that runs serves it."""
    dollars: int
    """What the running programs cost over all years. A program that serves several parts counts in each."""
    says: Message

    @property
    def name(self) -> Message:
        """What the part is called."""
        return name_of(self.id)


def name_of(part: str) -> Message:
    """What a pillar, condition, commitment or practice is called."""
    return say(f"framework.{part}")


def group_name(group: Group) -> Message:
    """What a group of the framework is called."""
    return say(f"framework.group.{group}")


def coverage(report: Report) -> tuple[Covered, ...]:
    """All sixteen parts of the framework, group by group: what runs for each, what could, and where nothing does."""
    return tuple(_covered(report, group, part) for group, parts in PARTS.items() for part in parts)


def serves(program: Program, group: Group) -> tuple[str, ...]:
    """Ids of the parts of a group that a program serves, as its plan says."""
    of: dict[Group, Sequence[str]] = {
        "pillar": [program.pillar] if program.pillar else [], "condition": program.conditions,
        "commitment": program.commitments, "practice": program.practices,
    }
    return tuple(of[group])


def _covered(report: Report, group: Group, part: str) -> Covered:
    serving = [key for key, program in report.case.programs.items() if part in serves(program, group)]
    running = tuple(key for key in serving if report.budget.roster.get(key))
    candidates = tuple(key for key in serving if key not in running)
    dollars = sum(cost for key in running for cost in report.costs.get(key, {}).values())
    return Covered(group, part, running, candidates, not running, dollars, _says(report, part, running, candidates, dollars))


def _says(report: Report, part: str, running: tuple[str, ...], candidates: tuple[str, ...], dollars: int) -> Message:
    if running:
        return say("framework.covered", what=name_of(part), programs=_names(report, running), dollars=Money(dollars))
    if candidates:
        return say("framework.gap.candidates", what=name_of(part), programs=_names(report, candidates))
    return say("framework.gap", what=name_of(part))


def _names(report: Report, programs: Iterable[str]) -> Names:
    return Names(tuple(report.case.programs[key].name for key in programs))
