"""The few public functions that the app calls, in one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import Any

import allocator
from allocator.allocate import case_for, sound_case
from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.domain.settings import Settings
from allocator.export import workbook_bytes
from allocator.export.extras import Extras
from allocator.load.edited import edited
from allocator.load.edited_budget import EditedBudget
from allocator.load.plain_plan import fingerprint, plan_data
from allocator.load.write import yaml_text
from allocator.ui import stored
from allocator.ui.jobs import News, Work
from allocator.whatif.argue import Argument, argue, report_of
from allocator.whatif.instant import Instant
from allocator.whatif.instant import instant as instant_answer
from allocator.whatif.instant import with_more as instant_with_more
from allocator.whatif.moves import Moves
from allocator.whatif.price import Price, prices
from allocator.whatif.stored import stored_path
from allocator.whatif.study import Study

REPAIR = Settings(gap=0.005, seconds=30)
"""How long to look for the best budget beside an edited one, and for a repair."""
QUESTION = Settings(gap=0.005, seconds=20)
"""How hard to look for the answer to a question."""


def load(path: Path) -> Plan:
    """A plan from its file. Raises InputError with every fault."""
    return allocator.load(path)


def work(plan: Plan, settings: Settings) -> Work:
    """The job of finding the best budget for a plan."""
    def run(progress: Callable[[News], None], stop: Event) -> Report:
        return allocator.allocate(plan, settings, progress=progress, stop=stop)
    return run


def stored_report(path: Path, plan: Plan) -> Report | None:
    """The stored result beside a plan file, if it belongs to the plan and passes the audit."""
    return stored.stored_report(stored_path(path), case_for(plan), fingerprint(plan))


def kept(report: Report) -> str:
    """A report as text to be kept: what cannot be worked out from the plan again."""
    return stored.kept(report)


def report_from(text: str, plan: Plan) -> Report | None:
    """A report from the text that was kept, if it still passes the audit of its plan."""
    return stored.report_from(text, case_for(plan))


def changed(base: dict[str, Any], patch: dict[str, Any]) -> Plan:
    """The plan with changes in it, checked like a file. Raises InputError with every fault."""
    plan = edited(base, patch)
    sound_case(plan)
    return plan


def instant(plan: Plan, known: Sequence[Report]) -> Instant | None:
    """A first answer for a plan, near budgets that are known."""
    return instant_answer(case_for(plan), known)


def price(plan: Plan, rule: str) -> Work:
    """The job of finding what a rule costs: the plan worked out again without it."""
    def run(progress: Callable[[News], None], stop: Event) -> Price:
        return prices(Study(sound_case(plan), QUESTION, lambda done, of: progress((done, of)), stop), [[rule]], dollars=True)[0]
    return run


def with_more(report: Report, source: str, dollars: int) -> Work:
    """The job of finding what more money of a source would buy: a first answer, in a moment."""
    def run(progress: Callable[[News], None], stop: Event) -> tuple[Instant, Moves] | None:
        return instant_with_more(report, source, dollars)
    return run


def argued(report: Report, brought: EditedBudget) -> Work:
    """The job of judging a budget that a person edited, and of mending it."""
    def run(progress: Callable[[News], None], stop: Event) -> Argument:
        return argue(report.case, brought.written, brought.budget, REPAIR, stop)
    return run


def repaired(plan: Plan, report: Report, found: Argument, plan_file: str) -> bytes:
    """The repaired budget as a workbook, as a file's bytes."""
    assert found.repair.budget is not None
    return workbook_bytes(report_of(plan, report.case, found.repair.budget), plan_file)


def workbook(report: Report, plan_file: str, extras: Extras) -> bytes:
    """The workbook of a report, as a file's bytes. ``plan_file``: what the plan's file is called, for its instructions."""
    return workbook_bytes(report, plan_file, extras)


def plan_file(plan: Plan) -> bytes:
    """A plan with the changes made to it, as the bytes of a plan file."""
    return yaml_text(plan_data(plan)).encode("utf-8")
