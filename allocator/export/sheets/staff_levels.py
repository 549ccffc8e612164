"""Staff by program: what FTE of each role each level needs, and in which years."""

from __future__ import annotations

from allocator.domain.workbook_layout import THIS
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid
from allocator.export.places import finish, level_cell, start, year_columns

ROLE, PROGRAM, LEVEL, FTE, FIRST_YEAR = range(5)


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    columns = [
        Column("-", "Role", least=24, most=40),
        Column("-", "Program", least=24, most=46), Column("-", "Level", least=10, most=24),
        Column(THIS, "FTE at this level", "fte", 10),
        *(Column("-", c.heading, c.kind, 10) for c in year_columns(facts.years, "fte")),
    ]
    grid = Grid(book, "staff_levels", len(columns))
    start(facts, grid)
    grid.table("staff_levels", columns)
    for role in facts.roles:
        for program, level in facts.staffed[role]:
            _bring(grid, facts, role, program, level)
    finish(facts, grid)


def _bring(grid: Grid, facts: Facts, role: str, program: str, level: str) -> None:
    fte = facts.case.option(program, level).staff[role]
    grid.text(ROLE, facts.names.role[role])
    grid.text(PROGRAM, facts.names.program[program])
    grid.text(LEVEL, facts.names.level[program, level])
    grid.number(FTE, fte)
    for at, year in enumerate(facts.years):
        runs = facts.level(program, year) == level
        grid.formula(FIRST_YEAR + at, f"IF({level_cell(facts, program, year)}={grid.at(LEVEL)},{grid.at(FTE)},0)",
                     fte if runs else 0)
    grid.figure("levels", program, level, "staff", role)
    grid.next()
