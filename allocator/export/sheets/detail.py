"""Detail: one row for each cost and the source that pays it. The only place where dollars are entered."""

from __future__ import annotations

from collections.abc import Callable

from allocator.domain.sacs import INDIRECT, object_name
from allocator.domain.workbook_layout import DETAIL
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import DetailRow, Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import charged, finish, paid, start, year_columns

SPARE_ROWS = 6
PROGRAM, LINE, OBJECT, OBJECT_NAME, FUNCTION, GOAL, RESOURCE, SOURCE, POSITION, BASE, DOLLARS = range(11)
MOST_DOLLARS = 10_000_000_000


def columns(facts: Facts) -> list[Column]:
    """The table's columns."""
    return [
        Column("program", "Program", most=30), Column("line", "Cost", most=30), Column("object", "Object", "code"),
        Column("-", "Object name", most=26), Column("-", "Function", "code"), Column("-", "Goal", "code"),
        Column("-", "Resource", "code"), Column("source", "Source", most=28), Column("-", "Position", most=16),
        Column("-", "In indirect base"), *year_columns(facts.years), Column("all", labels.ALL_YEARS, "money", 12),
    ]


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    grid = Grid(book, "detail", len(columns(facts)))
    start(facts, grid)
    first = grid.table(DETAIL, columns(facts))
    for row in facts.detail:
        _payment(grid, facts, row)
    for _ in range(SPARE_ROWS):
        _spare(grid, facts)
    last = grid.row - 1
    _name_ranges(book, facts, grid, first, last)
    _validate(grid, facts, first, last)
    bottom = _indirect(book, facts, grid)
    _total(grid, facts, first, last, bottom)
    finish(facts, grid, 2)


def _payment(grid: Grid, facts: Facts, row: DetailRow) -> None:
    names, source = facts.names, facts.case.plan.sources[row.source]
    charge = facts.charges.get((row.program, row.line, row.object))
    grid.text(PROGRAM, names.program[row.program])
    grid.text(LINE, names.line.get((row.program, row.line), row.line))
    grid.text(OBJECT, row.object)
    _object_name(grid, object_name(row.object))
    grid.text(FUNCTION, charge.function if charge else "")
    grid.text(GOAL, charge.goal if charge else "")
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
    grid.next()


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
    grid.next()


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
        book.name(paid(year), grid.name, cells(first, DOLLARS + at, last, DOLLARS + at, fixed=True))


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


def _indirect(book: Book, facts: Facts, grid: Grid) -> tuple[int, int]:
    first = grid.row
    for source in facts.charged:
        grid.text(PROGRAM, labels.INDIRECT)
        grid.formula(LINE, f'TEXT({facts.rate_names[source]},"0.00##%")&" of base"', _percent(facts, source))
        _fixed_codes(grid, facts, source)
        for at, year in enumerate(facts.years):
            base = f'SUMPRODUCT((Detail_Source={grid.at(SOURCE)})*(Detail_In_Base="{labels.YES}"),{paid(year)})'
            grid.formula(DOLLARS + at, f"INT(ROUND({facts.rate_names[source]}*{base},6))",
                         facts.account(source, year).indirect)
        _all_years(grid, facts, sum(facts.account(source, y).indirect for y in facts.years))
        grid.figure("sources", source, "*", "indirect", all=f"sums|source|{source}|indirect")
        grid.next()
    if not facts.charged:
        grid.text(PROGRAM, labels.NO_INDIRECT)
        for at in range(len(facts.years) + 1):
            grid.number(DOLLARS + at, 0)
        grid.next()
    last = grid.row - 1
    book.name("Indirect_Source", grid.name, cells(first, SOURCE, last, SOURCE, fixed=True))
    for at, year in enumerate(facts.years):
        book.name(charged(year), grid.name, cells(first, DOLLARS + at, last, DOLLARS + at, fixed=True))
    return first, last


def _fixed_codes(grid: Grid, facts: Facts, source: str) -> None:
    grid.text(OBJECT, INDIRECT)
    grid.text(OBJECT_NAME, object_name(INDIRECT))
    grid.text(FUNCTION, "7210")
    grid.text(GOAL, "0000")
    grid.text(RESOURCE, facts.case.plan.sources[source].resource or labels.NONE)
    grid.text(SOURCE, facts.names.source[source])
    grid.text(BASE, labels.NO)


def _percent(facts: Facts, source: str) -> str:
    digits = f"{float(facts.case.indirect_rate(source)) * 100:.4f}".rstrip("0")
    whole, _, part = digits.partition(".")
    return f"{whole}.{part.ljust(2, '0')}% of base"


def _total(grid: Grid, facts: Facts, first: int, last: int, bottom: tuple[int, int]) -> None:
    grid.text(PROGRAM, labels.TOTAL, "grand")
    for column in range(LINE, DOLLARS):
        grid.blank(column, "grand")
    for at, year in enumerate(facts.years):
        column = DOLLARS + at
        grid.formula(column, f"SUM({cells(first, column, last, column)})+SUM({cells(bottom[0], column, bottom[1], column)})",
                     facts.spent(year), "grand")
    _all_years(grid, facts, sum(facts.spent(year) for year in facts.years), "grand")
    grid.figure("totals", "sources", "*", all="totals|all")
