"""Where things lie on this machine: the data that comes with the program, and a browser."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMED = ("ALLOCATOR_BROWSER", "CHROME")
"""Settings of the machine that name the browser's program file."""
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)


def templates() -> Path:
    """The folder of grant, rate and input templates: beside the package, or where ALLOCATOR_TEMPLATES points."""
    chosen = os.environ.get("ALLOCATOR_TEMPLATES")
    return Path(chosen) if chosen else Path(__file__).resolve().parent.parent / "templates"


def browser() -> str | None:
    """The program file of a Chromium-like browser on this machine, or None."""
    for name in NAMED:
        if found := shutil.which(os.environ.get(name, "")):
            return found
    on_path = (shutil.which(command) for command in COMMANDS)
    return next(filter(None, on_path), None) or next((place for place in ELSEWHERE if Path(place).is_file()), None)
