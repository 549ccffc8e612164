"""The revision tab: one row for each object code in each year, and whether each year's budget ties to the award."""

from __future__ import annotations

from fractions import Fraction

from allocator.domain.report import Report
from allocator.domain.sacs import object_name
from allocator.export import labels
from allocator.export.grid import Column, Grid, cells
from allocator.export.request.form import TOTALS, Form, Shown
from allocator.messages import text
from allocator.whatif.moved import Moved
from allocator.whatif.revise import Revised
from allocator.whatif.revise_words import reasons

LOOKS: dict[Shown, tuple[str, float, float]] = {
    "year": ("code", 10, 12), "object": ("code", 9, 12), "object_name": ("text", 20, 34), "resource": ("code", 10, 12),
    "approved": ("money", 13, 18), "change": ("money", 13, 18), "revised": ("money", 13, 18), "percent": ("percent", 11, 14),
    "needs_approval": ("text", 10, 12), "justification": ("text", 40, 76),
}
"""How a column looks: kind of cell, least and most width."""
NEW = "new"
YEAR, AWARD, CARRIED_IN, APPROVED, REVISED, CARRIED_ON, LAPSES, UNSPENT, CHECK = range(TOTALS)


def write(grid: Grid, found: Revised, form: Form, report: Report) -> None:
    """The rows, their total, and the check."""
    at = {column.shows: number for number, column in enumerate(form.revision.columns)}
    first = grid.table("request_revision", [
        Column("-", column.heading, *LOOKS[column.shows]) for column in form.revision.columns])
    for one in found.asked.moved:
        _row(grid, at, found, report, one)
    last = grid.row - 1
    _total(grid, at, found, (first, last))
    grid.next(2)
    _ties(grid, at, found, form, report, (first, last))


def _row(grid: Grid, at: dict[Shown, int], found: Revised, report: Report, one: Moved) -> None:
    source = report.case.plan.sources[found.source]
    words: dict[Shown, str] = {
        "year": one.year, "object": one.object, "object_name": object_name(one.object), "resource": source.resource or "",
    }
    for shows, word in words.items():
        if shows in at:
            grid.text(at[shows], word)
    grid.number(at["approved"], one.approved)
    grid.number(at["revised"], one.now)
    approved, change = grid.at(at["approved"]), ""
    if "change" in at:
        change = grid.at(at["change"])
        grid.formula(at["change"], f"{grid.at(at['revised'])}-{approved}", one.change)
    if "percent" in at:
        share = one.share if one.share is not None else NEW if one.change else Fraction(0)
        grid.formula(at["percent"], f'IF({approved}=0,IF({change}=0,0,"{NEW}"),{change}/{approved})', share, kind="percent")
    if "needs_approval" in at:
        limit = f"ABS({change})*{found.share.denominator}>={approved}*{found.share.numerator}"
        needs = labels.YES if one.needs_approval else labels.NO
        grid.formula(at["needs_approval"], f'IF({change}=0,"{labels.NO}",IF({limit},"{labels.YES}","{labels.NO}"))', needs,
                     "strong" if one.needs_approval else "")
    if "justification" in at:
        grid.text(at["justification"], " ".join(text(why) for why in reasons(report.case, one)), "input")
    grid.next()


def _total(grid: Grid, at: dict[Shown, int], found: Revised, rows: tuple[int, int]) -> None:
    """The dollars of all rows."""
    first, last = rows
    sums: dict[Shown, int] = {
        "approved": sum(one.approved for one in found.asked.moved), "change": sum(one.change for one in found.asked.moved),
        "revised": sum(one.now for one in found.asked.moved),
    }
    grid.text(0, labels.TOTAL, "grand")
    for shows, column in at.items():
        if shows in sums:
            grid.formula(column, f"SUM({cells(first, column, last, column)})", sums[shows], "grand")
        elif column:
            grid.blank(column, "grand")


def _ties(grid: Grid, at: dict[Shown, int], found: Revised, form: Form, report: Report, rows: tuple[int, int]) -> None:
    """Award and carried in = revised budget + what goes on, lapses or stays, in each year."""
    grid.remark(form.totals.title)
    kinds = {YEAR: "code", CHECK: "text"}
    grid.table("request_totals", [Column("-", heading, kinds.get(column, "money"), 12, 76)
                                  for column, heading in enumerate(form.totals.columns)], repeated=False)
    for year in found.years:
        _year(grid, at, found, report, rows, year)
    grid.remark(form.totals.says)


def _year(grid: Grid, at: dict[Shown, int], found: Revised, report: Report, rows: tuple[int, int], year: str) -> None:
    account, here = report.sources[found.source][year], [one for one in found.asked.moved if one.year == year]
    grid.text(YEAR, year, kind="code")
    for column, dollars in ((AWARD, account.amount), (CARRIED_IN, account.carried_in), (CARRIED_ON, account.carried_out),
                            (LAPSES, account.lapsed), (UNSPENT, account.unspent)):
        grid.number(column, dollars, kind="money")
    years = cells(rows[0], at["year"], rows[1], at["year"], fixed=True)
    shown: tuple[tuple[int, Shown, int], ...] = (
        (APPROVED, "approved", sum(one.approved for one in here)), (REVISED, "revised", sum(one.now for one in here)))
    for column, shows, dollars in shown:
        of = cells(rows[0], at[shows], rows[1], at[shows], fixed=True)
        grid.formula(column, f"SUMPRODUCT(({years}={grid.at(YEAR)})*1,{of})", dollars, kind="money")
    left = "+".join(grid.at(column) for column in (REVISED, CARRIED_ON, LAPSES, UNSPENT))
    away = f"({grid.at(AWARD)}+{grid.at(CARRIED_IN)})-({left})"
    grid.formula(CHECK, f'IF({away}=0,"{labels.OK}","Differs by "&TEXT({away},"$#,##0;-$#,##0"))', labels.OK, kind="text")
    grid.next()
