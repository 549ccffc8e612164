"""``allocator compare``: the tiny school's numbers are worked by hand in scenarios/tiny/README.md."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from allocator.cli import run
from allocator.cli.compare_text import compared
from allocator.whatif.compare import compare
from tests.cli.conftest import IMPOSSIBLE, IN_ONE_PROCESS, ROOT, TINY, Allocator, edited
from tests.cli.puzzle import write_puzzle
from tests.in_process import PROOF, SeveralHere
from tests.whatif.tiny import plan_with, tiny

NUMBER = re.compile(r"\$?\d[\d,]*(?:\.\d+)?%?")


@pytest.fixture(scope="module")
def richer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny school with $37,142 of local money."""
    plan = tmp_path_factory.mktemp("plans") / "richer.yaml"
    return edited(TINY, plan, ("name: Tiny school\nnote", 'name: "=More money"\nnote'),
                  ("amounts: {2025-26: 30000}", "amounts: {2025-26: 37142}"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, richer: Path) -> tuple[Path, Path]:
    """A comparison with a richer and an impossible plan as JSON and as a workbook, from one run of the command."""
    folder = tmp_path_factory.mktemp("compared")
    found, workbook = folder / "c.json", folder / "c.xlsx"
    plans = [str(TINY), str(richer), str(IMPOSSIBLE)]
    assert run(["compare", *plans, "--json", str(found), "--excel", str(workbook), "--quiet"]) == 0
    return found, workbook


def test_the_json_has_inputs_results_and_reasons(files: tuple[Path, Path]) -> None:
    found = json.loads(files[0].read_text(encoding="utf-8"))
    assert found["format"] == 1
    assert [(plan["letter"], plan["status"]) for plan in found["plans"]] == [
        ("A", "proved"), ("B", "proved"), ("C", "impossible")]
    assert [plan["reached"] and plan["reached"]["points"] for plan in found["plans"]] == [87, 94, None]
    assert found["against"][1]["needs"] == {"attendance": 27, "families": -20}
    assert [part["changes"] for part in found["why"][1]["parts"]] == [["sources.local"]]
    assert (found["why"][1]["points"], found["why"][1]["cost"]) == (7, 30_000)
    impossible = found["plans"][2]["impossible"]
    assert {"promised-worker", "promised-tutoring"} <= {entry["rule"] for entry in impossible["conflict"]}
    assert [row["change"] for row in found["inputs"]] == ["sources.local", "rules.promised-tutoring", "rules.promised-worker"]


def test_the_text_is_on_standard_output_when_no_file_is_asked_for(allocator: Allocator, richer: Path) -> None:
    ended = allocator("compare", TINY, richer, "--quiet")
    assert (ended.code, ended.err) == (0, "")
    assert "Why B differs from A: +7 points, +$30,000 of cost." in ended.out
    assert "Local money: amount 2025-26 from $30,000 to $37,142." in ended.out


@IN_ONE_PROCESS
def test_progress_and_text_go_to_standard_error_when_json_goes_out(allocator: Allocator, richer: Path) -> None:
    ended = allocator("compare", TINY, richer, "--json", "-")
    assert (ended.code, ended.json["why"][1]["points"]) == (0, 7)
    assert " of 2 budgets" in ended.err and "Why B differs from A" in ended.err


@IN_ONE_PROCESS
def test_every_plan_impossible_ends_with_3_and_says_why(allocator: Allocator, tmp_path: Path) -> None:
    out = tmp_path / "c.json"
    ended = allocator("compare", IMPOSSIBLE, IMPOSSIBLE, "--quiet", "--json", out, "--excel", tmp_path / "c.xlsx")
    assert ended.code == 3
    assert ended.err.count("Math tutoring must run in 2025-26.") >= 2
    assert "$7,142" in ended.err
    assert [plan["status"] for plan in json.loads(out.read_text(encoding="utf-8"))["plans"]] == ["impossible", "impossible"]
    assert [path.name for path in tmp_path.iterdir()] == ["c.json"]


def test_faults_of_all_files_are_in_one_report(allocator: Allocator, tmp_path: Path) -> None:
    one = edited(TINY, tmp_path / "one.yaml", ("score: 90", "score: ninety"))
    two = edited(TINY, tmp_path / "two.yaml", ("amount: 30000,", "amount: -5,"))
    ended = allocator("compare", one, TINY, two, "--quiet", "--json", tmp_path / "c.json")
    assert ended.code == 2
    assert "one.yaml" in ended.err and "needs.attendance.score" in ended.err
    assert "two.yaml" in ended.err and "programs.math-tutoring.costs.contract.amount" in ended.err
    assert "2 errors" in ended.err
    assert not (tmp_path / "c.json").exists()


def test_a_fault_of_a_plan_below_two_scenarios_is_told_once(allocator: Allocator, tmp_path: Path) -> None:
    edited(TINY, tmp_path / "plan.yaml", ("score: 90", "score: ninety"))
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(f"format: 1\nname: {name}\nbased_on: plan.yaml\nchange: {{cost_growth: 0.01}}\n")
    ended = allocator("compare", tmp_path / "one.yaml", tmp_path / "two.yaml")
    assert ended.code == 2
    assert ended.err.count("needs.attendance.score") == 1


@pytest.mark.parametrize("arguments", [
    [], [TINY], [TINY] * 7, ["-", "-"], [TINY, TINY, "--gap", "2"], [TINY, TINY, "--excel", "c.xls"],
    [TINY, TINY, "--excel", "-"],
], ids=str)
def test_a_command_line_that_makes_no_sense_ends_with_2(allocator: Allocator, arguments: list[object]) -> None:
    ended = allocator("compare", *arguments)
    assert ended.code == 2
    assert "defect" not in ended.err


def test_an_output_never_replaces_a_plan(allocator: Allocator, tmp_path: Path) -> None:
    plan = edited(TINY, tmp_path / "plan.yaml")
    ended = allocator("compare", TINY, plan, "--json", plan)
    assert ended.code == 2
    assert "named twice" in ended.err
    assert plan.read_bytes() == TINY.read_bytes()


@pytest.mark.parametrize("count", [2, 3, 6])
def test_the_text_fits_a_hundred_columns_and_has_a_cell_for_each_plan(count: int) -> None:
    """Six schools with long names; the last is impossible."""
    plans = [plan_with(local=30_000 + 1_000 * at).model_copy(update={"name": "A school with a name that is long " * 3})
             for at in range(count - 1)]
    plans.append(plan_with(outreach=0, rules={"worker": {"kind": "must", "program": "attendance-worker"}}))
    lines = compared(compare(plans, several=SeveralHere(PROOF)), [f"plan-{at}.yaml" for at in range(count)])
    assert max(len(line) for line in lines) <= 100
    status = next(line for line in lines if line.startswith("Status"))
    assert status.split()[1:] == ["proved"] * (count - 1) + ["impossible"]
    points = next(line for line in lines if line.startswith("Points"))
    assert points.split()[1:] == ["87"] * (count - 1) + ["-"]


def test_parts_stand_with_their_steps_by_order() -> None:
    """Half of 47 + 14 and half of 7 + 40, as worked in tests/whatif/test_attribute.py."""
    lines = compared(compare([tiny(), plan_with(local=57_142, outreach=2)], several=SeveralHere(PROOF)), ["a", "b"])
    said = " ".join(" ".join(lines).split())
    assert "It brings 30.5 points more." in said and "It brings 23.5 points more." in said
    assert "From +14 to +47 points, by the order of the changes." in said
    assert "change from A +54" in said


def test_both_languages_say_the_same_numbers_and_what_to_weigh() -> None:
    rules: dict[str, dict[str, object]] = {
        "worker": {"kind": "must", "program": "attendance-worker"}, "tutoring": {"kind": "must", "program": "math-tutoring"}}
    plans = [tiny(), plan_with(local=57_142, outreach=2), plan_with(local=37_142), plan_with(rules=rules)]
    found = compare(plans, several=SeveralHere(PROOF))
    english, spanish = (" ".join(" ".join(compared(found, ["a", "b", "c", "d"], language)).split()) for language in ("en", "es"))
    assert sorted(NUMBER.findall(english)) == sorted(NUMBER.findall(spanish))
    assert max(len(line) for line in compared(found, ["a", "b", "c", "d"], "es")) <= 100
    assert "B meets more of: Daily attendance. Only in B: Attendance worker. What you could do: ask your leadership" in english
    assert "C meets more of: Daily attendance. A meets more of: Families feel welcome. Only in C: Attendance worker. " in english
    assert "What you could do: go on with A; D has no budget." in english
    assert "Por qué C difiere de A: +7 puntos, +$30,000 de costo." in spanish and "1 año: completo" in spanish


def test_two_plans_that_are_alike_leave_the_choice_free() -> None:
    lines = compared(compare([tiny(), tiny().model_copy(update={"name": "Again"})], several=SeveralHere(PROOF)), ["a", "b"])
    assert " ".join(" ".join(lines).split()).endswith("Both meet every need alike and run the same programs.")


@IN_ONE_PROCESS
def test_the_language_is_that_of_the_command(allocator: Allocator, tmp_path: Path) -> None:
    out = tmp_path / "c.json"
    ended = allocator("compare", TINY, IMPOSSIBLE, "--language", "es", "--json", out)
    assert ended.code == 0 and "B es imposible." in ended.err and "Lo que usted podría hacer: siga con A" in ended.err
    second = json.loads(out.read_text(encoding="utf-8"))["plans"][1]
    assert second["says"] == "Ningún presupuesto puede cumplir todas las reglas de este plan."
    assert second["impossible"]["conflict"][0]["says"] == "Attendance worker debe funcionar en 2025-26."
    both = allocator("compare", IMPOSSIBLE, IMPOSSIBLE, "--language", "es", "--quiet")
    assert both.code == 3 and "Salida 1 (comprobada: con ella, el plan funciona):" in both.err
    assert allocator("compare", TINY, TINY, "--language", "fr").code == 2


@pytest.mark.slow  # a puzzle that takes minutes is begun and stopped
@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a console, not to a process")
def test_ctrl_c_takes_what_is_known(tmp_path: Path) -> None:
    """The tiny school is solved in a moment, the puzzle takes minutes: after Ctrl+C it has its best budget so far."""
    plan, out = write_puzzle(tmp_path / "puzzle.json"), tmp_path / "c.json"
    command = [sys.executable, "-m", "allocator", "compare", str(TINY), str(plan),
               "--gap", "0", "--seconds", "300", "--json", str(out)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "1 of 2 budgets" in process.stderr.readline()
        time.sleep(1.0)  # so that the puzzle has begun
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
    assert process.returncode == 0, said
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["plans"][0]["status"] == "proved"
    assert found["plans"][1]["status"] in ("stopped", "no_plan_found")
