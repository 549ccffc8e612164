"""A running app and a person at it. Everything that depends on how Streamlit builds its pages stands here."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from allocator.messages import catalogue

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

HOME = Path(__file__).parents[3]
SAMPLE = HOME / "scenarios" / "oak-grove" / "base.yaml"
TINY = HOME / "scenarios" / "tiny" / "plan.yaml"
"""Solved at once, and worked out by hand in the README beside it."""
SLOW = 60_000
"""Milliseconds after which nothing more is to be expected, however crowded the machine."""

DRAWN = "[data-test-script-state=notRunning]"
PENDING = "[data-testid=stSkeleton], [data-stale=true]"
"""What Streamlit shows when a page is whole, and what as long as it is not."""
WHOLE = f"document.querySelector('{DRAWN}') && !document.querySelector('{PENDING}')"
CALM = f"""since => {{
    const calm = ({WHOLE}) && !document.querySelector('.st-key-search');
    const looks = calm && window.calm?.since === since ? window.calm.looks + 1 : 0;
    window.calm = {{since, looks}};
    return looks >= 6;
}}"""
"""Whether the page has been whole, with no search under way, each of the last times that one looked."""


@dataclass
class App:
    """The app as people start it, on a port and in a data folder of its own."""

    data: Path
    plan: Path | None = None
    """The plan to open; left out, the sample school."""
    port: int = 0
    began: float = 0.0
    """When the command was given (monotonic seconds)."""
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> App:
        """Start it, on the same port as before if there was one."""
        self.port = self.port or _free_port()
        self.began = time.monotonic()
        command = [sys.executable, "-m", "allocator", "app", *([str(self.plan)] if self.plan else []), "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=HOME, env={**os.environ, "ALLOCATOR_DATA": str(self.data)},
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not self._answers():
            assert self.process.poll() is None and time.monotonic() - self.began < 2 * SLOW / 1000, "the app did not start"
            time.sleep(0.1)
        return self

    def stop(self, kill: bool = False) -> None:
        """End it; ``kill``: as a power cut would."""
        if self.process is not None:
            self.process.kill() if kill else self.process.terminate()
            self.process.wait(15)
            self.process = None

    def _answers(self) -> bool:
        try:
            return bool(urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1).status == 200)
        except (urllib.error.URLError, OSError):
            return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def crowding() -> float:
    """By how much longer things may take here than on a laptop of one's own: other tests run beside these. How fast the app is
    when nothing else runs is measured in ``bench``."""
    return 3.0 * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)) if hasattr(os, "getloadavg") else 3.0


def words(code: str, language: str = "en", **values: object) -> str:
    """What the app says."""
    return catalogue(language)[f"ui.{code}"].format(**values)


def dollars(text: str) -> int:
    """``$48,000`` as a number."""
    found = re.sub(r"[^0-9]", "", text)
    return int(found) if found else 0


@dataclass
class Person:
    """Someone at the app: a browser window of their own."""

    page: Page
    app: App
    asked: set[str] = field(default_factory=set)
    """Hosts that the window asked for anything."""
    complaints: list[str] = field(default_factory=list)
    """Errors that the window's own scripts reported."""

    @classmethod
    def at(cls, app: App, browser: Browser, **context: object) -> Person:
        """A new person with a window of 1366 x 768, unless said otherwise."""
        wanted = {"viewport": {"width": 1366, "height": 768}, "accept_downloads": True, "locale": "en-US", **context}
        person = cls(browser.new_context(**wanted).new_page(), app)  # type: ignore[arg-type]
        person.page.set_default_timeout(SLOW)
        person.page.on("request", lambda request: person.asked.add(urlsplit(request.url).hostname or ""))
        person.page.on("websocket", lambda opened: person.asked.add(urlsplit(opened.url).hostname or ""))
        person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
        return person

    def leave(self) -> None:
        """Close the window; nothing may have failed in it, and nothing may have left the machine."""
        page = self.page
        try:
            assert page.locator("[data-testid=stException]").count() == 0
            assert "Traceback" not in page.inner_text("body")
            assert self.asked <= {"127.0.0.1", ""}, self.asked
            assert not self.complaints, self.complaints
        finally:
            page.context.close()

    def open(self, path: str = "") -> Person:
        """Go to an address and wait until the page is whole. The first page has no path of its own."""
        self.page.goto(f"{self.app.url}/{path.removeprefix('start')}")
        self.settle()
        return self

    def to(self, page: str, language: str = "en") -> Person:
        """To another page, through the menu."""
        name = words(f"page.{page}", language)
        self.page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(f"^\\W*{name}\\W*$")).first.click()
        self.page.get_by_role("heading", level=1, name=name, exact=True).wait_for(timeout=SLOW)
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until the page is whole and no search for the plan at hand is under way, and stays so for a moment."""
        self.drawn()
        self.page.wait_for_function(CALM, arg=time.monotonic(), polling=100, timeout=2 * SLOW)

    def drawn(self) -> None:
        """Wait until the page at hand is drawn."""
        self.page.get_by_role("heading", level=1).first.wait_for(timeout=SLOW)
        self.page.wait_for_function(f"() => {WHOLE}", timeout=SLOW)

    def says(self, text: str | re.Pattern[str]) -> Locator:
        """Where the page says something, once it does."""
        found = self.page.get_by_text(text).first
        found.wait_for(timeout=SLOW)
        return found

    def figures(self) -> dict[str, str]:
        """The figures on top, by name."""
        found = self.page.locator("[data-testid=stMetric]").all()
        return {one.locator("[data-testid=stMetricLabel]").inner_text().strip():
                one.locator("[data-testid=stMetricValue]").inner_text() for one in found}

    def key(self, key: str) -> Locator:
        """What the app's code calls by a key."""
        return self.page.locator(f".st-key-{key}")

    def press(self, key: str) -> None:
        """Press the button with a key."""
        self.key(key).locator("button").first.click()
        self.page.wait_for_timeout(150)

    def stop_search(self) -> None:
        """End the search for the plan at hand, unless it has just ended by itself."""
        from playwright.sync_api import TimeoutError as Gone

        with suppress(Gone):
            self.key("search-stop").locator("button").click(timeout=5_000)
        self.settle()

    def pick(self, key: str, name: str) -> None:
        """Choose from a list as a person would: open it, type, click what is shown."""
        self.key(key).get_by_role("combobox").first.click()
        self.page.keyboard.type(name[:20], delay=80)
        self.page.get_by_role("option", name=re.compile(f"^(🔒 )?{name}")).first.click()
        self.page.wait_for_timeout(150)
        self.drawn()

    def number(self, key: str, value: int) -> None:
        """Type a number and press Enter."""
        box = self.key(key).locator("input").first
        box.fill(str(value))
        box.press("Enter")
        self.page.wait_for_timeout(150)

    def sum_of(self, table: str) -> list[int]:
        """The last row of a table of sums, without its name."""
        cells = self.page.locator(f"[class*='st-key-table-figures-money-sum-{table}'] tbody tr:last-child td").all_inner_texts()
        return [dollars(cell) for cell in cells[1:]]


def set_amount(person: Person, source: str, year: str, amount: int) -> None:
    """On the plan page: another amount of the first source in a year."""
    person.page.get_by_role("tab", name=words("change.money")).click()
    person.number(f"amount-{source}-{year}", amount)
