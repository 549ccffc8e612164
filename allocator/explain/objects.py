"""What is spent under each object code: payments, and the indirect charges under 7310."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from allocator.domain.report import Report
from allocator.domain.sacs import INDIRECT_OBJECT


def spent_by_object(report: Report) -> Mapping[tuple[str, str], int]:
    """(object code, fiscal year) -> whole dollars that leave all sources. They add up to everything that is spent."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for payment in report.budget.payments:
        found[payment.object, payment.year] += payment.dollars
    for years in report.sources.values():
        for year, account in years.items():
            found[INDIRECT_OBJECT, year] += account.indirect
    return {key: dollars for key, dollars in found.items() if dollars}
