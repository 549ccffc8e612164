"""The answer of ``allocator district`` as text: a line for each school, and what they spend together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from allocator.messages import Fte, Message, Money, say, text

if TYPE_CHECKING:
    from allocator.domain.report import Report
    from allocator.whatif.schools import School


def district_lines(found: Sequence[School], language: str) -> list[str]:
    """One line for each school, then the sum."""
    said: list[Message] = []
    for school in found:
        if school.report is None:
            said.append(say("district.none", school=school.name, file=school.file, says=school.says))
            continue
        said.append(say("district.school", school=school.name, file=school.file, spent=Money(_spent(school.report)),
                        points=Fte(round(school.report.points, 1)), reachable=Fte(round(school.report.points_reachable, 1)),
                        says=school.says))
    reports = [school.report for school in found if school.report is not None]
    said.append(say("district.total", count=len(reports), spent=Money(sum(map(_spent, reports)))))
    return [text(line, language) for line in said]


def _spent(report: Report) -> int:
    """Whole dollars that leave all sources in all years."""
    return sum(account.paid + account.indirect for years in report.sources.values() for account in years.values())
