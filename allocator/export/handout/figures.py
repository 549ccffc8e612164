"""The figures of a report that a page for families shows, in the order in which it shows them. Money is whole dollars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from allocator.audit import Ledger
from allocator.domain.natural import natural
from allocator.domain.report import Report
from allocator.money import whole_down


@dataclass(frozen=True)
class After:
    """The year after the plan, if all that ran last simply goes on."""

    recurs: int
    gap: int
    """Dollars of it that nobody pays."""


class Figures:
    """What the page adds up."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.case = report.case
        self.years: Sequence[str] = report.case.years
        self.ends = list(dict.fromkeys([self.years[0], self.years[-1]]))
        """The first and the last year; one year only where there is no other."""

    @cached_property
    def costs(self) -> dict[str, int]:
        """Dollars of each program over all years."""
        return {program: sum(by_year.values()) for program, by_year in self.report.costs.items()}

    @cached_property
    def programs(self) -> list[str]:
        """Programs that run: longest running first, then the dearest."""
        roster = self.report.budget.roster
        running = [p for p in self.case.programs if roster.get(p)]
        return sorted(running, key=lambda p: (-len(roster[p]), -self.costs.get(p, 0), natural(p)))

    @cached_property
    def spent_by(self) -> dict[str, int]:
        """Dollars that leave each source over all years, with its indirect charge."""
        return {source: sum(self.spent_in(source, year) for year in years) for source, years in self.report.sources.items()}

    def spent_in(self, source: str, year: str) -> int:
        """Dollars that leave a source in a year, with its indirect charge."""
        one = self.report.sources[source][year]
        return one.paid + one.indirect

    @cached_property
    def sources(self) -> list[str]:
        """Sources that pay something, those that pay most first."""
        return sorted((s for s, dollars in self.spent_by.items() if dollars), key=lambda s: (-self.spent_by[s], natural(s)))

    def _all(self, part: str) -> int:
        return sum(getattr(one, part) for years in self.report.sources.values() for one in years.values())

    @property
    def direct(self) -> int:
        """Dollars that programs cost."""
        return self._all("paid")

    @property
    def indirect(self) -> int:
        """Dollars of indirect charges."""
        return self._all("indirect")

    @property
    def spent(self) -> int:
        """Dollars that leave all sources."""
        return self.direct + self.indirect

    @property
    def lapsed(self) -> int:
        """Dollars whose time runs out."""
        return self._all("lapsed")

    @property
    def unspent(self) -> int:
        """Dollars that are still there after the last year."""
        return self._all("unspent")

    @property
    def money(self) -> int:
        """Dollars that there are, with what was brought in from before the plan."""
        first = self.years[0]
        brought = sum(years[first].carried_in for years in self.report.sources.values() if first in years)
        return self._all("amount") + brought

    @cached_property
    def needs(self) -> list[str]:
        """Needs, the highest score first."""
        needs = self.case.plan.needs
        return sorted(needs, key=lambda need: (-needs[need].score, natural(need)))

    def met(self, need: str) -> Fraction:
        """Share of a need that is met, on average over the years, each with its weight."""
        by_year, weights = self.report.needs.get(need, {}), self.case.weights
        return sum((weights[year] * by_year.get(year, Fraction(0)) for year in self.years), Fraction(0)) / len(self.years)

    def fte(self, role: str, year: str) -> Fraction:
        """FTE of a role in a year."""
        return self.report.staff.get(role, {}).get(year, Fraction(0))

    @cached_property
    def roles(self) -> list[str]:
        """Roles that are filled in any year: the most people first."""
        total = {role: sum(years.values(), Fraction(0)) for role, years in self.report.staff.items()}
        return sorted((role for role, fte in total.items() if fte), key=lambda role: (-total[role], natural(role)))

    @cached_property
    def after(self) -> After:
        """What goes on costing money, and what of it lasting money cannot pay: the figures of the cliff, without its order."""
        ledger = Ledger(self.case, self.report.budget)
        recurs = sum(whole_down(ledger.cost_after(charge).const) for charge in self.case.lasting_charges)
        return After(recurs, whole_down(ledger.gap_after().const))
