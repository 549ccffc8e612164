"""A budget that spends little of some sources, as the budget of a plan in which they give no more than that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from allocator import explain
from allocator.audit import check
from allocator.domain.case import Case
from allocator.domain.report import Quality, Report
from allocator.whatif.cash import Cash


def given(cash: Cash, sources: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    """Source -> fiscal year -> whole dollars that the budget spends of it: all that it needs to give."""
    if cash.best is None:
        return {}
    ledger = cash.best.ledger
    return {source: {year: account.paid + account.indirect for year in cash.best.case.years
                     for account in [ledger.source_year(source, year)]} for source in sources}


def taken_over(case: Case, cash: Cash) -> Report | None:
    """The budget in the case of a plan in which the sources give just that; None where a rule of that plan does not hold, such as
    one that asks by what a source gives. What bounds the points with that money bounds them in this plan, too."""
    if cash.best is None:
        return None
    findings = check(case, cash.best.budget)
    if any(finding.fails for finding in findings):
        return None
    answer = cash.best.answer
    quality = answer.quality if answer.quality.bound is not None else Quality()
    origin = explain.provenance(case.plan, answer.engine, answer.seconds)
    return explain.report(case, cash.best.budget, findings, quality, origin)
