"""Writes requirements.lock.txt: every package that an installation gets, with its hashes, for every system.

The lock names no server, so that it serves anyone whatever registry they use.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from scripts.set_up import LOCK, ROOT, VENV

HEADER = """\
# Every package that an installation gets, with the hashes of its files for every system and for Python 3.11 to 3.14.
# Written by `make lock` from pyproject.toml; do not edit.
"""
NAMES_A_SERVER = re.compile(r"://|--(?!hash=)\S*")  # an address, or any option but a hash


def uv() -> Path:
    """Return the uv of the environment (the extra `test` brings it)."""
    return VENV / ("Scripts/uv.exe" if sys.platform == "win32" else "bin/uv")


def resolve(*options: str) -> str:
    """Return the versions that uv finds for the project and its tests, one record a package."""
    command = [str(uv()), "pip", "compile", "--quiet", "--no-header", "--extra", "test", *options, "pyproject.toml"]
    return subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True).stdout


def main() -> None:
    """Write the lock, unless it would name a server."""
    text = resolve("--universal", "--python-version", "3.11", "--generate-hashes")
    if named := NAMES_A_SERVER.search(text):
        sys.exit(f"The lock would name a server ({named.group()}); nothing was written.")
    LOCK.write_text(HEADER + text, encoding="utf-8", newline="\n")
    print(f"{LOCK.name}: {len(re.findall('(?m)^[a-zA-Z]', text))} records")


if __name__ == "__main__":
    main()
