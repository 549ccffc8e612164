"""A command's plan, checked as far as it can be without solving: its file, and how its rules and its grants' meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from allocator.cli.language import language
from allocator.errors import Fault, InputError
from allocator.load.words import either
from allocator.messages import say
from allocator.nearest import nearest

if TYPE_CHECKING:
    from allocator.domain.budget import Budget
    from allocator.domain.case import Case
    from allocator.domain.plan import Plan
    from allocator.messages import Message


def no_such(noun: Literal["program", "source", "rule"], option: str, word: str, known: Mapping[str, str]) -> Fault:
    """The plan has nothing with that id; what was probably meant. ``known``: id -> name."""
    near = nearest(word, known)
    fix = say("fault.fix.mean.one", names=either(near)) if near else say(f"fault.fix.its.{noun}s", names=", ".join(sorted(known)))
    return Fault(option, "", say(f"fault.plan.no.{noun}", name=word), fix=fix)


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


def changed_rates(case: Case, claims: Mapping[str, Any]) -> tuple[Message, ...]:
    """What to say of a budget workbook in which rates were changed on Assumptions; nothing where none was. Its budget is the one
    that was decided."""
    from allocator.domain.stated import BudgetFile
    from allocator.export.argued import rates_words

    return tuple(rates_words(case, claims.get("file", BudgetFile()).rates))


def checked_plans(files: Sequence[str], quiet: bool) -> list[Plan]:
    """The plans of some files; warnings are told. Raises InputError with every fault of all of them."""
    from allocator.cli.screen import tell
    from allocator.cli.wording import fault_list

    plans: list[Plan] = []
    faults: dict[Fault, None] = {}
    wrong = False
    for file in files:
        try:
            plan, warnings = checked_plan(file)
            plans.append(plan)
            faults |= dict.fromkeys(warnings)
        except InputError as error:
            wrong = True
            faults |= dict.fromkeys(error.faults)
    if wrong:
        raise InputError(faults)
    if faults and not quiet:
        tell("\n".join(fault_list(faults, language())))
    return plans


def read_entered(path: Path) -> tuple[Budget, Mapping[str, Any]]:
    """A budget's roster and payments from its JSON or its workbook, and the figures that the file states. Raises InputError."""
    if path.suffix.lower() == ".xlsx":
        from allocator.load.budget_workbook import read_budget_workbook

        return read_budget_workbook(path)
    from allocator.load import read_budget
    from allocator.load.budget import JSON_FORM

    if path.suffix.lower() != ".json":
        raise InputError.one(say("fault.budget.ending"), place=path.name,
                             got=path.suffix or say("fault.got.no.ending"), fix=JSON_FORM)
    return read_budget(path)
