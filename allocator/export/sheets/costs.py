"""Costs: what each cost comes to at the rates on Assumptions, worked out in the open; whether sources pay it."""

from __future__ import annotations

from collections.abc import Iterator

from allocator.domain.rate_figures import FIRST_TIER
from allocator.export import labels
from allocator.export.book import Book
from allocator.export.costs import Cost, Key, Term
from allocator.export.facts import Facts
from allocator.export.grid import Column, Grid, cells
from allocator.export.names import range_name
from allocator.export.places import FIRST_ROW, finish, level_cell, paid, start
from allocator.export.sheets.lists import written_roster

NUMBER, PROGRAM, LINE, OBJECT, MOVES, BASE = range(6)
NUMBERS, PAID_IN_FULL = "Detail_Cost", "Cost_Paid_In_Full"
"""Names of the number of its cost beside each row of Detail, and of the verdicts on this sheet."""
OTHERWISE = "Runs otherwise than written: solve again"
NOTHING = "Nothing runs"


def cost(year: str) -> str:
    """Name of what costs come to in a year at the rates on Assumptions, row by row."""
    return range_name("Cost", year)


def as_written(year: str) -> str:
    """Name of what the same costs came to at the rates as written."""
    return range_name("Cost_Written", year)


def write(book: Book, facts: Facts) -> None:
    """The whole sheet."""
    years = facts.years
    columns = [
        Column("-", "No.", "count", 5), Column("-", "Program", most=26), Column("-", "Cost", most=26),
        Column("-", "Object", "code", 7), Column("-", "Moves with", least=14, most=22),
        *[Column("-", labels.of_year("Before rates", year), "money", 11) for year in years],
        *[Column("-", labels.of_year("Cost", year), "money", 11) for year in years],
        Column("-", labels.ALL_YEARS, "money", 12), Column("-", "Paid in full", least=14, most=24),
        *[Column("-", labels.of_year("As written", year), "money", 11) for year in years],
        *[Column("-", labels.of_year("Paid", year), "money", 11) for year in years],
    ]
    sheet = _Sheet(book, facts, len(columns))
    start(facts, sheet.grid)
    sheet.grid.table("costs", columns)
    for one in sheet.costs:
        sheet.row(one)
    if not sheet.costs:
        sheet.nothing()
    sheet.name_ranges()
    sheet.total()
    finish(facts, sheet.grid, OBJECT + 1, printed=sheet.result + 1)


class _Sheet:
    """Writes the rows; knows in which row each cost stands."""

    def __init__(self, book: Book, facts: Facts, columns: int) -> None:
        self.book, self.facts, self.years = book, facts, facts.years
        self.grid = Grid(book, "costs", columns)
        self.costs = facts.costs
        self.at: dict[Key, int] = {one.key: FIRST_ROW + at for at, one in enumerate(self.costs)}
        count = len(self.years)
        self.cost, self.result = BASE + count, BASE + 2 * count + 1
        self.written, self.paid = self.result + 1, self.result + 1 + count

    def row(self, one: Cost) -> None:
        """One cost."""
        grid, facts = self.grid, self.facts
        grid.number(NUMBER, grid.row - FIRST_ROW + 1)
        grid.text(PROGRAM, facts.names.program[one.charge.program])
        grid.text(LINE, facts.names.line[one.charge.program, one.charge.line])
        grid.text(OBJECT, one.charge.object)
        grid.text(MOVES, moves_with(facts, one))
        for at, year in enumerate(self.years):
            self._year(one, at, one.terms.get(year), one.dollars[year])
            grid.number(self.written + at, one.dollars[year])
            grid.formula(self.paid + at, f"SUMIF({NUMBERS},{grid.at(NUMBER)},{paid(year)})", self._paid(one.key, year))
        grid.formula(self.result - 1, f"SUM({cells(grid.row, self.cost, grid.row, self.result - 2)})", sum(one.dollars.values()))
        grid.formula(self.result, self._verdict(one), labels.OK, kind="text")
        grid.next()

    def _paid(self, key: Key, year: str) -> int:
        return sum(row.dollars[year] for row in self.facts.detail_of.get(key, ()))

    def _year(self, one: Cost, at: int, term: Term | None, dollars: int) -> None:
        grid, column = self.grid, self.cost + at
        base = grid.at(BASE + at)
        if term is None:
            grid.number(BASE + at, 0)
            grid.number(column, 0)
            return
        if term.pay is not None:
            row = self.at[term.pay]
            pay = self.costs[row - FIRST_ROW].dollars[self.years[at]]
            grid.formula(BASE + at, grid.at(column, row), pay)
            grid.formula(column, _whole(f"{base}*{term.rate}"), dollars)
            return
        grid.number(BASE + at, term.base, kind="fte" if term.each else "cents" if term.base.denominator > 1 else "")
        whole = _whole("*".join(part for part in (base, term.each, _grown(term)) if part))
        grid.formula(column, self._tier(one, at, whole), dollars)

    def _tier(self, one: Cost, at: int, whole: str) -> str:
        """Of an agreement's line, the part that the first tier still holds, or the rest."""
        charge, grid = one.charge, self.grid
        if not charge.tier:
            return whole
        if charge.tier == "rest":
            twin = self.at[charge.program, charge.line, "5800"]
            return f"{whole}-{grid.at(self.cost + at, twin)}"
        record = self.facts.case.plan.agreements.get(charge.agreement)
        starts = record.starts if record and record.starts else self.years[0]
        counted = f"-{record.counted}" if record and record.counted else ""
        earlier = "".join(f"-{place}" for place in self._earlier(one, at))
        return f"MIN({whole},MAX(0,MAX(0,{self.facts.rates.name(FIRST_TIER, starts)}{counted}){earlier}))"

    def _earlier(self, one: Cost, at: int) -> Iterator[str]:
        """Cells that take of the same first tier before this one: in the order of years, programs and lines."""
        same = [other for other in self.costs if other.charge.tier == "first" and other.charge.agreement == one.charge.agreement]
        order = {charge: place for place, charge in enumerate(self.facts.case.all_charges)}
        for before in range(at + 1):
            for other in same:
                if before < at or order[other.charge] < order[one.charge]:
                    yield self.grid.at(self.cost + before, self.at[other.key])

    def _verdict(self, one: Cost) -> str:
        """OK; what nobody pays or what is paid too much; where the roster was changed by hand, that costs do not follow it."""
        grid, count = self.grid, len(self.years)
        number = self.facts.programs.index(one.charge.program) + 1
        same = ",".join(f"{level_cell(self.facts, one.charge.program, year)}=INDEX({written_roster(year)},{number})"
                        for year in self.years)
        pairs = [(grid.at(self.cost + at), grid.at(self.paid + at), grid.at(self.written + at)) for at in range(count)]
        short = "+".join(f"MAX(0,{owed}-{given})" for owed, given, _ in pairs)
        over = "+".join(f"MAX(0,{given}-{owed})" for owed, given, _ in pairs)
        moved = "+".join(f"ABS({owed}-{was})" for owed, _, was in pairs)
        told = (f'IF({short}>0,"Nobody pays "&TEXT({short},"$#,##0"),'
                f'IF({over}>0,TEXT({over},"$#,##0")&" paid too much","{labels.OK}"))')
        return f'IF(AND({same}),{told},IF({moved}=0,"{labels.OK}","{OTHERWISE}"))'

    def nothing(self) -> None:
        """A row that stands in for costs where nothing runs."""
        self.grid.number(NUMBER, 0)
        self.grid.text(PROGRAM, NOTHING)
        for column in range(BASE, self.paid + len(self.years)):
            if column == self.result:
                self.grid.text(column, labels.OK, kind="text")
            else:
                self.grid.number(column, 0)
        self.grid.next()

    def name_ranges(self) -> None:
        """Names that Detail and Checks use."""
        last = self.grid.row - 1
        for name, column in (("Cost_Number", NUMBER), ("Cost_Program", PROGRAM), ("Cost_Line", LINE), ("Cost_Object", OBJECT),
                             (PAID_IN_FULL, self.result)):
            self.book.name(name, self.grid.name, cells(FIRST_ROW, column, last, column, fixed=True))
        for at, year in enumerate(self.years):
            for name, column in ((cost(year), self.cost + at), (as_written(year), self.written + at)):
                self.book.name(name, self.grid.name, cells(FIRST_ROW, column, last, column, fixed=True))

    def total(self) -> None:
        """Sums of all costs."""
        grid, last = self.grid, self.grid.row - 1
        grid.text(PROGRAM, labels.TOTAL, "grand")
        for column in (NUMBER, LINE, OBJECT, MOVES, *range(BASE, self.cost), self.result):
            grid.blank(column, "grand")
        by_year = [sum(one.dollars[year] for one in self.costs) for year in self.years]
        paid_by_year = [sum(self._paid(one.key, year) for one in self.costs) for year in self.years]
        for first, values in ((self.cost, [*by_year, sum(by_year)]), (self.written, by_year), (self.paid, paid_by_year)):
            for column, value in enumerate(values, first):
                grid.formula(column, f"SUM({cells(FIRST_ROW, column, last, column)})", value, "grand", "money")
        grid.next()


def moves_with(facts: Facts, one: Cost) -> str:
    """The rates that a cost moves with, in a few words."""
    term = next(iter(one.terms.values()))
    if term.pay is not None:
        return "Share of pay"
    each = "Dollars for 1 FTE" if term.each else ""
    if not any(year.years for year in one.terms.values()):
        return each or labels.NONE
    growth = "growth of costs" if term.growth == facts.rates.name("cost_growth") else "growth of its own"
    return f"{each}, {growth}" if each else growth.capitalize()


def _grown(term: Term) -> str:
    if not term.years:
        return ""
    return f"(1+{term.growth})" + (f"^{term.years}" if term.years > 1 else f"^({term.years})" if term.years < 0 else "")


def _whole(amount: str) -> str:
    """Whole dollars, half a dollar up; the inner rounding takes away what a computer's decimals leave behind."""
    return f"ROUND(ROUND({amount},7),0)"
