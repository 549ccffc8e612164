"""Budgets that were worked out, shared by everyone who looks: a plan is solved once, whoever asks. No screen in here."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.domain.settings import Settings
from allocator.messages import Said
from allocator.store import Store
from allocator.ui import engine
from allocator.ui.jobs import Job, Purpose, Work

QUICK = Settings(gap=0.005, seconds=30)
"""A first answer while people look on."""
LONG = Settings(gap=0.0, seconds=300)
"""When someone asks for better."""
MOST = 40
"""Reports that are held in memory; older ones are read from the store again."""
QUESTIONS = 200
"""Answers to questions that are held in memory."""
Solver = Callable[[Plan, Settings], Work]


@dataclass
class Answers:
    """What is known about plans, by fingerprint."""

    store: Store
    solver: Solver | None = None
    """Left out: the engine's own way to work out a budget."""
    not_kept: Said = ""
    """Why changes cannot be kept beyond this run of the app, if they cannot."""
    _reports: OrderedDict[str, Report] = field(default_factory=OrderedDict)
    _troubles: OrderedDict[str, Exception] = field(default_factory=OrderedDict)
    _jobs: dict[str, Job] = field(default_factory=dict)
    _asked: OrderedDict[tuple[str, str], Job] = field(default_factory=OrderedDict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def report(self, plan: Plan, mark: str) -> Report | None:
        """The best budget known for a plan, if any. ``mark``: the plan's fingerprint."""
        with self._lock:
            found = self._reports.get(mark)
            if found is not None:
                self._reports.move_to_end(mark)
                return found
        kept = self.store.result(mark)
        found = engine.report_from(kept, plan) if kept is not None else None
        if found is not None:
            self._remember(mark, found)
        return found

    def trouble(self, mark: str) -> Exception | None:
        """Why there is no budget for a plan, if that is known."""
        with self._lock:
            return self._troubles.get(mark)

    def job(self, mark: str) -> Job | None:
        """The job that works on a plan, if one does."""
        with self._lock:
            job = self._jobs.get(mark)
            return None if job is None or job.done.is_set() else job

    def start(self, plan: Plan, mark: str, purpose: Purpose) -> Job:
        """Have a plan worked out; the job that already does, if there is one."""
        with self._lock:
            job = self.job(mark)
            if job is None:
                self._troubles.pop(mark, None)
                work = (self.solver or engine.work)(plan, LONG if purpose == "longer" else QUICK)
                job = self._jobs[mark] = Job(work, purpose, lambda done: self._keep(mark, done))
                job.start()
            return job

    def ask(self, mark: str, question: str, work: Work) -> Job:
        """Have a question about a plan answered; the job that answered it before or does so now, if there is one."""
        with self._lock:
            job = self.asked(mark, question)
            if job is None or (job.done.is_set() and job.found is None):
                job = self._asked[mark, question] = Job(work, "ask")
                job.start()
                while len(self._asked) > QUESTIONS:
                    self._asked.popitem(last=False)
            return job

    def asked(self, mark: str, question: str) -> Job | None:
        """The job that answers or has answered a question about a plan, if it was asked."""
        with self._lock:
            return self._asked.get((mark, question))

    def take(self, mark: str, report: Report) -> Report:
        """Remember a report, unless a better one is known; the one that is known then."""
        with self._lock:
            known = self._reports.get(mark)
            if known is not None and _worth(known) >= _worth(report):
                return known
        self._remember(mark, report)
        self.store.keep_result(mark, engine.kept(report), -report.gap)
        return report

    def _keep(self, mark: str, job: Job) -> None:
        """What a job found, kept before anyone is told that it is done."""
        if job.found is not None:
            self.take(mark, job.found)
        else:
            with self._lock:
                self._troubles[mark] = job.error if job.error is not None else Stopped()
                while len(self._troubles) > MOST:
                    self._troubles.popitem(last=False)
        with self._lock:
            self._jobs.pop(mark, None)

    def _remember(self, mark: str, report: Report) -> None:
        with self._lock:
            self._reports[mark] = report
            self._reports.move_to_end(mark)
            while len(self._reports) > MOST:
                self._reports.popitem(last=False)


def _worth(report: Report) -> tuple[object, ...]:
    short = sum(report.shortfalls.values())
    return -short, report.points, -report.gap


class Stopped(Exception):
    """A person stopped the search before a budget was found."""
