"""How a command ends when something goes wrong: the exit code, and a sentence instead of a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from allocator.cli import solve
from allocator.cli.endings import ending
from allocator.errors import AllocatorError, AuditFailed, InputError, NoPlanFound, SurroundingsError
from tests.cli.conftest import ROOT


def raising(error: BaseException) -> Callable[[], object]:
    """Work that ends with an error."""

    def work() -> object:
        raise error

    return work


@pytest.mark.parametrize(("error", "code", "says"), [
    (InputError.one("wrong", place="plan.yaml line 3"), 2, "error: plan.yaml line 3: wrong\n1 error, 0 warnings.\n"),
    (NoPlanFound(), 4, "A limit was reached before any budget was found. Allow more time with --seconds.\n"),
    (KeyboardInterrupt(), 4, "Stopped before there was a result.\n"),
    (SurroundingsError("The disk is full."), 6, "The disk is full.\n"),
    (PermissionError(13, "Permission denied", "b.xlsx"), 6, "b.xlsx: Permission denied. Nothing was left half-written.\n"),
    (AuditFailed("award 2025-26"), 1, "award 2025-26\n"),
    (AllocatorError("The search ended."), 1, "The search ended.\n"),
], ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "")
def test_each_failure_has_its_code(capsys: pytest.CaptureFixture[str], error: BaseException, code: int, says: str) -> None:
    assert ending(raising(error)) == code
    assert capsys.readouterr().err == says


def test_a_defect_has_a_number_and_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(raising(ZeroDivisionError("secret"))) == 1
    said = capsys.readouterr().err
    assert ending(raising(ZeroDivisionError("other words"))) == 1
    assert capsys.readouterr().err == said, "the same place has the same number"
    assert "ZeroDivisionError" in said
    assert "secret" not in said
    assert "Traceback" not in said


def test_debug_shows_where_a_defect_happened(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(raising(ZeroDivisionError("secret")), debug=True) == 1
    assert "Traceback" in capsys.readouterr().err


def test_work_that_says_nothing_ends_with_0() -> None:
    assert ending(lambda: None) == 0
    assert ending(lambda: 5) == 5


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_standard_output_that_takes_nothing() -> None:
    with open("/dev/full", "w") as full:
        ended = subprocess.run([sys.executable, "-m", "allocator", "schema"], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=full,
                               stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 6
    assert ended.stderr.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise on Windows")
def test_a_reader_that_goes_away() -> None:
    with subprocess.Popen([sys.executable, "-m", "allocator", "schema"], cwd=ROOT, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert process.returncode == 6
    assert "Traceback" not in said
    assert "Exception ignored" not in said


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a console, not to a process")
def test_the_first_ctrl_c_asks_for_the_best_so_far(capsys: pytest.CaptureFixture[str]) -> None:
    import signal

    before = signal.getsignal(signal.SIGINT)
    with solve.stop_on_ctrl_c(quiet=False) as stop:
        assert not stop.is_set()
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.wait(5)
    assert signal.getsignal(signal.SIGINT) == before
    assert "the best budget so far is taken" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a console, not to a process")
def test_the_second_ctrl_c_quits_at_once() -> None:
    program = ("import os, signal, time\nfrom allocator.cli.solve import stop_on_ctrl_c\n"
               "with stop_on_ctrl_c(quiet=True) as stop:\n"
               "    os.kill(os.getpid(), signal.SIGINT); stop.wait(5); os.kill(os.getpid(), signal.SIGINT); time.sleep(5)\n")
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode == 4
