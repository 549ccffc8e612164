"""A budget in exact numbers: every cost, charge, balance and total worked out anew from what a person may enter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from allocator.domain.budget import Budget, Payment
from allocator.domain.case import Case
from allocator.domain.charge import Charge
from allocator.domain.decided import Decided
from allocator.domain.lin import Lin, total
from allocator.domain.report import SourceYear
from allocator.money import whole_down


class Balance(NamedTuple):
    """An award in a year: dollars at hand, dollars used, dollars kept for the next year."""

    held: int
    used: int
    kept: int


EMPTY = Balance(0, 0, 0)


class Ledger(Decided):
    """What the rules see when a budget is checked."""

    def __init__(self, case: Case, budget: Budget) -> None:
        super().__init__(case, {
            program: {y: level for y, level in years.items() if y in case.years and (program, level) in case.levels}
            for program, years in budget.roster.items() if program in case.programs
        })
        self.budget = budget
        known = {(c.program, c.line, c.object): c for c in case.all_charges}
        self.strays: list[Payment] = []
        """Payments for a line or object code, from a source or in a year that the plan does not have."""
        self._paid: dict[tuple[str, str], dict[Charge, int]] = defaultdict(dict)
        for payment in budget.payments:
            charge = known.get((payment.program, payment.line, payment.object))
            if charge is None or payment.source not in case.plan.sources or payment.year not in case.years:
                self.strays.append(payment)
                continue
            lines = self._paid[payment.source, payment.year]
            lines[charge] = lines.get(charge, 0) + payment.dollars

    def pay(self, charge: Charge, source: str, year: str) -> Lin:
        return Lin(self._paid[source, year].get(charge, 0))

    def paid(self, source: str, year: str, pick: Callable[[Charge], bool] | None = None) -> Lin:
        """Also what the source pays and may not."""
        return Lin(sum(dollars for charge, dollars in self._paid[source, year].items() if pick is None or pick(charge)))

    def barred(self, rule: str, program: str, year: str) -> Lin:
        pairs = self.case.barred_by(rule).get(program, ())
        return Lin(sum(self._paid[source, year].get(charge, 0) for source, charge in pairs))

    def bills(self, year: str) -> Iterator[tuple[str, Lin, Lin]]:
        paid: dict[Charge, int] = {}
        for source in self.case.sources:
            for charge, dollars in self._paid[source, year].items():
                paid[charge] = paid.get(charge, 0) + dollars
        for charge in self.case.all_charges:
            yield f"{charge.program}/{charge.line}", Lin(paid.get(charge, 0)), self.charge_cost(charge, year)

    def indirect(self, source: str, year: str) -> Lin:
        rate = self.case.indirect_rate(source)
        if rate == 0:
            return Lin(0)
        return Lin(whole_down(rate * self.paid(source, year, lambda c: self.case.in_base(source, c)).const))

    # balances by award, oldest spent first -------------------------------------------------------------------------
    @cached_property
    def _balances(self) -> dict[tuple[str, str, str], Balance]:
        found: dict[tuple[str, str, str], Balance] = {}
        for source in self.case.sources:
            held: dict[str, int] = {a: self.case.stated_amount(source, a)
                                    for a in self.case.awards(source) if a not in self.case.years}
            for year in self.case.years:
                held[year] = whole_down(self.available(source, year).const)
                self._spend(source, year, held, found)
        return found

    def _spend(self, source: str, year: str, held: dict[str, int],
               found: dict[tuple[str, str, str], Balance]) -> None:
        need = whole_down(self.spent(source, year).const)
        usable = self.case.usable(source, year)
        for award in usable:
            used = min(held[award], need) if award != usable[-1] else need
            need -= used
            left = max(0, held[award] - used)
            if self.case.usable_until(source, award) == year:
                left = 0
            cap = self.case.carry_cap(source, self.case.stated_amount(source, award)) if award == year else None
            kept = left if cap is None else min(left, cap)
            found[source, award, year] = Balance(held[award], used, kept)
            held[award] = kept
        if need:  # nothing may be spent any more: the year's own award is charged, so that a rule shows it
            found[source, year, year] = Balance(0, need, 0)

    def used(self, source: str, award: str, year: str) -> Lin:
        return Lin(self._balances.get((source, award, year), EMPTY).used)

    def spendable(self, source: str, year: str) -> Lin:
        return Lin(sum(self._balances[source, award, year].held for award in self.case.usable(source, year)))

    def kept(self, source: str, award: str, year: str) -> Lin:
        return Lin(self._balances.get((source, award, year), EMPTY).kept)

    # tables ---------------------------------------------------------------------------------------------------------
    def source_year(self, source: str, year: str) -> SourceYear:
        """The source's account of the year."""
        case = self.case
        before = case.before(year)
        if before is None:
            came = sum(case.stated_amount(source, award) for award in case.awards(source) if award not in case.years)
        else:
            came = self._kept_in(source, before)
        amount = whole_down(self.available(source, year).const)
        paid = whole_down(self.paid(source, year).const)
        indirect = whole_down(self.indirect(source, year).const)
        kept, last = self._kept_in(source, year), year == case.years[-1]
        out, unspent = (0, kept) if last else (kept, 0)
        return SourceYear(amount, came, paid, indirect, out, amount + came - paid - indirect - kept, unspent)

    def _kept_in(self, source: str, year: str) -> int:
        return sum(whole_down(self.kept(source, award, year).const) for award in self.case.awards(source))

    def costs(self) -> dict[str, dict[str, int]]:
        """Program -> year -> whole dollars, for the years in which it runs."""
        return {program: {year: self.program_cost(program, year) for year in years}
                for program, years in self.roster.items()}

    def needs(self) -> dict[str, dict[str, Fraction]]:
        """Need -> year -> share met."""
        return {need: {year: self.met_share(need, year) for year in self.case.years} for need in self.case.needs}

    def staff(self) -> dict[str, dict[str, Fraction]]:
        """Role -> year -> FTE in use."""
        return {role: {year: Fraction(self.fte_in(role, year)) for year in self.case.years}
                for role in sorted(self.case.plan.staff)}

    def total_cost(self) -> int:
        """Dollars of all programs in all years."""
        return sum(cost for years in self.costs().values() for cost in years.values())

    def total_paid(self) -> int:
        """Dollars of all payments, without indirect."""
        return whole_down(total(self.paid(s, y) for s in self.case.sources for y in self.case.years).const)
