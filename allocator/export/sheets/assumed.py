"""Cells of Assumptions that may be changed to see what every cost would be, and what is told of a changed one."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.domain.rate_figures import Figure
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid
from allocator.export.places import written_rate
from allocator.export.rates import TINY

HEADING, AS_WRITTEN = "Since it was written", "as written"
"""Of the column that says what a changed rate was, and what it says of the others."""
FORMS = {"rate": "0.00##%", "money": "$#,##0"}


def said(least: float = 20) -> Column:
    """The column that tells of changed rates; its words run over what is empty beside it."""
    return Column("-", HEADING, "line", least, 24)


def rate_cell(book: Book, grid: Grid, facts: Facts, column: int, figure: Figure) -> None:
    """A rate as a tinted cell with a name, in which no other than a sensible number can be typed."""
    kind, name = facts.rates.kind(figure), facts.rates.names[figure]
    grid.number(column, facts.rates.values[figure], "input", kind)
    book.name(name, grid.name, grid.at(column, fixed=True))
    money = kind == "money"
    grid.sheet.data_validation(grid.row, column, grid.row, column, {
        "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10_000_000 if money else 1,
        "input_title": "Try another figure" if money else "Try another rate",
        "input_message": "Every cost follows. To keep it, change the plan file and solve again.",
        "error_title": "Not a rate" if not money else "Not an amount",
        "error_message": "Enter dollars such as 18000." if money else "Enter a share such as 3% or 0.03.",
    })


def tell(grid: Grid, facts: Facts, column: int, cells: Sequence[tuple[str, Figure]]) -> None:
    """What the rates of a row were, for those that were changed: ``cells`` are the year of a rate, or nothing, and the rate."""
    parts = []
    for year, figure in cells:
        was, form = written_rate(facts, figure), FORMS[facts.rates.kind(figure)]
        when = f'&" in {year}. "' if year else ""
        parts.append(f'IF({changed(facts, figure)},"was "&TEXT({was},"{form}"){when},"")')
    every = "&".join(parts)
    grid.formula(column, f'IF({every}="","{AS_WRITTEN}",{every})', AS_WRITTEN, kind="line")


def changed(facts: Facts, figure: Figure) -> str:
    """The condition under which a rate is no longer as written."""
    return f"ABS({facts.rates.names[figure]}-{written_rate(facts, figure)})>{TINY}"

