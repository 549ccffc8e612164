"""Needs met: how much of each need, in each year, and the points that it brings."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from allocator.export import labels
from allocator.export.book import Book
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.places import FIRST_ROW, finish, start
from allocator.export.sheets.need_levels import FIRST_YEAR as FIRST

FIRST_YEAR = 3


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    years = facts.years
    columns = [
        Column("-", "Need", least=34, most=56), Column("-", "Pillar", least=12, most=26), Column("score", "Score", "number"),
        *[Column(year, labels.of_year("Met", year), "share", 10) for year in years], Column("-", "Met on average", "share", 10),
        Column("points", "Points", "number", 10),
    ]
    grid = Grid(book, "needs", len(columns))
    start(facts, grid)
    grid.table("needs", columns)
    first, row = grid.row, FIRST_ROW
    for need in facts.needs:
        rows = len(facts.served[need])
        _need(grid, facts, need, row, rows)
        row += rows
    _total(book, grid, facts, first)
    finish(facts, grid)


def _need(grid: Grid, facts: Facts, need: str, row: int, rows: int) -> None:
    years, record = facts.years, facts.case.plan.needs[need]
    grid.text(0, facts.names.need[need])
    grid.text(1, labels.PILLARS.get(record.pillar or "", ""))
    grid.number(2, record.score)
    for at, year in enumerate(years):
        column = FIRST_YEAR + at
        served = "0"
        if rows:
            served = f"MIN(1,SUM('{labels.SHEETS['need_levels']}'!{cells(row, FIRST + at, row + rows - 1, FIRST + at)}))"
        grid.formula(column, _curve(record.returns, served), facts.met(need, year))
    average = FIRST_YEAR + len(years)
    grid.formula(average, f"SUMPRODUCT({cells(grid.row, FIRST_YEAR, grid.row, average - 1)},Year_Weights)/{len(years)}",
                 facts.average_met(need))
    grid.formula(average + 1, f"{grid.at(2)}*{grid.at(average)}", record.score * facts.average_met(need))
    grid.figure("needs", need, score=f"plan|score|{need}", points=f"sums|need|{need}")
    grid.next()


def _curve(returns: list[tuple[Fraction, Fraction]] | None, served: str) -> str:
    """The lowest of the lines through the points of a curve whose steps get ever smaller."""
    if returns is None:
        return served
    lines = [f"{float(y)!r}+({served}-{float(x)!r})*{float((y2 - y) / (x2 - x))!r}"
             for (x, y), (x2, y2) in pairwise(returns) if x2 > x]
    return f"MIN({','.join(lines)})"


def _total(book: Book, grid: Grid, facts: Facts, first: int) -> None:
    last, points = grid.row - 1, FIRST_YEAR + len(facts.years) + 1
    grid.text(0, labels.TOTAL, "grand")
    for column in range(1, points):
        grid.blank(column, "grand")
    grid.formula(2, f"SUM({cells(first, 2, last, 2)})" if facts.needs else "0", facts.report.points_possible, "grand", "number")
    grid.formula(points, f"SUM({cells(first, points, last, points)})" if facts.needs else "0", facts.report.points, "grand")
    grid.figure("", score="points_possible", points="points")
    book.name("Points", grid.name, grid.at(points, fixed=True))
    book.name("Scores_Total", grid.name, grid.at(2, fixed=True))


def chart_ranges(facts: Facts) -> tuple[str, str]:
    """(cells with the names of needs, cells with the share of each that is met on average), for the chart."""
    name, last = labels.SHEETS["needs"], FIRST_ROW + max(len(facts.needs), 1) - 1
    average = FIRST_YEAR + len(facts.years)
    return (f"='{name}'!{cells(FIRST_ROW, 0, last, 0, fixed=True)}",
            f"='{name}'!{cells(FIRST_ROW, average, last, average, fixed=True)}")
