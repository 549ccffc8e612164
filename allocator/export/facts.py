"""A report in the order in which sheets show it: rows, labels, and the figures that formulas will arrive at."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property

from allocator.domain.accounts import AccountStrings
from allocator.domain.charge import Charge
from allocator.domain.plan import LastYear
from allocator.domain.report import Report, SourceYear
from allocator.domain.sacs import INDIRECT_OBJECT, series_of
from allocator.explain.cliff import Cliff, cliff
from allocator.explain.framework import Covered, coverage
from allocator.explain.match import Match, match
from allocator.explain.narrative import Explained, narrative
from allocator.explain.objects import spent_by_object
from allocator.explain.timeline import StepOf, timeline
from allocator.export import labels
from allocator.export.costs import Cost, costs
from allocator.export.detail_rows import DetailRow, by_cost, detail_rows
from allocator.export.extras import NOTHING, Extras
from allocator.export.forms.reported import Reported, reported
from allocator.export.indexes import Sums, levels_by, summed
from allocator.export.names import Names
from allocator.export.rates import Rates
from allocator.grants import unconfirmed_in_use, unconfirmed_words

PLAN = "PLAN"


class Facts:
    """Everything that sheets read. Years are fiscal years of the plan, money is whole dollars."""

    def __init__(self, report: Report, plan_file: str = PLAN, extras: Extras = NOTHING) -> None:
        self.report = report
        self.extras = extras
        self.plan_file = plan_file
        """Name of the plan's file as a command line takes it; PLAN where it is not known."""
        self.case = report.case
        self.budget = report.budget
        self.years = list(report.case.years)
        self.names = Names(report.case)
        self.accounts = AccountStrings.of(report.case)
        """How accounts are written; None where the plan does not say."""

    @cached_property
    def unconfirmed(self) -> str:
        """What nobody has confirmed at its source yet, in a sentence; empty when nothing is."""
        return unconfirmed_words(unconfirmed_in_use(self.case))

    # in which order ------------------------------------------------------------------------------------------------
    @cached_property
    def programs(self) -> list[str]:
        """Programs that run, then those that do not, each by name."""
        label = self.names.program
        return sorted(self.case.programs, key=lambda p: (not self.budget.roster.get(p), label[p].casefold(), p))

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each program in that order, from 0."""
        return {program: at for at, program in enumerate(self.programs)}

    @cached_property
    def sources(self) -> list[str]:
        """Sources, the largest first."""
        def total(source: str) -> int:
            return sum(self.account(source, year).amount for year in self.years)
        return sorted(self.case.sources, key=lambda s: (-total(s), self.names.source[s].casefold(), s))

    @cached_property
    def needs(self) -> list[str]:
        """Needs, the highest score first."""
        return sorted(self.case.needs, key=lambda n: (-self.case.plan.needs[n].score, self.names.need[n].casefold(), n))

    @cached_property
    def roles(self) -> list[str]:
        """Roles by name."""
        return sorted(self.names.role, key=lambda r: (self.names.role[r].casefold(), r))

    # what is paid --------------------------------------------------------------------------------------------------
    @cached_property
    def charges(self) -> dict[tuple[str, str, str], Charge]:
        """Everything that can be paid, by (program, line, object)."""
        return {(c.program, c.line, c.object): c for c in self.case.all_charges}

    @cached_property
    def detail(self) -> list[DetailRow]:
        """Payments, one row for each cost and source, in the order of the other sheets."""
        return detail_rows(self.budget.payments, self.years, self._order)

    def _order(self, program: str, line: str, code: str, source: str) -> tuple[object, ...]:
        charge = self.charges.get((program, line, code))
        return (self.place[program], charge is None or not charge.tie, charge.tie if charge else "", code, line,
                self._source_place[source])

    @cached_property
    def _source_place(self) -> dict[str, int]:
        return {source: at for at, source in enumerate(self.sources)}

    @cached_property
    def detail_of(self) -> Mapping[tuple[str, str, str], list[DetailRow]]:
        """The same rows by what they pay: (program, line, object)."""
        return by_cost(self.detail)

    @cached_property
    def explained(self) -> list[Explained]:
        """Every cost that is paid, with the words that explain it: by object code, then in the order of the other sheets."""
        return sorted(narrative(self.report), key=lambda one: (one.object, self.place[one.program], one.line))

    @cached_property
    def match(self) -> Match:
        """The match that rules ask for, and what counts."""
        return match(self.report)

    @cached_property
    def coverage(self) -> tuple[Covered, ...]:
        """What the budget does for each part of the framework."""
        return coverage(self.report)

    @cached_property
    def timeline(self) -> tuple[StepOf, ...]:
        """The four steps in which the budget builds the community school."""
        return timeline(self.report)

    @cached_property
    def cliff(self) -> Cliff:
        """The year after the plan."""
        return cliff(self.case, self.budget)

    @cached_property
    def reports(self) -> list[Reported]:
        """Expenditure reports of the plan's grants."""
        return reported(self.case, self.sources, labels.SHEETS.values())

    @cached_property
    def charged(self) -> list[str]:
        """Sources that are charged indirect costs."""
        return [source for source in self.sources if self.case.indirect_rate(source) > 0]

    @cached_property
    def rates(self) -> Rates:
        """The rates that costs and indirect charges move with."""
        return Rates(self.case)

    @cached_property
    def costs(self) -> list[Cost]:
        """What each cost of what runs is made of."""
        return costs(self.case, self.budget.roster, self.programs, self.rates)

    @cached_property
    def objects(self) -> list[str]:
        """Object codes that the plan knows or the budget uses, with 7310, in order."""
        codes = {charge.object for charge in self.case.all_charges} | {payment.object for payment in self.budget.payments}
        return sorted(codes | {INDIRECT_OBJECT} | {code for _, code in self.last_year})

    @cached_property
    def last_year(self) -> dict[tuple[str, str], LastYear]:
        """(source, object) -> what it had in the year before the plan, in the order of the sheets."""
        of = {source: self.case.plan.sources[source].last_year for source in self.sources}
        return {(source, code): had for source, by_object in of.items() for code, had in sorted(by_object.items())}

    @cached_property
    def had(self) -> list[str]:
        """What is known of the year before the plan: budget, actuals, both or nothing."""
        return [kind for kind in ("budget", "actuals") if any(getattr(one, kind) is not None for one in self.last_year.values())]

    @cached_property
    def series(self) -> list[str]:
        """Series of those codes."""
        return sorted({series_of(code) for code in self.objects})

    def by_object(self, code: str, year: str) -> int:
        """Dollars under an object code in a year; 7310 with the indirect charges."""
        return self._by_object.get((code, year), 0)

    @cached_property
    def _by_object(self) -> Mapping[tuple[str, str], int]:
        return spent_by_object(self.report)

    def had_by_object(self, code: str, kind: str) -> int:
        """Dollars under an object code in the year before the plan; ``kind`` is budget or actuals."""
        return sum(getattr(one, kind) or 0 for (_, of), one in self.last_year.items() if of == code)

    def by_program(self, program: str, year: str) -> int:
        """Dollars paid for a program in a year."""
        return self._sums[program, year]

    def direct(self, year: str) -> int:
        """Dollars paid for programs in a year."""
        return self._sums["", year]

    @cached_property
    def _sums(self) -> Sums:
        return summed(self.budget.payments)

    def indirect(self, year: str) -> int:
        """Indirect charges of a year."""
        return sum(self.account(source, year).indirect for source in self.sources)

    def spent(self, year: str) -> int:
        """Dollars that leave all sources in a year."""
        return self.direct(year) + self.indirect(year)

    def account(self, source: str, year: str) -> SourceYear:
        """A source's account of a year."""
        return self.report.sources[source][year]

    # what runs -----------------------------------------------------------------------------------------------------
    def level(self, program: str, year: str) -> str | None:
        """The level at which a program runs in a year."""
        return self.budget.level(program, year)

    def is_first(self, program: str, year: str) -> bool:
        """Whether the year's costs are first-year costs."""
        record = self.case.programs[program]
        before = self.case.before(year)
        ran = record.running if before is None else self.level(program, before)
        if self.level(program, year) is None or ran is not None:
            return False
        earlier = record.running or any(self.level(program, y) for y in self.years if y < year)
        return record.restart_cost or not earlier

    @cached_property
    def staffed(self) -> dict[str, list[tuple[str, str]]]:
        """Role -> each (program, level) that needs it."""
        return levels_by(self.case, self.programs, lambda option: option.staff)

    @cached_property
    def served(self) -> dict[str, list[tuple[str, str]]]:
        """Need -> each (program, level) that serves it."""
        return levels_by(self.case, self.programs, lambda option: option.meets)

    def met(self, need: str, year: str) -> Fraction:
        """Share of a need that is met in a year."""
        return self.report.needs[need][year]

    def average_met(self, need: str) -> Fraction:
        """Share of a need that is met, averaged over years by their weights."""
        return sum((self.met(need, y) * self.case.weights[y] for y in self.years), Fraction(0)) / len(self.years)

    def fte(self, role: str, year: str) -> Fraction:
        """FTE of a role in use in a year."""
        return self.report.staff[role][year]
