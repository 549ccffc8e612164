"""``allocator sweep``: the tiny school's edges are worked by hand in scenarios/tiny/README.md."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from allocator import load
from allocator.cli.sweep import faults_of
from tests.cli.conftest import IMPOSSIBLE, IN_ONE_PROCESS, TINY, Allocator, edited

LOCAL = ("--source", "local")


def span(start: int, end: int, step: int) -> tuple[str, ...]:
    return "--from", str(start), "--to", str(end), "--step", str(step)


def test_a_table_for_people(allocator: Allocator) -> None:
    # the attendance worker needs 7,142 of local money, tutoring beside home visits 30,000
    ended = allocator("sweep", TINY, *LOCAL, *span(0, 30_000, 15_000), "--quiet")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "Local money: the most points for each amount",
        "Each amount is what Local money gives in each of these years: 2025-26. The plan states $30,000.",
        " amount  points  left unused",
        "     $0      47           $0",
        "    Runs: Home visits.",
        "$15,000      54       $7,858",
        "    Comes in: Attendance worker.",
        "    Drops out: Home visits.",
        "$30,000      87           $0",
        "    Comes in: Home visits and Math tutoring.",
        "    Drops out: Attendance worker.",
        "Proved: no budget reaches more points with these amounts.",
    ]


def test_json_for_programs(allocator: Allocator, tmp_path: Path) -> None:
    out = tmp_path / "sweep.json"
    ended = allocator("sweep", TINY, *LOCAL, *span(30_000, 37_142, 7_142), "--json", out)
    assert (ended.code, ended.out) == (0, "")
    assert "1 of 2 amounts" in ended.err
    assert "Local money: the most points for each amount" in ended.err
    found = json.loads(out.read_text(encoding="utf-8"))
    assert (found["format"], found["source"], found["stated"]) == (1, "local", 30_000)
    assert (found["next_from"], found["next_to"], found["next_programs"]) == (30_000, 37_142, ["attendance-worker"])
    first, last = found["frontier"]
    assert (first["amount"], first["points"], first["bound"], first["status"], first["unused"]) == (30_000, 87, 87, "proved", 0)
    assert (last["amount"], last["points"], last["amounts"]) == (37_142, 94, {"2025-26": 37_142})
    assert (last["enters"], last["leaves"], last["resized"]) == (["attendance-worker"], ["home-visits"], [])
    assert set(last["programs"]) == {"attendance-worker", "math-tutoring"}
    assert last["shortfalls"] == {}
    assert last["says"][0] == "With $37,142, the best budget reaches 94 points."


@IN_ONE_PROCESS
def test_a_nested_sweep_says_what_keeping_costs(allocator: Allocator) -> None:
    ended = allocator("sweep", TINY, *LOCAL, *span(0, 7_142, 7_142), "--nested", "--json", "-", "--quiet")
    first, last = ended.json["frontier"]
    assert (first["keeping"]["points"], first["keeping"]["most"]) == (47, 0)
    assert (last["points"], last["keeping"]["points"], last["keeping"]["most"]) == (54, 47, 7)
    assert last["says"][-1] == "Keeping everything costs 7 points against the best with this money."


@IN_ONE_PROCESS
def test_amounts_that_are_too_small_say_so(allocator: Allocator) -> None:
    # both promised: 37,142 of local money are needed
    ended = allocator("sweep", IMPOSSIBLE, *LOCAL, *span(37_141, 37_142, 1), "--quiet")
    assert ended.code == 0
    assert [line.split() for line in ended.out.splitlines()[3:5]] == [["$37,141", "impossible"], ["$37,142", "94", "$0"]]


@IN_ONE_PROCESS
def test_when_every_amount_is_too_small_the_plan_is_impossible(allocator: Allocator, tmp_path: Path) -> None:
    out = tmp_path / "sweep.json"
    ended = allocator("sweep", IMPOSSIBLE, *LOCAL, *span(0, 37_000, 37_000), "--json", out, "--quiet")
    assert (ended.code, ended.out) == (3, "")
    assert "$142" in ended.err  # 37,142 - 37,000
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["status"] == "impossible"
    assert found["ways_out"]
    assert [point["status"] for point in found["frontier"]] == ["impossible", "impossible"]


@pytest.mark.parametrize(("words", "told"), [
    (("--source", "locl", *span(0, 10, 5)), 'error: --source: the plan has no source "locl". Did you mean local?'),
    (("--source", "Staffing", *span(0, 10, 5)), "Did you mean grant?"),
    (("--source", "zzz", *span(0, 10, 5)), "Its sources are: grant, local."),
    ((*LOCAL, *span(0, 10, 0)), "error: --step: amounts go up: got $0; expected at least $1."),
    ((*LOCAL, *span(0, 10, -5)), "got -$5"),
    ((*LOCAL, *span(11, 10, 5)), "the smallest amount is greater than the greatest: got $11; expected at most $10."),
    ((*LOCAL, *span(-1, 10, 5)), "error: --from: this is no amount that a source can give: got -$1"),
    ((*LOCAL, *span(0, 10_000_000_001, 10_000_000)), "error: --to: this is no amount that a source can give"),
    ((*LOCAL, *span(0, 200, 1)), "got 201; expected at most 200. Take a --step of $2 or more, or fewer amounts."),
])
def test_what_makes_no_sense_is_refused_before_anything_is_solved(
        allocator: Allocator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    monkeypatch.setattr("allocator.whatif.study.Study.ask", None)
    out = tmp_path / "sweep.json"
    ended = allocator("sweep", TINY, *words, "--json", out)
    assert (ended.code, ended.out, out.exists()) == (2, "", False)
    assert told in ended.err


def test_all_that_makes_no_sense_is_told_at_once(allocator: Allocator) -> None:
    ended = allocator("sweep", TINY, "--source", "x", *span(-5, -9, 0))
    assert ended.code == 2
    assert ended.err.count("error: ") == 5
    assert allocator("sweep", TINY, *LOCAL, "--from", "x", "--to", "1", "--step", "1").code == 2
    assert allocator("sweep", TINY, *LOCAL).code == 2


def test_two_hundred_amounts_are_taken() -> None:
    plan = load(TINY)
    assert faults_of(plan, "local", 0, 199, 1) == []
    assert len(faults_of(plan, "local", 0, 200, 1)) == 1
    assert faults_of(plan, "local", 0, 200, 2) == []


def test_a_plan_with_faults_is_not_swept(allocator: Allocator, tmp_path: Path) -> None:
    broken = edited(TINY, tmp_path / "p.yaml", ("score: 90", "score: many"))
    ended = allocator("sweep", broken, *LOCAL, *span(0, 10, 5))
    assert ended.code == 2
    assert "score" in ended.err
