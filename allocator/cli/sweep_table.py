"""A frontier as a table for people."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from allocator.cli.wording import plain_number, points
from allocator.domain.case import Case
from allocator.messages import say, text
from allocator.money import dollars
from allocator.whatif.frontier import Frontier, Point
from allocator.whatif.moves import Moves, names, told

HEADS = ("amount", "points", "left unused")
NO_BUDGET = {"impossible": "impossible", "no_plan_found": "none found in time"}
MOST_NAMES = 8
"""Programs that the first amount's line names; more are counted."""


def sweep_lines(case: Case, found: Frontier) -> list[str]:
    """What an amount means, a line for each amount with what changes below it, and where the next program comes in."""
    name = case.plan.sources[found.source].name
    rows = [HEADS, *(_row(point) for point in found.points)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    table = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    first = next((point for point in found.points if point.roster is not None), None)
    meaning = f"{text(found.says[0])} The plan states {dollars(found.stated)}."
    lines = [f"{name}: the most points for each amount", meaning, table[0]]
    for line, point in zip(table[1:], found.points, strict=True):
        lines += [line, *(f"    {words}" for words in _changes(case, point, point is first))]
    return [*lines, *(text(words) for words in found.says[1:]), *_certainty(found)]


def _row(point: Point) -> tuple[str, str, str]:
    if point.least is None or point.most is None:
        return dollars(point.amount), NO_BUDGET[point.status], ""
    return dollars(point.amount), _span(point.least, point.most), dollars(point.unused or 0)


def _span(least: Fraction, most: Fraction) -> str:
    return points(least) if least == most else f"{points(least)} to {points(Fraction(ceil(most * 10), 10))}"


def _changes(case: Case, point: Point, first: bool) -> Iterator[str]:
    if first:
        running = sorted(point.roster or ())
        few = 0 < len(running) <= MOST_NAMES
        yield text(say("amounts.runs", names=names(case, running))) if few else f"{len(running)} programs run."
    yield from (text(words) for words in told(case, Moves(point.enters, point.leaves, point.resized)))
    for rule, short in (point.short or {}).items():
        yield f"Falls short: {rule}, by {plain_number(short)} in all."
    if point.keeping is not None and point.keeping.points is None:
        yield "Keeping everything is impossible." if point.keeping.status == "impossible" else "Keeping everything: not known."
    elif point.keeping is not None:
        yield text(point.says[-1])


def _certainty(found: Frontier) -> Iterator[str]:
    """What is proved."""
    known = [point for point in found.points if point.least is not None]
    if known and all(point.proved for point in known):
        yield "Proved: no budget reaches more points with these amounts."
    elif known:
        yield "Where two numbers stand, the best lies between them; more time (--seconds) brings them together."
