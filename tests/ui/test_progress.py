"""The line that says how far a search has come."""

from __future__ import annotations

import pytest

from allocator.domain.settings import Progress
from allocator.ui.jobs import Job
from allocator.ui.parts.progress import Known, line
from tests.ui import school


@pytest.mark.parametrize(("points", "bound", "says"), [
    (None, None, "0 s. No budget yet."),
    (54.0, None, "0 s. The best budget so far reaches 54 points."),
    (54.0, 60.0, "0 s. The best budget so far reaches 54 points: within 10.0% of the best possible."),
    (54.0, 54.0, "0 s. The best budget so far reaches 54 points; making sure that nothing is better."),
])
def test_a_line_never_promises_more_than_is_known(points: float | None, bound: float | None, says: str) -> None:
    job = Job(school.slowly(school.plan_of(), school.Settings()))
    job.progress = Progress(0.0, points, bound)
    assert line(job) == says


@pytest.mark.parametrize(("points", "bound", "says"), [
    (None, None, "0 s. Nothing better yet than what you see."),
    (30.0, 60.0, "0 s. Nothing better yet than what you see."),
    (50.0, 60.0, "0 s. Nothing better yet than what you see."),
    (50.0, 52.0, "0 s. The best budget so far reaches 50 points: within 3.9% of the best possible."),
    (54.0, None, "0 s. The best budget so far reaches 54 points."),
])
def test_news_count_only_when_they_are_better_than_what_is_shown(points: float | None, bound: float | None, says: str) -> None:
    job = Job(school.slowly(school.plan_of(), school.Settings()))
    job.progress = Progress(0.0, points, bound)
    assert line(job, Known(50.0, 0.1)) == says


def test_a_question_never_speaks_of_budgets() -> None:
    job = Job(school.slowly(school.plan_of(), school.Settings()), "ask")
    assert line(job) == "0 s so far."
    job.progress = 1, 3
    assert line(job) == "0 s. Step 1 of 3 is done."
    job.progress = 3, 3
    assert line(job) == "0 s. The last figures are being worked out."
