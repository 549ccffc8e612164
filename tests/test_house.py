"""The house keeps its own rules: small rooms, one file per kind, nothing undocumented, no word that ties it to one place."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import typer.main

import allocator
from allocator.cli import app
from allocator.constraints import KINDS, kind_name

ROOT = Path(__file__).resolve().parent.parent
MODULES = [*sorted((ROOT / "allocator").rglob("*.py")), ROOT / "app.py"]
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 250, 50  # and six arguments, which ruff counts (PLR0913)
# Each of these would tie the project to one machine or one package server. Put together here, so that this file is clean.
TIES = re.compile("|".join(["/ho" + "me/", "/wo" + "rk/", "/ro" + "ot/", "index" + "-url", "find" + "-links", "py" + r"pi\.org"]))
TEXT = {".bat", ".cfg", ".csv", ".json", ".md", ".po", ".py", ".sh", ".toml", ".txt", ".yaml", ".yml", ""}

PUBLIC = {
    *("allocate", "audit", "load", "write_workbook"),
    *("AllocatorError", "ImpossiblePlan", "InputError", "NoPlanFound", "Report", "Settings"),
}


def place(path: Path) -> str:
    """Return a file's name as a person would say it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed source of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return every function of a module, methods and inner ones too."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function takes, with its docstring and without its decorators."""
    return (function.end_lineno or 0) - function.lineno + 1


def test_every_module_fits_its_room() -> None:
    """Give part of a long module a room of its own, and name the steps of a long function."""
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}
    counted = {f"{place(path)}: {function.name}": lines(function) for path in MODULES for function in functions(path)}
    assert {name: count for name, count in counted.items() if count > MOST_LINES_OF_A_FUNCTION} == {}


def test_no_table_is_written_by_a_method_that_makes_formulas_of_text() -> None:
    """Text that begins with = would become a live formula: ``allocator.export`` writes it as text."""
    writers = {place(path) for path in MODULES for node in ast.walk(tree(path))
               if isinstance(node, ast.Attribute) and node.attr == "to_excel"}
    assert writers == set()


def test_each_kind_of_rule_has_a_file_of_its_own_and_every_file_is_listed() -> None:
    files = {path.stem for path in (ROOT / "allocator" / "constraints").glob("*.py")} - {"__init__"}
    assert files == {kind_name(kind) for kind in KINDS}
    assert all(kind.__module__.endswith(f".{kind_name(kind)}") for kind in KINDS)


def commands() -> list[str]:
    """Return the commands of the command line."""
    return sorted(getattr(typer.main.get_command(app), "commands", {}))


def test_the_readme_shows_every_command_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"^\| `allocator ([a-z]+)", readme, re.MULTILINE))
    assert shown == set(commands())


def test_the_readme_shows_its_two_commands_and_ci_runs_nothing_else() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    run = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line.startswith(("make", "exec"))]
    assert run == ["exec make test test-all </dev/null"]
    for command in ("make app", "make test", "make test-all"):
        assert command in readme


def test_the_public_names() -> None:
    assert set(allocator.__all__) == PUBLIC
    for name in PUBLIC:
        assert hasattr(allocator, name), name


@cache
def tracked() -> list[Path]:
    """Return the files that git keeps or would keep; without git (an unpacked archive) those outside hidden folders."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    everything = [path for path in ROOT.rglob("*") if path.is_file()]
    return [path for path in everything if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)]


def test_nothing_names_a_machine_or_a_package_server() -> None:
    named = {}
    for path in tracked():
        if path.suffix in TEXT and (found := TIES.search(path.read_text(encoding="utf-8"))):
            named[place(path)] = found.group()
    assert not named


def test_documents_point_to_files_that_are_there() -> None:
    missing = []
    for page in [path for path in tracked() if path.suffix == ".md"]:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                missing.append(f"{place(page)} -> {target}")
    assert not missing


def test_files_that_documents_show_are_shown_as_they_are() -> None:
    shown = 0
    for page in [path for path in tracked() if path.suffix == ".md"]:
        blocks = re.findall(r"<!-- file: (\S+) -->\n```[a-z]+\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
        for name, text in blocks:
            assert text == (ROOT / name).read_text(encoding="utf-8"), f"{place(page)} shows an older {name}"
            shown += 1
    assert shown
