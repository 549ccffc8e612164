"""The browser in which tests and pictures open the app: one place knows where to look for it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
# A test machine has no display and often no other user than root; nothing but the app itself may be fetched.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def playwrights_own() -> Path | None:
    """Return the browser that `playwright install chromium` has put in its own folder, if it has."""
    if sys.platform == "win32":
        usual = Path(os.environ.get("LOCALAPPDATA", "~")) / "ms-playwright"
    elif sys.platform == "darwin":
        usual = Path("~/Library/Caches/ms-playwright")
    else:
        usual = Path("~/.cache/ms-playwright")
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", usual)).expanduser()
    names = {"chrome", "chrome.exe", "Chromium", "Google Chrome for Testing"}
    found = (path for path in sorted(folder.glob("chromium-*/**/*")) if path.name in names and path.is_file())
    return next(found, None)


def find() -> Path | None:
    """Return the program file of a Chromium-like browser on this machine, or None."""
    if named := os.environ.get("ALLOCATOR_BROWSER"):
        return Path(named)
    on_path = (shutil.which(command) for command in COMMANDS)
    if first := next(filter(None, on_path), None):
        return Path(first)
    return next((Path(place) for place in ELSEWHERE if Path(place).is_file()), None) or playwrights_own()
