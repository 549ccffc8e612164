"""What a change does: which programs come in, drop out or move, and how much need is met. No screen in here."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from allocator.domain.report import Report
from allocator.ui.figures import Table
from allocator.ui.show import level_name, listed, money, points, safe
from allocator.ui.words import w


@dataclass(frozen=True)
class Difference:
    """The difference between two budgets of one school; ids of programs in order."""

    before: Report
    now: Report
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    moved: tuple[str, ...]
    points: Fraction

    @property
    def programs(self) -> tuple[str, ...]:
        """Every program that differs."""
        return (*self.added, *self.dropped, *self.moved)


def difference(before: Report, now: Report) -> Difference:
    """What differs between two budgets in which programs run and how much need is met."""
    old = {program: dict(years) for program, years in before.budget.roster.items() if years}
    new = {program: dict(years) for program, years in now.budget.roster.items() if years}
    both = sorted(old.keys() & new.keys())
    return Difference(
        before, now, tuple(sorted(new.keys() - old.keys())), tuple(sorted(old.keys() - new.keys())),
        tuple(program for program in both if old[program] != new[program]), now.points - before.points,
    )


def sentences(diff: Difference) -> list[str]:
    """The difference in words: need first, then the programs by name."""
    by = points(abs(diff.points))
    said = [w("differs.equal") if by == "0" else w("differs.more" if diff.points > 0 else "differs.less", by=by)]
    for code, programs in (("added", diff.added), ("dropped", diff.dropped), ("moved", diff.moved)):
        if programs:
            said.append(w(f"differs.{code}", list=listed([_name(diff, program) for program in programs])))
    return said if diff.programs else [said[0], w("differs.none")]


def difference_table(diff: Difference) -> Table:
    """One row for each program that differs: years, size and cost before and now."""
    return {
        w("program"): [_name(diff, program) for program in diff.programs],
        w("before"): [_runs(diff.before, program) for program in diff.programs],
        w("now"): [_runs(diff.now, program) for program in diff.programs],
    }


def _name(diff: Difference, program: str) -> str:
    report = diff.now if program in diff.now.case.programs else diff.before
    return safe(report.case.programs[program].name)


def _runs(report: Report, program: str) -> str:
    """``Full 2025-26 to 2027-28, half 2028-29: $120,000``."""
    stretches: list[list[str]] = []
    levels = report.budget.roster.get(program, {})
    for year in report.case.years:
        level = levels.get(year)
        if level is None:
            continue
        at = report.case.years.index(year)
        if stretches and stretches[-1][0] == level and stretches[-1][2] == report.case.years[at - 1]:
            stretches[-1][2] = year
        else:
            stretches.append([level, year, year])
    if not stretches:
        return w("not")
    said = [
        f"{safe(level_name(report, program, level))} {first if first == last else w('years', first=first, last=last)}"
        for level, first, last in stretches
    ]
    return f"{', '.join(said)}: {money(sum(report.costs.get(program, {}).values()))}"
