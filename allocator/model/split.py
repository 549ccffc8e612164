"""Who pays what, once it is known what runs: a small problem in whole dollars.

The order in which payments are chosen: what the sources spend, in spend order; then as little change from year to year as
possible; then ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from allocator.domain.budget import Budget, Payment
from allocator.domain.case import Case
from allocator.domain.charge import Charge
from allocator.domain.decided import Decided, Roster
from allocator.domain.lasting import Node, most_flow
from allocator.domain.lin import Lin, total
from allocator.domain.rule import Row
from allocator.domain.sacs import unrestricted
from allocator.model.build import Rounding, Writer, ask
from allocator.model.open_money import OpenMoney
from allocator.model.payers import Settlement
from allocator.model.problem import Floats, Origin, Problem, Table
from allocator.money import whole_down

NOTHING = Lin()


class Item(NamedTuple):
    """Something that a source can pay in a year: a line (with its object code), or a position as a whole (without)."""

    program: str
    line: str
    object: str
    year: str
    source: str


class OpenPayments(OpenMoney, Decided):
    """The view that splits: the roster is known; what a source pays of a line, or of a whole position, is an unknown number
    of whole dollars. ``by_line``: each line of a position is an unknown of its own, within a dollar of the common share."""

    def __init__(self, case: Case, roster: Roster, table: Table, by_line: bool) -> None:
        Decided.__init__(self, case, roster)
        self.begin(table, whole_dollars=True)
        self.by_line = by_line
        self.settlement = Settlement()
        self.columns: dict[Item, int] = {}
        """What can be paid by whom in which year -> column."""
        self._symbols: dict[tuple[Charge, str, str], Lin] = {}
        self._costs: dict[tuple[Charge, str], int] = {}
        self.tied: dict[tuple[str, str, str], dict[Charge, int]] = {}
        for program in roster:
            for year in roster[program]:
                for charge in case.charges[program]:
                    self._costs[charge, year] = whole_down(self.charge_cost(charge, year).const)
                for tie, lines in self.ties(program, year).items():
                    self.tied[program, tie, year] = lines

    def pay(self, charge: Charge, source: str, year: str) -> Lin:
        key = (charge, source, year)
        found = self._symbols.get(key)
        if found is None:
            found = self._symbols[key] = self._new_payment(key)
        return found

    def _new_payment(self, key: tuple[Charge, str, str]) -> Lin:
        charge, source, year = key
        cost = self._costs.get((charge, year), 0)
        if not cost or not self.money[source, year] or not self.case.permits(source, charge):
            return NOTHING
        if self.by_line or not charge.tie:
            return self._line(charge, source, year, cost)
        return self._tied(key, self.tied[charge.program, charge.tie, year])

    def _line(self, charge: Charge, source: str, year: str, cost: int) -> Lin:
        item = Item(charge.program, charge.line, charge.object, year, source)
        self.columns[item] = self.table.column(f"pay {charge.program} {charge.line} {source} {year}", 0, cost, whole=True)
        return Lin.unknown(self.columns[item])

    def _tied(self, key: tuple[Charge, str, str], lines: dict[Charge, int]) -> Lin:
        """A line of a position: its share of what the source pays of the position, if it may pay every line."""
        charge, source, year = key
        if not all(self.case.permits(source, line) for line in lines):
            return NOTHING
        item = Item(charge.program, charge.tie, "", year, source)
        together = sum(lines.values())
        if item not in self.columns:
            name = f"pay {charge.program} {charge.tie} {source} {year}"
            self.columns[item] = self.table.column(name, 0, together, whole=True)
        symbol = -1 - len(self.settlement.means)
        means = ((self.columns[item], lines[charge], together),)
        self.settlement.share(symbol, (charge.program, charge.tie, source, year), means)
        return Lin.unknown(symbol)

    def bills(self, year: str) -> Iterable[tuple[str, Lin, Lin]]:
        if self.by_line:
            yield from super().bills(year)
            return
        for program in self.roster:
            for tie, lines in self.ties(program, year).items():
                paid = total(self.pay(charge, source, year) for charge in lines for source in self.case.payers(charge))
                yield f"{program}/{tie}", paid, Lin(sum(lines.values()))
            for charge in self.case.charges[program]:
                if not charge.tie:
                    paid = total(self.pay(charge, source, year) for source in self.case.payers(charge))
                    yield f"{program}/{charge.line}", paid, self.charge_cost(charge, year)

    def shares(self, year: str) -> Iterable[Row]:
        return super().shares(year) if self.by_line else ()


@dataclass
class Split:
    """The problem of who pays, with the goals that are pursued one after the other."""

    case: Case
    roster: Roster
    problem: Problem
    columns: dict[Item, int]
    ties: dict[tuple[str, str, str], dict[Charge, int]]
    """(program, position, year) -> lines with their dollars, where a position is paid as one."""
    soft: dict[int, list[tuple[str, int]]]
    """prefer -> (rule id, column of its shortfall)."""
    spend: list[tuple[str, list[int]]]
    """Sources in spend order, with the columns of what they pay."""
    tells_apart: bool
    """Whether some rule treats the lines of one position differently: paid as one, it then only comes near its goals."""
    changes: list[int]
    """Columns that hold the changes from year to year."""

    def budget(self, x: Floats) -> Budget:
        """The budget of a solution in whole dollars."""
        payments: list[Payment] = []
        positions: dict[tuple[str, str, str], dict[str, int]] = {}
        for item, column in self.columns.items():
            dollars = round(x[column])
            if item.object:
                payments.append(Payment(item.program, item.line, item.year, item.source, item.object, dollars))
            elif dollars:
                positions.setdefault((item.program, item.line, item.year), {})[item.source] = dollars
        for (program, tie, year), by_source in positions.items():
            for (charge, source), dollars in by_lines(self.ties[program, tie, year], by_source).items():
                payments.append(Payment(program, charge.line, year, source, charge.object, dollars))
        return Budget.of(self.roster, payments)


def by_lines(lines: dict[Charge, int], by_source: dict[str, int]) -> dict[tuple[Charge, str], int]:
    """What each source pays of each line of a position: its common share, rounded up or down so that both the lines and the
    sources add up. Such a rounding always exists; it is found as a flow of the dollars that rounding down leaves over."""
    together = sum(lines.values())
    cells = {(charge, source): cost * dollars // together
             for charge, cost in lines.items() for source, dollars in by_source.items()}
    links: dict[tuple[Node, Node], int] = {}
    for charge, cost in lines.items():
        links["start", charge] = cost - sum(cells[charge, source] for source in by_source)
        for source, dollars in by_source.items():
            links[charge, source] = int(cost * dollars % together > 0)
    for source, dollars in by_source.items():
        links[source, "end"] = dollars - sum(cells[charge, source] for charge in lines)
    moved = most_flow(links, "start", "end")
    return {cell: dollars + moved.get(cell, 0) for cell, dollars in cells.items()}


def split(case: Case, roster: Roster, by_line: bool = False, rounding: Rounding = "any") -> Split:
    """Write down who may pay what of a roster. ``rounding`` speaks of positions that are paid as one."""
    table = Table()
    view = OpenPayments(case, roster, table, by_line)
    rows = ask(case, view, list(case.rules))
    writer = Writer(table, view.settlement, rounding=rounding)
    for rule, row in rows:
        writer.write(row, Origin(rule.id, row.year, row.about, row.unit, rule.prefer))
    for name, row in view.definitions:
        writer.write(row, Origin(name, row.year, row.about, row.unit))
    columns = dict(sorted(view.columns.items()))
    spend = [(source, [column for item, column in columns.items() if item.source == source]) for source in spend_order(case)]
    changes = _changes(case, table, columns)
    return Split(case, roster, table.problem({}), columns, view.tied, writer.soft, spend, writer.tells_apart, changes)


def _changes(case: Case, table: Table, columns: dict[Item, int]) -> list[int]:
    """A column for the change of what each source pays of each program between two years, up or down."""
    together: dict[tuple[str, str], dict[str, list[int]]] = {}
    for item, column in columns.items():
        together.setdefault((item.program, item.source), {}).setdefault(item.year, []).append(column)
    found: list[int] = []
    for (program, source), years in sorted(together.items()):
        for year, later in zip(case.years, case.years[1:], strict=False):
            if year in years or later in years:
                change = table.column(f"change {program} {source} {later}")
                origin = Origin("steady", later, program)
                difference = dict.fromkeys(years.get(later, []), 1.0) | dict.fromkeys(years.get(year, []), -1.0)
                table.row({**difference, change: -1.0}, -float("inf"), 0.0, origin)
                table.row({**difference, change: 1.0}, 0.0, float("inf"), origin)
                found.append(change)
    return found


def spend_order(case: Case) -> list[str]:
    """Sources in the order in which they are spent: as the plan says; then what lapses first, then the source that may pay
    the fewest of the programs, then id. Unrestricted money comes last whatever the rest says."""
    stated = case.plan.spend_order

    def key(source: str) -> tuple[bool, int, str, int, str]:
        place = stated.index(source) if source in stated else len(stated)
        lapses = min((case.usable_until(source, award) for award in case.awards(source)
                      if case.stated_amount(source, award)), default="9999")
        reach = len({charge.program for charge in case.charges_of(source)})
        return unrestricted(case.plan.sources[source].resource), place, lapses, reach, source

    return sorted(case.sources, key=key)


