"""A budget edited by hand is mended with as few changed lines as can be: cases by hand, and made-up plans."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from allocator.audit import check
from allocator.constraints import parse_rule
from allocator.domain.budget import Budget, Payment
from allocator.domain.case import Case
from allocator.domain.edits import Edit, Entry, edits_between, lines_of
from allocator.domain.settings import Settings
from allocator.solve.repair import repair
from allocator.solve.repairs import Repaired, repaired
from tests.export import sample
from tests.in_process import home, plan_of, solve
from tests.oracle.generator import attempt_at

Y1, Y2 = sample.Y1, sample.Y2
EXACT = Settings(gap=0.0, seconds=20.0)


def mended(budget: Budget) -> Repaired:
    return repair(sample.case(), EXACT, budget, lambda news: None, lambda: False)


def with_payment(old: Payment, **now: object) -> Budget:
    """The sample's budget with one payment that is otherwise."""
    budget = sample.budget()
    assert old in budget.payments
    return Budget.of(budget.roster, [replace(p, **now) if p == old else p for p in budget.payments])  # type: ignore[arg-type]


def payment(program: str, line: str, year: str, source: str) -> Payment:
    return next(p for p in sample.budget().payments if (p.program, p.line, p.year, p.source) == (program, line, year, source))


def test_a_budget_that_obeys_every_rule_is_its_own_repair() -> None:
    assert mended(sample.budget()) == Repaired(sample.budget(), True)


def test_a_payment_a_dollar_off_is_put_right_and_nothing_else() -> None:
    old = payment("social-worker", "pay", Y1, "ccspp")
    edited = with_payment(old, dollars=old.dollars + 1)
    found = mended(edited)
    assert found == Repaired(sample.budget(), True)
    entry = Entry("social-worker", Y1, "pay", old.object, "ccspp")
    assert edits_between(edited, sample.budget()) == (Edit(entry, 45001, 45000),)


def test_what_was_moved_to_another_source_stays_there_where_rules_allow() -> None:
    # The grant pays 1,000 more of the contract and LCFF, by mistake, still all of its part: LCFF's line gives the 1,000 back.
    old = payment("tutoring", "contract", Y1, "ccspp")
    edited = with_payment(old, dollars=old.dollars + 1000)
    found = mended(edited)
    assert found.complete and found.budget is not None and lines_of(edits_between(edited, found.budget)) == 1


def test_a_program_that_was_taken_out_stays_out_and_its_payments_go() -> None:
    budget = sample.budget()
    roster = {program: years for program, years in budget.roster.items() if program != "tutoring"}
    edited = Budget.of(roster, budget.payments)
    found = mended(edited)
    assert found.complete and found.budget is not None and "tutoring" not in found.budget.roster
    assert {p.program for p in found.budget.payments} == {"social-worker"}
    assert all(edit.now == 0 and edit.entry.program == "tutoring" for edit in edits_between(edited, found.budget))


def test_what_the_plan_does_not_know_is_taken_out() -> None:
    budget = sample.budget()
    found = mended(Budget.of({**budget.roster, "no-such-program": {Y1: "full"}}, budget.payments))
    assert found == Repaired(budget, True)


def test_a_program_that_was_put_in_is_paid() -> None:
    budget = sample.budget()
    found = mended(Budget.of({**budget.roster, "garden": {Y1: "full", Y2: "full"}}, budget.payments))
    assert found.budget is not None and found.budget.roster["garden"] == {Y1: "full", Y2: "full"}
    changed = edits_between(budget, found.budget)
    assert {e.entry.program for e in changed} == {"garden"} and lines_of(changed) == 2, "its levels and one line that pays it"


def test_what_can_never_be_paid_gives_way() -> None:
    # A rule leaves the garden out in 2025-26: it may only stay in for 2026-27.
    later = parse_rule("later", {"kind": "must_not", "program": "garden", "years": [Y1]})
    case = replace(sample.case(), rules=(*sample.case().rules, later))
    budget = sample.budget()
    edited = Budget.of({**budget.roster, "garden": {Y1: "full", Y2: "full"}}, budget.payments)
    found = repair(case, EXACT, edited, lambda news: None, lambda: False)
    assert found.complete and found.budget is not None and found.budget.roster["garden"] == {Y2: "full"}


def test_the_child_gives_the_same_answer() -> None:
    old = payment("social-worker", "pay", Y1, "ccspp")
    assert repaired(sample.case(), EXACT, with_payment(old, dollars=1)).budget == sample.budget()


def a_dollar(rng: random.Random, budget: Budget) -> Budget:
    at = rng.randrange(len(budget.payments))
    return Budget.of(budget.roster, [replace(p, dollars=p.dollars + (n == at)) for n, p in enumerate(budget.payments)])


def another_source(rng: random.Random, budget: Budget) -> Budget:
    at, source = rng.randrange(len(budget.payments)), rng.choice(sorted({p.source for p in budget.payments}))
    moved = [replace(p, source=source) if n == at else p for n, p in enumerate(budget.payments)]
    together: dict[Payment, int] = {}
    for p in moved:
        together[replace(p, dollars=0)] = together.get(replace(p, dollars=0), 0) + p.dollars
    return Budget.of(budget.roster, [replace(p, dollars=dollars) for p, dollars in together.items()])


def a_program_out(rng: random.Random, budget: Budget) -> Budget:
    out = rng.choice(sorted(budget.roster))
    return Budget.of({p: years for p, years in budget.roster.items() if p != out}, budget.payments)


@pytest.fixture(scope="module")
def solved() -> list[tuple[Case, Budget]]:
    """Made-up plans that have a budget, with it."""
    found: list[tuple[Case, Budget]] = []
    for seed in range(40):
        plan = attempt_at(seed, 0)
        answer = solve(plan)
        if answer.report is not None and answer.budget.payments:
            found.append((home.case_for(plan_of(plan)), answer.budget))
        if len(found) == 8:
            break
    assert len(found) == 8
    return found


@pytest.mark.parametrize("edit", [a_dollar, another_source, a_program_out])
def test_a_repair_obeys_every_rule_and_takes_no_more_lines_than_undoing(edit: Callable[[random.Random, Budget], Budget],
                                                                       solved: list[tuple[Case, Budget]]) -> None:
    for number, (case, budget) in enumerate(solved):
        edited = edit(random.Random(number), budget)
        found = repair(case, EXACT, edited, lambda news: None, lambda: False)
        assert found.budget is not None and not any(finding.fails for finding in check(case, found.budget))
        mends, undoes = edits_between(edited, found.budget), edits_between(edited, budget)
        assert sum(not e.entry.line for e in mends) <= sum(not e.entry.line for e in undoes)
        if found.complete and found.budget.roster == budget.roster:
            assert lines_of(mends) <= lines_of(undoes)
