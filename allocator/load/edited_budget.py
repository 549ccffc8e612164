"""Reads a budget workbook that a person edited: what stands in it now, and what the program had written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from allocator.domain.budget import Budget
from allocator.domain.edits import Edit, Entry, edits_between
from allocator.domain.stated import Stated
from allocator.errors import InputError
from allocator.load.budget_tables import Cells
from allocator.load.budget_workbook import open_bytes, read_entered
from allocator.load.uploaded import file_name
from allocator.messages import say

AGAIN = say("fault.fix.written.again")


@dataclass(frozen=True)
class EditedBudget:
    """A budget before and after a person edited its workbook."""

    written: Budget
    """As the program wrote it."""
    budget: Budget
    """As it stands now."""
    places: Mapping[Entry, str]
    """The cell of each entry that still has one: ``Detail!K7``."""
    rates: tuple[Stated, ...] = ()
    """Rates that were changed on Assumptions. They change nothing in the budget."""
    stated: tuple[Stated, ...] = ()
    """Figures that its cells show: amounts, totals, balances. They follow from the plan and from what was entered."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What was changed by hand."""
        return edits_between(self.written, self.budget)


def read_edited(path: str | Path, plan_sha256: str, cells: Cells | None = None) -> EditedBudget:
    """A workbook of ours, edited or not, made from the plan with this fingerprint. Raises InputError with every fault: sheets,
    columns and cells that cannot be read, or a workbook of another plan or of an earlier state of it."""
    budget, written, places, made = read_entered(path, cells)
    name = Path(path).name
    if made.plan_sha256 != plan_sha256:
        raise InputError.one(say("fault.workbook.other.plan"), place=name,
                             got=f"{made.plan}, {made.plan_sha256[:6]}...", expected=f"{plan_sha256[:6]}...", fix=AGAIN)
    if written is None:
        raise InputError.one(say("fault.workbook.not.written"), place=name, fix=AGAIN)
    return EditedBudget(written, budget, places, made.rates, made.stated)


def read_edited_upload(name: str, data: bytes, plan_sha256: str) -> EditedBudget:
    """The same from an uploaded file's bytes; ``name`` is what the person calls the file."""
    called = file_name(name)
    return read_edited(called, plan_sha256, open_bytes(data, called))
