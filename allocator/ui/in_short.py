"""What a budget comes to, in one sentence. No screen in here."""

from __future__ import annotations

from allocator.domain.report import Report
from allocator.ui.figures import totals
from allocator.ui.show import money, points
from allocator.ui.words import w


def in_short(report: Report) -> str:
    """How many programs run, how much need is met, what is left; for a plan without programs, what to do first."""
    found = totals(report)
    if not found.programs:
        return w("start.short.none", left=money(found.left)) if found.money else w("start.short.nothing")
    values = {"run": found.run, "all": found.programs, "left": money(found.left)}
    if not found.reachable:
        return w("start.short.needless", **values)
    met, reachable = points(found.met), points(found.reachable)
    return w("start.short.one" if found.run == 1 else "start.short", met=met, reachable=reachable, **values)
