"""Needs by program: what share of each need each level serves, and in which years."""

from __future__ import annotations

from allocator.domain.workbook_layout import THIS
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid
from allocator.export.places import finish, level_cell, start, year_columns

NEED, PROGRAM, LEVEL, SHARE, FIRST_YEAR = range(5)


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    columns = [
        Column("-", "Need", least=24, most=46),
        Column("-", "Program", least=24, most=46), Column("-", "Level", least=10, most=24),
        Column(THIS, "Share served", "share", 10),
        *(Column("-", c.heading, c.kind, 10) for c in year_columns(facts.years, "share")),
    ]
    grid = Grid(book, "need_levels", len(columns))
    start(facts, grid)
    grid.table("need_levels", columns)
    for need in facts.needs:
        for program, level in facts.served[need]:
            _bring(grid, facts, need, program, level)
    finish(facts, grid)


def _bring(grid: Grid, facts: Facts, need: str, program: str, level: str) -> None:
    share = facts.case.option(program, level).meets[need]
    grid.text(NEED, facts.names.need[need])
    grid.text(PROGRAM, facts.names.program[program])
    grid.text(LEVEL, facts.names.level[program, level])
    grid.number(SHARE, share)
    for at, year in enumerate(facts.years):
        runs = facts.level(program, year) == level
        grid.formula(FIRST_YEAR + at, f"IF({level_cell(facts, program, year)}={grid.at(LEVEL)},{grid.at(SHARE)},0)",
                     share if runs else 0)
    grid.figure("levels", program, level, "meets", need)
    grid.next()
