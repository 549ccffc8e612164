"""Sets up everything that a command of the Makefile or start.bat needs, once; the second time it only looks.

Runs on any Python 3.11 or newer with nothing installed. Uses uv when it is there, and pip otherwise.

    python -m scripts.set_up            the environment in .venv: what the app needs
    python -m scripts.set_up browser    and a browser, for the tests that open the app in one
    python -m scripts.set_up office     and LibreOffice and the PDF tools, for `make test-all`
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import browser

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock.txt"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "set-up-is-done"
NEWEST = (3, 14)


def say(text: str) -> None:
    """Tell the person who waits what is going on, at once."""
    print(text, flush=True)


def run(*command: str | Path, timeout: int | None = None) -> bool:
    """Run a command without standard input; return whether it went well."""
    try:
        done = subprocess.run([str(part) for part in command], cwd=ROOT, stdin=subprocess.DEVNULL, timeout=timeout, check=False)
    except (OSError, subprocess.TimeoutExpired) as problem:
        say(f"{command[0]}: {problem}")
        return False
    return done.returncode == 0


def fingerprint() -> str:
    """Return what the environment was made from: it is made anew when this changes, and only then."""
    told = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes())
    told.update(f"{ROOT} {sys.version_info[:2]}".encode())
    return told.hexdigest()


def with_uv() -> bool:
    """Install the locked packages with uv, if it is there."""
    uv = shutil.which("uv")
    if uv is None:
        return False
    into = ("pip", "install", "--quiet", "--python", PYTHON)
    went_well = (
        (PYTHON.exists() or run(uv, "venv", "--quiet", "--python", sys.executable, VENV))
        and run(uv, *into, "--require-hashes", "--requirement", LOCK)
        and run(uv, *into, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    )
    if not went_well:
        say("uv could not do it; trying pip.")
    return went_well


def with_pip() -> bool:
    """Install the locked packages with pip alone."""
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
    has_pip = PYTHON.exists() and run(PYTHON, "-c", "import pip")
    return (
        (has_pip or run(sys.executable, "-m", "venv", VENV))
        and run(*pip, "--require-hashes", "--requirement", LOCK)
        and run(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    )


def environment() -> bool:
    """Make .venv hold exactly the locked packages and this project; return whether it does."""
    if STAMP.exists() and STAMP.read_text() == fingerprint() and PYTHON.exists():
        return True
    in_it = Path(sys.prefix).resolve() == VENV.resolve()
    if VENV.exists() and not in_it and not (STAMP.exists() and run(PYTHON, "-c", same_python())):
        shutil.rmtree(VENV)
    say("Setting up .venv (the first time this takes a minute or two) ...")
    if not (with_uv() or with_pip()):
        say("The set-up failed: the lines above say why. It needs the network once; run the same command again.")
        return False
    STAMP.write_text(fingerprint())
    return True


def same_python() -> str:
    """Return a line of Python that fails in an environment made with another version than this one."""
    return f"import sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"


def debian(*packages: str) -> bool:
    """Install packages of Debian or Ubuntu, where this user may; return whether they are there now."""
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    say(f"Installing {', '.join(packages)} (once) ...")
    install = ("apt-get", "install", "-qq", "--yes", "--no-install-recommends", *packages)
    return run("apt-get", "update", "-qq", timeout=600) and run(*install, timeout=1200)


def once(name: str, there: bool, *ways: tuple[str, ...]) -> None:
    """Try each way to install an optional tool, and say each time what is missing and why."""
    note = VENV / f"no-{name}"
    if there:
        note.unlink(missing_ok=True)
        return
    if not note.exists():
        for kind, *rest in ways:
            if debian(*rest) if kind == "debian" else run(PYTHON, "-m", *rest, timeout=600):
                return
        note.touch()
    say(
        f"No {name}: it is not installed, and this user cannot install it here. The checks that need it are skipped and listed.\n"
        f"Install it yourself (Debian: apt-get install {' '.join(ways[0][1:])}), or delete {note.relative_to(ROOT)} to try again."
    )


def main(wanted: list[str]) -> int:
    """Set up the environment and the tools that were asked for; return 1 when the environment is not usable."""
    if not (3, 11) <= sys.version_info[:2] <= NEWEST:
        say(f"This is Python {sys.version.split()[0]}; it takes 3.11 to {NEWEST[0]}.{NEWEST[1]}.")
        return 1
    if not environment():
        return 1
    if "browser" in wanted:
        ways = (("debian", "chromium", "fonts-liberation"), ("module", "playwright", "install", "chromium"))
        once("browser", browser.find() is not None, *ways)
    if "office" in wanted:
        there = bool((shutil.which("soffice") or shutil.which("libreoffice")) and shutil.which("pdftotext"))
        once("office", there, ("debian", "libreoffice-calc", "poppler-utils"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
