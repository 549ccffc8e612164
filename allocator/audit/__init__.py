"""The audit: does a budget obey every rule, to the dollar? It knows no solver and trusts no figure but what a person enters:
the level of each program in each year, and the payments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from allocator.audit.claims import disagreements
from allocator.audit.ledger import Ledger
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.lin import Number
from allocator.domain.report import Finding
from allocator.domain.rule import PLAN_FILE, Row, Rule, rows_of
from allocator.messages import Fte, Message, Money, Percent, say

__all__ = ["Ledger", "check"]


def check(case: Case, budget: Budget, claims: Mapping[str, Any] | None = None) -> tuple[Finding, ...]:
    """Judge a budget rule by rule, with one finding for each comparison.

    ``claims`` are figures that the budget's file states and that follow from it (totals, shares met, balances): each that
    disagrees with what the audit works out is a finding of its own. Order: strays, rules in the case's order, claims.
    """
    ledger = Ledger(case, budget)
    found = [*_strays(ledger), *(finding for rule in case.rules for finding in judge(rule, case, ledger))]
    if claims is not None:
        found += disagreements(ledger, claims)
    return tuple(found)


def judge(rule: Rule, case: Case, ledger: Ledger) -> Iterator[Finding]:
    """One rule's verdicts."""
    says = rule.says(case)
    held: dict[str, list[Row]] = {}
    for row in rows_of(rule, case, ledger):
        if rule.summed and row.room >= 0:
            held.setdefault(row.year, []).append(row)
        else:
            yield _finding(rule, says, row)
    for rows in held.values():
        tightest = min(rows, key=lambda row: row.room)
        about = tightest.about if len(rows) == 1 else ""
        yield replace(_finding(rule, says, tightest), about=about, count=len(rows))


def _finding(rule: Rule, says: Message, row: Row) -> Finding:
    return Finding(
        rule=rule.id, kind=rule.kind, says=says, cite=rule.cite, holds=row.room >= 0, room=Fraction(row.room),
        unit=row.unit, year=row.year, about=row.about, prefer=rule.prefer, problem=_problem(row),
    )


def _problem(row: Row) -> Message | None:
    room: Number = row.room
    if room >= 0:
        return None
    amount = Money(-int(room // 1)) if row.unit == "dollars" else Percent(-room) if row.unit == "share" else Fte(-room)
    return say(f"audit.short.{row.unit}", amount=amount)


def _strays(ledger: Ledger) -> Iterator[Finding]:
    for program, years in ledger.budget.roster.items():
        for year, level in years.items():
            if ledger.roster.get(program, {}).get(year) != level:
                yield _stray(say("audit.stray.level", program=program, level=level, year=year), year, program)
    for payment in ledger.strays:
        yield _stray(say("audit.stray.payment", program=payment.program, line=payment.line, object=payment.object,
                         source=payment.source, year=payment.year, amount=Money(payment.dollars)), payment.year, payment.program)
    for payment in ledger.budget.payments:
        if payment.dollars < 0:
            yield _stray(say("audit.stray.negative", program=payment.program, line=payment.line,
                             amount=Money(payment.dollars)), payment.year, payment.program)


def _stray(problem: Message, year: str, about: str) -> Finding:
    return Finding("budget", "budget", say("audit.entries"), PLAN_FILE, False, Fraction(-1), "count", year, about, None, problem)
