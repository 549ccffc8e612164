"""Inputs: how large the plans are, and every field that is not the same in all of them."""

from __future__ import annotations

from fractions import Fraction

from allocator.domain.workbook_layout import NOT_READ
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.compared.side import Figure, Rows, Sides
from allocator.export.grid import Column
from allocator.messages import Fte, Message, Money, Percent, text
from allocator.whatif.comparison import InputRow
from allocator.whatif.fields import shown

COMMON = "Nothing that can change a result differs."


def write(book: Book, sides: Sides) -> None:
    """The whole sheet."""
    grid = sides.start(book, "compare_inputs", 2 * len(sides.letters))
    rows = Rows(grid, sides)
    given = [column.given for column in sides.found.plans]
    rows.table("compare_size", "How large the plans are", "count")
    rows.row("Years", [len(one.years) for one in given], "count")
    rows.row("Needs", [one.needs for one in given], "count")
    rows.row("All scores together", [one.scores for one in given], "number")
    rows.row("Programs to choose from", [one.programs for one in given], "count")
    rows.row("Rules of the plan itself", [one.rules for one in given], "count")
    grid.next()
    first = rows.table("compare_money", "Money of all years, with what was carried in", "money")
    names = sides.names("sources")
    for source in sorted({source for one in given for source in one.money}):
        rows.row(names[source], [one.money.get(source) for one in given], "money")
    rows.total(labels.TOTAL, [sum(one.money.values()) for one in given], "money", first)
    grid.next()
    _differing(sides, Rows(grid, sides, differences=False))
    sides.finish(grid)


def _differing(sides: Sides, rows: Rows) -> None:
    cells = [Column(NOT_READ, letter, "text", 13, 24) for letter in sides.letters]
    rows.grid.table("compare_fields", [Column(NOT_READ, "What differs, field by field", least=44, most=60), *cells])
    for field in sides.found.inputs:
        values = [_figure(field, value) for value in field.values]
        kinds = {kind for _, kind in values if kind}
        rows.row(text(field.what), [value for value, _ in values], kinds.pop() if len(kinds) == 1 else "text")
    if not sides.found.inputs:
        rows.grid.text(0, COMMON, kind="line")
        rows.grid.next()


def _figure(field: InputRow, value: object) -> tuple[Figure, str]:
    """A value as a cell shows it, and how it is written; words have no kind of their own."""
    if isinstance(value, bool):
        return (labels.YES if value else labels.NO), ""
    if value is None:
        return labels.NONE, ""
    seen = shown(value, field.field)
    if isinstance(seen, Money):
        return seen.dollars, "money"
    if isinstance(seen, Percent):
        return Fraction(seen.share), "rate"
    if isinstance(seen, Fte):
        return Fraction(seen.value), "fte"
    return (text(seen) if isinstance(seen, Message) else str(seen)), ""
