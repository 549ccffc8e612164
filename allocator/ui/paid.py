"""Who pays for each program, in one line each, so that no table has to be scrolled sideways. No screen in here."""

from __future__ import annotations

from allocator.domain.report import Report
from allocator.ui.figures import Table, roster
from allocator.ui.show import listed, money, safe
from allocator.ui.words import w


def paid_table(report: Report) -> Table:
    """One row for each program that runs: what it costs over all years, and which sources pay how much of it, the most first."""
    by_program: dict[str, dict[str, int]] = {}
    for payment in report.budget.payments:
        by_source = by_program.setdefault(payment.program, {})
        by_source[payment.source] = by_source.get(payment.source, 0) + payment.dollars
    order = [program for program in roster(report) if program in by_program]
    return {
        w("program"): [safe(report.case.programs[program].name) for program in order],
        w("cost"): [money(sum(by_program[program].values())) for program in order],
        w("paid.by"): [_payers(report, by_program[program]) for program in order],
    }


def _payers(report: Report, by_source: dict[str, int]) -> str:
    names = report.case.plan.sources
    some = sorted(by_source.items(), key=lambda one: (-one[1], one[0]))
    return listed([w("why.amount", name=safe(names[source].name), amount=money(amount)) for source, amount in some])
