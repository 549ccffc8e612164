"""What all tests share: how hypothesis searches, the browser, and a wall around the machine."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from scripts import browser as browsers

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No deadlines: two cores are shared by many tests. The ordinary profile tries the same examples on every run, so that a
# change is judged by itself; `make test-all` looks for new ones, ten times as many.
settings.register_profile("ordinary", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", settings.get_profile("ordinary"), derandomize=False, max_examples=1000, print_blob=True)
settings.load_profile("ordinary")

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the app that a test starts from asking, calling home, or touching this user's own settings and plans."""
    os.environ["STREAMLIT_BROWSER_GATHER_USAGE_STATS"] = "false"
    os.environ["STREAMLIT_SERVER_HEADLESS"] = "true"
    os.environ["ALLOCATOR_DATA"] = tempfile.mkdtemp(prefix="allocator-tests-")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take the longest, those at a browser. Side by side, the tests of a file stay in one process: what
    they share is made once."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Keep long values out of the names of tests, which are printed."""
    return f"{argname}-of-{len(val)}" if isinstance(val, str | bytes) and len(val) > 80 else None


@pytest.fixture(autouse=True)
def no_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail any test whose own process connects to another machine: neither the app nor the command line ever does."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a browser; a test that needs one and finds none says so among the skipped ones."""
    from playwright.sync_api import sync_playwright

    program = browsers.find()
    if program is None:
        pytest.skip("no Chromium-like browser on this machine; `make test` says why none could be installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=browsers.ARGUMENTS)
        yield opened
        opened.close()
