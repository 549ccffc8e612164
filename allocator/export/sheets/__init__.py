"""The sheets of the budget workbook, one file each. SHEETS is the order in which they appear."""

from __future__ import annotations

from collections.abc import Callable

from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.sheets import (
    assumptions,
    awards,
    beside,
    checks,
    cliff,
    costs,
    detail,
    expenditure_report,
    framework,
    last_year,
    levels,
    lists,
    match,
    meta,
    narrative,
    need_levels,
    needs,
    objects,
    pillars,
    programs,
    read_me,
    rollout,
    rules,
    sources,
    staff_levels,
    staffing,
    summary,
    why,
)

SHEETS: list[Callable[[Book, Facts], None]] = [
    # for everybody
    read_me.write, summary.write, pillars.write, why.write, beside.write,
    # the budget
    objects.write, narrative.write, last_year.write, detail.write, costs.write, programs.write, levels.write,
    # people, needs, money
    staffing.write, staff_levels.write, needs.write, need_levels.write, sources.write, awards.write,
    match.write,
    # the framework, and what comes after
    framework.write, rollout.write, cliff.write,
    # reports of grants, where the plan has such a grant
    expenditure_report.write,
    # what it rests on
    rules.write, assumptions.write, checks.write,
    # hidden
    lists.write, meta.write,
]
