"""Where things stand that other sheets point at, and the names of the ranges that formulas use."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.export import labels
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cell
from allocator.export.names import range_name
from allocator.export.text import print_text

FIRST_ROW = 4
"""First row below the headings of a sheet's first table, counted from 0."""
FIRST_LEVEL_COLUMN = 2
"""First column of the roster with levels, counted from 0."""


def level_cell(facts: Facts, program: str, year: str) -> str:
    """The cell of the roster that says at which level a program runs in a year."""
    row = FIRST_ROW + facts.programs.index(program)
    return f"{labels.SHEETS['programs']}!{cell(row, FIRST_LEVEL_COLUMN + facts.years.index(year), fixed=True)}"


def paid(year: str) -> str:
    """Name of the dollars that sources pay for programs in a year, row by row."""
    return range_name("Paid", year)


def charged(year: str) -> str:
    """Name of the indirect charges of a year, source by source."""
    return range_name("Indirect", year)


def sum_where(range_: str, equals: str, dollars: str) -> str:
    """Dollars of the rows whose cell in a range equals another cell, exactly: no wildcards, no guessing at numbers."""
    return f"SUMPRODUCT(({range_}={equals})*1,{dollars})"


def year_columns(years: Sequence[str], kind: str = "money", least: float = 11.0) -> list[Column]:
    """One column for each year."""
    return [Column(year, year, kind, least) for year in years]


def start(facts: Facts, grid: Grid) -> None:
    """Title and first line of a sheet."""
    doubt = f" {facts.unconfirmed}" if facts.unconfirmed and grid.key in ("rules", "assumptions") else ""
    grid.title(labels.TITLES[grid.key], labels.SAYS[grid.key] + doubt)


def finish(facts: Facts, grid: Grid, freeze_columns: int = 1, pages: int = 0, *, kept: int = 0, paper: str = "letter") -> None:
    """Printing, widths and protection of a sheet."""
    sha = facts.report.provenance.plan_sha256[:12]
    grid.finish(freeze_columns, print_text(facts.case.plan.name), f"Plan {sha}", pages, kept=kept, paper=paper)
