"""Why: for each program what keeps it in the budget or out of it, in plain words, and how that is known.

Nothing is solved for this sheet. What it says by itself are facts of the budget as it stands; where a search has answered the
question before, that answer stands there too and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from allocator.explain.kept_in import kept_in
from allocator.explain.left_out import left_out
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import finish, paid, start, sum_where
from allocator.export.sheets.beside import NOT_LISTED
from allocator.export.sheets.sizes import size_labels, sizes, sizes_formula
from allocator.messages import Message, text

FACT = "Fact"
SEARCHED = "Solved again"
NOTES = (
    "\"Fact\" takes one program out of this budget, or adds it, and leaves everything else as it is. \"Solved again\" compares",
    "with the best budget in which the program is decided the other way, which may look quite different. To see that one,",
    "ask \"Why is a program in or out?\" on the app's page Plan and take the workbook again, or give the command:",
    "allocator explain {plan} --program ID",
)
PROGRAM, RUNS, COST, POINTS, SAYS, KNOWN = range(6)


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    grid = Grid(book, "why", KNOWN + 1)
    start(facts, grid)
    _in(grid, facts)
    _out(grid, facts)
    for note in NOTES:
        grid.remark(note.format(plan=facts.plan_file))
    finish(facts, grid)


def _columns(heading: str, runs: str, cost: str, points: str, says: str) -> list[Column]:
    return [Column("-", heading, least=26, most=26), Column("-", runs, least=14, most=15), Column("-", cost, "money", 12, 14),
            Column("-", points, "number", 9, 10), Column("-", says, least=55, most=55),
            Column("-", "How this is known", least=10, most=11)]


def _in(grid: Grid, facts: Facts) -> None:
    found = {one.program: one for one in kept_in(facts.report)}
    first = grid.table("why_in", _columns("Programs that run", "Years and size", "Cost, all years", "Points lost without it",
                                          "Why it is in"), repeated=False)
    for program, one in found.items():
        grid.text(PROGRAM, facts.names.program[program])
        runs = sizes(facts.budget.roster[program], size_labels(facts, program))
        grid.formula(RUNS, sizes_formula(facts, program), runs, kind="text")
        grid.formula(COST, "+".join(sum_where("Detail_Program", grid.at(PROGRAM), paid(year)) for year in facts.years),
                     sum(facts.by_program(program, year) for year in facts.years))
        _reasons(grid, facts, program, one.points, one.says)
    _not_listed(grid, facts, first)
    last = grid.row - 1
    grid.text(PROGRAM, labels.TOTAL, "grand")
    for column in (RUNS, POINTS, SAYS, KNOWN):
        grid.blank(column, "grand")
    grid.formula(COST, f"SUM({cells(first, COST, last, COST)})", sum(facts.direct(year) for year in facts.years), "grand")
    grid.next(2)


def _not_listed(grid: Grid, facts: Facts, first: int) -> None:
    """What a change by hand spends on programs that did not run when the workbook was written."""
    listed = f"-SUM({cells(first, COST, grid.row - 1, COST)})" if grid.row > first else ""
    grid.text(PROGRAM, NOT_LISTED)
    grid.formula(COST, "+".join(f"SUM({paid(year)})" for year in facts.years) + listed, 0)
    grid.next()


def _out(grid: Grid, facts: Facts) -> None:
    found = left_out(facts.report)
    if not found:
        return
    grid.table("why_out", _columns("Programs that do not run", "Years and size", f"First year would cost {facts.years[0]}",
                                   "Points it would add", "What stands in its way"), repeated=False)
    for one in found:
        grid.text(PROGRAM, facts.names.program[one.program])
        grid.formula(RUNS, sizes_formula(facts, one.program), labels.NONE, kind="text")
        grid.number(COST, one.cost)
        _reasons(grid, facts, one.program, one.adds, [one.says])
    grid.next()


def _reasons(grid: Grid, facts: Facts, program: str, points: Fraction, says: Sequence[Message]) -> None:
    """Points and words; what a search has said comes first, then the facts, each with how it is known."""
    searched = facts.extras.why.get(program, ())
    grid.number(POINTS, points)
    told = [text(one) for one in says]
    if searched:
        told = [f"{SEARCHED}: {' '.join(text(one) for one in searched)}", f"{FACT}: {' '.join(told)}"]
    grid.text(SAYS, "\n".join(told))
    grid.text(KNOWN, f"{SEARCHED}; fact" if searched else FACT)
    grid.next()
