"""Figures of an edited workbook that nobody may enter, such as an amount or a total, but that are no longer what follows."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.audit.claims import RATES, disagreements
from allocator.audit.ledger import Ledger
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.report import Finding
from allocator.domain.stated import Stated, nested


def wrong_figures(case: Case, budget: Budget, stated: Sequence[Stated], broken: Sequence[Finding]) -> tuple[Finding, ...]:
    """Figures that were typed over, each with its cell as the finding's ``year``. Where none was, figures of formulas that a
    person changed: they are known from the others only where every cost is paid as the plan has it, so that formulas and audit
    agree.

    ``broken``: what is broken in the budget.
    """
    ledger = Ledger(case, budget)
    typed = _differing(ledger, [one for one in stated if one.typed])
    unpaid = any(finding.kind in ("budget", "full_cost") for finding in broken)
    return typed if typed or unpaid else _differing(ledger, stated)


def _differing(ledger: Ledger, stated: Sequence[Stated]) -> tuple[Finding, ...]:
    return tuple(finding for finding in disagreements(ledger, nested(tuple(stated))) if finding.rule != RATES)
