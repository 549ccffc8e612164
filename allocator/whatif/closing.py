"""Closing years: plan against actual, what is left of each source, and the years that remain as a plan of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from allocator.audit import Ledger, check
from allocator.domain.actuals import CENTS, Actuals
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.plan import Plan
from allocator.errors import Fault, InputError
from allocator.messages import Message, Money, Names, say
from allocator.whatif.accounts import Account, accounts
from allocator.whatif.next_plan import next_plan
from allocator.whatif.next_rules import Notes
from allocator.whatif.spending import INDIRECT, Spending, Sum, against_plan, summed


@dataclass(frozen=True)
class Closed:
    """What is known once years are closed, before anything is solved again."""

    ledger: Ledger
    """The adopted budget in figures."""
    actuals: Actuals
    years: tuple[str, ...]
    """The closed years, in order."""
    spending: tuple[Spending, ...]
    accounts: tuple[Account, ...]
    next_plan: Plan | None
    """The open years as a plan; None when every year is closed."""
    notes: tuple[Message, ...] = ()
    warnings: tuple[Message, ...] = field(default=())

    @property
    def case(self) -> Case:
        """The case of the plan that the budget was adopted for."""
        return self.ledger.case

    @property
    def open(self) -> list[str]:
        """Years of the plan that are not closed."""
        return [year for year in self.case.years if year not in self.years]

    @property
    def closed_spending(self) -> list[Spending]:
        """Plan and actual of the closed years alone."""
        return [row for row in self.spending if row.year in self.years]

    @property
    def staff(self) -> dict[str, Sum]:
        """By closed year: pay and benefits planned and paid. What is left is what vacancies saved."""
        found = summed((row for row in self.closed_spending if row.staff), lambda row: row.year)
        return {year: found.get(year, Sum(0, 0)) for year in self.years}


def close_years(plan: Plan, case: Case, budget: Budget, actuals: Actuals, through: str | None = None) -> Closed:
    """Closes the years through ``through`` (left out: the last one with actuals). ``plan`` is as its file has it, ``case`` the
    same with its rules. Raises InputError."""
    ledger = Ledger(case, budget)
    closed = _closed_years(case, actuals, through)
    _refuse_strays(ledger)
    left = accounts(ledger, actuals, closed)
    rows = against_plan(ledger, actuals, closed)
    told = Notes()
    told.notes += _read(actuals)
    told.warnings += [*_unsound(case, budget), *_forgotten(case, rows, closed), *_came_back(case, rows, closed),
                      *_overspent(case, left), *_early(actuals, closed)]
    remaining = None
    if closed[-1] != case.years[-1]:
        told.notes.append(say("actuals.ran", year=closed[-1]))
        remaining = next_plan(plan, ledger, left, closed, told)
    return Closed(ledger, actuals, tuple(closed), rows, left, remaining, tuple(dict.fromkeys(told.notes)), tuple(told.warnings))


def _closed_years(case: Case, actuals: Actuals, through: str | None) -> list[str]:
    """The years that are closed; each must have been booked."""
    last = through or actuals.years[-1]
    if last not in case.years:
        raise InputError.one(say("fault.year.not.plan"), place="--through", got=last,
                             expected=say("fault.expected.from.to", first=case.years[0], last=case.years[-1]))
    closed = [year for year in case.years if year <= last]
    if missing := [year for year in closed if year not in actuals.years]:
        raise InputError(Fault("", year, say("fault.closed.nothing"), "", "",
                               say("fault.fix.closed.nothing")) for year in missing)
    return closed


def _refuse_strays(ledger: Ledger) -> None:
    """A budget with payments that the plan does not know is another plan's."""
    if ledger.strays:
        raise InputError(Fault("", f"{p.program}/{p.line} {p.year} {p.source}", say("fault.budget.strays"),
                               f"${p.dollars:,}", "", say("fault.fix.budget.strays"))
                         for p in ledger.strays[:20])


def _read(actuals: Actuals) -> list[Message]:
    found = [say("actuals.read", rows=actuals.rows)]
    if actuals.added:
        found.append(say("actuals.added", n=actuals.added))
    if actuals.passed_over:
        found.append(say("actuals.passed_over", headings=Names(actuals.passed_over)))
    return found


def _unsound(case: Case, budget: Budget) -> list[Message]:
    broken = sorted({finding.rule for finding in check(case, budget) if finding.fails})
    return [say("actuals.unsound", rules=Names(tuple(broken)))] if broken else []


def _forgotten(case: Case, rows: Sequence[Spending], closed: Sequence[str]) -> list[Message]:
    """Sources of which a closed year books nothing although something was planned, or no indirect charge."""
    found = []
    for year in closed:
        for source in case.sources:
            mine = [row for row in rows if (row.year, row.source) == (year, source)]
            name = case.plan.sources[source].name
            if any(row.planned for row in mine) and not any(row.cents for row in mine):
                found.append(say("actuals.nothing", source=name, year=year))
            elif any(row.object == INDIRECT and row.planned and not row.cents for row in mine):
                found.append(say("actuals.no_indirect", source=name, year=year))
    return found


def _came_back(case: Case, rows: Sequence[Spending], closed: Sequence[str]) -> list[Message]:
    """Sources to which a closed year brought more back than it took: a sign is wrong, or a refund is of money from before."""
    cents = {(source, year): sum(row.cents for row in rows if (row.source, row.year) == (source, year))
             for source in case.sources for year in closed}
    return [say("actuals.came_back", source=case.plan.sources[source].name, year=year, amount=Money(-(found // CENTS)))
            for (source, year), found in cents.items() if found < 0]


def _overspent(case: Case, left: Sequence[Account]) -> list[Message]:
    return [say("actuals.over", source=case.plan.sources[one.source].name, amount=Money(-(-one.over // CENTS)))
            for one in left if one.over]


def _early(actuals: Actuals, closed: Sequence[str]) -> list[Message]:
    years = [year for year in actuals.years if year not in closed]
    return [say("actuals.early", years=Names(tuple(years)))] if years else []
