"""Charts give each row the same room, however few rows there are."""

from __future__ import annotations

from typing import Any

import pytest

from allocator.domain.budget import Budget
from allocator.domain.plan import Plan
from allocator.ui.charts import left_chart, needs_chart
from tests.ui import school


def plan_with(rows: int) -> Plan:
    """The first needs and sources of the school, and no program."""
    needs, sources = (dict(list(school.SCHOOL[name].items())[:rows]) for name in ("needs", "sources"))
    return school.plan_of({**school.SCHOOL, "needs": needs, "sources": sources, "programs": {}, "rules": {}})


@pytest.mark.parametrize("rows", [1, 2])
def test_words_and_bars_of_a_row_have_room(rows: int) -> None:
    """A line of 13 pixels needs 18 and a bar 14: 32 for a need, 50 for a source with its two lines."""
    report = school.report_of(plan_with(rows), Budget())
    needs: dict[str, Any] = needs_chart(report, "light")[0].to_dict()
    left: dict[str, Any] = left_chart(report, "dark")[0].to_dict()
    assert needs["height"]["step"] >= 32 and left["height"]["step"] >= 50
    assert len(needs["layer"][0]["data"]["values"]) == rows
