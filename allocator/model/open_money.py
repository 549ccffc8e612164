"""What both planning views share: balances, charges and whole parts that are still unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import lcm

from allocator.domain.case import Case
from allocator.domain.lin import Lin, total
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
        self.money = {(s, y): any(self.case.stated_amount(s, a) for a in self.case.usable(s, y)) or self._more(s, y)
                      for s in self.case.sources for y in self.case.years}
        """(source, year) -> whether it may pay anything then."""
        self.tempting = {source: newer_first_could_pay(self.case, source) for source in self.case.sources}
        """Source -> whether spending newer money before older money could ever pay."""

    def _more(self, source: str, year: str) -> bool:
        """Whether more than what is stated may be spent: no award limits the source, or its limit may be missed."""
        limits = [rule.id for rule in self.case.rules if rule.kind == "award" and getattr(rule, "source", "") == source]
        given = any(place[0] in limits and place[1] == year for place in self.case.given)
        return (given or not limits) and bool(self.case.usable(source, year))

    def all_give(self) -> None:
        """Every source may pay in every year in which its money may be used at all: it is open how much there will be."""
        self.money = {(source, year): bool(self.case.usable(source, year)) for source, year in self.money}

    def indirect(self, source: str, year: str) -> Lin:
        rate = self.case.indirect_rate(source)
        if rate == 0:
            return Lin()
        return self.remember(("indirect", source, year), lambda: self._indirect(source, year, rate))

    def _indirect(self, source: str, year: str, rate: Fraction) -> Lin:
        base = self.paid(source, year, lambda charge: self.case.in_base(source, charge))
        return self.whole(f"indirect {source} {year}", base * rate)

    def spendable(self, source: str, year: str) -> Lin:
        usable = self.case.usable(source, year)
        if usable == [year] and self.case.usable_until(source, year) == year:
            return self.available(source, year)
        key = ("spendable", source, year)
        return self.remember(key, lambda: self._drawn(source, year, usable))

    def _drawn(self, source: str, year: str, usable: list[str]) -> Lin:
        """What is drawn from each award; what is not drawn may be kept."""
        for award in usable:
            left = total((self._held(source, award, year), -self.used(source, award, year), -self.kept(source, award, year)))
            self.define(at_least(left, 0, year=year, about=source))
        for row in oldest_first(self, source, year):
            self.define(row)
        return total(self.used(source, award, year) for award in usable)

    def _held(self, source: str, award: str, year: str) -> Lin:
        before = self.case.before(year)
        if award == year:
            return self.available(source, year)
        return Lin(self.case.stated_amount(source, award)) if before is None else self.kept(source, award, before)

    def used(self, source: str, award: str, year: str) -> Lin:
        if award not in self.case.usable(source, year):
            return Lin()
        return self.remember(("used", source, award, year),
                             lambda: self.new(f"used {source} {award} {year}", whole=self.whole_dollars))

    def kept(self, source: str, award: str, year: str) -> Lin:
        last = year == self.case.years[-1] or self.case.usable_until(source, award) <= year
        if last or award not in self.case.usable(source, year):
            return Lin()
        return self.remember(("kept", source, award, year),
                             lambda: self.new(f"kept {source} {award} {year}", whole=self.whole_dollars))

    def whole(self, name: str, amount: Lin, unit: Unit = "dollars") -> Lin:
        return self.remember(("whole", name), lambda: self._new_whole(name, amount, unit))

    def _new_whole(self, name: str, amount: Lin, unit: Unit) -> Lin:
        if amount.is_number:
            return Lin(int(amount.const // 1))
        parts = lcm(amount.const.denominator, *{factor.denominator for factor in amount.terms.values()})
        whole = self.new(f"whole {name}", 0, self.most(amount), whole=self.whole_dollars or unit != "dollars")
        self.define(at_least(amount, whole, unit=unit))
        self.define(at_most(amount - Fraction(parts - 1, parts), whole, unit=unit))
        return whole

    def outside(self, name: str, amount: Lin, low: int, high: int, most: int) -> Lin:
        return self.remember(("outside", name), lambda: self._new_outside(name, amount, low, high, most))

    def _new_outside(self, name: str, amount: Lin, low: int, high: int, most: int) -> Lin:
        if amount.is_number:
            return Lin(0 if low <= amount.const <= high else 1)
        outside = self.new(f"outside {name}", 0, 1, whole=True)
        self.define(at_least(amount, (1 - outside) * low))
        self.define(at_most(amount, outside * max(0, most - high) + high))
        return outside

    def new(self, name: str, lower: float = 0.0, upper: float = INFINITY, whole: bool = False) -> Lin:
        """A new unknown."""
        return Lin.unknown(self.table.column(name, lower, upper, whole))

    def most(self, amount: Lin) -> float:
        """A whole number that the amount cannot exceed; infinite when its unknowns have no limits."""
        uppers = (self.table.upper[column] if column >= 0 else INFINITY for column in amount.terms)
        parts = [float(factor) * upper for factor, upper in zip(amount.terms.values(), uppers, strict=True) if factor > 0]
        most = float(amount.const) + sum(parts)
        return most if most == INFINITY else float(int(most + 1e-6))

    def define(self, row: Row) -> None:
        """Say what an unknown means."""
        self.definitions.append((self.speaking, row))

    def remember(self, key: tuple[str, ...], make: Callable[[], Lin]) -> Lin:
        """The unknown with a key, made the first time it is asked for."""
        if key not in self.known:
            self.known[key] = make()
        return self.known[key]


def oldest_first(view: OpenMoney, source: str, year: str) -> Iterator[Row]:
    """The oldest money is spent first. Mostly that is also best, and nothing needs to be said; where a limit on carrying, or
    an award that lapses before an older one, could make it pay to spend newer money first, it is said."""
    case, usable = view.case, view.case.usable(source, year)
    if not view.tempting[source]:
        return
    before = case.before(year)
    for at in range(1, len(usable)):
        newer, older = usable[at], usable[:at]
        begun = view.new(f"begun {source} {newer} {year}", 0, 1, whole=True)
        most = case.stated_amount(source, newer)
        yield at_most(view.used(source, newer, year), begun * most, year=year, about=source)
        for award in older:
            amount = case.stated_amount(source, award)
            held = Lin(amount) if before is None else view.kept(source, award, before)
            left = held - view.used(source, award, year)
            yield at_most(left, (1 - begun) * amount, year=year, about=source)


def newer_first_could_pay(case: Case, source: str) -> bool:
    """Whether spending newer money before older money could ever pay."""
    awards = case.awards(source)
    until = [case.usable_until(source, award) for award in awards]
    lasts_long = any(sum(a < later <= u for later in awards) > 1 for a, u in zip(awards, until, strict=True))
    limited = any(case.carry_cap(source, case.stated_amount(source, a)) is not None for a in awards)
    return until != sorted(until) or (limited and lasts_long)
