"""Roll-out: the four steps of the framework's timeline, what begins when, who is hired from which month on."""

from __future__ import annotations

from fractions import Fraction

from babel.dates import get_month_names

from allocator.explain.timeline import Begins, Hire, StepOf
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.names import range_name
from allocator.export.places import finish, paid, start, sum_where
from allocator.fiscal import first_calendar_year

STEP, YEAR, FROM, WHAT, PROGRAM, ROLE, FTE, DOLLARS, WHO, DONE = range(10)
BEGINS, GOES_ON, HIRE = "Begins", "Goes on from before", "Hire"
TOTAL = range_name("Rollout", "Total")
"""Name of the dollars of all steps over all years."""
JULY = 7


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    columns = [
        Column("-", "Step", least=18, most=34), Column("-", "Year", least=9), Column("-", "From", least=12),
        Column("-", "What", least=12, most=20), Column("-", "Program", least=24, most=46), Column("-", "Who", least=16, most=32),
        Column("-", "FTE", "fte"), Column("-", "Cost, all years", "money", 13), Column("-", "Who sees to it", least=16),
        Column("-", "Done on", least=12),
    ]
    grid = Grid(book, "rollout", len(columns))
    start(facts, grid)
    grid.table("rollout", columns)
    rows = [_step(grid, facts, step) for step in facts.timeline]
    _total(book, grid, facts, rows)
    finish(facts, grid)


def _step(grid: Grid, facts: Facts, step: StepOf) -> int:
    top = grid.row
    events: list[Begins | Hire] = [*step.programs, *step.hires]
    grid.text(STEP, f"{step.step}. {step.name}", "total")
    for column in (YEAR, FROM, WHAT, ROLE, WHO, DONE):
        grid.blank(column, "total")
    count = len(step.programs)
    grid.text(PROGRAM, f"{count} program{'' if count == 1 else 's'}", "total")
    dollars = sum(facts.by_program(one.program, year) for one in step.programs for year in facts.years)
    for column, value in ((FTE, sum((hire.fte for hire in step.hires), Fraction(0))), (DOLLARS, dollars)):
        grid.formula(column, f"SUM({cells(top + 1, column, top + len(events), column)})" if events else "0", value, "total")
    grid.next()
    for one in sorted(events, key=_when):
        if isinstance(one, Begins):
            _begins(grid, facts, one)
        else:
            _hire(grid, facts, one)
        for column in (WHO, DONE):
            grid.blank(column, "input")
        grid.next()
    return top


def _when(one: Begins | Hire) -> tuple[str, int, str, str]:
    """By year, then month; a program before the people whom it needs."""
    if isinstance(one, Begins):
        return one.year, -1, one.program, ""
    return one.year, 0 if one.month is None else (one.month - JULY) % 12, one.program, one.role


def _begins(grid: Grid, facts: Facts, one: Begins) -> None:
    grid.text(YEAR, one.year)
    grid.text(WHAT, GOES_ON if one.already else BEGINS)
    grid.text(PROGRAM, facts.names.program[one.program])
    grid.formula(DOLLARS, "+".join(sum_where("Detail_Program", grid.at(PROGRAM), paid(year)) for year in facts.years),
                 sum(facts.by_program(one.program, year) for year in facts.years))


def _hire(grid: Grid, facts: Facts, hire: Hire) -> None:
    grid.text(YEAR, hire.year)
    grid.text(FROM, _month(hire.year, hire.month))
    grid.text(WHAT, HIRE)
    grid.text(PROGRAM, facts.names.program[hire.program])
    grid.text(ROLE, facts.names.role[hire.role])
    grid.number(FTE, hire.fte)


def _month(year: str, month: int | None) -> str:
    """``September 2026``; the year's own beginning where the plan names no month."""
    if month is None:
        return "start of work year"
    return f"{get_month_names('wide', locale='en_US')[month]} {first_calendar_year(year) + (month < JULY)}"


def _total(book: Book, grid: Grid, facts: Facts, rows: list[int]) -> None:
    grid.text(STEP, labels.TOTAL, "grand")
    for column in (YEAR, FROM, WHAT, PROGRAM, ROLE, WHO, DONE):
        grid.blank(column, "grand")
    fte = sum((hire.fte for step in facts.timeline for hire in step.hires), Fraction(0))
    for column, value in ((FTE, fte), (DOLLARS, sum(facts.direct(year) for year in facts.years))):
        grid.formula(column, "+".join(grid.at(column, row) for row in rows), value, "grand")
    book.name(TOTAL, grid.name, grid.at(DOLLARS, fixed=True))
    grid.next()
