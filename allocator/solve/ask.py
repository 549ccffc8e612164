"""The best budget of a case, or of several, found by one process of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.report import Quality
from allocator.domain.settings import Progress, Settings
from allocator.domain.variation import Variation
from allocator.errors import AllocatorError
from allocator.solve.answer import Answer, Done, News
from allocator.solve.child import answered, patience, run

Hear = Callable[[int, Answer], None]


def best(case: Case, settings: Settings, progress: Callable[[Progress], None] | None = None,
         stop: threading.Event | None = None) -> Answer:
    """The best budget that a search in a child process finds. Ctrl+C, or ``stop``, returns the best so far. Raises
    AllocatorError when the child dies before it has found any budget."""
    latest: Budget | None = None
    bound: float | None = None

    def hear(news: News) -> None:
        nonlocal latest, bound
        latest = news.budget or latest
        bound = bound if news.progress.bound is None else news.progress.bound
        if progress is not None:
            progress(news.progress)

    began = time.monotonic()
    answer, words = run("search", (case, settings), hear, stop, patience(settings))
    if isinstance(answer, Answer):
        if answer.ending == "no_plan_found" and latest is not None:
            return replace(answer, ending="found", budget=latest)
        return answer
    seconds = time.monotonic() - began
    if latest is not None:
        return Answer("found", latest, Quality(bound=bound), engine=settings.engine, seconds=seconds)
    if words is not None:
        raise AllocatorError(f"The search ended unexpectedly before it had found a budget. {words}".strip())
    return Answer("no_plan_found", engine=settings.engine, seconds=seconds)


def each(case: Case, variations: Sequence[Variation], settings: Settings, hear: Hear,
         stop: threading.Event | None = None) -> None:
    """The best budgets of a case with each of some differences; each is heard with its number as soon as it is known. After a
    stop the rest is not heard. Raises AllocatorError when the child dies."""
    answered("each", (case, variations, settings), _telling(hear), stop, patience(settings, len(variations)))


def every(cases: Sequence[Case], settings: Settings, hear: Hear, stop: threading.Event | None = None,
          briefly: bool = False) -> None:
    """The best budget of each of some cases, heard in the same way. ``briefly``: of an impossible case only that it is."""
    answered("several", (cases, settings, briefly), _telling(hear), stop, patience(settings, len(cases)))


def _telling(hear: Hear) -> Callable[[Done], None]:
    return lambda done: hear(done.number, done.answer)
