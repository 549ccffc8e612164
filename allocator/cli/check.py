"""``allocator check``: everything that is wrong with a plan, in one report, and nothing solved."""

from __future__ import annotations

import typer

from allocator.cli.commands import JsonOut, Language, PlanPath, Quiet, check_language
from allocator.cli.endings import BAD_INPUT
from allocator.cli.plans import checked_plan
from allocator.cli.screen import tell
from allocator.cli.writing import as_json, check_outputs, write_all
from allocator.errors import Fault, InputError
from allocator.messages import Message, coded


def check(plan: PlanPath, json: JsonOut = None, language: Language = "en", quiet: Quiet = False) -> None:
    """Read and check a plan; every problem in one report. Nothing is solved."""
    from allocator.cli.wording import fault_list

    check_language(language)
    check_outputs([plan], [json])
    faults = _faults(plan)
    wrong = any(not fault.warning for fault in faults)
    if json is not None:
        write_all([as_json(json, {"format": 1, "ok": not wrong, "faults": [_row(fault, language) for fault in faults]})])
    if wrong or not quiet:
        for line in fault_list(faults, language):
            tell(line)
    if wrong:
        raise typer.Exit(BAD_INPUT)


def _faults(plan: str) -> tuple[Fault, ...]:
    try:
        return checked_plan(plan)[1]
    except InputError as error:
        return error.faults


def _row(fault: Fault, language: str) -> dict[str, object]:
    """A fault in words, and beside them the codes and values by which other programs know it."""
    told = fault.told(language)
    parts = {"place": fault.place, "says": fault.says, "got": fault.got, "expected": fault.expected, "fix": fault.fix}
    return {"place": told.place, "path": told.path, "says": told.says, "got": told.got, "expected": told.expected,
            "fix": told.fix, "warning": told.warning, "text": fault.text(language),
            "codes": {part: coded(said) for part, said in parts.items() if isinstance(said, Message)}}
