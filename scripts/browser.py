"""The browser in which tests and pictures open the app: one place knows where to look for it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from allocator.paths import browser

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
    found = browser()
    return Path(found) if found else playwrights_own()
