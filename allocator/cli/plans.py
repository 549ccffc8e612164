"""A command's plan, checked as far as it can be without solving: its file, and how its rules and its grants' meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.errors import Fault, InputError

if TYPE_CHECKING:
    from allocator.domain.plan import Plan


def checked_plan(path: str) -> tuple[Plan, tuple[Fault, ...]]:
    """The plan of a file (``-``: standard input) and its warnings. Raises InputError with every fault that was found."""
    from allocator.allocate import case_for, faults_in
    from allocator.load import read

    loaded = read(path)
    try:
        case = case_for(loaded.plan)
    except InputError as error:
        raise InputError((*loaded.warnings, *(loaded.placed(fault) for fault in error.faults))) from None
    faults = tuple(loaded.placed(fault) for fault in faults_in(case))
    found = (*loaded.warnings, *faults)
    if any(not fault.warning for fault in faults):
        raise InputError(found)
    return loaded.plan, found
