"""What a rule sees of a budget: unknowns while planning, dollars while checking. Rules never know which."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from fractions import Fraction

from allocator.domain.case import Case
from allocator.domain.charge import Charge
from allocator.domain.lin import Lin, Number, total
from allocator.domain.rule import Row, Unit
from allocator.money import whole_down

NOTHING = Lin()


class View(ABC):
    """A budget that may not be decided yet. Years are fiscal years of the plan; money is whole dollars."""

    def __init__(self, case: Case) -> None:
        self.case = case

    # decided by the plan ------------------------------------------------------------------------------------------
    @abstractmethod
    def run(self, program: str, level: str, year: str) -> Lin:
        """1 when the program runs at the level in the year, else 0."""

    @abstractmethod
    def start(self, program: str, year: str) -> Lin:
        """1 when the program runs in the year and did not in the year before."""

    @abstractmethod
    def first(self, program: str, level: str, year: str) -> Lin:
        """1 when the program runs at the level and the year's costs are first-year costs."""

    @abstractmethod
    def pay(self, charge: Charge, source: str, year: str) -> Lin:
        """Dollars of the charge that the source pays in the year."""

    @abstractmethod
    def spendable(self, source: str, year: str) -> Lin:
        """Dollars that the source may spend in the year: its award, and what is left of earlier ones that may be used."""

    @abstractmethod
    def used(self, source: str, award: str, year: str) -> Lin:
        """Dollars of an award that are spent in a year, oldest award first."""

    @abstractmethod
    def kept(self, source: str, award: str, year: str) -> Lin:
        """Dollars of an award that are kept at the end of a year for the next."""

    @abstractmethod
    def available(self, source: str, year: str) -> Lin:
        """Dollars that the source gives for the year; less than stated when they must first be earned."""

    @abstractmethod
    def indirect(self, source: str, year: str) -> Lin:
        """Indirect charge (object 7310) of the source in the year."""

    @abstractmethod
    def met(self, need: str, year: str) -> Lin:
        """Share of the need that is met in the year."""

    @abstractmethod
    def first_tier(self, charge: Charge, year: str) -> Lin:
        """Dollars of an agreement's line that fall in the agreement's first tier in the year."""

    @abstractmethod
    def whole(self, name: str, amount: Lin, unit: Unit = "dollars") -> Lin:
        """The whole part of an amount. The name tells it from every other whole part."""

    @abstractmethod
    def outside(self, name: str, amount: Lin, low: int, high: int, most: int) -> Lin:
        """1 when an amount, never below 0 nor above ``most``, lies outside ``low`` to ``high``, else 0. The name tells it from
        every other one. While planning it may be 1 inside as well: a rule can ask for few of them, never for many."""

    @abstractmethod
    def paid_after(self, charge: Charge, source: str) -> Lin:
        """Dollars of the last year's roster that lasting money pays in the year after the plan."""

    @abstractmethod
    def bills(self, year: str) -> Iterable[tuple[str, Lin, Lin]]:
        """(what, dollars paid, dollars it costs) of everything that must be paid in full in a year."""

    @abstractmethod
    def shares(self, year: str) -> Iterable[Row]:
        """Rows that keep the lines of one position within a dollar of their common share of each source."""

    # worked out from it -------------------------------------------------------------------------------------------
    def on(self, program: str, year: str) -> Lin:
        """1 when the program runs in the year, at any level."""
        return total(self.run(program, option.level, year) for option in self.case.options[program])

    def by_level(self, program: str, year: str, worth: Callable[[str, bool], Number]) -> Lin:
        """What ``worth(level, first year)`` gives for the level at which the program runs."""
        parts: list[Lin] = []
        for option in self.case.options[program]:
            later = worth(option.level, False)
            parts.append(self.run(program, option.level, year) * later)
            if extra := worth(option.level, True) - later:
                parts.append(self.first(program, option.level, year) * extra)
        return total(parts)

    def cost(self, program: str, year: str, of: Callable[[int], Number] = lambda dollars: dollars) -> Lin:
        """Dollars that the program costs in the year, or ``of`` them."""
        return self.by_level(program, year, lambda level, first: of(self.case.cost(program, level, year, first)))

    def line_cost(self, charge: Charge, year: str) -> Lin:
        """Dollars of the charge's line in the year, both tiers of an agreement together."""
        return self.by_level(charge.program, year, lambda level, first: (
            self.case.line_cost(charge.program, level, charge.line, year, first)
            if self.case.has_line(charge.program, level, charge) else 0))

    def together(self, charges: Iterable[Charge], year: str) -> Lin:
        """Dollars of some charges in the year, all of them together."""
        later: dict[tuple[str, str], int] = {}
        extra: dict[tuple[str, str], int] = {}
        others: list[Lin] = []
        for charge in charges:
            if charge.tier:
                others.append(self.charge_cost(charge, year))
                continue
            for option in self.case.options[charge.program]:
                if self.case.has_line(charge.program, option.level, charge):
                    key = charge.program, option.level
                    dollars = self.case.line_cost(*key, charge.line, year)
                    later[key] = later.get(key, 0) + dollars
                    extra[key] = extra.get(key, 0) + self.case.line_cost(*key, charge.line, year, True) - dollars
        runs = (self.run(*key, year) * dollars for key, dollars in later.items())
        firsts = (self.first(*key, year) * dollars for key, dollars in extra.items() if dollars)
        return total((*runs, *firsts, *others))

    def charge_cost(self, charge: Charge, year: str) -> Lin:
        """Dollars of the charge in the year."""
        if charge.tier == "first":
            return self.first_tier(charge, year)
        if charge.tier == "rest":
            return self.line_cost(charge, year) - self.first_tier(charge, year)
        return self.line_cost(charge, year)

    def fte(self, role: str, year: str) -> Lin:
        """FTE of the role that are in use in the year."""
        return total(
            self.run(option.program, option.level, year) * option.staff[role]
            for options in self.case.options.values() for option in options if option.staff.get(role)
        )

    def paid(self, source: str, year: str, pick: Callable[[Charge], bool] | None = None) -> Lin:
        """Dollars that the source pays in the year, without indirect; only for charges that ``pick`` accepts."""
        return total(self.pay(charge, source, year) for charge in self.case.charges_of(source, pick))

    def barred(self, rule: str, program: str, year: str) -> Lin:
        """Dollars of the program that are paid in the year although the rule forbids it. While planning there are none: such
        payments do not exist, which is how the rule is enforced."""
        return NOTHING

    def spent(self, source: str, year: str) -> Lin:
        """Dollars that leave the source in the year, with indirect."""
        return total((self.paid(source, year), self.indirect(source, year)))

    def over(self, years: Iterable[str], amount: Callable[[str], Lin]) -> Lin:
        """An amount summed over years."""
        return total(amount(year) for year in years)

    # after the plan ----------------------------------------------------------------------------------------------
    def cost_after(self, charge: Charge) -> Lin:
        """Dollars of the charge in the year after the plan, if the last year's roster went on."""
        case = self.case
        return total(
            self.run(charge.program, option.level, case.years[-1])
            * case.line_cost(charge.program, option.level, charge.line, case.next_year)
            for option in case.options[charge.program] if case.has_line(charge.program, option.level, charge)
        )

    def gap_after(self) -> Lin:
        """Dollars of the year after the plan that no lasting source pays."""
        case = self.case
        costs = total(self.cost_after(charge) for charge in case.lasting_charges)
        paid = total(
            self.paid_after(charge, source) for charge in case.lasting_charges for source in case.sources
            if case.plan.sources[source].lasts and case.permits(source, charge)
        )
        return costs - paid

    def limits_after(self) -> Iterable[tuple[str, str, Lin]]:
        """(source, program, most dollars) where a rule lets a lasting source pay only a share of a program's cost."""
        case = self.case
        rules = [rule for rule in case.rules if rule.shares_costs]
        for source in case.sources:
            if not case.plan.sources[source].lasts:
                continue
            for program in case.programs:
                share = min((rule.share_of(case, source, program) for rule in rules), default=Fraction(1))
                if 0 < share < 1:
                    yield source, program, total(
                        self.run(program, option.level, case.years[-1])
                        * whole_down(share * case.cost(program, option.level, case.next_year))
                        for option in case.options[program]
                    )
