"""Files in, plans out: plan files, scenarios and input workbooks, guarded before they are opened.

Its parts are imported when they are first used, so that the child process which opens files starts quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from allocator.load.budget import read_budget
    from allocator.load.checks import check_case
    from allocator.load.files import Loaded, load, read
    from allocator.load.json_schema import schema
    from allocator.load.plain_plan import fingerprint, plan_data
    from allocator.load.template import new_workbook
    from allocator.load.write import convert, write_plan

_HOMES = {
    "Loaded": "files", "load": "files", "read": "files", "schema": "json_schema", "check_case": "checks",
    "fingerprint": "plain_plan", "plan_data": "plain_plan", "convert": "write", "write_plan": "write",
    "new_workbook": "template", "read_budget": "budget",
}

__all__ = ["Loaded", "check_case", "convert", "fingerprint", "load", "new_workbook", "plan_data", "read", "read_budget",
           "schema", "write_plan"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
