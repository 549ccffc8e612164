"""An edited workbook that comes back: what was changed, and the answer to it, as tables and sentences. No screen in here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from allocator.audit import check
from allocator.audit.figures import wrong_figures
from allocator.domain.edits import Edit
from allocator.domain.report import Report
from allocator.errors import Fault, InputError
from allocator.export.argued import (
    broken_words,
    count_words,
    edit_words,
    figures_words,
    points_words,
    rates_words,
    repair_words,
)
from allocator.export.names import Names
from allocator.load.edited_budget import EditedBudget, read_edited_upload
from allocator.messages import say
from allocator.ui.figures import Table
from allocator.ui.show import safe
from allocator.ui.words import said, w
from allocator.whatif.argue import Argument


@dataclass(frozen=True)
class CameBack:
    """What an uploaded workbook held: a budget before and after, or what is wrong with the file."""

    mark: str
    """Tells one file from another."""
    edited: EditedBudget | None
    faults: tuple[Fault, ...] = ()


def came_back(name: str, data: bytes, plan_mark: str) -> CameBack:
    """Read it. Nothing is changed by it. ``plan_mark``: the fingerprint of the plan at hand."""
    mark = sha256(data).hexdigest()
    try:
        return CameBack(mark, read_edited_upload(name, data, plan_mark))
    except InputError as error:
        return CameBack(mark, None, error.faults)


def changed(edited: EditedBudget, beside: Sequence[str] = ()) -> str:
    """How much was changed by hand. ``beside``: what was said before of figures."""
    return said(count_words(edited.edits, [*edited.rates, *beside]))


def figures(report: Report, edited: EditedBudget) -> list[str]:
    """Figures that were changed although they follow from the rest: a sentence, then a line for each; none where none was."""
    broken = [finding for finding in check(report.case, edited.budget) if finding.fails]
    words = figures_words(wrong_figures(report.case, edited.budget, edited.stated, broken))
    return [f"- {safe(said(line))}" if at else said(line) for at, line in enumerate(words)]


def rates(report: Report, edited: EditedBudget) -> list[str]:
    """Rates that were changed on Assumptions, and what that means: sentences; none where none was changed."""
    return [safe(said(line)) for line in rates_words(report.case, edited.rates)]


def edits_table(report: Report, edits: Sequence[Edit], edited: EditedBudget) -> Table:
    """One row for each entry: its cell, and what is otherwise."""
    names = Names(report.case)
    return {w("back.cell"): [safe(edited.places.get(edit.entry, "")) or w("not") for edit in edits],
            w("back.change"): [safe(said(edit_words(names, edit, {}))) for edit in edits]}


def answer(report: Report, found: Argument) -> list[str]:
    """What it breaks, how much need it meets, and whether it can be mended: sentences."""
    broken = list(broken_words(Names(report.case), found.findings))
    lines: list[str] = []
    if broken:
        heading = say("argue.breaks.one") if len(broken) == 1 else say("argue.breaks", count=len(broken))
        lines = [said(heading), "", *(f"- {safe(said(line))}" for line in broken), ""]
    return [*lines, said(points_words(found)), "", said(repair_words(found))]
