"""From which scenario another one goes on, and what had been changed by then, so that figures that differ are explained. No
screen in here."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.domain.plan import Plan
from allocator.errors import InputError
from allocator.store import Revision
from allocator.ui.causes import between, told
from allocator.ui.choosing import amounts_said
from allocator.ui.desk import Desk
from allocator.ui.speak import spoken
from allocator.whatif.changes import InputChange, name_of

AMOUNT = ("amounts", "a year")
"""Where the amount of a source for one year stands below its record."""


@dataclass(frozen=True)
class GoesOn:
    """What came before a scenario."""

    name: str
    """The scenario from which it goes on; empty where that was not written down."""
    changed: tuple[str, ...]
    """What differed there from the plan as it was opened, in sentences that are safe to show."""


def goes_on(desk: Desk) -> GoesOn | None:
    """What came before the scenario at hand; None where it begins with the plan as it was opened."""
    if desk.scenario is None:
        return None
    origin = desk.store.origin(desk.scenario.id)
    if origin is None:
        first = desk.store.trail(desk.scenario.id)[0]
        return GoesOn("", _changed(desk, first)) if first.patch and not first.says else None
    came_from = desk.store.scenario(origin.scenario)
    return GoesOn(came_from.name if came_from is not None else "", _changed(desk, origin))


def _changed(desk: Desk, revision: Revision) -> tuple[str, ...]:
    try:
        plan = desk.plan_with(revision.patch)
    except InputError:  # a plan that an older program could still read
        return ()
    return tuple(_said(plan, change) for change in between(desk.base, plan))


def _said(plan: Plan, change: InputChange) -> str:
    """A change in words. Of a source that gives other amounts, years that change alike stand together."""
    amounts = {field.path[1]: (field.before, field.after) for field in change.fields
               if len(field.path) == len(AMOUNT) and field.path[0] == AMOUNT[0]}
    if change.section != "sources" or change.sort != "changed" or len(amounts) < len(change.fields):
        return told(change.says)
    old, new = ({year: int(str(two[at] or 0)) for year, two in amounts.items()} for at in (0, 1))
    return spoken(amounts_said(name_of(plan, "sources", change.record), old, new))
