"""The budgets that led to the one at hand: the plan as it was opened, and as it was before the last change. No screen in here."""

from __future__ import annotations

from allocator.ui.desk import Desk
from allocator.ui.differ import Stages


def stages(desk: Desk) -> Stages | None:
    """The budget at hand beside those that led to it; None where there is nothing to compare with."""
    now = desk.report
    if now is None:
        return None
    opened = desk.as_opened if desk.patch else None
    step = desk.before_last
    found = Stages(now, opened, step if step is not opened else None)
    return found if found.opened is not None or found.step is not None else None
