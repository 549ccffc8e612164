"""Every dollar explained: how each cost of a budget is worked out, in the form that state narratives use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Literal

from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.charge import Charge, Line
from allocator.domain.decided import Decided
from allocator.domain.program import Position
from allocator.domain.rates import Benefit
from allocator.domain.report import Report
from allocator.fiscal import between
from allocator.messages import Fte, Message, Money, Names, Percent, say
from allocator.money import half_up

Run = tuple[Line, "Position | None", tuple[str, ...]]
"""A line, the position that it belongs to, and the years in which both are the same."""


@dataclass(frozen=True)
class Explained:
    """A cost of a program under one object code, and how its dollars are worked out."""

    program: str
    line: str
    object: str
    says: tuple[Message, ...]
    """One phrase for each run of years in which it is worked out in the same way."""
    named: bool
    """Whether the phrases themselves say what it is, as those of a position and its benefits do."""
    needs: tuple[str, ...]
    """Ids of needs that the program serves at the levels at which it runs; the most important first."""


def narrative(report: Report) -> tuple[Explained, ...]:
    """Every cost that the budget pays, by program and line as the plan has them. The dollars themselves are the budget's."""
    return explained(report.case, report.budget)


def explained(case: Case, budget: Budget) -> tuple[Explained, ...]:
    """The same for a budget without a report, such as one that was adopted earlier."""
    view = Decided(case, budget.roster)
    paid = {(p.program, p.line, p.object) for p in budget.payments}
    charges = [c for c in case.all_charges if (c.program, c.line, c.object) in paid]
    needs = {program: _needs(view, program) for program in {c.program for c in charges}}
    return tuple(Explained(c.program, c.line, c.object, tuple(_phrases(view, c)), "." in c.line, needs[c.program])
                 for c in charges)


def indirect_words(case: Case, source: str) -> Message:
    """How a source's indirect charge is worked out."""
    return say("narrative.indirect", rate=Percent(case.indirect_rate(source)), source=case.plan.sources[source].name)


def _needs(view: Decided, program: str) -> tuple[str, ...]:
    levels = {level for year in view.case.years if (level := view.level(program, year)) is not None}
    served = {need for level in levels for need, share in view.case.option(program, level).meets.items() if share}
    return tuple(sorted(served, key=lambda need: (-view.case.plan.needs[need].score, need)))


def _phrases(view: Decided, charge: Charge) -> Iterator[Message]:
    runs = list(_runs(view, charge))
    if runs and runs[0][0].benefit is not None:
        yield _share_of_pay(view, charge, runs)
        return
    for line, position, years in runs:
        what = _agreement(view, charge, _cost(view, line, position, years))
        yield what if len(runs) == 1 else say("narrative.in_years", years=_span(years), what=what)


def _runs(view: Decided, charge: Charge) -> Iterator[Run]:
    """The line's terms, run of years by run of years: years in which it costs something, as the level that runs has it."""
    found: list[tuple[str, Line, Position | None]] = []
    for year in view.case.years:
        level = view.level(charge.program, year)
        if level is None or not view.charge_cost(charge, year).const:
            continue
        line = next(one for one in view.case.option(charge.program, level).lines if one.charge.line == charge.line)
        found.append((year, line, view.case.programs[charge.program].positions_at(level).get(line.charge.line.partition(".")[0])))

    def terms(one: tuple[str, Line, Position | None]) -> tuple[object, ...]:
        _, line, position = one
        return line.base, line.first_year_only, line.first_year_part, line.growth, position

    for _, same in groupby(found, terms):
        group = list(same)
        yield group[0][1], group[0][2], tuple(year for year, _, _ in group)


def _cost(view: Decided, line: Line, position: Position | None, years: Sequence[str]) -> Message:
    """How the dollars of some years are worked out."""
    name, _, part = line.charge.line.partition(".")
    if not part or position is None:
        if line.first_year_only:
            return _grown(view, line, years, say("narrative.once", amount=Money(int(line.base)), years=_span(years)))
        lone = len(years) == 1
        return _grown(view, line, years, say("narrative.amount" if lone else "narrative.each_year", amount=Money(int(line.base))))
    fte, months = Fte(position.fte), position.months
    if part == "pay":
        who = position.name or _role(view, position) or name
        what = say("narrative.pay", name=who, fte=fte, months=months, salary=Money(position.salary))
    else:
        each = _health(view, position, part)
        code = "narrative.health" if months == 12 else "narrative.health.months"
        values = {"months": months} if months != 12 else {}
        what = say(code, benefit=line.charge.name, each=Money(each), fte=fte, **values)
    return _grown(view, line, years, _part_year(view, line, position, years, what))


def _health(view: Decided, position: Position, benefit: str) -> int:
    """Dollars of a benefit that is paid for each full-time position."""
    if position.health is not None:
        return position.health
    return half_up(next(one for one in view.case.benefits if one.id == benefit).rate_in_base_year)


def _role(view: Decided, position: Position) -> str:
    return view.case.plan.staff[position.role].name if position.role in view.case.plan.staff else ""


def _part_year(view: Decided, line: Line, position: Position, years: Sequence[str], what: Message) -> Message:
    first = [year for year in years if view.is_first(line.charge.program, year)]
    if line.first_year_part == 1 or not first or position.first_year_months is None:
        return what
    return say("narrative.part_year", what=what, years=_span(first), first=position.first_year_months, months=position.months)


def _grown(view: Decided, line: Line, years: Sequence[str], what: Message) -> Message:
    growth = Fraction(view.case.plan.cost_growth) if line.growth is None else line.growth
    if not growth or between(view.case.base_year, years[-1]) <= 0:
        return what
    return say("narrative.grown", what=what, growth=Percent(growth), year=view.case.base_year)


def _agreement(view: Decided, charge: Charge, what: Message) -> Message:
    if not charge.agreement:
        return what
    record = view.case.plan.agreements.get(charge.agreement)
    tier: Literal["first", "rest"] = "first" if charge.tier == "first" else "rest"
    return say(f"narrative.agreement.{tier}", what=what, provider=record.name if record else charge.agreement,
               dollars=Money(view.case.first_tier(charge.agreement)))


# a share of the pay ------------------------------------------------------------------------------------------------------
def _share_of_pay(view: Decided, charge: Charge, runs: Sequence[Run]) -> Message:
    """A benefit's rates, and the pay that they are taken of: for the first year of each run of years with the same terms."""
    benefit, position = runs[0][0].benefit, runs[0][1]
    assert benefit is not None and position is not None
    years = [year for _, _, run in runs for year in run]
    kind: Literal["certificated", "classified"] = position.classification
    pays = [(run[0], _pay(view, charge, run[0])) for _, _, run in runs]
    if len(years) == 1:
        return say(f"narrative.benefit.{kind}.one", benefit=charge.name, rate=Percent(benefit.rate(years[0])),
                   pay=Money(pays[0][1]))
    shown = tuple(say("narrative.pay_in", pay=Money(pay), year=year) for year, pay in pays)
    return say(f"narrative.benefit.{kind}", benefit=charge.name, rates=_rates(benefit, years), pays=Names(shown))


def _pay(view: Decided, charge: Charge, year: str) -> int:
    level = view.level(charge.program, year)
    assert level is not None
    return view.case.line_cost(charge.program, level, f"{charge.tie}.pay", year, view.is_first(charge.program, year))


def _rates(benefit: Benefit, years: Sequence[str]) -> Percent | Names:
    same = [(rate, list(group)) for rate, group in groupby(years, benefit.rate)]
    if len(same) == 1:
        return Percent(same[0][0])
    return Names(tuple(say("narrative.rate_in", rate=Percent(rate), years=_span(run)) for rate, run in same))


def _span(years: Sequence[str]) -> str | Message | Names:
    """A run of years: ``2025-26``, ``2025-26 to 2027-28``, or each by its name where they do not follow each other."""
    if len(years) == 1:
        return years[0]
    if between(years[0], years[-1]) == len(years) - 1:
        return say("narrative.span", first=years[0], last=years[-1])
    return Names(tuple(years))
