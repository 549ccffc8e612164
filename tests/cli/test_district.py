"""``allocator district``: plans of several schools in, one workbook out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import IMPOSSIBLE, IN_ONE_PROCESS, TINY, Allocator, edited
from tests.export.helpers import row

CEDAR = (("tiny: {name: Tiny school", "tiny: {name: Cedar"), ("\nname: Tiny school", "\nname: Cedar"))


def impossible(folder: Path) -> Path:
    """A scenario of another school that has no budget."""
    folder.mkdir(exist_ok=True)
    edited(TINY, folder / "plan.yaml", ("tiny: {name: Tiny school", "tiny: {name: Pine"))
    return edited(IMPOSSIBLE, folder / "pine.yaml")


@IN_ONE_PROCESS
def test_a_school_without_a_budget_is_named_also_when_quiet(
        allocator: Allocator, tmp_path: Path, solved: tuple[Path, Path]) -> None:
    ended = allocator("district", TINY, impossible(tmp_path / "pine"), "--budget", solved[0], "--gap", "0", "--quiet",
                      "--excel", tmp_path / "d.xlsx")
    assert ended.code == 0 and len(ended.err.splitlines()) == 1 and "(pine.yaml): no budget." in ended.err


@IN_ONE_PROCESS
def test_schools_add_up_and_one_without_a_budget_stops_no_other(
        allocator: Allocator, tmp_path: Path, solved: tuple[Path, Path]) -> None:
    """Tiny school spends 51,000 (its result is brought), Cedar with 7,142 more of local money 82,142, Pine nothing."""
    cedar = edited(TINY, tmp_path / "cedar.yaml", *CEDAR, ("2025-26: 30000}", "2025-26: 37142}"))
    out, data = tmp_path / "d.xlsx", tmp_path / "d.json"
    ended = allocator("district", TINY, cedar, impossible(tmp_path / "pine"), "--budget", solved[0], "--gap", "0", "--excel", out,
                      "--json", data)
    assert ended.code == 0, ended.err
    assert "Schools with a budget: 2. Together $133,142 over all years" in ended.err
    book = load_workbook(out, data_only=True)
    assert row(book, "District", "Total", "All schools")[:2] == [133_142, 133_142]
    assert row(book, "Cedar", "Total", "Cedar")[0] == 82_142
    assert row(book, "Checks", "Checks that fail")[3] == 0
    schools = json.loads(data.read_text(encoding="utf-8"))["schools"]
    assert [school["result"] and school["result"]["points"] for school in schools] == [87, 94, None]
    assert schools[0]["objects"]["7310"] == {"2025-26": 1000}


@IN_ONE_PROCESS
def test_when_no_school_has_a_budget_it_says_why_and_ends_with_3(allocator: Allocator, tmp_path: Path) -> None:
    ended = allocator("district", impossible(tmp_path / "pine"), "--excel", tmp_path / "d.xlsx", "--quiet")
    assert ended.code == 3 and "pine.yaml" in ended.err and not (tmp_path / "d.xlsx").exists()


@pytest.mark.slow
@IN_ONE_PROCESS
def test_a_workbook_edited_by_hand_is_taken_when_it_passes_the_audit(
        allocator: Allocator, tmp_path: Path, solved: tuple[Path, Path]) -> None:
    ended = allocator("district", TINY, "--budget", solved[1], "--quiet")
    assert ended.code == 0 and "A budget that was brought in" in ended.out
    book = load_workbook(solved[1])
    at = next(cells[0].row for cells in book["Detail"].iter_rows() if cells[0].value == "Math tutoring")
    book["Detail"].cell(at, 11).value = 29_999
    book.save(tmp_path / "edited.xlsx")
    ended = allocator("district", TINY, "--budget", tmp_path / "edited.xlsx", "--quiet")
    assert ended.code == 2 and "does not pass the audit" in ended.err and "edited.xlsx" in ended.err


@pytest.mark.slow
def test_budgets_that_fit_no_plan_or_the_same_are_all_told(
        allocator: Allocator, tmp_path: Path, solved: tuple[Path, Path]) -> None:
    cedar = edited(TINY, tmp_path / "cedar.yaml", *CEDAR)
    ended = allocator("district", cedar, "--budget", solved[0], "--quiet")
    assert ended.code == 2 and "from none of the plans" in ended.err
    ended = allocator("district", TINY, "--budget", solved[0], "--budget", solved[1], "--quiet")
    assert ended.code == 2 and "two budgets are of the same plan" in ended.err


def test_one_school_twice_is_refused_before_any_work(allocator: Allocator, tmp_path: Path) -> None:
    again = edited(TINY, tmp_path / "again.yaml", ("2025-26: 30000}", "2025-26: 31000}"))
    ended = allocator("district", TINY, again, "--quiet")
    assert ended.code == 2 and "counted twice" in ended.err
    assert allocator("district", TINY, TINY).code == 2


@pytest.mark.parametrize("name", ["d.xls", "-"])
def test_the_name_of_the_workbook_must_say_what_it_is(allocator: Allocator, name: str) -> None:
    assert allocator("district", TINY, "--excel", name).code == 2
