"""From what a school community needs to a budget that obeys every rule, to the dollar.

The public names are few: load a plan, allocate a budget, audit one, write the workbook. Each is imported when it is first
used, so that small commands start at once.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from allocator.allocate import allocate, audit
    from allocator.domain.report import Report
    from allocator.domain.settings import Settings
    from allocator.errors import AllocatorError, ImpossiblePlan, InputError, NoPlanFound
    from allocator.export import write_workbook
    from allocator.load import load

__all__ = [
    "AllocatorError", "ImpossiblePlan", "InputError", "NoPlanFound", "Report", "Settings", "allocate", "audit", "load",
    "write_workbook",
]

_HOMES = {
    "AllocatorError": "errors", "ImpossiblePlan": "errors", "InputError": "errors", "NoPlanFound": "errors",
    "Report": "domain.report", "Settings": "domain.settings", "allocate": "allocate", "audit": "allocate", "load": "load",
    "write_workbook": "export",
}


class _Package(ModuleType):
    """Three public functions have the name of the room they live in; the function is what ``allocator.load`` means."""

    def __getattribute__(self, name: str) -> Any:
        homes = super().__getattribute__("__dict__").get("_HOMES", {})
        if name in homes:
            return getattr(import_module(f"allocator.{homes[name]}"), name)
        return super().__getattribute__(name)


sys.modules[__name__].__class__ = _Package
