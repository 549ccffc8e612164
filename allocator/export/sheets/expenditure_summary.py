"""The sums of an expenditure report by object code, and the lines on which it is signed."""

from __future__ import annotations

from allocator.domain.sacs import INDIRECT_OBJECT, object_name
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.forms.reported import Reported
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import FIRST_ROW, finish, notice, sum_where

OBJECT, NAME, DOLLARS = range(3)
LEFT = "Not yet spent"
SIGNED = ("Name and title", "signature", "date")
SIGN_HEIGHT, LINE_HEIGHT = 34, 24
Head = tuple[str, str, str]
"""What a column of dollars holds, its year or all of them, its heading."""


def write(book: Book, facts: Facts, one: Reported) -> None:
    """The whole sheet: budget and actual by object, each with its sum over the years, and what is not yet spent."""
    kinds = [column for column in one.form.columns if column.holds in ("budget", "actual")]
    heads: list[Head] = [(column.holds, year, column.of(year))
                         for column in kinds for year in [*facts.years, labels.ALL_YEARS]]
    actual = any(column.holds == "actual" for column in kinds)
    columns = [Column("-", "Object", "code", 9), Column("-", "Name", least=30, most=44),
               *[Column("-", heading, "money", 12) for _, _, heading in heads], *[Column("-", LEFT, "money", 12)] * actual]
    grid = Grid(book, "report_summary", len(columns), one.summary)
    grid.title(f"{one.form.title}, summary by object: {facts.names.source[one.source]}", one.form.summary_says)
    notice(grid, labels.AT_CHANGED_RATES["report"], one.doubt)
    grid.table(f"report_summary_{one.number}", columns)
    for code in _codes(facts, one):
        _object(grid, facts, one, code, heads)
    last = grid.row - 1
    _total(book, grid, facts, one, heads, last)
    first = grid.first_page(DOLLARS, one.form.paper)
    if one.form.signatures and first < len(columns):
        _signed_below(grid, one, (first - DOLLARS) // len(SIGNED))
    elif one.form.signatures:
        _signatures(grid, one, first - DOLLARS)
    finish(facts, grid, DOLLARS, paper=one.form.paper)


def _codes(facts: Facts, one: Reported) -> list[str]:
    """Object codes under which the grant pays or is charged anything."""
    codes = {row.object for row in facts.detail if row.source == one.source}
    return sorted(codes | ({INDIRECT_OBJECT} if one.source in facts.charged else set())) or [INDIRECT_OBJECT]


def _dollars(facts: Facts, one: Reported, code: str, year: str) -> int:
    direct = sum(row.dollars[year] for row in facts.detail if (row.source, row.object) == (one.source, code))
    return direct + (facts.account(one.source, year).indirect if code == INDIRECT_OBJECT else 0)


def _object(grid: Grid, facts: Facts, one: Reported, code: str, heads: list[Head]) -> None:
    grid.text(OBJECT, code)
    grid.text(NAME, object_name(code))
    values = [_dollars(facts, one, code, year) for year in facts.years]
    for at, (holds, year, _) in enumerate(heads, DOLLARS):
        if year == labels.ALL_YEARS:
            value = sum(values) if holds == "budget" else 0
            grid.formula(at, f"SUM({cells(grid.row, at - len(facts.years), grid.row, at - 1)})", value)
        else:
            value = values[facts.years.index(year)] if holds == "budget" else 0
            grid.formula(at, sum_where(one.name("object"), grid.at(OBJECT), one.name(holds, year)), value)
    _left(grid, heads, sum(values), "")
    grid.next()


def _left(grid: Grid, heads: list[Head], dollars: int, look: str) -> None:
    """What is budgeted and not yet spent, over all years."""
    sums = {holds: grid.at(at) for at, (holds, year, _) in enumerate(heads, DOLLARS) if year == labels.ALL_YEARS}
    if "actual" in sums:
        grid.formula(DOLLARS + len(heads), f"{sums['budget']}-{sums['actual']}", dollars, look)


def _total(book: Book, grid: Grid, facts: Facts, one: Reported, heads: list[Head], last: int) -> None:
    grid.text(OBJECT, labels.TOTAL, "grand")
    grid.blank(NAME, "grand")
    spent = {year: facts.account(one.source, year).paid + facts.account(one.source, year).indirect for year in facts.years}
    spent[labels.ALL_YEARS] = sum(spent.values())
    for at, (holds, year, _) in enumerate(heads, DOLLARS):
        grid.formula(at, f"SUM({cells(FIRST_ROW, at, last, at)})", spent[year] if holds == "budget" else 0, "grand")
        if year != labels.ALL_YEARS:
            book.name(one.name("summary", holds, year), grid.name, grid.at(at, fixed=True))
    _left(grid, heads, spent[labels.ALL_YEARS], "grand")
    grid.next(2)


def _signatures(grid: Grid, one: Reported, wide: int) -> None:
    """Lines to sign on, in the columns of dollars: name, signature and date apart where there is room."""
    apart = [(0, 2), (3, 2), (6, 1)]
    words, lines = (SIGNED, apart) if wide >= 7 else ((", ".join(SIGNED),), [(0, wide)])
    for (first, _), word in zip(lines, words, strict=True):
        grid.text(DOLLARS + first, word[:1].upper() + word[1:], kind="line")
    grid.next()
    for who in one.form.signatures:
        grid.sheet.set_row(grid.row, SIGN_HEIGHT)
        grid.text(OBJECT, who, "signer", "line")
        for first, long in lines:
            for column in range(first, first + long):
                grid.blank(DOLLARS + column, "sign", "text")
        grid.next()


def _signed_below(grid: Grid, one: Reported, wide: int) -> None:
    """The same on a sheet that is several pages wide: all of it in the dollars of the first page, for object and name stand on
    every page. Who signs stands below the line."""
    for at, word in enumerate(SIGNED):
        grid.text(DOLLARS + at * wide, word[:1].upper() + word[1:], kind="line")
    grid.next()
    for who in one.form.signatures:
        grid.sheet.set_row(grid.row, LINE_HEIGHT)
        for column in range(DOLLARS, DOLLARS + wide * len(SIGNED)):
            grid.blank(column, "sign", "text")
        grid.next()
        grid.text(DOLLARS, who, kind="line")
        grid.next()
