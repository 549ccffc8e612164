"""What a change does, in words: which programs come in, drop out or move, and how much need is met. No screen in here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from allocator.domain.case import Case
from allocator.domain.report import Report
from allocator.explain.difference import Difference, difference, stretches
from allocator.ui.figures import Table
from allocator.ui.show import level_name, listed, money, points, safe
from allocator.ui.words import w
from allocator.whatif.instant import Instant
from allocator.whatif.moves import Moves, moves

Since = Literal["opened", "step"]
"""What is compared with: the plan as it was opened, or as it was before the last change."""


@dataclass(frozen=True)
class Stages:
    """The budget at hand beside those that led to it."""

    now: Report
    opened: Report | None = None
    """The plan as it was opened; None where that is the plan at hand, or has no known budget."""
    step: Report | None = None
    """Before the last change; None where that is the plan as it was opened, or has no known budget."""

    @property
    def programs(self) -> list[str]:
        """Every program that differs, by name."""
        earlier = [report for report in (self.opened, self.step) if report is not None]
        found = {program for report in earlier for program in difference(report, self.now).programs}
        return sorted(found, key=lambda program: _name((self.now.case, *(report.case for report in earlier)), program))


def sentences(diff: Difference, since: Since = "opened") -> list[str]:
    """The difference in words: need first, then the programs by name."""
    made = Moves(diff.added, diff.dropped, diff.moved)
    return [_need(diff.points, since), *_moved(made, (diff.now.case, diff.before.case))]


def first_sentences(first: Instant, before: Report) -> list[str]:
    """The same at once after a change, from the first answer."""
    made = moves(before.budget.roster, first.roster)
    return [_need(first.points - before.points, "step"), *_moved(made, (first.case, before.case))]


def difference_table(diff: Difference) -> Table:
    """One row for each program that differs: years, size and cost before and now."""
    return {
        w("program"): [_name((diff.now.case, diff.before.case), program) for program in diff.programs],
        w("before"): [_runs(diff.before, program) for program in diff.programs],
        w("now"): [_runs(diff.now, program) for program in diff.programs],
    }


def stages_table(stages: Stages) -> Table:
    """One row for each program that differs: years, size and cost in the plan as it was opened, before the last change, and
    now."""
    programs = stages.programs
    known = [("differs.opened", stages.opened), ("differs.step", stages.step), ("now", stages.now)]
    reports = [(code, report) for code, report in known if report is not None]
    cases = [report.case for _, report in reversed(reports)]
    table: Table = {w("program"): [_name(cases, program) for program in programs]}
    for code, report in reports:
        table[w(code)] = [_runs(report, program) for program in programs]
    return table


def _need(by: Fraction, since: Since) -> str:
    shown = points(abs(by))
    if since == "opened":
        return w("differs.equal") if shown == "0" else w("differs.more" if by > 0 else "differs.less", by=shown)
    return w("differs.step.equal") if shown == "0" else w("differs.step.more" if by > 0 else "differs.step.less", by=shown)


def _moved(made: Moves, cases: Iterable[Case]) -> list[str]:
    known = list(cases)
    groups = (("added", made.enters), ("dropped", made.leaves), ("moved", made.resized))
    said = [w(f"differs.{code}", list=listed([_name(known, program) for program in programs]))
            for code, programs in groups if programs]
    return said or [w("differs.none")]


def _name(cases: Iterable[Case], program: str) -> str:
    """What a program is called, by the first plan that knows it."""
    return next((safe(case.programs[program].name) for case in cases if program in case.programs), safe(program))


def _runs(report: Report, program: str) -> str:
    """``Full 2025-26 to 2027-28, half 2028-29: $120,000``."""
    runs = stretches(report.case.years, report.budget.roster.get(program, {}))
    if not runs:
        return w("not")
    said = [
        f"{safe(level_name(report, program, level))} {first if first == last else w('years', first=first, last=last)}"
        for level, first, last in runs
    ]
    return f"{', '.join(said)}: {money(sum(report.costs.get(program, {}).values()))}"
