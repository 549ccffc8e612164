"""Where things stand that other sheets point at, and the names of the ranges that formulas use."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.domain.rate_figures import Figure
from allocator.export import labels
from allocator.export.facts import Facts
from allocator.export.grid import NOTICE_ROW, Column, Grid, cell
from allocator.export.names import range_name
from allocator.export.rates import CHANGED
from allocator.export.text import print_text

FIRST_ROW = 4
"""First row below the headings of a sheet's first table, counted from 0."""
FIRST_LEVEL_COLUMN = 2
"""First column of the roster with levels, counted from 0."""
PIECE = 200
"""Most letters of a text in a formula that stand together."""


def level_cell(facts: Facts, program: str, year: str) -> str:
    """The cell of the roster that says at which level a program runs in a year."""
    row = FIRST_ROW + facts.place[program]
    return f"{labels.SHEETS['programs']}!{cell(row, FIRST_LEVEL_COLUMN + facts.years.index(year), fixed=True)}"


def chosen(year: str) -> str:
    """Name of the dollars of a year that were decided on Detail, row by row, at the rates as written."""
    return range_name("Chosen", year)


def paid(year: str) -> str:
    """Name of the dollars that sources pay for programs in a year, row by row, at the rates on Assumptions."""
    return range_name("Paid", year)


def charged(year: str) -> str:
    """Name of the indirect charges of a year, source by source, at the rates on Assumptions."""
    return range_name("Indirect", year)


def written_rate(facts: Facts, figure: Figure) -> str:
    """The cell of the hidden lists that holds a rate as it was written."""
    row = FIRST_ROW + facts.rates.order.index(figure)
    return f"{labels.SHEETS['lists']}!{cell(row, rates_column(facts) + 1, fixed=True)}"


def rates_column(facts: Facts) -> int:
    """First of the two columns of the hidden lists with the rates as they are, and as they were written."""
    return 8 + len(facts.programs)


def sum_where(range_: str, equals: str, dollars: str) -> str:
    """Dollars of the rows whose cell in a range equals another cell, exactly: no wildcards, no guessing at numbers."""
    return f"SUMPRODUCT(({range_}={equals})*1,{dollars})"


def year_columns(years: Sequence[str], kind: str = "money", least: float = 11.0) -> list[Column]:
    """One column for each year."""
    return [Column(year, year, kind, least) for year in years]


def start(facts: Facts, grid: Grid) -> None:
    """Title and first line of a sheet."""
    doubt = f"{facts.unconfirmed} " if facts.unconfirmed and grid.key in ("rules", "assumptions") else ""
    grid.title(labels.TITLES[grid.key], doubt + labels.SAYS[grid.key])
    if grid.key in labels.AT_CHANGED_RATES:
        notice(grid, labels.AT_CHANGED_RATES[grid.key])


def notice(grid: Grid, changed: str, doubt: str = "") -> None:
    """Below the sheet's title: a warning, and once a rate on Assumptions was changed what that means for this sheet."""
    row, grid.row = grid.row, NOTICE_ROW
    said = f"IF({CHANGED}=0,{{}},{quoted(changed)})"
    if doubt:
        nothing = quoted("")
        grid.badge(doubt, f"{quoted(doubt)}&{said.format(nothing)}")
    else:
        grid.formula(0, said.format("0"), 0, kind="notice")
    grid.row = row


def quoted(text: str) -> str:
    """A text in a formula. A formula holds no text of more than 255 letters, so that a long one is put together."""
    pieces = [text[at:at + PIECE].replace('"', '""') for at in range(0, max(len(text), 1), PIECE)]
    return "&".join(f'"{piece}"' for piece in pieces)


def finish(  # noqa: PLR0913 - how a sheet is printed
    facts: Facts, grid: Grid, freeze_columns: int = 1, pages: int = 0, *, kept: int = 0, paper: str = "letter", printed: int = 0,
) -> None:
    """Printing, widths and protection of a sheet; see ``Grid.finish``."""
    sha = facts.report.provenance.plan_sha256[:12]
    grid.finish(freeze_columns, print_text(facts.case.plan.name), f"Plan {sha}", pages, kept=kept, paper=paper, printed=printed)
