"""What a change does, in words: which programs come in, drop out or move, and how much need is met. No screen in here."""

from __future__ import annotations

from allocator.domain.report import Report
from allocator.explain.difference import Difference, stretches
from allocator.ui.figures import Table
from allocator.ui.show import level_name, listed, money, points, safe
from allocator.ui.words import w


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
    runs = stretches(report.case.years, report.budget.roster.get(program, {}))
    if not runs:
        return w("not")
    said = [
        f"{safe(level_name(report, program, level))} {first if first == last else w('years', first=first, last=last)}"
        for level, first, last in runs
    ]
    return f"{', '.join(said)}: {money(sum(report.costs.get(program, {}).values()))}"
