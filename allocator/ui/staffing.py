"""People: how many FTE of each role a budget uses in a year, against how many can be had. No screen in here."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from allocator.domain.plan import ByYear, Plan
from allocator.domain.report import Report
from allocator.money import exact
from allocator.ui.figures import Table
from allocator.ui.show import listed, number, safe, stretch
from allocator.ui.words import w

NONE = Fraction(0)


def in_year(value: ByYear | None, year: str) -> Fraction | None:
    """A figure that is the same in every year, or given by year; None where nothing is said."""
    if isinstance(value, dict):
        return exact(value[year]) if year in value else None
    return None if value is None else exact(value)


def staffing_table(report: Report, plan: Plan) -> Table:
    """One row for each role that is used: FTE in use in each year and how many can be had. ``plan``: the plan at hand, whose
    limits count."""
    roles = roles_used(report, plan)
    table: Table = {w("role"): [safe(plan.staff[role].name) for role in roles]}
    for year in report.case.years:
        table[year] = [_cell(_used(report, role, year), in_year(plan.staff[role].max, year)) for role in roles]
    return table


def staffing_lines(report: Report, plan: Plan) -> list[str]:
    """What to know first: where more people are needed than can be had, where nobody is left, and who is not needed."""
    used = roles_used(report, plan)
    idle = sorted(plan.staff[role].name for role in plan.staff if role not in used)
    said = [*_lines(report, plan, "over"), *_lines(report, plan, "full")]
    return [*said, w("staffing.idle", list=listed([safe(name) for name in idle]))] if idle else said


def roles_used(report: Report, plan: Plan) -> list[str]:
    """Ids of roles that the budget uses, the most used first."""
    total = {role: sum(report.staff.get(role, {}).values(), NONE) for role in plan.staff}
    return sorted((role for role in total if total[role]), key=lambda role: (-total[role], plan.staff[role].name))


def _used(report: Report, role: str, year: str) -> Fraction:
    return report.staff.get(role, {}).get(year, NONE)


def _cell(used: Fraction, most: Fraction | None) -> str:
    """``0.5 of 1``, and in words where nothing is left or too many are asked for."""
    if most is None:
        return w("staffing.no_limit", used=number(used)) if used else w("not")
    if not used:
        return w("staffing.none", most=number(most)) if most else w("not")
    if used > most:
        return w("staffing.over", used=number(used), most=number(most), over=number(used - most))
    return w("staffing.full" if used == most else "staffing.some", used=number(used), most=number(most))


def _lines(report: Report, plan: Plan, which: str) -> Iterator[str]:
    found = []
    for role in roles_used(report, plan):
        limit = plan.staff[role].max
        years = [year for year in report.case.years if _state(_used(report, role, year), in_year(limit, year)) == which]
        if years:
            name, every = safe(plan.staff[role].name), len(years) == len(report.case.years)
            found.append(w("staffing.every", role=name) if every else w("staffing.in", role=name, years=stretch(years)))
    if found:
        yield w("staffing.over.says" if which == "over" else "staffing.full.says", list=listed(found))


def _state(used: Fraction, most: Fraction | None) -> str:
    if most is None or not used or used < most:
        return ""
    return "over" if used > most else "full"
