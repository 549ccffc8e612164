"""Made-up plans with every kind of rule: closing years changes no rule's meaning, in either direction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from allocator.allocate import case_for
from allocator.audit import Ledger, check
from allocator.domain.actuals import Actuals
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.settings import Settings
from allocator.whatif.closing import Closed, close_years
from allocator.whatif.spending import planned
from tests.in_process import plan_of, solve, solve_case
from tests.oracle.generator import attempt_at
from tests.oracle.notation import written
from tests.oracle.variants import contracted, crowded, wishful

QUICK = Settings(gap=0.0, seconds=5.0)
FEW, MANY = (0, 6, 14, 24, 33), range(45)
EARNED = {"actuals.earned.lasts", "actuals.earned.cap"}


def cannot_be_said(found: Closed) -> tuple[set[str], bool]:
    """Ids of rules that a warning says count otherwise, and whether one says so of revenue that is earned a year late."""
    rules = {str(dict(warning.values)["rule"]) for warning in found.warnings if warning.code == "actuals.rule.term"}
    return rules, any(warning.code in EARNED for warning in found.warnings)


def broken(case: Case, budget: Budget, excused: set[str]) -> list[tuple[str, str, str]]:
    """Rules that a budget breaks, but for those that a warning speaks of."""
    return [(f.rule, f.year, str(f.problem)) for f in check(case, budget) if f.fails and f.rule not in excused]


def hold(records: dict[str, Any]) -> int:
    """Had all been spent as planned: the rest of the best budget holds in the new plan, with the same costs and balances, and
    what the new plan finds holds in the old one behind the closed years. Gives how many closings were judged."""
    solved = solve(records, QUICK)
    if solved.report is None:
        return 0
    plan, budget, judged = plan_of(records), solved.report.budget, 0
    case = case_for(plan)
    ledger = Ledger(case, budget)
    for count in range(1, len(case.years)):
        closed = case.years[:count]
        cents = {key: 100 * dollars for key, dollars in planned(ledger, closed).items()}
        cents |= {(case.sources[0], year, "4300"): cents.get((case.sources[0], year, "4300"), 0) for year in closed}
        found = close_years(plan, case, budget, Actuals(cents), closed[-1])
        excused, earned = cannot_be_said(found)
        if not earned:
            _forward(ledger, found, excused, written(records))
            _backward(case, budget, found, excused, written(records))
            judged += 1
    return judged


def _forward(ledger: Ledger, found: Closed, excused: set[str], told: str) -> None:
    assert found.next_plan is not None
    case, opens = case_for(found.next_plan), found.open
    rest = Budget.of({program: {y: level for y, level in runs.items() if y in opens}
                      for program, runs in ledger.budget.roster.items()},
                     [payment for payment in ledger.budget.payments if payment.year in opens])
    now = Ledger(case, rest)
    assert broken(case, rest, excused) == [], told
    for year in opens:
        assert all(now.source_year(one, year) == ledger.source_year(one, year) for one in case.sources), told
        assert all(now.program_cost(one, year) == ledger.program_cost(one, year) for one in case.programs), told


def _backward(case: Case, budget: Budget, found: Closed, excused: set[str], told: str) -> None:
    assert found.next_plan is not None
    again = solve_case(found.next_plan, case_for(found.next_plan), QUICK).report
    if again is None:
        assert excused, told
        return
    past = {program: {y: level for y, level in runs.items() if y in found.years} for program, runs in budget.roster.items()}
    both = Budget.of(
        {program: {**past.get(program, {}), **again.budget.roster.get(program, {})} for program in case.programs},
        [*(payment for payment in budget.payments if payment.year in found.years), *again.budget.payments])
    assert broken(case, both, excused) == [], told


@pytest.mark.parametrize("seed", FEW)
def test_a_few_plans_go_on_as_they_were(seed: int) -> None:
    hold(attempt_at(seed, 0))


@pytest.mark.slow
@pytest.mark.parametrize("plan_of_seed", [lambda seed: attempt_at(seed, 0), crowded, wishful, contracted],
                         ids=["each kind", "crowded", "wishful", "contracted"])
def test_many_plans_go_on_as_they_were(plan_of_seed: Callable[[int], dict[str, Any]]) -> None:
    assert sum(hold(plan_of_seed(seed)) for seed in MANY) >= 3
