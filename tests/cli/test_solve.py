"""``allocator solve``: the tiny school's numbers are worked by hand in scenarios/tiny/README.md."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from tests.cli.conftest import IMPOSSIBLE, ROOT, TINY, Allocator, edited
from tests.cli.puzzle import write_puzzle


def test_the_summary_goes_to_standard_output_when_no_file_is_asked_for(allocator: Allocator) -> None:
    ended = allocator("solve", TINY, "--quiet")
    assert ended.code == 0
    assert "87 of 141 points reachable, 220 in all." in ended.out
    assert "Proved: no budget reaches more points." in ended.out
    assert ended.err == ""


def test_the_result_is_written_with_the_figures_worked_by_hand(solved: tuple[Path, Path]) -> None:
    found = json.loads(solved[0].read_text(encoding="utf-8"))
    assert (found["status"], found["points"], found["points_reachable"], found["points_possible"]) == ("proved", 87, 141, 220)
    assert (found["bound"], found["gap"], found["shortfalls"]) == (87, 0, {})
    assert set(found["programs"]) == {"home-visits", "math-tutoring"}
    assert found["programs"]["home-visits"]["2025-26"] == {"level": "full", "cost": 20000}
    # 5% of the 20,000 of staff that the grant pays
    grant = found["sources"]["grant"]["2025-26"]
    assert (grant["paid"], grant["indirect"]) == (20000, 1000)
    assert found["staff"]["outreach"] == {"2025-26": 0.5}
    assert found["audit"]["ok"] is True
    assert found["audit"]["checked"] == sum(rule["comparisons"] for rule in found["rules"])


def test_every_rule_in_the_result_has_its_sentence_and_its_source(solved: tuple[Path, Path]) -> None:
    rules = json.loads(solved[0].read_text(encoding="utf-8"))["rules"]
    assert {"grant-pays-staff", "grant-indirect"} <= {rule["id"] for rule in rules}
    for rule in rules:
        assert rule["says"].endswith(".")
        assert rule["source"]
        assert rule["holds"] is True
        assert rule["room"] >= 0


def test_the_workbook_opens_as_one(solved: tuple[Path, Path]) -> None:
    assert solved[1].read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(("language", "title"), [
    ("en", "puts its budget before the council."), ("es", "presenta su presupuesto al consejo."),
])
def test_the_slides_are_written_in_the_language_of_the_command(
        allocator: Allocator, tmp_path: Path, language: str, title: str) -> None:
    out = tmp_path / "b.pptx"
    assert allocator("solve", TINY, "--deck", out, "--language", language, "--quiet").code == 0
    slides = Presentation(out).slides
    assert slides[0].shapes.title.text.endswith(title)
    assert "87" in slides[1].shapes.title.text and [path.name for path in tmp_path.iterdir()] == ["b.pptx"]


def test_slides_that_cannot_be_written_end_with_6_and_leave_what_was_there(allocator: Allocator, tmp_path: Path) -> None:
    (tmp_path / "b.pptx").mkdir()
    ended = allocator("solve", TINY, "--quiet", "--json", tmp_path / "b.json", "--deck", tmp_path / "b.pptx")
    assert ended.code == 6 and [path.name for path in tmp_path.iterdir()] == ["b.pptx"]


def test_a_result_goes_to_standard_output_and_messages_do_not(allocator: Allocator) -> None:
    ended = allocator("solve", TINY, "--json", "-")
    assert ended.code == 0
    assert ended.json["points"] == 87
    assert "87 of 141 points reachable" in ended.err


def test_a_plan_comes_from_standard_input(allocator: Allocator) -> None:
    ended = allocator("solve", "-", "--json", "-", "--quiet", stdin=TINY.read_text(encoding="utf-8"))
    assert (ended.code, ended.json["points"], ended.err) == (0, 87, "")


def test_cbc_finds_the_same_budget(allocator: Allocator, solved: tuple[Path, Path]) -> None:
    ended = allocator("solve", TINY, "--engine", "cbc", "--json", "-", "--quiet")
    usual = json.loads(solved[0].read_text(encoding="utf-8"))
    assert ended.json["provenance"]["engine"].startswith("CBC")
    assert (ended.json["programs"], ended.json["payments"]) == (usual["programs"], usual["payments"])


def test_an_impossible_plan_says_what_must_give_even_when_quiet(allocator: Allocator, tmp_path: Path) -> None:
    out = tmp_path / "b.json"
    ended = allocator("solve", IMPOSSIBLE, "--quiet", "--json", out, "--excel", tmp_path / "b.xlsx")
    assert ended.code == 3
    assert "must run in 2025-26." in ended.err
    assert "$7,142" in ended.err  # README.md: attendance worker and tutoring together are $7,142 short
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["status"] == "impossible"
    assert {"rule": "award:local", "dollars": 7142} in [
        {"rule": change["rule"], "dollars": change.get("dollars")} for way in found["ways_out"] for change in way]
    assert [entry["rule"] for entry in found["conflict"]] == [
        "promised-worker", "promised-tutoring", "award:grant", "award:local"]
    assert all(entry["source"] == "The plan file" and entry["confirmed"] for entry in found["conflict"])
    assert found["shortfalls"] == {"award:local": 7142}
    assert [path.name for path in tmp_path.iterdir()] == ["b.json"]


@pytest.mark.slow
def test_the_language_is_that_of_the_command(allocator: Allocator, tmp_path: Path) -> None:
    out = tmp_path / "b.json"
    ended = allocator("solve", IMPOSSIBLE, "--quiet", "--json", out, "--language", "es")
    assert ended.code == 3 and "Salida 1 (comprobada: con ella, el plan funciona):" in ended.err and "$7,142" in ended.err
    assert json.loads(out.read_text(encoding="utf-8"))["conflict"][0]["says"] == "Attendance worker debe funcionar en 2025-26."
    solved = allocator("solve", TINY, "--quiet", "--language", "es")
    assert (solved.code, solved.err) == (0, "")
    assert "87 de 141 puntos alcanzables, 220 en total." in solved.out and "Auditoría aprobada: " in solved.out
    assert allocator("solve", TINY, "--language", "fr").code == 2


def test_bad_input_is_listed_in_full_and_nothing_is_written(allocator: Allocator, tmp_path: Path) -> None:
    plan = edited(TINY, tmp_path / "plan.yaml", ("score: 90", "score: ninety"), ("amount: 30000,", "amount: -5,"))
    ended = allocator("solve", plan, "--quiet", "--json", tmp_path / "b.json")
    assert ended.code == 2
    assert "needs.attendance.score" in ended.err
    assert "programs.math-tutoring.costs.contract.amount" in ended.err
    assert "2 errors" in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


@pytest.mark.parametrize("arguments", [
    [], ["--gap", "2"], ["--gap", "x"], ["--seconds", "-1"], ["--nodes", "0"], ["--engine", "guess"], ["--frob"],
    [TINY, "--excel", "b.xls"], [TINY, "--excel", "-"], [TINY, "--deck", "b.ppt"], [TINY, "--deck", "-"],
], ids=str)
def test_a_command_line_that_makes_no_sense_ends_with_2(allocator: Allocator, arguments: list[object]) -> None:
    plan = [TINY] if arguments and str(arguments[0]).startswith("-") else []
    ended = allocator("solve", *plan, *arguments)
    assert ended.code == 2
    assert "defect" not in ended.err


@pytest.mark.parametrize(("outputs", "code", "says"), [
    (["--json", "{folder}"], 6, "This is a folder"),
    (["--excel", "{folder}/none/b.xlsx"], 6, "There is no such folder"),
    (["--deck", "{folder}/none/b.pptx"], 6, "There is no such folder"),
    (["--json", "{plan}"], 2, "named twice"),
    (["--json", "{folder}/b.xlsx", "--excel", "{folder}/b.xlsx"], 2, "named twice"),
])
def test_outputs_that_cannot_be_are_refused_before_any_work(
    allocator: Allocator, tmp_path: Path, outputs: list[str], code: int, says: str,
) -> None:
    plan = edited(TINY, tmp_path / "plan.yaml")
    before = plan.read_bytes()
    ended = allocator("solve", plan, *(word.format(folder=tmp_path, plan=plan) for word in outputs))
    assert ended.code == code
    assert says in ended.err
    assert "looking" not in ended.err
    assert plan.read_bytes() == before


def test_a_limit_before_any_budget_ends_with_4(allocator: Allocator, monkeypatch: pytest.MonkeyPatch) -> None:
    from allocator.errors import NoPlanFound

    def none(*arguments: Any, **named: Any) -> Any:
        raise NoPlanFound("No budget was found before the limit was reached.")

    monkeypatch.setattr(sys.modules["allocator.allocate"], "allocate", none)
    ended = allocator("solve", TINY, "--quiet")
    assert (ended.code, ended.err) == (4, "No budget was found before the limit was reached.\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a console, not to a process")
def test_ctrl_c_takes_the_best_budget_so_far(tmp_path: Path) -> None:
    plan, out = write_puzzle(tmp_path / "plan.json"), tmp_path / "b.json"
    command = [sys.executable, "-m", "allocator", "solve", str(plan), "--gap", "0", "--seconds", "300", "--json", str(out)]
    said = ""
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        while " points, at most" not in said:
            said += process.stderr.readline()
            assert process.poll() is None, said
        pressed = time.monotonic()
        process.send_signal(signal.SIGINT)
        said += process.stderr.read()
    assert process.returncode == 0, said
    assert time.monotonic() - pressed < 20
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["status"] == "stopped"
    assert found["audit"]["ok"] is True
    assert 0 < found["gap"] < 1
    assert "Stopped early, best so far" in said


@pytest.mark.skipif(os.name == "nt", reason="limits of a process are set otherwise on Windows")
def test_a_full_disk_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "b.json"
    out.write_text("the old result")
    limits = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); " \
             "sys.argv[0] = 'allocator'; runpy.run_module('allocator', run_name='__main__')"
    command = [sys.executable, "-c", limits, "solve", str(TINY), "--json", str(out), "--quiet"]
    ended = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert ended.returncode == 6, ended.stderr
    assert "Nothing was left half-written." in ended.stderr
    assert out.read_text() == "the old result"
    assert [path.name for path in tmp_path.iterdir()] == ["b.json"]
