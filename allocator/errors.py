"""Every error that the program raises on purpose.

    AllocatorError                 anything below; catch this one
    |-- InputError                 a file cannot be used; holds every fault found in it      (exit 2)
    |-- ImpossiblePlan             no budget can obey all rules; holds what must give        (exit 3)
    |-- NoPlanFound                a limit was hit before any budget was found               (exit 4)
    |-- AuditFailed                a budget that was about to leave breaks a hard rule       (exit 1)
    `-- SurroundingsError          disk full, file open elsewhere, no permission             (exit 6)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that a person must mend in a file: what, where, what it was, what it should be, and the next step.

    ``place`` is where a person finds it (``base.yaml line 12`` or ``Programs!E14``), ``path`` the field
    (``programs.liaison.costs.pay.amount``). ``warning`` faults are shown and do not stop the work.
    """

    place: str
    path: str
    says: str
    got: str = ""
    expected: str = ""
    fix: str = ""
    warning: bool = False

    def __str__(self) -> str:
        head = ", ".join(part for part in (self.place, self.path) if part)
        got = f" got {self.got};" if self.got else ""
        expected = f" expected {self.expected}." if self.expected else ""
        text = f"{head}: {self.says}" if head else self.says
        if got or expected:
            text = f"{text.rstrip('.')}:{got}{expected}".rstrip(";")
        return f"{text}{'' if text[-1:] in '.!?' else '.'} {self.fix}".rstrip() if self.fix else text


class AllocatorError(Exception):
    """Anything that this program refuses on purpose."""

    exit_code = 1


class InputError(AllocatorError):
    """A file cannot be used; every fault that was found in it is listed."""

    exit_code = 2

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    @classmethod
    def one(cls, says: str, *, place: str = "", path: str = "", got: str = "", expected: str = "", fix: str = "") -> InputError:
        """An error with a single fault."""
        return cls([Fault(place, path, says, got, expected, fix)])


class ImpossiblePlan(AllocatorError):
    """No budget can obey every rule. ``answer`` says what must give, in dollars or FTE."""

    exit_code = 3

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        super().__init__("No budget can obey every rule of this plan.")


class NoPlanFound(AllocatorError):
    """A limit was reached before any budget was found; nothing is proved."""

    exit_code = 4


class AuditFailed(AllocatorError):
    """A budget that was about to leave the program breaks a hard rule: a defect, never shown as a result."""


class SurroundingsError(AllocatorError):
    """The disk is full, a file is open elsewhere, or a folder may not be written."""

    exit_code = 6
