"""Framework: what the budget does for each pillar, condition, commitment and practice, by year, with gaps named."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.explain.framework import PARTS, Covered, group_name
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.names import range_name
from allocator.export.places import FIRST_ROW, finish, paid, start, sum_where, year_columns

GROUP, PART, SERVED, DOLLARS = range(4)
NO_PILLAR = "No pillar"


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    columns = [
        Column("-", "Part of the framework", least=16, most=30), Column("-", "Name", least=20, most=40),
        Column("-", "Served by", least=24, most=46), *year_columns(facts.years, least=12),
        Column("-", labels.ALL_YEARS, "money", 13), Column("-", "Result", least=14, most=48),
    ]
    grid = Grid(book, "framework", len(columns))
    start(facts, grid)
    grid.table("framework", columns)
    pillars = pillar_rows(facts)
    for at, (name, row, programs) in enumerate(pillars):
        assert row == grid.row
        part = facts.coverage[at] if at < len(PARTS["pillar"]) else None
        _part(grid, facts, (str(group_name("pillar")), name), programs, _result(facts, part) if part else labels.NONE)
    _total(book, grid, facts, [row for _, row, _ in pillars])
    for part in facts.coverage:
        if part.group != "pillar":
            _part(grid, facts, (str(group_name(part.group)), str(part.name)), part.running, _result(facts, part))
    finish(facts, grid, 2, kept=3)


def pillar_rows(facts: Facts) -> list[tuple[str, int, tuple[str, ...]]]:
    """(name, row of its sum, programs that run) of each pillar, and of what has none where there is such a program."""
    found: list[tuple[str, int, tuple[str, ...]]] = []
    row = FIRST_ROW
    running = [program for program in facts.programs if facts.budget.roster.get(program)]
    others = tuple(program for program in running if not facts.case.programs[program].pillar)
    pillars = [(str(part.name), part.running) for part in facts.coverage if part.group == "pillar"]
    for name, programs in [*pillars, *[(NO_PILLAR, others)] * bool(others)]:
        found.append((name, row, programs))
        row += 1 + len(programs)
    return found


def total_name(year: str) -> str:
    """Name of the dollars of all pillars in a year."""
    return range_name("Pillars_Total", year)


def _result(facts: Facts, part: Covered) -> str:
    if not part.gap:
        return labels.OK
    could = "; ".join(facts.names.program[program] for program in part.candidates)
    return f"GAP: nothing that runs serves it. Left out: {could}" if could else "GAP: nothing in the plan serves it"


def dollars_of(facts: Facts, programs: Sequence[str]) -> list[int]:
    """What some programs are paid in each year, together."""
    return [sum(facts.by_program(program, year) for program in programs) for year in facts.years]


def _part(grid: Grid, facts: Facts, words: tuple[str, str], programs: Sequence[str], result: str) -> None:
    """A part of the framework, and below it the programs that serve it."""
    first, last = grid.row + 1, grid.row + len(programs)
    count = f"{len(programs)} program{'' if len(programs) == 1 else 's'}"
    for column, text in zip((GROUP, PART, SERVED), (*words, count), strict=True):
        grid.text(column, text, "total")
    columns = range(DOLLARS, DOLLARS + len(facts.years))
    _row(grid, "total", [f"SUM({cells(first, column, last, column)})" if programs else "0" for column in columns],
         dollars_of(facts, programs))
    grid.text(DOLLARS + len(facts.years) + 1, result, "total")
    grid.next()
    for program in sorted(programs, key=facts.place.__getitem__):
        grid.text(SERVED, facts.names.program[program])
        _row(grid, "", [sum_where("Detail_Program", grid.at(SERVED), paid(year)) for year in facts.years],
             dollars_of(facts, [program]))
        grid.next()


def _row(grid: Grid, look: str, formulas: Sequence[str], dollars: Sequence[int]) -> None:
    for at, (formula, value) in enumerate(zip(formulas, dollars, strict=True)):
        grid.formula(DOLLARS + at, formula, value, look)
    last = DOLLARS + len(dollars)
    grid.formula(last, f"SUM({cells(grid.row, DOLLARS, grid.row, last - 1)})", sum(dollars), look)


def _total(book: Book, grid: Grid, facts: Facts, rows: Sequence[int]) -> None:
    """All pillars together; conditions, commitments and practices have no total, for a program may serve several."""
    grid.text(GROUP, labels.TOTAL, "grand")
    grid.text(PART, "All pillars", "grand")
    for column in (SERVED, DOLLARS + len(facts.years) + 1):
        grid.blank(column, "grand")
    _row(grid, "grand", ["+".join(grid.at(DOLLARS + at, row) for row in rows) for at in range(len(facts.years))],
         [facts.direct(year) for year in facts.years])
    for at, year in enumerate(facts.years):
        book.name(total_name(year), grid.name, grid.at(DOLLARS + at, fixed=True))
    grid.next()
