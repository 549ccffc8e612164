"""One person's work at hand: the plan as it was opened, every change since, and the budgets found for them. No screen in
here; a session of the app holds one desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.domain.settings import Settings
from allocator.ui.edits import Patch, applied
from allocator.ui.jobs import Job, Work
from allocator.ui.words import w

QUICK = Settings(gap=0.005, seconds=30)
"""A first answer while people look on."""
LONG = Settings(gap=0.0, seconds=300)
"""When someone asks for better."""
Solver = Callable[[Plan, Settings], Work]


@dataclass
class Step:
    """The plan after one change, and what came of it: a report, or why there is none."""

    patch: Patch
    plan: Plan
    says: str = ""
    """The change in words, for the undo button."""
    report: Report | None = None
    trouble: Exception | None = None


@dataclass
class Desk:
    """Steps from the plan as it was opened to the plan now, and the job that works on the last of them."""

    path: Path
    base: Plan
    solver: Solver
    steps: list[Step] = field(default_factory=list)
    job: Job | None = None
    version: int = 0
    """Goes up whenever the plan at hand changes, so that inputs know when to show new figures."""

    @classmethod
    def opened(cls, path: Path, base: Plan, solver: Solver, report: Report | None) -> Desk:
        """A desk with a plan on it; without a report it starts to work one out."""
        desk = cls(path, base, solver, [Step({}, base, report=report)])
        if report is None:
            desk._start("first", QUICK)
        return desk

    @property
    def now(self) -> Step:
        """The last step."""
        return self.steps[-1]

    @property
    def shown(self) -> Report | None:
        """The newest report there is; while a change is being worked out, the one before it."""
        return next((step.report for step in reversed(self.steps) if step.report is not None), None)

    @property
    def current(self) -> bool:
        """Whether the report that is shown belongs to the plan at hand."""
        return self.now.report is not None

    @property
    def yours(self) -> set[str]:
        """Ids of the rules that the changes brought, and of those by which a source pays no more than there is."""
        patch = self.now.patch
        return {*patch.get("rules", {}), *(f"award:{source}" for source in patch.get("sources", {}))}

    def change(self, patch: Patch, says: str) -> None:
        """Take a changed plan to work; a budget that was already found for just these changes is shown at once."""
        self._drop_job()
        known = next((step.report for step in self.steps if step.patch == patch and step.report is not None), None)
        name = w("plan.changed", name=self.base.name)
        self.steps.append(Step(patch, applied(self.base, patch, name), says, report=known))
        self.version += 1
        if known is None:
            self._start("change", QUICK)

    def undo(self) -> None:
        """Take back the last change."""
        self._drop_job()
        if len(self.steps) > 1:
            self.steps.pop()
        self._resume()

    def restart(self) -> None:
        """Back to the plan as it was opened."""
        self._drop_job()
        del self.steps[1:]
        self._resume()

    def longer(self) -> None:
        """Look for a better budget for the plan at hand."""
        self._drop_job()
        self.now.trouble = None
        self._start("longer", LONG)

    def collect(self) -> None:
        """Put what a finished job found where it belongs. A longer search never replaces a better budget."""
        if self.job is None or not self.job.done.is_set():
            return
        job, self.job = self.job, None
        before = self.now.report
        if job.report is not None and (before is None or (job.report.points, -job.report.gap) >= (before.points, -before.gap)):
            self.now.report = job.report
        elif job.error is not None:
            self.now.trouble = job.error
        elif before is None and job.report is None:
            self.now.trouble = Stopped()

    def _resume(self) -> None:
        self.version += 1
        if self.now.report is None and self.now.trouble is None:
            self._start("first" if len(self.steps) == 1 else "change", QUICK)

    def _start(self, purpose: Literal["first", "change", "longer"], settings: Settings) -> None:
        self.job = Job(self.solver(self.now.plan, settings), purpose).start()

    def _drop_job(self) -> None:
        self.collect()
        if self.job is not None:
            self.job.stop()
            self.job = None


class Stopped(Exception):
    """A person stopped the search while it still waited in line."""
