"""Several plan files and their budgets: a solved result that lies beside its plan is taken, the others are solved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.cli.screen import CountLine
from allocator.cli.writing import STREAM
from allocator.messages import say

if TYPE_CHECKING:
    import threading

    from allocator.domain.plan import Plan
    from allocator.domain.report import Report
    from allocator.domain.settings import Settings
    from allocator.errors import Fault
    from allocator.whatif.several import Several


def take_stored(several: Several, files: Sequence[str], plans: Sequence[Plan]) -> list[Plan]:
    """Have every plan known whose solved result lies beside its file (``NAME.result.json``), belongs to it and passes the audit;
    those that are left to be solved."""
    from allocator.allocate import case_for
    from allocator.load.plain_plan import fingerprint
    from allocator.whatif.stored import stored_path, stored_report

    left = []
    for file, plan in zip(files, plans, strict=True):
        found = None if file == STREAM else stored_report(stored_path(Path(file)), case_for(plan), fingerprint(plan))
        if found is None:
            left.append(plan)
        else:
            several.knows(plan, found)
    return left


def counted(settings: Settings, asked: int, quiet: bool, stop: threading.Event) -> tuple[Several, CountLine]:
    """What solves several plans, and the line that shows how many are answered; close it at the end."""
    from allocator.whatif.several import Several

    line = CountLine(asked, "budgets")

    def hear(answered: int, asked: int) -> None:
        line.asked = asked
        line.show(answered)

    return Several(settings, None if quiet else hear, stop), line


def brought(files: Sequence[Path], plans: Sequence[Plan]) -> dict[int, tuple[Report, bool]]:
    """Budgets that a person brings, by the position of the plan from which each was made, and whether it is a result as it was
    solved. Raises InputError for every file that belongs to none of the plans, that stands for the same plan as another, or that
    breaks a rule."""
    from allocator.errors import InputError
    from allocator.load.plain_plan import fingerprint

    marks = [fingerprint(plan) for plan in plans]
    found: dict[int, tuple[Report, bool]] = {}
    faults: list[Fault] = []
    for file in files:
        try:
            at, report, solved = _brought(file, plans, marks)
            if at in found:
                raise InputError.one(say("fault.budget.twice"), place=str(file), fix=say("fault.fix.one.of.them"))
            found[at] = report, solved
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return found


def _brought(file: Path, plans: Sequence[Plan], marks: Sequence[str]) -> tuple[int, Report, bool]:
    from allocator.allocate import sound_case
    from allocator.audit import check
    from allocator.cli.plans import read_entered
    from allocator.errors import InputError
    from allocator.load.budget import FILE
    from allocator.whatif.argue import report_of
    from allocator.whatif.stored import stored_report

    budget, figures = read_entered(file)
    made = figures.get(FILE)
    if made is None or made.plan_sha256 not in marks:
        raise InputError.one(say("fault.budget.of.none"), place=str(file), fix=say("fault.fix.its.plan"))
    at = marks.index(made.plan_sha256)
    case = sound_case(plans[at])
    broken = sum(finding.fails for finding in check(case, budget, figures))
    if broken:
        raise InputError.one(say("fault.budget.broken", count=broken), place=str(file), fix=say("fault.fix.review"))
    solved = stored_report(file, case, marks[at]) if file.suffix.lower() == ".json" else None
    return at, solved or report_of(plans[at], case, budget), solved is not None
