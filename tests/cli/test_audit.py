"""``allocator audit``: each wrong dollar ends with 5 and names the rule. Figures: scenarios/tiny/README.md."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import TINY, Allocator, edited

YEAR = "2025-26"
Edit = Callable[[dict[str, Any]], None]


def payment(result: dict[str, Any], line: str) -> dict[str, Any]:
    """The one payment of a line."""
    (found,) = [entry for entry in result["payments"] if entry["line"] == line]
    return cast(dict[str, Any], found)


def a_dollar_more(result: dict[str, Any]) -> None:
    payment(result, "pension")["dollars"] += 1


def from_a_source_that_may_not(result: dict[str, Any]) -> None:
    payment(result, "contract")["source"] = "grant"


def not_running(result: dict[str, Any]) -> None:
    del result["programs"]["home-visits"]


def another_fte(result: dict[str, Any]) -> None:
    result["staff"]["outreach"][YEAR] = 0.75


def another_total(result: dict[str, Any]) -> None:
    result["sources"]["grant"][YEAR]["paid"] += 1000


def other_shares(result: dict[str, Any]) -> None:
    """The pension moves to local money, pay stays with the grant; local money has $30,000 and tutoring takes it all."""
    payment(result, "pension")["source"] = "local"


@pytest.mark.parametrize(("edit", "names"), [
    (a_dollar_more, "($1 too much)"), (from_a_source_that_may_not, "grant-pays-staff"), (not_running, "Home visits"),
    (another_fte, "outreach"), (another_total, "grant"), (other_shares, "same-shares"),
], ids=lambda value: getattr(value, "__name__", value))
def test_an_edit_by_hand_is_found(
    allocator: Allocator, solved: tuple[Path, Path], tmp_path: Path, edit: Edit, names: str,
) -> None:
    result = json.loads(solved[0].read_text(encoding="utf-8"))
    edit(result)
    budget = tmp_path / "edited.json"
    budget.write_text(json.dumps(result), encoding="utf-8")
    ended = allocator("audit", TINY, budget, "--quiet")
    assert ended.code == 5
    assert names in ended.err


@pytest.mark.parametrize("which", [0, 1], ids=["json", "workbook"])
def test_a_budget_as_written_passes(allocator: Allocator, solved: tuple[Path, Path], which: int) -> None:
    ended = allocator("audit", TINY, solved[which])
    assert ended.code == 0, ended.err
    assert "Every rule holds and every figure agrees" in ended.err
    assert allocator("audit", TINY, solved[which], "--quiet").err == ""


def test_the_verdict_is_written_as_json(allocator: Allocator, solved: tuple[Path, Path], tmp_path: Path) -> None:
    result = json.loads(solved[0].read_text(encoding="utf-8"))
    a_dollar_more(result)
    budget = tmp_path / "edited.json"
    budget.write_text(json.dumps(result), encoding="utf-8")
    ended = allocator("audit", TINY, budget, "--json", "-")
    assert ended.code == 5
    assert ended.json["audit"]["ok"] is False
    assert ended.json["audit"]["checked"] == sum(rule["comparisons"] for rule in ended.json["rules"])
    assert [rule for rule in ended.json["rules"] if not rule["holds"]]
    whole = allocator("audit", TINY, solved[0], "--json", "-")
    assert (whole.code, whole.json["audit"]["ok"], whole.json["broken"]) == (0, True, [])


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', '{"format": 1, "programs": 3, "payments": []}'], ids=str)
def test_a_malformed_budget_is_bad_input(allocator: Allocator, tmp_path: Path, text: str) -> None:
    budget = tmp_path / "b.json"
    budget.write_text(text, encoding="utf-8")
    ended = allocator("audit", TINY, budget)
    assert ended.code == 2
    assert "defect" not in ended.err


def test_a_budget_that_is_not_there(allocator: Allocator, tmp_path: Path) -> None:
    assert allocator("audit", TINY, tmp_path / "none.json").code == 2


def test_a_workbook_that_is_none(allocator: Allocator, tmp_path: Path) -> None:
    budget = tmp_path / "b.xlsx"
    budget.write_text("not a workbook")
    ended = allocator("audit", TINY, budget)
    assert ended.code == 2
    assert "defect" not in ended.err


def test_what_is_no_budget_is_called_by_its_name(allocator: Allocator, tmp_path: Path) -> None:
    plan, table = tmp_path / "plan.xlsx", tmp_path / "spent.csv"
    assert allocator("convert", TINY, plan).code == 0
    table.write_text("year,source,object,amount\n", encoding="utf-8")
    for file, says in ((plan, "plan.xlsx: this workbook holds a plan, not a budget"),
                       (table, "spent.csv: a budget is read from JSON or from a workbook of this program: got .csv")):
        ended = allocator("audit", TINY, file)
        assert ended.code == 2 and says in ended.err


def test_the_verdict_never_replaces_the_budget(allocator: Allocator, solved: tuple[Path, Path]) -> None:
    before = solved[0].read_bytes()
    assert allocator("audit", TINY, solved[0], "--json", solved[0]).code == 2
    assert solved[0].read_bytes() == before


def test_a_cost_that_is_paid_wrongly_is_told_in_plain_words(
    allocator: Allocator, solved: tuple[Path, Path], tmp_path: Path,
) -> None:
    """Tutoring is a contract of $30,000; what follows from the payment (its source's account) is not told again."""
    result = json.loads(solved[0].read_text(encoding="utf-8"))
    payment(result, "contract")["dollars"] -= 500
    budget = tmp_path / "edited.json"
    budget.write_text(json.dumps(result), encoding="utf-8")
    said = allocator("audit", TINY, budget).err
    assert "2025-26: $29,500 is paid, the plan's cost is $30,000 ($500 too little)." in said
    assert "To change the cost itself, change the plan and solve again." in said
    assert "figure: " not in said


def test_a_workbook_names_the_cell(allocator: Allocator, solved: tuple[Path, Path], tmp_path: Path) -> None:
    book = load_workbook(solved[1])
    (cell,) = [cell for row in book["Detail"].iter_rows() for cell in row if cell.value == 30000 and not cell.protection.locked]
    cell.value = 31000
    book.save(tmp_path / "edited.xlsx")
    ended = allocator("audit", TINY, tmp_path / "edited.xlsx")
    assert ended.code == 5
    assert f"(Detail!{cell.coordinate}), 2025-26: $31,000 is paid, the plan's cost is $30,000 ($1,000 too much)" in ended.err


@pytest.mark.parametrize("which", [0, 1], ids=["json", "workbook"])
def test_a_budget_of_another_plan_says_so_first(
    allocator: Allocator, solved: tuple[Path, Path], tmp_path: Path, which: int,
) -> None:
    other = edited(TINY, tmp_path / "plan.yaml", ("score: 90", "score: 91"))
    ended = allocator("audit", other, solved[which])
    assert ended.err.startswith("This budget was made from another plan (")
    assert "Audit it with the plan it was made from." in ended.err.splitlines()[0]
    assert "another plan" not in allocator("audit", TINY, solved[which]).err


def test_plan_and_budget_the_wrong_way_round(allocator: Allocator, solved: tuple[Path, Path]) -> None:
    for budget in solved:
        ended = allocator("audit", budget, TINY)
        assert ended.code == 2
        assert f"{budget.name} is a budget, not a plan. The order is: allocator audit PLAN BUDGET." in ended.err
    assert "this is a budget, not a plan" in allocator("check", solved[1]).err
