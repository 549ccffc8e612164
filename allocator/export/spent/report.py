"""The expenditure report of a grant with what was really spent: one row for each object code, in the layout of a form's file.

The books know object codes, not costs: what one of several costs under a code really took is not known, and is not made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from allocator.domain.sacs import INDIRECT_OBJECT, object_name
from allocator.explain.narrative import Explained, explained, indirect_words
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.forms.reported import Reported, reported
from allocator.export.forms.schema import BY_YEAR, FormColumn
from allocator.export.grid import Column, Grid, cells
from allocator.export.spent.pages import BOOKED_ACTUAL, BOOKED_PLANNED, Pages
from allocator.whatif.spending import planned

KINDS = {"object": "code", "budget": "money", "actual": "money", "match_amount": "money"}
SHEETS = ("spent_objects", "spent_sources", "spent_left", "spent_remaining", "spent_booked")
BY_OBJECT = "By object code, as the books have it; what counts as match goes into the tinted cells."
NOT_PLANNED = "Not in the adopted budget."
Amounts = Mapping[tuple[str, str], int]
"""(year, object code) -> dollars."""


@dataclass(frozen=True)
class Row:
    """What a row says in words, by what a column holds."""

    code: str
    texts: Mapping[str, str]


def write(book: Book, pages: Pages) -> None:
    """A sheet for each grant that a form reports."""
    case = pages.closed.case
    for one in reported(case, case.sources, [labels.SHEETS[key] for key in SHEETS]):
        _sheet(book, pages, one)


def _sheet(book: Book, pages: Pages, one: Reported) -> None:
    years = list(pages.closed.case.years)
    columns = [(column, year) for column in one.form.columns for year in (years if column.holds in BY_YEAR else [""])]
    grid = Grid(book, "report", len(columns), one.sheet)
    resource = pages.closed.case.plan.sources[one.source].resource
    grid.title(f"{one.form.title}: {pages.names.source[one.source]}" + (f" (resource {resource})" if resource else ""), BY_OBJECT)
    if one.doubt:
        grid.badge(one.doubt)
    first = grid.table(f"report_{one.number}", [
        Column("-", column.of(year), KINDS.get(column.holds, "text"), column.least, column.width) for column, year in columns])
    budget = {(year, code): dollars for (source, year, code), dollars in planned(pages.closed.ledger, years).items()
              if source == one.source}
    spent = {(row.year, row.object): row.actual for row in pages.rows if row.source == one.source}
    for row in _rows(pages, one, sorted({code for _, code in (*budget, *spent)})):
        _row(grid, pages, one, columns, row, (budget, spent))
    _total(grid, columns, first, (budget, spent))
    for who in one.form.signatures:
        grid.next()
        grid.remark(f"{who}: {'_' * 60} {'_' * 18}", "line")
    pages.finish(grid, 2, kept=one.form.kept, paper=one.form.paper)


def _rows(pages: Pages, one: Reported, codes: list[str]) -> list[Row]:
    """Object codes with every cost that the grant pays under them."""
    case, budget = pages.closed.case, pages.closed.ledger.budget
    paid = {(p.program, p.line, p.object) for p in budget.payments if p.source == one.source}
    costs = [cost for cost in explained(case, budget) if (cost.program, cost.line, cost.object) in paid]
    return [Row(code, _texts(pages, one, code, [cost for cost in costs if cost.object == code])) for code in codes]


def _texts(pages: Pages, one: Reported, code: str, costs: list[Explained]) -> dict[str, str]:
    case, names = pages.closed.case, pages.names
    programs = list(dict.fromkeys(cost.program for cost in costs))
    pillars = dict.fromkeys(labels.PILLARS.get(case.programs[program].pillar or "", "") for program in programs)
    said = [f"{names.program[cost.program]}. {'' if cost.named else f'{names.line[cost.program, cost.line]}: '}"
            f"{'; '.join(str(phrase) for phrase in cost.says)}." for cost in costs]
    if code == INDIRECT_OBJECT and not costs:
        said = [f"{labels.INDIRECT}: {indirect_words(case, one.source)}."]
    return {
        "site": " and ".join(site.name for site in case.plan.sites.values()), "object": code, "object_name": object_name(code),
        "program": "; ".join(names.program[program] for program in programs), "pillar": "; ".join(filter(None, pillars)),
        "cost": "; ".join(names.line[cost.program, cost.line] for cost in costs), "narrative": "\n".join(said) or NOT_PLANNED,
    }


def _row(grid: Grid, pages: Pages, one: Reported, columns: list[tuple[FormColumn, str]], row: Row,
         figures: tuple[Amounts, Amounts]) -> None:
    budget, spent = figures
    for at, (column, year) in enumerate(columns):
        if column.holds in row.texts:
            grid.text(at, row.texts[column.holds])
        elif column.holds == "budget" and year not in pages.years:
            grid.number(at, budget.get((year, row.code), 0))
        elif column.holds == "budget":
            grid.formula(at, _booked(pages, one, row.code, year, BOOKED_PLANNED), budget.get((year, row.code), 0))
        elif column.holds == "actual" and year in pages.years:
            grid.formula(at, _booked(pages, one, row.code, year, BOOKED_ACTUAL), spent.get((year, row.code), 0))
        else:
            grid.blank(at, "input")
    grid.next()


def _booked(pages: Pages, one: Reported, code: str, year: str, column: int) -> str:
    """Dollars of the sheet Booked: its row of this source, year and object code."""
    at = next((number for number, row in enumerate(pages.rows) if (row.source, row.year, row.object) == (one.source, year, code)),
              None)
    if at is None:
        return "0"
    return f"INDEX({pages.booked(column)},{at + 1})"


def _total(grid: Grid, columns: list[tuple[FormColumn, str]], first: int, figures: tuple[Amounts, Amounts]) -> None:
    for at, (column, year) in enumerate(columns):
        if column.holds in BY_YEAR:
            value = sum(dollars for (when, _), dollars in figures[column.holds == "actual"].items() if when == year)
            above = f"SUM({cells(first, at, grid.row - 1, at)})" if grid.row > first else "0"
            grid.formula(at, above, value, "grand")
        elif at:
            grid.blank(at, "grand", "text")
        else:
            grid.text(at, labels.TOTAL, "grand", "text")
    grid.next()
