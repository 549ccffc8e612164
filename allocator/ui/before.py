"""The budgets that led to the one at hand: the plan as it was opened, and as it was before the last change. No screen in here."""

from __future__ import annotations

from allocator.domain.report import Report
from allocator.load import fingerprint, plan_data
from allocator.ui.desk import Desk
from allocator.ui.differ import Stages
from allocator.ui.once import once
from allocator.ui.planned import planned

_mark = once(fingerprint)
_data = once(plan_data)


def stages(desk: Desk) -> Stages | None:
    """The budget at hand beside those that led to it; None where there is nothing to compare with."""
    now = desk.report
    if now is None:
        return None
    opened = desk.as_opened if desk.patch else None
    step = _step(desk)
    found = Stages(now, opened, step if step is not opened else None)
    return found if found.opened is not None or found.step is not None else None


def _step(desk: Desk) -> Report | None:
    """The budget before the last change, where one is known."""
    if desk.head is None or desk.head.parent is None:
        return None
    parent = desk.store.revision(desk.head.parent)
    if parent is None or parent.patch == desk.patch:
        return None
    if not parent.patch:
        return desk.as_opened
    plan = planned(desk.book, _data(desk.base), parent.patch)
    return desk.answers.report(plan, _mark(plan))
