"""The rows of Detail: what one source pays of one cost, year by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allocator.domain.budget import Payment


@dataclass(frozen=True)
class DetailRow:
    """What one source pays of one cost, in whole dollars by year."""

    program: str
    line: str
    object: str
    source: str
    dollars: dict[str, int]


def detail_rows(payments: Iterable[Payment], years: Sequence[str], order: Callable[[str, str, str, str], Any]) -> list[DetailRow]:
    """Payments, one row for each cost and source; ``order`` of (program, line, object, source) says which comes first."""
    rows: dict[tuple[str, str, str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(years, 0))
    for payment in payments:
        rows[payment.program, payment.line, payment.object, payment.source][payment.year] += payment.dollars
    return [DetailRow(*key, rows[key]) for key in sorted(rows, key=lambda key: order(*key))]


def by_cost(rows: Iterable[DetailRow]) -> Mapping[tuple[str, str, str], list[DetailRow]]:
    """(program, line, object) -> the rows that pay it, in their order."""
    found: dict[tuple[str, str, str], list[DetailRow]] = defaultdict(list)
    for row in rows:
        found[row.program, row.line, row.object].append(row)
    return found
