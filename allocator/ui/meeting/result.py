"""What the budget makes of what the group chose."""

from __future__ import annotations

from typing import Literal

from allocator.domain.report import Report
from allocator.explain.difference import difference
from allocator.ui.desk import Desk
from allocator.ui.differ import sentences
from allocator.ui.figures import totals
from allocator.ui.meeting.begun import begun
from allocator.ui.meeting.hand import Hand
from allocator.ui.meeting.record import is_saved
from allocator.ui.show import money, points, safe
from allocator.ui.words import w

Stand = Literal["none", "open", "working", "trouble", "found"]


def stand(desk: Desk, hand: Hand) -> Stand:
    """How things stand: nothing chosen, chosen but not saved, being worked out, cannot be paid, or worked out."""
    if not is_saved(desk, hand):
        return "open"
    if not hand.decided:
        return "none"
    if desk.report is not None:
        return "found"
    return "trouble" if desk.trouble is not None else "working"


def result(desk: Desk, hand: Hand) -> list[str]:
    """Whether the choices can be paid, what is spent and left, how much need is met, and what the choices change; safe to show.
    Empty while that is not known."""
    report = desk.report
    if report is None or stand(desk, hand) != "found":
        return []
    now = totals(report)
    left = w("metric.left.help", lapsed=money(now.lapsed), unspent=money(now.unspent)) if now.left else ""
    spent = w("meeting.result.figures", spent=money(now.spent), money=money(now.money), left=money(now.left))
    return [w("meeting.result.found"), f"{spent} {left}".strip(),
            w("meeting.result.points", met=points(now.met), reachable=points(now.reachable)), *_changed(desk, hand, report)]


def _changed(desk: Desk, hand: Hand, report: Report) -> list[str]:
    """What the choices change in the plan with which the meeting began, and nothing else that was changed."""
    before = begun(desk, hand)
    if before is None:
        return []
    if before.report is None:
        return [w("meeting.result.compared.none")]
    told = (w("meeting.result.compared", scenario=safe(before.scenario)) if before.scenario
            else w("meeting.result.compared.without"))
    return [told, *sentences(difference(before.report, report), "step")]
