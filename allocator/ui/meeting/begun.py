"""The plan with which a meeting began: what the group's choices are compared with, so that no vote answers for older changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from allocator.domain.report import Report
from allocator.errors import InputError
from allocator.store import Revision
from allocator.ui import edits
from allocator.ui.desk import Desk
from allocator.ui.meeting.hand import Hand
from allocator.ui.meeting.record import SAVED
from allocator.ui.sides import mark_of


@dataclass(frozen=True)
class Begun:
    """The plan at hand without what the group chose."""

    scenario: str
    """The scenario with which the meeting began; empty where more than the choices was changed since."""
    report: Report | None
    """Its budget; None where none is known."""


def begun(desk: Desk, hand: Hand) -> Begun | None:
    """What the plan at hand would be without the choices that were saved; None where none were, or it is not known since when."""
    origin = _origin(desk)
    if origin is None:
        return None
    came_from = desk.store.scenario(origin.scenario)
    try:
        then = desk.plan_with(origin.patch)
        was = {program: edits.choice_of(then, desk.base, program) for program in hand.programs}
        back = [edits.choose(desk.base, program, *choice) for program, choice in was.items()
                if choice != edits.choice_of(desk.plan, desk.base, program)]
        patch = desk.patched(edits.all_of(back))
        plan = desk.plan_with(patch)
    except InputError:
        return Begun("", None)
    mark = mark_of(plan)
    same = came_from is not None and mark == mark_of(then)
    return Begun(came_from.name if came_from is not None and same else "", desk.answers.report(plan, mark))


def _origin(desk: Desk) -> Revision | None:
    """What was at hand before the first of the group's choices was saved: a group may save again and again."""
    found = None
    for first, origin in _ways(desk):
        if any(code == SAVED for code, _ in first.says):
            found = origin
    return found


def _ways(desk: Desk) -> Iterator[tuple[Revision, Revision | None]]:
    """(how a scenario began, from where it went on), from the scenario at hand back to the first."""
    at = desk.scenario.id if desk.scenario is not None else ""
    while at:
        origin = desk.store.origin(at)
        yield desk.store.trail(at)[0], origin
        at = origin.scenario if origin is not None else ""
