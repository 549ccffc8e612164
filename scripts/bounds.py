"""Tests the project with the lowest versions that pyproject.toml allows, in an environment of its own.

Skipped, with the reason, where the lowest versions publish no ready-made files for this Python.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.lock import resolve, uv
from scripts.set_up import ROOT

# Every one of the lowest versions has ready-made files for these.
PYTHONS = ((3, 11), (3, 12), (3, 13))
TESTS = ["-m", "not slow and not browser", "--ignore=tests/test_house.py", "--ignore=tests/test_install.py", "-n", "2"]


def main() -> int:
    """Resolve, install and test; return pytest's exit code."""
    if sys.version_info[:2] not in PYTHONS:
        print(f"Lowest versions: not tested, since some have no ready-made files for Python {sys.version.split()[0]}.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        lowest = Path(folder) / "lowest.txt"
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        lowest.write_text(resolve("--resolution", "lowest-direct", "--only-binary", ":all:", "--python-version", version))
        python = Path(folder) / "venv" / "bin" / "python"
        install = [str(uv()), "pip", "install", "--quiet", "--python", str(python)]
        for command in (
            [str(uv()), "venv", "--quiet", "--python", sys.executable, str(python.parent.parent)],
            [*install, "--requirement", str(lowest)],
            [*install, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
        ):
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        return subprocess.run([str(python), "-m", "pytest", *TESTS], cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
