"""Several plan files and their budgets: a solved result that lies beside its plan is taken, the others are solved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.cli.screen import CountLine
from allocator.cli.writing import STREAM

if TYPE_CHECKING:
    import threading

    from allocator.domain.plan import Plan
    from allocator.domain.settings import Settings
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
