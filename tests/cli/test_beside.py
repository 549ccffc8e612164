"""``allocator solve --beside``: other scenarios beside the budget of the workbook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import IMPOSSIBLE, IN_ONE_PROCESS, TINY, Allocator, edited
from tests.export.helpers import row

SHEET = "Scenario compare"


@IN_ONE_PROCESS
def test_another_plan_and_an_impossible_one_stand_beside_the_budget(allocator: Allocator, tmp_path: Path) -> None:
    """7,142 dollars more of local money bring 94 points instead of 87 (README.md of the tiny school's comparison)."""
    richer = edited(TINY, tmp_path / "richer.yaml", ("2025-26: 30000}", "2025-26: 37142}"))
    out = tmp_path / "b.xlsx"
    ended = allocator("solve", TINY, "--gap", "0", "--excel", out, "--beside", richer, "--beside", IMPOSSIBLE, "--quiet")
    assert ended.code == 0, ended.err
    book = load_workbook(out, data_only=True)
    assert row(book, SHEET, "Points reached")[:5] == [87, 94, None, 7, None]
    assert row(book, SHEET, "How good it is, as solved")[2] == "impossible"
    assert any(cells[0].value == SHEET for cells in book["Read me"].iter_rows())


@pytest.mark.slow
@IN_ONE_PROCESS
def test_a_solved_result_beside_its_plan_is_taken(allocator: Allocator, tmp_path: Path,
                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the budget itself is solved; the other comes from other.result.json as it is."""
    other = edited(TINY, tmp_path / "other.yaml", ("2025-26: 30000}", "2025-26: 37142}"))
    assert allocator("solve", other, "--gap", "0", "--json", tmp_path / "other.result.json", "--quiet").code == 0
    monkeypatch.setattr("allocator.whatif.several.solve.every", lambda *_: pytest.fail("solved again"))
    ended = allocator("solve", TINY, "--gap", "0", "--excel", tmp_path / "b.xlsx", "--beside", other, "--quiet")
    assert ended.code == 0, ended.err
    assert row(load_workbook(tmp_path / "b.xlsx", data_only=True), SHEET, "Points reached")[1] == 94


@pytest.mark.slow
@IN_ONE_PROCESS
def test_a_result_that_belongs_to_another_plan_is_not_taken(allocator: Allocator, tmp_path: Path) -> None:
    other = edited(TINY, tmp_path / "other.yaml", ("2025-26: 30000}", "2025-26: 37142}"))
    stored = tmp_path / "other.result.json"
    assert allocator("solve", TINY, "--gap", "0", "--json", stored, "--quiet").code == 0
    assert json.loads(stored.read_text(encoding="utf-8"))["points"] == 87
    assert allocator("solve", TINY, "--gap", "0", "--excel", tmp_path / "b.xlsx", "--beside", other, "--quiet").code == 0
    assert row(load_workbook(tmp_path / "b.xlsx", data_only=True), SHEET, "Points reached")[1] == 94


@pytest.mark.parametrize(("options", "says"), [
    (["--beside", TINY], "--excel"),
    (["--excel", "b.xlsx", *["--beside", TINY] * 4], "at most 3"),
])
def test_what_makes_no_sheet_is_refused_before_any_work(allocator: Allocator, options: list[str], says: str) -> None:
    ended = allocator("solve", TINY, *options)
    assert ended.code == 2 and says in ended.err


def test_faults_of_the_others_are_told_and_nothing_is_written(allocator: Allocator, tmp_path: Path) -> None:
    wrong = edited(TINY, tmp_path / "wrong.yaml", ("2025-26: 30000}", "2025-26: 30000.5}"))
    ended = allocator("solve", TINY, "--excel", tmp_path / "b.xlsx", "--beside", wrong)
    assert ended.code == 2 and "wrong.yaml" in ended.err and not (tmp_path / "b.xlsx").exists()
