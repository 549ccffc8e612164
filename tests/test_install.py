"""A newcomer's first minutes: the lock, the console script, and a clean checkout on every Python that it claims."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
KEPT = (
    *(".streamlit", "allocator", "scripts", "scenarios", "templates"),
    *("app.py", "pyproject.toml", "requirements.lock.txt", "README.md", "LICENSE"),
)
TINY = "scenarios/tiny/plan.yaml"


def records() -> list[tuple[Requirement, int]]:
    """Return each record of the lock, with how many files of it are allowed."""
    parts = re.split(r"(?m)^(?=[A-Za-z])", LOCK)[1:]
    return [(Requirement(part.split(" \\\n")[0].strip()), part.count("--hash=sha256:")) for part in parts]


def stated() -> list[Requirement]:
    """Return what pyproject.toml asks for, for the app and for its tests."""
    return [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]]


def test_the_lock_names_no_server() -> None:
    assert not re.search(r"://|--(?!hash=)", LOCK), "an address, or an option other than a hash"


def test_every_record_of_the_lock_has_an_exact_version_and_hashes() -> None:
    for record, hashes in records():
        assert [clause.operator for clause in record.specifier] == ["=="], record
        assert hashes >= 1, record


def test_the_lock_is_up_to_date_with_the_project() -> None:
    locked = {canonicalize_name(record.name): record for record, _ in records()}
    for wanted in stated():
        record = locked[canonicalize_name(wanted.name)]
        assert wanted.specifier.contains(next(iter(record.specifier)).version), f"{record} is not {wanted}: run `make lock`"


def test_the_lock_serves_other_systems_than_this_one() -> None:
    assert "sys_platform == 'win32'" in LOCK
    # one file per system and Python: numpy for 3.11 to 3.14 on Windows, macOS and Linux is a dozen at the least
    for record, hashes in records():
        if record.name in {"numpy", "pandas", "pyarrow", "highspy"}:
            assert hashes >= 12, record


def test_this_environment_is_the_locked_one() -> None:
    for record, _ in records():
        if record.marker is None or record.marker.evaluate():
            assert metadata.version(record.name) in record.specifier, f"{record}: run `make setup`"


def run(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would, without a terminal."""
    parts = [str(part) for part in command]
    return subprocess.run(
        parts, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False
    )


def allocator(*arguments: str, python: Path | str = sys.executable, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command line as a module of a Python."""
    return run(python, "-m", "allocator", *arguments, cwd=cwd)


def test_the_console_script_and_the_module_are_one() -> None:
    script = shutil.which("allocator", path=str(Path(sys.executable).parent))
    assert script is not None, "run `make setup`"
    by_script = run(script, "schema")
    by_module = allocator("schema")
    assert by_module.returncode == 0, by_module.stderr
    assert by_script.stdout == by_module.stdout
    assert '"title"' in by_module.stdout


def interpreter(version: str) -> Path | None:
    """Return a Python of this version that really runs, if the machine has one: on the path, or kept by pyenv or uv."""
    on_path = shutil.which(f"python{version}")
    kept = [
        *Path.home().glob(f".pyenv/versions/{version}.*/bin/python3"),
        *Path.home().glob(f".local/share/uv/python/*-{version}.*/bin/python3"),
    ]
    for candidate in [*([Path(on_path)] if on_path else []), *sorted(kept)]:
        told = run(candidate, "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
        if told.stdout.strip() == version:
            return candidate
    return None


@pytest.mark.slow
@pytest.mark.parametrize("version", PYTHONS)
def test_a_clean_checkout_sets_itself_up_and_solves(version: str, tmp_path: Path) -> None:
    python = interpreter(version)
    if python is None:
        pytest.skip(f"no Python {version} on this machine")
    checkout = tmp_path / "a folder with spaces, é"
    for name in KEPT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, checkout / name)
    outside = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"}}
    for _ in range(2):  # the second time finds everything done
        done = run(python, "-m", "scripts.set_up", cwd=checkout, env=outside)
        assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == ""
    inside = checkout / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    written = ("--json", "budget.json", "--excel", "budget.xlsx")
    solved = allocator("solve", TINY, "--gap", "0", *written, python=inside, cwd=checkout)
    assert solved.returncode == 0, solved.stderr
    for budget in ("budget.json", "budget.xlsx"):
        judged = allocator("audit", TINY, budget, python=inside, cwd=checkout)
        assert judged.returncode == 0, judged.stderr + judged.stdout
