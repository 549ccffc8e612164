"""Scenarios made, named, hidden and shown again. No screen in here."""

from __future__ import annotations

from collections.abc import Mapping

from allocator.store import Scenario
from allocator.ui.desk import Desk
from allocator.ui.ideas import Idea, ideas
from allocator.ui.sides import free
from allocator.ui.words import w

LONGEST = 80
"""Characters of a name."""


def copy(desk: Desk, name: str, names: Mapping[str, str]) -> Scenario:
    """A new scenario that begins as the one at hand; it is then at hand. ``names``: those that are taken."""
    return desk.branch(free(_plain(name) or w("compare.new.name"), names.values()))


def starts_fresh(desk: Desk) -> bool:
    """Whether an idea changes the plan as it was opened, so that its name says all that is different. A plan that was begun empty
    is what has been changed since: its ideas change the plan at hand."""
    return desk.origin != "empty"


def offered(desk: Desk) -> list[Idea]:
    """Ideas for the plan that they change."""
    return ideas(desk.base if starts_fresh(desk) else desk.plan)


def from_idea(desk: Desk, idea: Idea, names: Mapping[str, str]) -> Scenario:
    """A new scenario with an idea carried out; it is then at hand and taken to work. Raises InputError when the plan cannot be
    changed so; then nothing is kept."""
    patch = desk.patched(idea.edit, starts_fresh(desk))
    return desk.branch(free(_plain(idea.name), names.values()), patch, idea.says)


def rename(desk: Desk, scenario: str, name: str, note: str) -> None:
    """Another name and note. Without a name the old one stays."""
    record = desk.store.scenario(scenario)
    if record is None:
        return
    taken = [one.name for one in desk.scenarios() if one.id != scenario]
    desk.store.rename(scenario, free(_plain(name) or record.name, taken), note.strip())
    if desk.scenario is not None and desk.scenario.id == scenario:
        desk.scenario = desk.store.scenario(scenario)


def hide(desk: Desk, scenario: str) -> None:
    """Out of the list. Where it is at hand, another one is taken up first; the last one stays."""
    others = [one for one in desk.scenarios() if one.id != scenario]
    if not others:
        return
    if desk.scenario is not None and desk.scenario.id == scenario:
        desk.turn_to(others[0].id)
    desk.store.hide(scenario)


def hidden(desk: Desk) -> list[Scenario]:
    """Those that are not in the list."""
    return desk.store.hidden(desk.book) if desk.book else []


def _plain(name: str) -> str:
    return " ".join(name.split())[:LONGEST].strip()
