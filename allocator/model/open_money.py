"""What both planning views share: balances, charges and whole parts that are still unknown."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm

from allocator.domain.lin import Lin
from allocator.domain.rule import Row, Unit, at_least, at_most
from allocator.domain.view import View
from allocator.model.problem import INFINITY, Table


class OpenMoney(View):
    """Who pays is open. Unknowns are made when a rule first asks for them."""

    table: Table
    whole_dollars: bool
    """Whether whole parts of dollar amounts must be whole already, or may be decided later."""

    def begin(self, table: Table, whole_dollars: bool) -> None:
        """Start writing into a table."""
        self.table = table
        self.whole_dollars = whole_dollars
        self.speaking = ""
        """Id of the rule that is asking."""
        self.definitions: list[tuple[str, Row]] = []
        """(rule id, row) for rows that say what an unknown means."""
        self.known: dict[tuple[str, ...], Lin] = {}
        self.money = {(s, y): any(self.case.stated_amount(s, a) for a in self.case.usable(s, y))
                      for s in self.case.sources for y in self.case.years}

    def indirect(self, source: str, year: str) -> Lin:
        rate = self.case.indirect_rate(source)
        if rate == 0:
            return Lin()
        base = self.paid(source, year, lambda charge: self.case.in_base(source, charge))
        return self.whole(f"indirect {source} {year}", base * rate)

    def used(self, source: str, award: str, year: str) -> Lin:
        usable = self.case.usable(source, year)
        if award not in usable:
            return Lin()
        if usable == [award]:
            return self.spent(source, year)
        return self.remember(("used", source, award, year),
                             lambda: self.new(f"used {source} {award} {year}", whole=self.whole_dollars))

    def kept(self, source: str, award: str, year: str) -> Lin:
        usable = self.case.usable(source, year)
        if award not in usable or self.case.usable_until(source, award) <= year or year == self.case.years[-1]:
            return Lin()
        return self.remember(("kept", source, award, year),
                             lambda: self.new(f"kept {source} {award} {year}", whole=self.whole_dollars))

    def whole(self, name: str, amount: Lin, unit: Unit = "dollars") -> Lin:
        return self.remember(("whole", name), lambda: self._new_whole(name, amount, unit))

    def _new_whole(self, name: str, amount: Lin, unit: Unit) -> Lin:
        if amount.is_number:
            return Lin(int(amount.const // 1))
        parts = lcm(*(Fraction(v).denominator for v in (amount.const, *amount.terms.values())))
        whole = self.new(f"whole {name}", whole=self.whole_dollars or unit != "dollars")
        self.define(at_most(whole, amount, unit=unit))
        self.define(at_least(whole, amount - Fraction(parts - 1, parts), unit=unit))
        return whole

    def new(self, name: str, lower: float = 0.0, upper: float = INFINITY, whole: bool = False) -> Lin:
        """A new unknown."""
        return Lin.unknown(self.table.column(name, lower, upper, whole))

    def define(self, row: Row) -> None:
        """Say what an unknown means."""
        self.definitions.append((self.speaking, row))

    def remember(self, key: tuple[str, ...], make: Callable[[], Lin]) -> Lin:
        """The unknown with a key, made the first time it is asked for."""
        if key not in self.known:
            self.known[key] = make()
        return self.known[key]
