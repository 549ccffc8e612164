"""A budget in which everything is still open: each figure that a rule asks for is an unknown or a sum of unknowns."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from fractions import Fraction

from allocator.domain.case import Case
from allocator.domain.charge import Charge
from allocator.domain.lin import Lin, total
from allocator.domain.rule import Row, at_least, at_most
from allocator.model.open_money import OpenMoney
from allocator.model.problem import Table

NOTHING = Lin()


class Unknown(OpenMoney):
    """The view that plans. Payments are handed out as provisional unknowns (negative numbers); once every rule has asked
    for what it needs, ``payers.settle`` turns them into as few columns as the rules can tell apart."""

    def __init__(self, case: Case, table: Table) -> None:
        super().__init__(case)
        self.begin(table, whole_dollars=False)
        self.settled: list[tuple[str, str, Lin, Lin]] = []
        """(year, what, dollars paid, dollars it costs), once payments are settled."""
        self._pay: dict[tuple[str, str], dict[Charge, int]] = {}
        self._paid = 0
        for program, options in case.options.items():
            for year in case.years:
                for option in options:
                    self.known["run", program, option.level, year] = self.new(
                        f"run {program} {option.level} {year}", 0, 1, whole=True)

    # what runs ----------------------------------------------------------------------------------------------------
    def run(self, program: str, level: str, year: str) -> Lin:
        return self.known["run", program, level, year]

    def start(self, program: str, year: str) -> Lin:
        return self.remember(("start", program, year), lambda: self._new_start(program, year))

    def _new_start(self, program: str, year: str) -> Lin:
        record, before = self.case.programs[program], self.case.before(year)
        on = self.on(program, year)
        if before is None:
            return Lin() if record.running else on
        if record.timing == "all_years" or (record.timing == "once" and record.running):
            if record.timing == "once":
                self.define(at_most(on, self.on(program, before), year=year, about=program, unit="count"))
            return Lin()
        start = self.new(f"start {program} {year}", 0, 1)
        was = self.on(program, before)
        self.define(at_least(start, on - was, year=year, about=program, unit="count"))
        self.define(at_most(start, on, year=year, about=program, unit="count"))
        if record.timing == "free":
            self.define(at_most(start, 1 - was, year=year, about=program, unit="count"))
        return start

    def first(self, program: str, level: str, year: str) -> Lin:
        if not any(self.case.has_start_cost(program, option.level) for option in self.case.options[program]):
            return Lin()
        levels = [option.level for option in self.case.options[program]]
        if len(levels) == 1:
            return self._first_year(program, year)
        return self.remember(("first", program, level, year), lambda: self._new_first(program, level, year))

    def _new_first(self, program: str, level: str, year: str) -> Lin:
        first_year = self._first_year(program, year)
        if first_year.is_number:
            return Lin()
        options = self.case.options[program]
        for option in options:
            column = self.table.column(f"first {program} {option.level} {year}", 0, 1)
            self.known["first", program, option.level, year] = Lin.unknown(column)
            self.define(at_most(Lin.unknown(column), self.run(program, option.level, year),
                                           year=year, about=program, unit="count"))
        together = total(self.known["first", program, option.level, year] for option in options)
        for row in (at_most(together, first_year, year=year, about=program, unit="count"),
                    at_least(together, first_year, year=year, about=program, unit="count")):
            self.define(row)
        return self.known["first", program, level, year]

    def _first_year(self, program: str, year: str) -> Lin:
        record = self.case.programs[program]
        if record.timing != "free" or record.restart_cost:
            return self.start(program, year)
        if record.running:
            return Lin()
        return self.remember(("first", program, year), lambda: self._new_first_year(program, year))

    def _new_first_year(self, program: str, year: str) -> Lin:
        if self.case.before(year) is None:
            return self.on(program, year)
        first = self.new(f"first {program} {year}", 0, 1)
        earlier = total(self._first_year(program, y) for y in self.case.years if y < year)
        self.define(at_most(first, self.on(program, year), year=year, about=program, unit="count"))
        self.define(at_most(first + earlier, 1, year=year, about=program, unit="count"))
        self.define(at_most(self.on(program, year), first + earlier, year=year, about=program, unit="count"))
        return first

    # needs ----------------------------------------------------------------------------------------------------------
    def met(self, need: str, year: str) -> Lin:
        return self.remember(("met", need, year), lambda: self._new_met(need, year))

    def _new_met(self, need: str, year: str) -> Lin:
        met = self.new(f"met {need} {year}", 0, 1)
        served = total(self.run(o.program, o.level, year) * share for o, share in self.case.meeting[need])
        returns = self.case.plan.needs[need].returns or [(Fraction(0), Fraction(0)), (Fraction(1), Fraction(1))]
        for (x, y), (x2, y2) in itertools.pairwise(returns):
            slope = (y2 - y) / (x2 - x)
            self.define(at_most(met, served * slope + (y - slope * x), year=year, about=need, unit="share"))
        return met

    # money ----------------------------------------------------------------------------------------------------------
    def pay(self, charge: Charge, source: str, year: str) -> Lin:
        symbol = self.payments(source, year).get(charge)
        return NOTHING if symbol is None else Lin.unknown(symbol)

    def paid(self, source: str, year: str, pick: Callable[[Charge], bool] | None = None) -> Lin:
        return Lin(0, {symbol: 1 for charge, symbol in self.payments(source, year).items() if pick is None or pick(charge)})

    def payments(self, source: str, year: str) -> dict[Charge, int]:
        """What a source may pay in a year, each with its provisional unknown."""
        found = self._pay.get((source, year))
        if found is None:
            charges = self.case.charges_of(source) if self.money[source, year] else ()
            found = self._pay[source, year] = {charge: -number for number, charge in enumerate(charges, self._paid + 1)}
            self._paid += len(found)
        return found

    def available(self, source: str, year: str) -> Lin:
        stated = self.case.stated_amount(source, year)
        earned = any(True for rule in self.case.rules for _ in rule.ceilings(self.case, self, source, year))
        if not stated or not earned:
            return Lin(stated)
        return self.remember(("available", source, year), lambda: self._earned(source, year, stated))

    def _earned(self, source: str, year: str, stated: int) -> Lin:
        """Money that must be earned first. It is the least of what is stated and what was earned; where a rule asks by it,
        a yes-or-no unknown for each of them says which is the least."""
        available = self.new(f"available {source} {year}", 0, stated)
        if any(rule.asks_by_award(source) for rule in self.case.rules):
            limits = [Lin(stated), *(c for rule in self.case.rules for c in rule.ceilings(self.case, self, source, year))]
            least = [self.new(f"least {source} {year} {at}", 0, 1, whole=True) for at in range(len(limits))]
            self.define(at_least(total(least), 1, year=year, about=source, unit="count"))
            for limit, is_least in zip(limits, least, strict=True):
                most = round(self.most(limit))
                self.define(at_least(available, limit - (1 - is_least) * most, year=year, about=source))
        return available

    def first_tier(self, charge: Charge, year: str) -> Lin:
        twin = Charge(charge.program, charge.line, "5800", "first")
        return self.remember(("tier", twin.program, twin.line, year), lambda: self._new_tier(charge.agreement, twin, year))

    def _new_tier(self, agreement: str, twin: Charge, year: str) -> Lin:
        """What this line adds to min(tier, cost so far); a yes-or-no unknown says whether the tier is used up."""
        tier, case = self.case.first_tier(agreement), self.case
        order = [(y, c) for y in case.years for c in case.all_charges if c.tier == "first" and c.agreement == agreement]
        at = order.index((year, twin))
        so_far = total(self.line_cost(c, y) for y, c in order[: at + 1])
        most = sum(case.most_cost(c, y) for y, c in order[: at + 1])
        counted = self.new(f"tier {twin.program} {twin.line} {year}", 0, tier)
        full = self.new(f"full {twin.program} {twin.line} {year}", 0, 1, whole=True)
        for row in (at_most(counted, so_far, year=year, about=twin.program),
                    at_least(counted, full * tier, year=year, about=twin.program),
                    at_least(counted, so_far - full * most, year=year, about=twin.program)):
            self.define(row)
        self.known["tiers so far", twin.program, twin.line, year] = counted
        if at == 0:
            return counted
        before_year, before = order[at - 1]
        self.first_tier(before, before_year)
        return counted - self.known["tiers so far", before.program, before.line, before_year]

    def paid_after(self, charge: Charge, source: str) -> Lin:
        return self.remember(("after", charge.program, charge.line, charge.object, source), lambda: Lin.unknown(
            self.table.column(f"after {charge.program} {charge.line} {source}")))

    def bills(self, year: str) -> Iterable[tuple[str, Lin, Lin]]:
        return ((what, paid, cost) for y, what, paid, cost in self.settled if y == year)

    def shares(self, year: str) -> Iterable[Row]:
        """Payments of one position are settled in common shares, so there is nothing left to say."""
        return ()
