"""The few public functions that the app calls, in one place."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Event

import allocator
from allocator.allocate import case_for
from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.domain.settings import Progress, Settings
from allocator.load.plain_plan import fingerprint, plan_data
from allocator.load.write import yaml_text
from allocator.ui import stored
from allocator.ui.jobs import Work


def load(path: Path) -> Plan:
    """A plan from its file. Raises InputError with every fault."""
    return allocator.load(path)


def work(plan: Plan, settings: Settings) -> Work:
    """The job of finding the best budget for a plan."""
    def run(progress: Callable[[Progress], None], stop: Event) -> Report:
        return allocator.allocate(plan, settings, progress=progress, stop=stop)
    return run


def stored_path(path: Path) -> Path:
    """Where the solved result of a plan file lies: ``base.result.json`` beside ``base.yaml``."""
    return path.with_name(f"{path.stem}.result.json")


def stored_report(path: Path, plan: Plan) -> Report | None:
    """The stored result beside a plan file, if it belongs to the plan and passes the audit."""
    return stored.stored_report(stored_path(path), case_for(plan), fingerprint(plan))


def workbook(report: Report) -> bytes:
    """The workbook of a report, as a file's bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "budget.xlsx"
        allocator.write_workbook(report, path)
        return path.read_bytes()


def plan_file(plan: Plan) -> bytes:
    """A plan with the changes made to it, as the bytes of a plan file."""
    return yaml_text(plan_data(plan)).encode("utf-8")
