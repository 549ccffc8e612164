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

from allocator.messages import Said, in_words, say, text


@dataclass(frozen=True)
class Fault:
    """One thing that a person must mend in a file: what, where, what it was, what it should be, and the next step.

    ``place`` is where a person finds it (``base.yaml line 12`` or ``Programs!E14``), ``path`` the field
    (``programs.liaison.costs.pay.amount``). ``warning`` faults are shown and do not stop the work.
    """

    place: Said
    path: str
    says: Said
    got: Said = ""
    expected: Said = ""
    fix: Said = ""
    warning: bool = False

    def told(self, language: str = "en") -> Told:
        """The fault in a language, part by part."""
        place, says, got, expected, fix = (
            in_words(part, language) for part in (self.place, self.says, self.got, self.expected, self.fix))
        return Told(place, self.path, says, got, expected, fix, self.warning)

    def text(self, language: str = "en") -> str:
        """The fault in a language, on one line."""
        told = self.told(language)
        head = ", ".join(part for part in (told.place, told.path) if part)
        line = f"{head}: {told.says}" if head else told.says
        if told.got or told.expected:
            code = "fault.line.both" if told.got and told.expected else "fault.line.got" if told.got else "fault.line.expected"
            line = text(say(code, says=line.rstrip("."), got=told.got, expected=told.expected), language)
        return f"{line}{'' if line[-1:] in '.!?' else '.'} {told.fix}".rstrip() if told.fix else line

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True)
class Told(Fault):
    """A fault in words of one language."""

    place: str
    says: str
    got: str = ""
    expected: str = ""
    fix: str = ""


class AllocatorError(Exception):
    """Anything that this program refuses on purpose."""

    exit_code = 1


class InputError(AllocatorError):
    """A file cannot be used; every fault that was found in it is listed."""

    exit_code = 2

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)

    @classmethod
    def one(
        cls, says: Said, *, place: Said = "", path: str = "", got: Said = "", expected: Said = "", fix: Said = "",
    ) -> InputError:
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
