"""Takes the picture in the README: the first page of the app with the solved sample school, in the light theme."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts import browser
from scripts.set_up import ROOT

PICTURE = ROOT / "docs" / "pictures" / "app.png"
QUIET = '[data-testid="stApp"][data-test-script-state="notRunning"]'
SPINNER = '[data-testid="stSpinner"], [data-testid="stStatusWidget"], [data-testid="stSkeleton"]'


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def answers(address: str) -> bool:
    """Return whether a server answers there."""
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


@contextmanager
def running_app() -> Iterator[str]:
    """Start the app on the sample; give its address, and stop it in the end."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.headless", "true"]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while not answers(address):
            if time.monotonic() > until or server.poll() is not None:
                raise RuntimeError("the app did not start")
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def take(address: str, to: Path) -> None:
    """Open the first page, wait until it has settled, and take its picture."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser.find(), args=browser.ARGUMENTS)
        page = opened.new_page(viewport={"width": 1366, "height": 900}, color_scheme="light")
        page.goto(address)
        page.wait_for_selector("h1", timeout=60_000)
        page.wait_for_selector("h2", timeout=180_000)  # the budget's own headings: not there while it is worked out
        page.wait_for_selector(QUIET, timeout=60_000)
        page.wait_for_selector(SPINNER, state="detached", timeout=60_000)
        page.wait_for_timeout(2_000)  # charts draw themselves after the page has settled
        to.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=to)
        opened.close()


def main() -> None:
    """Take the picture."""
    with running_app() as address:
        take(address, PICTURE)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
