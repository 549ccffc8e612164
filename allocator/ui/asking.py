"""Questions about a budget that take seconds: why a program is in it or not. No screen in here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Event

from allocator.domain.report import Report
from allocator.domain.settings import Settings
from allocator.messages import Message
from allocator.ui.jobs import News, Work
from allocator.whatif.estimate import estimates
from allocator.whatif.explanation import Asked, explanation
from allocator.whatif.known import study_of

SOON = Settings(gap=0.005, seconds=20)
"""How long people wait for one answer, and how exact it is."""
ESTIMATES = "why:estimates"
"""The question for estimates, as ``Answers.ask`` keeps it."""


def question(program: str) -> str:
    """The question why one program is in or out, as ``Answers.ask`` keeps it."""
    return f"why:program:{program}"


def why(report: Report, program: str) -> Work:
    """The job of finding out exactly why a program is in the budget or not: a group of sentences for the program, and one for
    each size at which it does not run. None when it was stopped."""
    def run(progress: Callable[[News], None], stop: Event) -> tuple[tuple[Message, ...], ...] | None:
        study = study_of(report, SOON)
        study.stop, study.hear = stop, lambda done, every: progress((done, every))
        found = explanation(study, Asked(programs=[program]))
        return None if stop.is_set() else tuple(one.says for one in found.programs)
    return run


def estimate(report: Report) -> Work:
    """The job of a first estimate for every program at once: program -> its sentence. None when it was stopped."""
    def run(progress: Callable[[News], None], stop: Event) -> Mapping[str, Message] | None:
        study = study_of(report, SOON)
        study.stop = stop
        found = estimates(study, list(report.case.programs))
        return None if stop.is_set() else {one.program: one.says for one in found}
    return run
