"""A budget whose roster is decided: what runs is known, who pays may still be open."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cached_property

from allocator.domain.case import Case
from allocator.domain.charge import Charge
from allocator.domain.lasting import Node, most_flow
from allocator.domain.lin import Lin, total
from allocator.domain.rule import Row, Unit, at_least, at_most
from allocator.domain.view import View
from allocator.money import Number, whole_down

Roster = Mapping[str, Mapping[str, str]]
ONE, NONE = Lin(1), Lin(0)


def curve(returns: list[tuple[Fraction, Fraction]] | None, served: Fraction) -> Fraction:
    """Share of a need that counts as met when a share of it is served: one to one, or along the need's returns."""
    if returns is None:
        return served
    for (x, y), (x2, y2) in itertools.pairwise(returns):
        if x <= served <= x2:
            return y + (y2 - y) * (served - x) / (x2 - x)
    return returns[-1][1]


class Decided(View):
    """Everything that follows from the roster alone, in exact numbers. By itself it is a budget in which nothing is paid."""

    def __init__(self, case: Case, roster: Roster) -> None:
        super().__init__(case)
        self.roster = roster

    def level(self, program: str, year: str) -> str | None:
        """The level at which the program runs in the year, or None."""
        return self.roster.get(program, {}).get(year)

    def run(self, program: str, level: str, year: str) -> Lin:
        return ONE if self.level(program, year) == level else NONE

    def _starts(self, program: str, year: str) -> bool:
        before = self.case.before(year)
        ran = self.case.programs[program].running if before is None else self.level(program, before)
        return self.level(program, year) is not None and ran is None

    def start(self, program: str, year: str) -> Lin:
        return ONE if self._starts(program, year) else NONE

    def is_first(self, program: str, year: str) -> bool:
        """Whether the year's costs are first-year costs: the first year it ever runs, or any start when restarts cost."""
        record = self.case.programs[program]
        if not self._starts(program, year):
            return False
        earlier = any(self.level(program, y) for y in self.case.years if y < year)
        return record.restart_cost or not (earlier or record.running)

    def first(self, program: str, level: str, year: str) -> Lin:
        return ONE if self.level(program, year) == level and self.is_first(program, year) else NONE

    def on(self, program: str, year: str) -> Lin:
        return NONE if self.level(program, year) is None else ONE

    def by_level(self, program: str, year: str, worth: Callable[[str, bool], Number]) -> Lin:
        level = self.level(program, year)
        return NONE if level is None else Lin(worth(level, self.is_first(program, year)))

    def fte(self, role: str, year: str) -> Lin:
        needed = (fte for option, fte in self.case.employing.get(role, ()) if self.level(option.program, year) == option.level)
        return Lin(sum(needed, Fraction(0)))

    def program_cost(self, program: str, year: str) -> int:
        """Whole dollars that the program costs in the year."""
        level = self.level(program, year)
        return 0 if level is None else self.case.cost(program, level, year, self.is_first(program, year))

    def met(self, need: str, year: str) -> Lin:
        return Lin(self.met_share(need, year))

    def met_share(self, need: str, year: str) -> Fraction:
        """Share of the need that the roster meets in the year."""
        return self.met_of(need, self.served(need, year))

    def met_of(self, need: str, served: Fraction) -> Fraction:
        """Share of the need that counts as met when so much of it is served."""
        return curve(self.case.plan.needs[need].returns, min(Fraction(1), served))

    def served(self, need: str, year: str) -> Fraction:
        """Share of the need that the roster serves in the year; more than 1 where programs overlap."""
        return sum((share for option, share in self.case.meeting[need] if self.level(option.program, year) == option.level),
                   Fraction(0))

    def points(self) -> Fraction:
        """Average over years of the sum over needs of score x share met."""
        case = self.case
        reached = (case.plan.needs[need].score * self.met_share(need, year) * case.weights[year]
                   for year in case.years for need in case.needs)
        return sum(reached, Fraction(0)) / len(case.years)

    def pay(self, charge: Charge, source: str, year: str) -> Lin:
        return NONE

    def spendable(self, source: str, year: str) -> Lin:
        return NONE

    def used(self, source: str, award: str, year: str) -> Lin:
        return NONE

    def kept(self, source: str, award: str, year: str) -> Lin:
        return NONE

    def indirect(self, source: str, year: str) -> Lin:
        return NONE

    def available(self, source: str, year: str) -> Lin:
        return Lin(self._at_most_earned(source, year, self.case.stated_amount(source, year)))

    def _at_most_earned(self, source: str, year: str, stated: int) -> int:
        ceilings = [c.const for rule in self.case.rules for c in rule.ceilings(self.case, self, source, year)]
        return max(0, whole_down(min([stated, *ceilings])))

    def whole(self, name: str, amount: Lin, unit: Unit = "dollars") -> Lin:
        return Lin(whole_down(amount.const))

    def outside(self, name: str, amount: Lin, low: int, high: int, most: int) -> Lin:
        return NONE if low <= amount.const <= high else ONE

    # agreements ---------------------------------------------------------------------------------------------------
    @cached_property
    def _first_tiers(self) -> dict[tuple[Charge, str], int]:
        """Each agreement's first tier fills up in the order of years, programs and lines."""
        left: dict[str, int] = {}
        found: dict[tuple[Charge, str], int] = {}
        for year in self.case.years:
            for charge in self.case.all_charges:
                if charge.tier == "first":
                    room = left.setdefault(charge.agreement, self.case.first_tier(charge.agreement))
                    part = min(room, whole_down(self.line_cost(charge, year).const))
                    left[charge.agreement] = room - part
                    found[charge, year] = part
        return found

    def first_tier(self, charge: Charge, year: str) -> Lin:
        twin = Charge(charge.program, charge.line, "5800", "first")
        return Lin(self._first_tiers[twin, year])

    # after the plan -----------------------------------------------------------------------------------------------
    def lasting_amount(self, source: str) -> int:
        """Dollars that a lasting source gives in the year after the plan: its last amount, or what is earned of it."""
        case = self.case
        return self._at_most_earned(source, case.next_year, case.stated_amount(source, case.years[-1]))

    @cached_property
    def links_after(self) -> dict[tuple[Node, Node], int]:
        """Where lasting money may go in the year after the plan, with the most dollars for each link: from "start" to a
        source, to a hub for what the source may pay of a program, to a charge, to "end"."""
        case = self.case
        limits = {(source, program): whole_down(limit.const) for source, program, limit in self.limits_after()}
        costs = {charge: whole_down(self.cost_after(charge).const) for charge in case.lasting_charges}
        links: dict[tuple[Node, Node], int] = {}
        for source in (s for s in case.sources if case.plan.sources[s].lasts):
            amount = self.lasting_amount(source)
            links["start", ("source", source)] = whole_down(Fraction(amount) / (1 + case.indirect_rate(source)))
            for charge, cost in costs.items():
                if cost and case.permits(source, charge):
                    hub = ("hub", source, charge.program)
                    links[("source", source), hub] = limits.get((source, charge.program), amount)
                    links[hub, charge] = cost
                    links[charge, "end"] = cost
        return links

    @cached_property
    def _after(self) -> dict[tuple[Node, Node], int]:
        return most_flow(self.links_after, "start", "end")

    def paid_after(self, charge: Charge, source: str) -> Lin:
        return Lin(self._after.get((("hub", source, charge.program), charge), 0))

    # what must be paid, and how -------------------------------------------------------------------------------------
    def bills(self, year: str) -> Iterable[tuple[str, Lin, Lin]]:
        for charge in self.case.all_charges:
            paid = total(self.pay(charge, source, year) for source in self.case.sources)
            yield f"{charge.program}/{charge.line}", paid, self.charge_cost(charge, year)

    def ties(self, program: str, year: str) -> dict[str, dict[Charge, int]]:
        """Positions of the program in the year: the lines of each with their dollars."""
        level = self.level(program, year)
        found: dict[str, dict[Charge, int]] = {}
        for charge in self.case.charges[program] if level is not None else ():
            dollars = whole_down(self.charge_cost(charge, year).const)
            if charge.tie and dollars:
                found.setdefault(charge.tie, {})[charge] = dollars
        return found

    def shares(self, year: str) -> Iterable[Row]:
        for program in self.case.programs:
            for tie, lines in self.ties(program, year).items():
                if len(lines) > 1:
                    yield from self._tie_rows(f"{program}/{tie}", lines, year)

    def _tie_rows(self, about: str, lines: Mapping[Charge, int], year: str) -> Iterable[Row]:
        cost = sum(lines.values())
        near = 1 - Fraction(1, cost)
        for source in self.case.sources:
            together = total(self.pay(charge, source, year) for charge in lines)
            if together.is_number and together.const == 0:
                continue
            if not all(self.case.permits(source, charge) for charge in lines):
                yield at_most(together, 0, year=year, about=about)
                continue
            for charge, dollars in lines.items():
                away = self.pay(charge, source, year) - together * Fraction(dollars, cost)
                yield at_most(away, near, year=year, about=about)
                yield at_least(away, -near, year=year, about=about)

    # figures --------------------------------------------------------------------------------------------------------
    def fte_in(self, role: str, year: str) -> Number:
        """FTE of the role in use in the year."""
        return self.fte(role, year).const


def everything(case: Case) -> tuple[Fraction, Fraction]:
    """(points when every program runs at its most helpful level in every year, sum of all scores)."""
    reach = Fraction(0)
    for need in case.needs:
        served = sum((max(o.meets.get(need, Fraction(0)) for o in options) for options in case.options.values()), Fraction(0))
        reach += case.plan.needs[need].score * curve(case.plan.needs[need].returns, min(Fraction(1), served))
    return reach, sum((case.plan.needs[need].score for need in case.needs), Fraction(0))
