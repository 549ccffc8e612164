"""The sheets of the budget workbook, one file each. SHEETS is the order in which they appear."""

from __future__ import annotations

from collections.abc import Callable

from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.sheets import (
    assumptions,
    awards,
    checks,
    detail,
    levels,
    lists,
    meta,
    need_levels,
    needs,
    objects,
    programs,
    read_me,
    rules,
    sources,
    staff_levels,
    staffing,
    summary,
)

SHEETS: list[Callable[[Book, Facts], None]] = [
    read_me.write, summary.write, objects.write, detail.write, programs.write, levels.write, staffing.write,
    staff_levels.write, needs.write, need_levels.write, sources.write, awards.write, rules.write, assumptions.write, checks.write, lists.write, meta.write,
]
