"""How a desk comes to have a plan on it: opened for the first time, or again by its link."""

from __future__ import annotations

from pathlib import Path

from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.ui.answers import Answers
from allocator.ui.desk import Desk
from allocator.ui.planned import planned


def opened(answers: Answers, base: Plan, origin: str, path: Path | None = None, report: Report | None = None) -> Desk:
    """A desk with a plan on it that is not kept yet; without a report it starts to work one out."""
    desk = Desk(answers, base, origin, path=path)
    if report is not None:
        answers.take(desk.mark, report)
    desk.collect()
    if desk.report is None and desk.trouble is None:
        desk.work_out("first")
    return desk


def reopened(answers: Answers, book: str, scenario: str = "") -> Desk | None:
    """The desk of a plan that was kept, as its link says; None when there is no such plan."""
    found = answers.store.book(book)
    if found is None:
        return None
    desk = Desk(answers, planned(book, found.base, {}), found.origin, book)
    known = desk.scenarios()
    if not desk.turn_to(scenario) and known:
        desk.turn_to(known[0].id)
    return desk
