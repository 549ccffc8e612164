"""What the budget makes of the group's hand."""

from __future__ import annotations

from typing import Literal

from allocator.explain.difference import difference
from allocator.ui.desk import Desk
from allocator.ui.differ import sentences
from allocator.ui.figures import totals
from allocator.ui.meeting.hand import Hand
from allocator.ui.meeting.record import is_saved
from allocator.ui.show import points
from allocator.ui.words import w

Stand = Literal["none", "open", "working", "trouble", "found"]


def stand(desk: Desk, hand: Hand) -> Stand:
    """How things stand: nothing chosen, chosen but not saved, being worked out, cannot be paid, or worked out."""
    if not is_saved(desk, hand):
        return "open"
    if not desk.patch:
        return "none"
    if desk.report is not None:
        return "found"
    return "trouble" if desk.trouble is not None else "working"


def result(desk: Desk, hand: Hand) -> list[str]:
    """Whether the hand can be paid, how much need it meets and what it changes; safe to show. Empty while that is not known."""
    report = desk.report
    if report is None or stand(desk, hand) != "found":
        return []
    figures = totals(report)
    said = [w("meeting.result.found"), w("meeting.result.points", met=points(figures.met), reachable=points(figures.reachable))]
    before = desk.as_opened
    return [*said, *sentences(difference(before, report))] if before is not None and before is not report else said
