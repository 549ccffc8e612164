"""The command line as a test calls it, and plans small enough to solve in a moment."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from allocator.cli import run
from tests.whatif.here import here

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "scenarios" / "tiny" / "plan.yaml"
IMPOSSIBLE = ROOT / "scenarios" / "tiny" / "impossible.yaml"
IN_ONE_PROCESS = pytest.mark.usefixtures("here")
"""For tests of words: that a child process finds the same is shown by the others, and in tests/solve."""
__all__ = ["here"]


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Allocator = Callable[..., Ended]


@pytest.fixture
def allocator(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Allocator:
    """Run a command in this process; ``stdin`` is what it finds on standard input."""

    def call(*arguments: object, stdin: str = "") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def solved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The tiny school's budget as JSON and as a workbook, from one run of the command."""
    folder = tmp_path_factory.mktemp("solved")
    result, workbook = folder / "b.json", folder / "b.xlsx"
    assert run(["solve", str(TINY), "--json", str(result), "--excel", str(workbook), "--quiet"]) == 0
    return result, workbook


def edited(source: Path, target: Path, *changes: tuple[str, str]) -> Path:
    """A copy of a text file in which each old text, found exactly once, became the new one."""
    text = source.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {source.name}"
        text = text.replace(old, new)
    target.write_text(text, encoding="utf-8")
    return target
