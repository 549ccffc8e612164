"""Scenario compare: this workbook's budget beside others, with live differences; only where others were put beside it.

The figures of the others come from the comparison, those of this budget from the workbook's own cells, so that they and every
difference follow a change by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from allocator.domain.menu import FULL
from allocator.domain.sacs import INDIRECT_OBJECT, object_name
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.compared.results import STATUS
from allocator.export.compared.side import Figure, Rows, Sides
from allocator.export.facts import Facts
from allocator.export.grid import WORDS, Column, Grid, cells
from allocator.export.names import distinct
from allocator.export.places import charged, finish, paid, start, sum_where
from allocator.export.sheets.sizes import size_labels, sizes, sizes_formula
from allocator.messages import Message, text
from allocator.whatif.comparison import Comparison, Reached

SAME, OTHER = "same", "differs"
NOT_LISTED = "Not listed above"
HERE = "A: this workbook's budget"
LABEL, FIGURE = (34, 40), (12, 15)
"""Least and most width of the labels and of the other columns, in characters."""
Of = Callable[[Reached], Mapping[str, Figure]]


class LiveRows(Rows):
    """Rows whose first figure is a formula."""

    def live(self, label: str, formula: str | None, values: Sequence[Figure], kind: str) -> None:
        """A label, the formula of this budget's figure, what the others say, and the differences. Without a formula this
        budget's figure stands as it is."""
        first, *others = values
        self.grid.text(0, label)
        if formula is None or first is None:
            self._cell(1, first, kind)
        else:
            self.grid.formula(1, formula, first, kind=kind)
        for at, value in enumerate(others, 2):
            self._cell(at, value, kind)
        if kind == "text":
            self._sameness(values)
        else:
            self._differences(values, kind, "")
        self.grid.next()

    def _sameness(self, values: Sequence[Figure]) -> None:
        for at, value in enumerate(values[1:], 1):
            if value is None or values[0] is None:
                self.grid.blank(len(self.letters) + at, kind="text")
                continue
            alike = f"{self.grid.at(1 + at)}={self.grid.at(1)}"
            self.grid.formula(len(self.letters) + at, f'IF({alike},"{SAME}","{OTHER}")', SAME if value == values[0] else OTHER,
                              kind="text")

    def table(self, name: str, heading: str, kind: str) -> int:
        """The headings, narrow enough for four budgets on a page; gives the first row below."""
        between = "and" if kind in WORDS else "\N{MINUS SIGN}"
        heads = (*self.letters, *(f"{other} {between} {self.letters[0]}" for other in self.letters[1:]))
        columns = [Column("-", heading, "text", *LABEL), *(Column("-", head, kind, *FIGURE) for head in heads)]
        return self.grid.table(name, columns, repeated=False)


def write(book: Book, facts: Facts) -> None:
    """The whole sheet, if others stand beside the budget."""
    found = facts.extras.compared
    if found is None:
        return
    sides = Sides(found, [""] * len(found.plans))
    grid = Grid(book, "beside", 2 * len(found.plans))
    start(facts, grid)
    _plans(grid, found)
    rows, names = LiveRows(grid, sides), Labels(facts, sides)
    _whole(facts, found, rows)
    _dollars(facts, sides, rows, ("What each source pays, with indirect charges", names.of("source", "sources")),
             lambda here: here.payments, _source)
    _dollars(facts, sides, rows, ("Dollars by object code", None), lambda here: here.objects, _object)
    _dollars(facts, sides, rows, ("What each program costs", names.of("program", "programs")), lambda here: here.costs, _program)
    _runs(facts, sides, rows, names)
    finish(facts, grid)


class Labels:
    """What records are called on this sheet: those of this budget's plan as everywhere in the workbook, the others otherwise."""

    def __init__(self, facts: Facts, sides: Sides) -> None:
        self.facts, self.sides = facts, sides

    def of(self, mine: str, section: str) -> dict[str, str]:
        """Labels of the records of a section by id. ``mine``: the same section of this workbook's names."""
        own: dict[str, str] = getattr(self.facts.names, mine)
        known = {key: name for key, name in self.sides.found.names[section].items() if key not in own}
        other = {key: text(name) if isinstance(name, Message) else name for key, name in known.items()}
        return {**distinct(other, ("", *own.values())), **own}

    def sizes(self, program: str) -> dict[str, str]:
        """Sizes of a program in any of the plans, those of this budget's plan first."""
        own = size_labels(self.facts, program) if program in self.facts.case.programs else {}
        known = self.sides.found.names["levels"]
        others = {key.partition("/")[2]: str(name) for key, name in known.items() if key.partition("/")[0] == program}
        return {**own, **{key: labels.FULL if key == FULL else name for key, name in others.items() if key not in own}}


def _plans(grid: Grid, found: Comparison) -> None:
    grid.table("beside_plans", [Column("-", "Budgets", "text", *LABEL)], repeated=False)
    for at, column in enumerate(found.plans):
        named = f"{HERE} ({column.name})" if at == 0 else f"{column.letter}: {column.name}"
        grid.text(0, f"{named}. {text(column.says)}", kind="line")
        grid.next()
    grid.next()


def _whole(facts: Facts, found: Comparison, rows: LiveRows) -> None:
    reached = [column.reached for column in found.plans]
    rows.table("beside_points", "Need met, and money", "number")
    rows.row("How good it is, as solved", [STATUS[column.status] for column in found.plans], "text")
    rows.live("Points reached", "Points", [None if here is None else here.points for here in reached], "number")
    rows.row("All scores together", [column.possible for column in found.plans], "number")
    spent = "+".join(f"SUM({paid(year)})+SUM({charged(year)})" for year in facts.years)
    rows.live("Spent in all, with indirect charges", spent,
              [None if here is None else sum(here.payments.values()) for here in reached], "money")
    rows.grid.next()


def _dollars(facts: Facts, sides: Sides, rows: LiveRows, what: tuple[str, Mapping[str, str] | None], of: Of,
             formula: Callable[[Facts, Grid, str], str | None]) -> None:
    """A table with a row for each record that has dollars in some budget, and their sum."""
    heading, names = what
    tables = [None if here is None else of(here) for here in sides.reached]
    ids = {key for table in tables if table is not None for key, value in table.items() if value}
    if not ids:
        return
    shown = {key: f"{key} {object_name(key)}" if names is None else names.get(key, key) for key in ids}
    first = rows.table(f"beside_{rows.grid.row}", heading, "money")
    for key in sorted(ids, key=lambda one: (one,) if names is None else (shown[one].casefold(), one)):
        rows.live(shown[key], formula(facts, rows.grid, key), [None if table is None else table.get(key, 0) for table in tables],
                  "money")
    _not_listed(facts, rows, first, tables, programs=formula is _program)
    sums = [None if table is None else sum(Fraction(value) for value in table.values() if value is not None) for table in tables]
    rows.total(labels.TOTAL, [None if one is None else int(one) for one in sums], "money", first)
    rows.grid.next()


def _not_listed(facts: Facts, rows: LiveRows, first: int, tables: Sequence[Mapping[str, Figure] | None], programs: bool) -> None:
    """What a change by hand puts where no row is: nothing as the workbook is written."""
    grid = rows.grid
    every = "+".join(f"SUM({paid(year)})" + ("" if programs else f"+SUM({charged(year)})") for year in facts.years)
    rows.live(NOT_LISTED, f"{every}-SUM({cells(first, 1, grid.row - 1, 1)})", [None if table is None else 0 for table in tables],
              "money")


def _source(facts: Facts, grid: Grid, source: str) -> str | None:
    if source not in facts.case.plan.sources:
        return None
    label = grid.at(0)
    return "+".join(f"{sum_where('Detail_Source', label, paid(year))}+{sum_where('Indirect_Source', label, charged(year))}"
                    for year in facts.years)


def _object(facts: Facts, grid: Grid, code: str) -> str:
    more = "+SUM({})" if code == INDIRECT_OBJECT else ""
    return "+".join(sum_where("Detail_Object", f"LEFT({grid.at(0)},4)", paid(year)) + more.format(charged(year))
                    for year in facts.years)


def _program(facts: Facts, grid: Grid, program: str) -> str | None:
    if program not in facts.case.programs:
        return None
    return "+".join(sum_where("Detail_Program", grid.at(0), paid(year)) for year in facts.years)


def _runs(facts: Facts, sides: Sides, rows: LiveRows, names: Labels) -> None:
    """What runs: years and size, as words."""
    ran = [here.programs if here is not None else None for here in sides.reached]
    called = names.of("program", "programs")
    ids = sorted({key for one in ran if one is not None for key, years in one.items() if years},
                 key=lambda key: (called[key].casefold(), key))
    if not ids:
        return
    rows.table("beside_runs", "What runs: years and size", "text")
    for program in ids:
        told = names.sizes(program)
        rows.live(called[program], sizes_formula(facts, program) if program in facts.case.programs else None,
                  [None if one is None else sizes(one.get(program, {}), told) for one in ran], "text")
