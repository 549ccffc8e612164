"""The account of each source over the closed years in whole dollars that add up, and that agree with plan against actual."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.domain.actuals import CENTS
from allocator.whatif.closing import Closed
from allocator.whatif.spending import summed


@dataclass(frozen=True)
class ShownAccount:
    """Whole dollars: had + over = spent + carried + lost."""

    source: str
    had: int
    spent: int
    carried: int
    lost: int
    """What may be used no more, with what is less than a dollar of an award."""
    over: int
    """What was spent beyond what it had."""


def shown_accounts(closed: Closed) -> list[ShownAccount]:
    """Every source. What was spent is as in plan against actual; cents that round away stand with what is lost or over."""
    spent = summed(closed.closed_spending, lambda row: row.source)
    found = []
    for one in closed.accounts:
        actual = spent[one.source].actual if one.source in spent else 0
        rest = one.had - actual - one.carried_on
        over = max(-rest, one.over // CENTS)
        found.append(ShownAccount(one.source, one.had, actual, one.carried_on, rest + over, over))
    return found
