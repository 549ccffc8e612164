"""A command's plan, checked as far as it can be without solving: its file, and how its rules and its grants' meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from allocator.domain.case import Case
    from allocator.domain.plan import Plan
    from allocator.domain.rule import Rule


def checked_plan(path: str) -> tuple[Plan, tuple[Fault, ...]]:
    """The plan of a file (``-``: standard input) and its warnings. Raises InputError with every fault that was found."""
    from allocator.allocate import case_for
    from allocator.load import check_case, read

    loaded = read(path)
    case = case_for(loaded.plan)
    faults = tuple(loaded.placed(fault) for fault in check_case(case, _comparisons(case)))
    found = (*loaded.warnings, *faults)
    if any(not fault.warning for fault in faults):
        raise InputError(found)
    return loaded.plan, found


def _comparisons(case: Case) -> Callable[[Rule], int]:
    """How many comparisons a rule makes in any budget of the case, or awards whose time it sets: none, and it does nothing."""
    from allocator.audit import Ledger
    from allocator.domain.budget import Budget

    empty = Ledger(case, Budget())
    awards = [(source, award) for source in case.sources for award in case.awards(source)]

    def count(rule: Rule) -> int:
        timed = sum(rule.usable_until(source, award) is not None for source, award in awards)
        return timed + sum(1 for _ in rule.rows(case, empty))

    return count
