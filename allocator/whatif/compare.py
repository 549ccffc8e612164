"""Plans compared: each solved once, then held against the first, and the difference split among what was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil
from string import ascii_uppercase
from typing import TypeVar

from allocator.allocate import sound_case
from allocator.domain.decided import everything
from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.domain.settings import Settings
from allocator.errors import InputError
from allocator.explain.cliff import cliff
from allocator.explain.difference import Difference, difference
from allocator.explain.objects import spent_by_object
from allocator.explain.report import impossible, provenance, report
from allocator.messages import Message, Percent, say
from allocator.whatif.attribute import attribute, most_points
from allocator.whatif.changes import changes
from allocator.whatif.comparison import Against, Column, Comparison, Given, PlanStatus, Reached
from allocator.whatif.inputs import names_of, side_by_side
from allocator.whatif.several import Several
from allocator.whatif.study import PROOF, Best

N = TypeVar("N", int, Fraction)
FEWEST, MOST = 2, 6
"""Plans that can be compared at once."""


def compare(plans: Sequence[Plan], settings: Settings = PROOF, several: Several | None = None) -> Comparison:
    """Inputs and results of two to six plans side by side, and for each but the first which change did what. ``several``
    solves the plans and remembers their answers. Raises InputError."""
    several = several or Several(settings)
    found = beside(plans, several)
    return replace(found, why=(None, *(attribute(plans[0], plan, several=several) for plan in plans[1:])))


def beside(plans: Sequence[Plan], several: Several) -> Comparison:
    """Inputs and results of two to six plans side by side, without the question which change did what. Raises InputError."""
    if not FEWEST <= len(plans) <= MOST:
        raise InputError.one(say("fault.compare.count"), got=str(len(plans)),
                             expected=say("fault.expected.plans", fewest=FEWEST, most=MOST), fix=say("fault.fix.compare.count"))
    for plan in plans:
        sound_case(plan)
    bests = several.best(plans, briefly=False)
    reports = [report_of_best(plan, best) for plan, best in zip(plans, bests, strict=True)]
    columns = [_column(*one) for one in zip(ascii_uppercase[:len(plans)], plans, bests, reports, strict=True)]
    found = tuple(changes(plans[0], plan) for plan in plans)
    return Comparison(
        plans=tuple(columns), changes=found, inputs=tuple(side_by_side(plans, found)),
        against=tuple(_against(columns[0], column, reports[0], now) for column, now in zip(columns, reports, strict=True)),
        why=tuple(None for _ in plans), names=names_of([best.case for best in bests]),
    )


def report_of_best(plan: Plan, best: Best) -> Report | None:
    """The report on what was found for a plan; None where there is no budget."""
    if not best.possible:
        return None
    answer = best.answer
    return report(best.case, best.budget, best.findings, answer.quality, provenance(plan, answer.engine, answer.seconds))


def _column(letter: str, plan: Plan, best: Best, found: Report | None) -> Column:
    answer, case = best.answer, best.case
    origin = provenance(plan, answer.engine, answer.seconds)
    money = {source: sum(case.stated_amount(source, award) for award in case.awards(source)) for source in case.sources}
    given = Given(tuple(case.years), len(case.needs), len(case.programs), len(plan.rules), everything(case)[1], money)
    return Column(
        letter, plan.name, _status(best), says_of_best(best), given, *everything(case),
        reached=None if found is None else _reached(found, most_points(best)),
        impossible=impossible(case, answer.conflict, answer.gives, origin) if best.impossible else None, provenance=origin,
    )


def _status(best: Best) -> PlanStatus:
    return best.status if best.possible else "impossible" if best.impossible else "no_plan_found"


def says_of_best(best: Best) -> Message:
    """How good what was found for a plan is, or why there is no budget."""
    status = _status(best)
    if status == "proved":
        return say("quality.proved")
    if status == "impossible":
        return say("compare.impossible")
    if status == "no_plan_found":
        return say("compare.none")
    most = most_points(best)
    away = Percent(Fraction(ceil((most - best.points) / most * 10_000), 10_000) if most else 0)
    return say("quality.within", away=away) if status == "within" else say("quality.stopped", away=away)


def _reached(found: Report, most: Fraction) -> Reached:
    case = found.case
    needs = {need: sum((met * case.weights[year] for year, met in years.items()), Fraction(0)) / len(case.years)
             for need, years in found.needs.items()}
    costs = {program: sum(years.values()) for program, years in found.costs.items()}
    accounts = {source: list(years.values()) for source, years in found.sources.items()}
    objects: dict[str, int] = {}
    for (code, _), dollars in sorted(spent_by_object(found).items()):
        objects[code] = objects.get(code, 0) + dollars
    return Reached(
        points=found.points, most=most, shortfalls=found.shortfalls, needs=needs,
        need_points={need: case.plan.needs[need].score * share for need, share in needs.items()},
        programs=found.budget.roster, costs=costs, cost=sum(costs.values()),
        payments={source: sum(year.paid + year.indirect for year in years) for source, years in accounts.items()},
        objects=objects,
        lost={source: sum(year.lapsed for year in years) for source, years in accounts.items()},
        kept={source: sum(year.unspent for year in years) for source, years in accounts.items()},
        staff=found.staff, missing_after=cliff(case, found.budget).gap,
    )


def _against(first: Column, other: Column, before: Report | None, now: Report | None) -> Against | None:
    one, two = first.reached, other.reached
    if other is first or one is None or two is None or before is None or now is None:
        return None
    diff: Difference = difference(before, now)
    return Against(
        points=diff.points, needs=less(two.need_points, one.need_points, Fraction(0)), cost=two.cost - one.cost,
        programs=less(two.costs, one.costs, 0), spent=sum(two.payments.values()) - sum(one.payments.values()),
        sources=less(two.payments, one.payments, 0), added=diff.added, dropped=diff.dropped, moved=diff.moved,
    )


def less(one: Mapping[str, N], other: Mapping[str, N], none: N) -> dict[str, N]:
    """By how much each figure is higher than in another table, ``none`` where it has no such figure; what is the same is left
    out."""
    both = {key: (one.get(key, none), other.get(key, none)) for key in sorted({*one, *other})}
    return {key: here - there for key, (here, there) in both.items() if here != there}
