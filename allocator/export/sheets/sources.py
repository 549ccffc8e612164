"""Sources: amount + carried in = paid + indirect + carried out + lapsed + unspent."""

from __future__ import annotations

from allocator.domain.report import SourceYear
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.ledger import AwardYear, has_ledger, ledger
from allocator.export.places import FIRST_ROW, charged, finish, paid, start, sum_where
from allocator.export.sheets.awards import KEPT

FIELDS = ("amount", "carried_in", "paid", "indirect", "carried_out", "lapsed", "unspent")
HEADINGS = ("Amount", "Carried in", "Paid", "Indirect", "Carried out", "Lapsed", "Unspent at the end")
SOURCE, RESOURCE, YEAR, AMOUNT, CAME, PAID, INDIRECT, OUT, LAPSED, UNSPENT, CHECK = range(11)


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    columns = [
        Column("-", "Source", least=26, most=40), Column("-", "Resource", "code"), Column("-", "Year", least=10),
        *[Column(code, heading, "money", 13) for code, heading in zip(FIELDS, HEADINGS, strict=True)],
        Column("-", "Within its amount", least=14, most=30),
    ]
    grid = Grid(book, "sources", len(columns))
    start(facts, grid)
    grid.table("sources", columns)
    rows = {source: ledger(facts, source) for source in facts.sources if has_ledger(facts, source)}
    first, at = grid.row, FIRST_ROW
    for source in facts.sources:
        at = _source(grid, facts, source, rows.get(source, []), at)
    if facts.sources:
        book.name("Source_Within_Amount", grid.name, cells(first, CHECK, grid.row - 1, CHECK, fixed=True))
        book.name("Source_Year", grid.name, cells(first, YEAR, grid.row - 1, YEAR, fixed=True))
        book.name("Source_Paid", grid.name, cells(first, PAID, grid.row - 1, PAID, fixed=True))
        book.name("Source_Indirect", grid.name, cells(first, INDIRECT, grid.row - 1, INDIRECT, fixed=True))
    finish(facts, grid, 3)


def _source(grid: Grid, facts: Facts, source: str, rows: list[AwardYear], at: int) -> int:
    first = grid.row
    for year in facts.years:
        mine = [row for row in rows if row.year == year]
        _year(grid, facts, source, year, (at, at + len(mine) - 1) if mine else None)
        at += len(mine)
    _all(grid, facts, source, first)
    return at


def _words(grid: Grid, facts: Facts, source: str, year: str, look: str = "") -> None:
    grid.text(SOURCE, facts.names.source[source], look)
    grid.text(RESOURCE, facts.case.plan.sources[source].resource or "", look)
    grid.text(YEAR, year, look)


def _year(grid: Grid, facts: Facts, source: str, year: str, kept: tuple[int, int] | None) -> None:
    account, is_first, is_last = facts.account(source, year), year == facts.years[0], year == facts.years[-1]
    _words(grid, facts, source, year)
    grid.number(AMOUNT, account.amount)
    if is_first:
        grid.number(CAME, account.carried_in)
    else:
        grid.formula(CAME, grid.at(OUT, grid.row - 1), account.carried_in)
    grid.formula(PAID, sum_where("Detail_Source", grid.at(SOURCE), paid(year)), account.paid)
    grid.formula(INDIRECT, sum_where("Indirect_Source", grid.at(SOURCE), charged(year)), account.indirect)
    for column, value, here in ((OUT, account.carried_out, not is_last), (UNSPENT, account.unspent, is_last)):
        if kept and here:
            grid.formula(column, f"SUM({labels.SHEETS['awards']}!{cells(kept[0], KEPT, kept[1], KEPT)})", value)
        else:
            grid.number(column, value)
    grid.formula(LAPSED, f"{grid.at(AMOUNT)}+{grid.at(CAME)}-{grid.at(PAID)}-{grid.at(INDIRECT)}-{grid.at(OUT)}"
                 f"-{grid.at(UNSPENT)}", account.lapsed)
    over = grid.at(LAPSED)
    grid.formula(CHECK, f'IF({over}<0,"Over by "&TEXT(-{over},"$#,##0"),"{labels.OK}")', labels.OK)
    grid.figure("sources", source, year)
    grid.next()


def _all(grid: Grid, facts: Facts, source: str, first: int) -> None:
    last = grid.row - 1
    accounts = [facts.account(source, year) for year in facts.years]
    _words(grid, facts, source, labels.ALL_YEARS, "total")
    for column, code in zip(range(AMOUNT, UNSPENT + 1), FIELDS, strict=True):
        values = [_value(account, code) for account in accounts]
        if code == "carried_in":
            grid.formula(column, grid.at(column, first), values[0], "total")
        elif code == "carried_out":
            grid.formula(column, grid.at(column, last), values[-1], "total")
        else:
            grid.formula(column, f"SUM({cells(first, column, last, column)})", sum(values), "total")
    balance = f"{grid.at(AMOUNT)}+{grid.at(CAME)}-SUM({cells(grid.row, PAID, grid.row, UNSPENT)})"
    grid.formula(CHECK, f'IF({balance}=0,"{labels.OK}","Off by "&TEXT({balance},"$#,##0"))', labels.OK, "total")
    grid.figure("sums", "source", source)
    grid.next()


def _value(account: SourceYear, code: str) -> int:
    return int(getattr(account, code))
