"""What happens when the grant ends: what goes on costing money, what money that lasts may pay of it, and who is at risk; as
sentences and tables. No screen in here."""

from __future__ import annotations

from allocator.domain.report import Report
from allocator.explain.cliff import Cliff, cliff
from allocator.ui.figures import Table
from allocator.ui.once import once
from allocator.ui.show import money, money_or_none, number, safe
from allocator.ui.words import said, w


@once
def ending(report: Report) -> Cliff:
    """The year after the plan, worked out once for a report."""
    return cliff(report.case, report.budget)


def ending_lines(found: Cliff) -> list[str]:
    """What happens, in sentences; the positions at risk stand in a table of their own."""
    return [safe(said(message)) for message in found.says if message.code != "cliff.at_risk"]


def risk_table(report: Report, found: Cliff) -> Table:
    """One row for each position that money which lasts does not pay in full."""
    return {
        w("cliff.position"): [safe(one.name) for one in found.at_risk],
        w("cliff.fte"): [w("not") if one.fte is None else number(one.fte) for one in found.at_risk],
        w("program"): [safe(report.case.programs[one.program].name) for one in found.at_risk],
        w("cliff.costs", year=found.year): [money(one.cost) for one in found.at_risk],
        w("cliff.unpaid"): [money(one.missing) for one in found.at_risk],
    }


def recurring_table(report: Report, found: Cliff) -> Table:
    """One row for each program that goes on, in the order in which money that lasts is given to them; then the totals."""
    names = [safe(report.case.programs[one.program].name) for one in found.programs]
    return {
        w("program"): [*names, w("total")],
        w("cliff.costs", year=found.year): [*(money(one.cost) for one in found.programs), money(found.recurs)],
        w("cliff.paid"): [*(money_or_none(one.paid) for one in found.programs), money(found.paid)],
        w("cliff.unpaid"): [*(money_or_none(one.missing) for one in found.programs), money(found.gap)],
    }


def lasting_table(report: Report, found: Cliff) -> Table:
    """One row for each source that goes on: what it gives, what it may pay, what is left of it."""
    return {
        w("source"): [safe(report.case.plan.sources[one.source].name) for one in found.sources],
        w("cliff.gives", year=found.year): [money(one.amount) for one in found.sources],
        w("indirect"): [money_or_none(one.indirect) for one in found.sources],
        w("cliff.pays"): [money_or_none(one.paid) for one in found.sources],
        w("cliff.left"): [money_or_none(one.left) for one in found.sources],
    }
