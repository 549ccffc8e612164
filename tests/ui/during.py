"""What the tests of the page During the year share: a signed budget worked out by hand, and an engine that solves in place."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from allocator.allocate import audited, case_for, sound_case
from allocator.domain.budget import Budget
from allocator.domain.plan import Plan
from allocator.domain.report import Provenance, Quality, Report
from allocator.domain.settings import Settings
from allocator.explain import report
from allocator.load import fingerprint
from allocator.ui.signed import Signed
from tests.in_process import solve_case

LABELS = ("Planned", "Spent", "Not spent")


def as_solved(plan: Plan, budget: Budget) -> Report:
    """The report of a budget that was worked out by hand."""
    case = case_for(plan)
    findings = audited(case, budget)
    origin = Provenance(fingerprint(plan), "0.1.0", "by hand", 0.1)
    return report(case, budget, findings, Quality("within", "proved", 1000.0), origin)


def as_signed(plan: Plan, budget: Budget) -> Signed:
    """The same budget as the one that was signed."""
    return Signed("Signed", "mark", plan, budget, {})


def in_place(plan: Plan, settings: Settings) -> Callable[[Any, threading.Event], Report]:
    """The engine, without a process of its own."""
    def work(progress: Any, stop: threading.Event) -> Report:
        solved = solve_case(plan, sound_case(plan)).report
        assert solved is not None
        return solved
    return work


def plain(cells: list[str]) -> list[str]:
    """Cells without what hides their letters from markup."""
    return [cell.replace("\\", "") for cell in cells]
