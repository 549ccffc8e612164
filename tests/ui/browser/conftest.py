"""Two apps for all tests of a worker, on the sample school and on the tiny one; each test has a window of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.ui.browser.driver import TINY, App, Person

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if "/browser/" in item.nodeid.replace("\\", "/"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def app(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on the sample school, whose search takes a while; started with an empty data folder."""
    started = App(tmp_path_factory.mktemp("kept")).start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def tiny_app(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on a school that is solved at once and worked out by hand; started with an empty data folder."""
    started = App(tmp_path_factory.mktemp("kept"), TINY).start()
    yield started
    started.stop()


@pytest.fixture
def person(app: App, browser: Browser) -> Iterator[Person]:
    """Someone who has just opened the sample school."""
    someone = Person.at(app, browser).open()
    yield someone
    someone.leave()


@pytest.fixture
def tiny(tiny_app: App, browser: Browser) -> Iterator[Person]:
    """Someone who has just opened the tiny school: 87 of 141 points, home visits and math tutoring for $51,000."""
    someone = Person.at(tiny_app, browser).open()
    yield someone
    someone.leave()
