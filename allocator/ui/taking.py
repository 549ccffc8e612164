"""What people typed into a table, kept as a change of the plan. No screen in here."""

from __future__ import annotations

from collections.abc import Callable

from allocator.domain.plan import Plan
from allocator.errors import InputError
from allocator.store import Says
from allocator.ui.desk import Desk, Edit
from allocator.ui.edits import all_of
from allocator.ui.grid import Refused, Typed
from allocator.ui.show import safe
from allocator.ui.speak import one
from allocator.ui.words import language, w

FEW = 3
"""Cells at once that are each a change of their own: somebody types fast. More were pasted, and are one change."""
Change = Callable[[Plan, Typed], tuple[Edit, Says]]


def take(desk: Desk, change: Change, typed: list[Typed]) -> list[str]:
    """Keep typed cells, each as a change of its own, many of them as one; why some were not kept, in words."""
    made: list[tuple[Edit, Says]] = []
    refused: list[str] = []
    for cell in typed:
        try:
            made.append(change(desk.plan, cell))
        except Refused as why:
            refused.append(_not_kept(str(why)))
    many = len(made) > FEW
    if many and not _keep(desk, all_of(edit for edit, _ in made), one("changes.cells", count=str(len(made)))):
        return refused
    return refused + [why for edit, says in made for why in _keep(desk, edit, says)]


def _keep(desk: Desk, edit: Edit, says: Says) -> list[str]:
    try:
        desk.change(edit, says)
    except InputError as error:
        return [_not_kept(fault.text(language())) for fault in error.faults]
    return []


def _not_kept(why: str) -> str:
    return w("grid.refused", why=safe(why))
