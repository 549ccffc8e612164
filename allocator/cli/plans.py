"""A command's plan, checked as far as it can be without solving: its file, and how its rules and its grants' meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from allocator.errors import Fault, InputError
from allocator.nearest import nearest

if TYPE_CHECKING:
    from allocator.domain.plan import Plan


def no_such(noun: str, option: str, word: str, known: Mapping[str, str]) -> Fault:
    """The plan has nothing with that id; what was probably meant. ``known``: id -> name."""
    near = nearest(word, known)
    fix = f"Did you mean {' or '.join(near)}?" if near else f"Its {noun}s are: {', '.join(sorted(known))}."
    return Fault(option, "", f'the plan has no {noun} "{word}"', fix=fix)


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
