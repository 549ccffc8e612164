"""One app for the tests of a file, each test with a window of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.ui.browser.driver import App, Person

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if "/browser/" in item.nodeid.replace("\\", "/"):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def app(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app, started with an empty data folder."""
    started = App(tmp_path_factory.mktemp("kept")).start()
    yield started
    started.stop()


@pytest.fixture
def person(app: App, browser: Browser) -> Iterator[Person]:
    """Someone who has just opened the app."""
    someone = Person.at(app, browser).open()
    yield someone
    someone.leave()
