"""Detail: one row for each cost and the source that pays it. The only place where dollars are entered."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from allocator.domain.charge import Charge
from allocator.domain.rate_figures import INDIRECT
from allocator.domain.sacs import INDIRECT_FUNCTION, INDIRECT_GOAL, INDIRECT_OBJECT, object_name
from allocator.domain.workbook_layout import DETAIL
from allocator.export import account, labels
from allocator.export.book import Book
from allocator.export.detail_rows import DetailRow
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import chosen, finish, start, written_rate, year_columns
from allocator.export.sheets import follows

SPARE_ROWS = 6
PROGRAM, LINE, OBJECT, OBJECT_NAME, FUNCTION, GOAL, RESOURCE, SOURCE, POSITION, BASE, DOLLARS = range(11)
MOST_DOLLARS = 10_000_000_000
PERCENT = "0.00##%"


def columns(facts: Facts) -> list[Column]:
    """The table's columns."""
    return [
        Column("program", "Program", most=30), Column("line", "Cost", most=30), Column("object", "Object", "code"),
        Column("-", "Object name", most=26), Column("-", "Function", "code"), Column("-", "Goal", "code"),
        Column("-", "Resource", "code"), Column("source", "Source", most=28), Column("-", "Position", most=16),
        Column("-", "In indirect base"), *year_columns(facts.years), Column("all", labels.ALL_YEARS, "money", 12),
        *([Column("-", "Account", "line", 12, 60)] if facts.accounts else []), *follows.columns(facts),
    ]


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    grid = Grid(book, "detail", len(columns(facts)))
    beside = follows.Follows(grid, facts, right(facts))
    start(facts, grid)
    first = grid.table(DETAIL, columns(facts))
    for row in facts.detail:
        _payment(grid, facts, row)
        beside.payment(row)
        grid.next()
    for _ in range(SPARE_ROWS):
        _spare(grid, facts)
        beside.payment(None)
        grid.next()
    last = grid.row - 1
    _name_ranges(book, facts, grid, first, last)
    beside.name_ranges(book, first, last)
    _validate(grid, facts, first, last)
    bottom = _indirect(book, facts, grid, beside)
    _total(grid, facts, first, last, bottom)
    finish(facts, grid, 2, printed=right(facts))


def _payment(grid: Grid, facts: Facts, row: DetailRow) -> None:
    names, source = facts.names, facts.case.plan.sources[row.source]
    charge = facts.charges.get((row.program, row.line, row.object))
    grid.text(PROGRAM, names.program[row.program])
    grid.text(LINE, names.line.get((row.program, row.line), row.line))
    grid.text(OBJECT, row.object)
    _object_name(grid, object_name(row.object))
    function, goal = _codes(facts, row, charge)
    grid.text(FUNCTION, function)
    grid.text(GOAL, goal)
    _resource(grid, source.resource or "")
    grid.text(SOURCE, names.source[row.source], "input")
    grid.text(POSITION, charge.tie if charge else "")
    usual = in_usual_base(row.object)
    if charge is not None and facts.case.indirect_rate(row.source) and facts.case.in_base(row.source, charge) != usual:
        grid.text(BASE, labels.NO if usual else labels.YES)
    else:
        _base(grid, usual)
    for at, year in enumerate(facts.years):
        grid.number(DOLLARS + at, row.dollars[year], "input")
    _all_years(grid, facts, sum(row.dollars.values()))
    if facts.accounts:
        codes = facts.accounts.of_payment(row.program, row.line, row.object, row.source)
        grid.formula(account_column(facts), _account(grid, facts, codes["site"]), facts.accounts.text(codes))


def account_column(facts: Facts) -> int:
    """The column of the account strings: after the dollars, so that none of them moves when a plan has accounts."""
    return DOLLARS + len(facts.years) + 1


def right(facts: Facts) -> int:
    """First of the columns on the right, which follow the rates on Assumptions."""
    return account_column(facts) + bool(facts.accounts)


def _codes(facts: Facts, row: DetailRow, charge: Charge | None) -> tuple[str, str]:
    """Function and goal of a row: as its account string has them, or what the line itself states."""
    if facts.accounts is None:
        return (charge.function, charge.goal) if charge else ("", "")
    codes = facts.accounts.of_payment(row.program, row.line, row.object, row.source)
    return codes["function"], codes["goal"]


def _account(grid: Grid, facts: Facts, site: str) -> str:
    """The formula of the account string of a row, which follows its source and its object."""
    cells_of = {"goal": grid.at(GOAL), "function": grid.at(FUNCTION), "object": grid.at(OBJECT)}
    return account.formula(facts, grid.at(SOURCE), cells_of, site)


def _spare(grid: Grid, facts: Facts) -> None:
    for column in (PROGRAM, LINE, OBJECT, SOURCE):
        grid.blank(column, "input")
    for column in (FUNCTION, GOAL, POSITION):
        grid.blank(column)
    _object_name(grid, "")
    _resource(grid, "")
    _base(grid, False)
    for at in range(len(facts.years)):
        grid.blank(DOLLARS + at, "input")
    _all_years(grid, facts, 0)
    if facts.accounts:
        grid.formula(account_column(facts), _account(grid, facts, account.only_site(facts)), labels.NONE)


def in_usual_base(code: str) -> bool:
    """Whether an object code is in the usual base of the indirect charge: 1000 to 5999 without food, subagreements and
    transfers. The sheet's formula says the same."""
    return "1000" <= code <= "5999" and code not in ("4700", "5100", "5700")


def _base(grid: Grid, usual: bool) -> None:
    code = grid.at(OBJECT)
    out = "".join(f',{code}<>"{other}"' for other in ("4700", "5100", "5700"))
    grid.formula(BASE, f'IF(AND({code}>="1000",{code}<="5999"{out}),"{labels.YES}","{labels.NO}")',
                 labels.YES if usual else labels.NO)


def _object_name(grid: Grid, name: str) -> None:
    grid.formula(OBJECT_NAME, f'IFERROR(INDEX(List_Object_Name,MATCH({grid.at(OBJECT)},List_Object,0)),"{labels.NONE}")',
                 name or labels.NONE)


def _resource(grid: Grid, resource: str) -> None:
    grid.formula(RESOURCE, f"INDEX(List_Resource,1+SUMPRODUCT((List_Source={grid.at(SOURCE)})*List_Number))",
                 resource or labels.NONE)


def _all_years(grid: Grid, facts: Facts, dollars: int, look: str = "") -> None:
    last = DOLLARS + len(facts.years)
    grid.formula(last, f"SUM({cells(grid.row, DOLLARS, grid.row, last - 1)})", dollars, look)


def _name_ranges(book: Book, facts: Facts, grid: Grid, first: int, last: int) -> None:
    for name, column in (("Detail_Program", PROGRAM), ("Detail_Object", OBJECT), ("Detail_Source", SOURCE),
                         ("Detail_In_Base", BASE)):
        book.name(name, grid.name, cells(first, column, last, column, fixed=True))
    for at, year in enumerate(facts.years):
        book.name(chosen(year), grid.name, cells(first, DOLLARS + at, last, DOLLARS + at, fixed=True))


def _validate(grid: Grid, facts: Facts, first: int, last: int) -> None:
    sheet, spare = grid.sheet, last - SPARE_ROWS + 1
    sheet.data_validation(first, DOLLARS, last, DOLLARS + len(facts.years) - 1, {
        "validate": "integer", "criteria": "between", "minimum": 0, "maximum": MOST_DOLLARS,
        "input_title": "Whole dollars", "input_message": "What this source pays of this cost in the year.",
        "error_title": "Whole dollars", "error_message": "Enter whole dollars such as 48000, without cents.",
    })
    pick: Callable[[str], dict[str, str]] = lambda name: {  # noqa: E731
        "validate": "list", "source": f"={name}", "error_title": "Not on the list", "error_message": "Choose from the list."}
    sheet.data_validation(first, SOURCE, last, SOURCE, pick("List_Source_Pick"))
    sheet.data_validation(spare, OBJECT, last, OBJECT, pick("List_Object"))
    sheet.data_validation(spare, PROGRAM, last, PROGRAM, pick("List_Program"))


def _indirect(book: Book, facts: Facts, grid: Grid, beside: follows.Follows) -> tuple[int, int]:
    first = grid.row
    for source in facts.charged:
        rate, was = facts.rates.name(INDIRECT, source), written_rate(facts, ("plan", INDIRECT, source))
        grid.text(PROGRAM, labels.INDIRECT)
        grid.formula(LINE, f'TEXT({was},"{PERCENT}")&" of base"&IF({rate}={was},"",", now "&TEXT({rate},"{PERCENT}"))',
                     _percent(facts, source))
        _fixed_codes(grid, facts, source)
        for at, year in enumerate(facts.years):
            dollars = facts.account(source, year).indirect
            grid.formula(DOLLARS + at, follows.indirect(was, grid.at(SOURCE), chosen(year)), dollars)
        _all_years(grid, facts, sum(facts.account(source, y).indirect for y in facts.years))
        if facts.accounts:
            grid.text(account_column(facts), facts.accounts.text(facts.accounts.of_indirect(source)))
        beside.indirect(source, grid.at(SOURCE))
        grid.figure("sources", source, "*", "indirect", all=f"sums|source|{source}|indirect")
        grid.next()
    if not facts.charged:
        grid.text(PROGRAM, labels.NO_INDIRECT)
        for at in range(len(facts.years) + 1):
            grid.number(DOLLARS + at, 0)
        beside.no_indirect()
        grid.next()
    last = grid.row - 1
    book.name("Indirect_Source", grid.name, cells(first, SOURCE, last, SOURCE, fixed=True))
    beside.name_indirect(book, first, last)
    return first, last


def _fixed_codes(grid: Grid, facts: Facts, source: str) -> None:
    grid.text(OBJECT, INDIRECT_OBJECT)
    grid.text(OBJECT_NAME, object_name(INDIRECT_OBJECT))
    grid.text(FUNCTION, INDIRECT_FUNCTION)
    grid.text(GOAL, INDIRECT_GOAL)
    grid.text(RESOURCE, facts.case.plan.sources[source].resource or labels.NONE)
    grid.text(SOURCE, facts.names.source[source])
    grid.text(BASE, labels.NO)


def _percent(facts: Facts, source: str) -> str:
    digits = f"{float(facts.case.indirect_rate(source)) * 100:.4f}".rstrip("0")
    whole, _, part = digits.partition(".")
    return f"{whole}.{part.ljust(2, '0')}% of base"


def _total(grid: Grid, facts: Facts, first: int, last: int, bottom: tuple[int, int]) -> None:
    grid.text(PROGRAM, labels.TOTAL, "grand")
    follow = right(facts)
    for column in (*range(LINE, DOLLARS), follow):
        grid.blank(column, "grand")
    for block, (at, year) in product((DOLLARS, follow + 1), enumerate(facts.years)):
        column = block + at
        grid.formula(column, f"SUM({cells(first, column, last, column)})+SUM({cells(bottom[0], column, bottom[1], column)})",
                     facts.spent(year), "grand")
    _all_years(grid, facts, sum(facts.spent(year) for year in facts.years), "grand")
    if facts.accounts:
        grid.blank(account_column(facts), "grand")
        account.mark_gaps(grid, account_column(facts), first, bottom[1])
    grid.figure("totals", "sources", "*", all="totals|all")
