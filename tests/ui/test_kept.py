"""The list of kept plans: who sees it, and how it reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from allocator.store import BookLine
from allocator.ui.kept import at_home, listed, when
from allocator.ui.words import speaking

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
LA = "America/Los_Angeles"
"""At NOW it is noon there."""


@pytest.mark.parametrize(("address", "url", "headers", "expected"), [
    (None, "http://127.0.0.1:8501/", {}, True),
    ("127.0.0.1", "http://localhost:8501/start", {"Host": "localhost:8501"}, True),
    ("::1", "http://[::1]:8501/", {}, True),
    ("10.1.2.3", "http://localhost:8501/", {}, False),
    (None, "http://10.1.2.3:8501/", {}, False),
    (None, "https://budget.district.example/", {}, False),
    (None, "http://localhost.example/", {}, False),
    (None, "http://localhost/", {"X-Forwarded-For": "10.1.2.3"}, False),
    (None, "http://localhost/", {"Forwarded": "for=10.1.2.3"}, False),
    (None, None, {}, False),
    ("not an address", "http://localhost/", {}, False),
    (None, "http://", {}, False),
])
def test_only_those_at_this_machine_see_every_plan(address: str | None, url: str | None, headers: dict[str, str],
                                                   expected: bool) -> None:
    assert at_home(address, url, headers) is expected


@pytest.mark.parametrize(("back", "zone", "expected"), [
    (timedelta(minutes=5), LA, "today, 11:55"),
    (timedelta(hours=13), LA, "yesterday, 23:00"),
    (timedelta(days=3), LA, "on November 19, 2026, 12:00"),
    (timedelta(minutes=5), None, "today, 11:55"),
    (timedelta(minutes=5), "Nowhere/City", "today, 19:55"),
    (timedelta(minutes=-5), "Asia/Tokyo", "today, 05:05"),
])
def test_times_read_in_the_clock_of_the_person(back: timedelta, zone: str | None, expected: str) -> None:
    assert when(NOW - back, NOW, zone) == expected


def test_dates_are_written_in_the_language_of_the_person() -> None:
    with speaking("es"):
        assert when(NOW - timedelta(days=3), NOW, LA) == "el 19 de noviembre de 2026, 12:00"


def test_each_line_says_name_scenarios_and_time_and_which_is_open() -> None:
    lines = [BookLine("a", "Oak *Grove*", "sample", NOW, 2), BookLine("b", "Elm", "empty", NOW - timedelta(days=1), 1)]
    first, second = listed(lines, "b", NOW, LA)
    assert first.says == "Oak \\*Grove\\*: 2 scenarios, changed today, 12:00" and not first.here
    assert second.says == "Elm: 1 scenario, changed yesterday, 12:00" and second.here
