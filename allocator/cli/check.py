"""``allocator check``: everything that is wrong with a plan, in one report, and nothing solved."""

from __future__ import annotations

import typer

from allocator.cli.commands import JsonOut, PlanPath, Quiet
from allocator.cli.endings import BAD_INPUT
from allocator.cli.plans import checked_plan
from allocator.cli.screen import tell
from allocator.cli.writing import as_json, check_outputs, write_all
from allocator.errors import Fault, InputError


def check(plan: PlanPath, json: JsonOut = None, quiet: Quiet = False) -> None:
    """Read and check a plan; every problem in one report. Nothing is solved."""
    from allocator.cli.wording import fault_list

    check_outputs([plan], [json])
    faults = _faults(plan)
    wrong = any(not fault.warning for fault in faults)
    if json is not None:
        write_all([as_json(json, {"format": 1, "ok": not wrong, "faults": [_row(fault) for fault in faults]})])
    if wrong or not quiet:
        for line in fault_list(faults):
            tell(line)
    if wrong:
        raise typer.Exit(BAD_INPUT)


def _faults(plan: str) -> tuple[Fault, ...]:
    try:
        return checked_plan(plan)[1]
    except InputError as error:
        return error.faults


def _row(fault: Fault) -> dict[str, str | bool]:
    return {"place": fault.place, "path": fault.path, "says": fault.says, "got": fault.got, "expected": fault.expected,
            "fix": fault.fix, "warning": fault.warning, "text": str(fault)}
