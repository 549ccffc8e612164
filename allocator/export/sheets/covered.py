"""Checks of a budget whose rates were changed: how many, which rows do not follow, which sources no longer cover it."""

from __future__ import annotations

from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Grid
from allocator.export.places import chosen
from allocator.export.rates import CHANGED
from allocator.export.sheets.awards import AMOUNT_ON_SOURCES, INDIRECT_ON_SOURCES, PAID_ON_SOURCES, on_sources
from allocator.export.sheets.costs import NUMBERS

RESULT = 4
CAME_ON_SOURCES = AMOUNT_ON_SOURCES + 1
RATES = "Rates on Assumptions are those of the plan"
WHAT_IF = "as written: this workbook shows what that would cost. To keep it, change the plan file and solve again"
ROWS = "Every row of Detail has its formulas on the right"
COPY = ", so that dollars are counted nowhere: copy them from the row above"


def rates(book: Book, grid: Grid) -> None:
    """How many rates are no longer as written, and where to change them for good."""
    grid.text(0, RATES)
    grid.text(1, labels.ALL_YEARS)
    grid.formula(2, "SUM(Rate_Changed)", 0, kind="count")
    grid.number(3, 0, kind="count")
    book.name(CHANGED, grid.name, grid.at(2, fixed=True))
    number = grid.at(2)
    told = f'{number}&IF({number}=1," rate is"," rates are")&" not {WHAT_IF}"'
    grid.formula(RESULT, f'IF({number}=0,"{labels.OK}",{told})', labels.OK)
    grid.make_room(RESULT, f"10 rates are not {WHAT_IF}")
    grid.next()


def rows(grid: Grid, facts: Facts) -> None:
    """Names a row with dollars that somebody put in without the formulas beside it."""
    used = "+".join(f"({chosen(year)}<>0)" for year in facts.years)
    lost = f'({used}>0)*({NUMBERS}="")'
    grid.text(0, ROWS)
    grid.text(1, labels.ALL_YEARS)
    count, one = f"SUMPRODUCT({lost})", f'"Row "&SUMPRODUCT({lost}*ROW({NUMBERS}))&" has none'
    grid.formula(RESULT, f'IF({count}=0,"{labels.OK}",IF({count}=1,{one}",{count}&" rows have none")&"{COPY}")', labels.OK)
    grid.make_room(RESULT, f"Row 1000 has none{COPY}")
    grid.next()


def sources(grid: Grid, facts: Facts) -> None:
    """For each source and year whether what it has covers what it pays, at the rates on Assumptions."""
    for source in facts.sources:
        for year in facts.years:
            account = facts.account(source, year)

            def place(column: int, source: str = source, year: str = year) -> str:
                return on_sources(facts, source, year, column)

            grid.text(0, f"{facts.names.source[source]} covers what it pays, with its indirect charge")
            grid.text(1, year)
            grid.formula(2, f"{place(AMOUNT_ON_SOURCES)}+{place(CAME_ON_SOURCES)}", account.amount + account.carried_in)
            grid.formula(3, f"{place(PAID_ON_SOURCES)}+{place(INDIRECT_ON_SOURCES)}", account.paid + account.indirect)
            short = f"{grid.at(3)}-{grid.at(2)}"
            grid.formula(RESULT, f'IF({short}<=0,"{labels.OK}","Short by "&TEXT({short},"$#,##0"))', labels.OK)
            grid.next()
