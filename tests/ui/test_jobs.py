"""At most so many searches at once; the others wait their turn."""

from __future__ import annotations

import threading
import time

import pytest

from allocator.domain.settings import Progress
from allocator.ui import jobs
from allocator.ui.parts.progress import line
from tests.ui import school

REPORT = school.report_of(school.plan_of(), school.BEST)


def patient(progress: object, stop: threading.Event) -> school.Report:
    assert stop.wait(10)
    return REPORT


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 1)


@pytest.mark.usefixtures("one_at_a_time")
def test_the_second_waits_says_its_place_and_starts_when_the_first_ends() -> None:
    first, second, third = (jobs.Job(patient).start() for _ in range(3))
    assert (first.place, second.place, third.place) == (0, 1, 2)
    assert line(third) == "Other budgets are being worked out first: you are number 2 in line."
    second.stop()
    assert second.done.is_set() and second.found is None and third.place == 1
    first.stop()
    assert first.done.wait(2) and first.found is REPORT
    third.stop()
    assert third.done.wait(2)


@pytest.mark.usefixtures("one_at_a_time")
def test_a_change_never_waits_behind_a_long_question_but_behind_another_change() -> None:
    question = jobs.Job(patient, "ask").start()
    change, another, second = (jobs.Job(patient, purpose).start() for purpose in ("change", "change", "ask"))
    assert [job.place for job in (question, change, another, second)] == [0, 0, 1, 2]
    question.stop()
    assert question.done.wait(2) and another.place == 1, "the change that runs fills the machine"
    for job in (change, another, second):
        job.stop()
        assert job.done.wait(2)


def test_stop_comes_back_within_two_seconds_with_the_best_so_far() -> None:
    job = jobs.Job(school.slowly(school.plan_of(), school.Settings())).start()
    time.sleep(0.2)
    began = time.monotonic()
    job.stop()
    assert job.done.wait(2) and time.monotonic() - began < 2
    assert job.found is not None and job.found.budget == school.BEST


@pytest.mark.usefixtures("one_at_a_time")
def test_a_search_that_nobody_watches_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    left, waiting = jobs.Job(patient).start(), jobs.Job(patient).start()
    assert waiting.place == 1 and not left.stopping.is_set()
    monkeypatch.setattr(jobs, "UNWATCHED", -1.0)
    assert waiting.place == 1 and left.stopping.is_set()
    assert left.done.wait(2)
    waiting.stop()
    assert waiting.done.wait(2)


def test_a_failure_is_kept_not_thrown() -> None:
    def fails(progress: object, stop: threading.Event) -> school.Report:
        raise RuntimeError("the engine is gone")
    job = jobs.Job(fails).start()
    assert job.done.wait(2) and isinstance(job.error, RuntimeError)


@pytest.mark.parametrize(("progress", "says"), [
    (None, "0 s. No budget yet."),
    (Progress(1.0, None, 60.0), "0 s. No budget yet."),
    (Progress(1.0, 54.0, None), "0 s. The best budget so far reaches 54 points."),
    (Progress(1.0, 57.0, 60.0), "0 s. The best budget so far reaches 57 points: within 5.0% of the best possible."),
])
def test_the_progress_line(progress: Progress | None, says: str) -> None:
    job = jobs.Job(patient)
    job.progress = progress
    assert line(job) == says
