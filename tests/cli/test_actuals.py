"""``allocator actuals``: tests/whatif/spent_school.py works every number out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Allocator
from tests.whatif.spent_school import ADOPTED, BOOKED, FIRST, RECORDS, SECOND

Files = tuple[Path, Path, Path]


def written(folder: Path, **changes: Any) -> Files:
    """The plan, the adopted budget and the actuals as files."""
    plan, budget, spent = folder / "plan.json", folder / "budget.json", folder / "spent.csv"
    plan.write_text(json.dumps({**RECORDS, **changes}), encoding="utf-8")
    budget.write_text(json.dumps({
        "format": 1, "programs": {program: {year: {"level": level} for year, level in years.items()}
                                  for program, years in ADOPTED.roster.items()},
        "payments": [{"program": p.program, "line": p.line, "year": p.year, "source": p.source, "object": p.object,
                      "dollars": p.dollars} for p in ADOPTED.payments]}), encoding="utf-8")
    spent.write_text(BOOKED, encoding="utf-8")
    return plan, budget, spent


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """The school of the example."""
    return written(tmp_path)


def test_the_whole_way_to_a_plan_that_every_other_command_takes(allocator: Allocator, files: Files, tmp_path: Path) -> None:
    found, workbook, following = tmp_path / "a.json", tmp_path / "a.xlsx", tmp_path / "next.yaml"
    ended = allocator("actuals", *files, "--json", found, "--excel", workbook, "--plan", following, "--gap", 0)
    assert ended.code == 0, ended.err
    told = json.loads(found.read_text(encoding="utf-8"))
    assert (told["closed"], told["open"], told["vacancy_savings"]) == (
        [FIRST], [SECOND], {FIRST: {"planned": 33_000, "actual": 25_025, "left": 7_975}})
    assert told["accounts"][0]["carried"] == {FIRST: 12_674}
    again = told["replan"]
    assert (again["comes_in"], again["adopted"]["points"], again["now"]["points"]) == (["library"], 80, 104)
    assert (told["result"]["status"], told["result"]["points"]) == ("proved", 104)
    assert load_workbook(workbook).sheetnames == ["Plan and actual", "By source", "Left over", "Planned again", "Booked"]
    assert allocator("check", following).code == 0


def test_the_text_goes_to_standard_output(allocator: Allocator, files: Files) -> None:
    ended = allocator("actuals", *files, "--quiet", "--gap", 0)
    assert (ended.code, ended.err) == (0, "")
    lines = [" ".join(line.split()) for line in ended.out.splitlines()]
    for line in ("2025-26 $55,700 $47,125 $8,575", "Community schools grant $35,700 $27,325 $8,375",
                 "2025-26 $33,000 $25,025 $7,975", "Community schools grant $40,000 $27,325 $12,674 $1 $0",
                 "Local money $20,000 $19,800 $0 $200 $0",
                 "Points 80 104", "Comes in: Classroom libraries."):
        assert line in lines, ended.out


@pytest.mark.slow
def test_spanish(allocator: Allocator, files: Files) -> None:
    ended = allocator("actuals", *files, "--quiet", "--language", "es")
    assert "Ahorro por vacantes: personal (objetos 1000 a 3999)" in ended.out
    assert "Entra: Classroom libraries." in ended.out


def test_actuals_that_cannot_be_read_end_with_2_and_write_nothing(allocator: Allocator, files: Files, tmp_path: Path) -> None:
    files[2].write_text(BOOKED.replace("998.67", "n/a"), encoding="utf-8")
    ended = allocator("actuals", *files, "--json", tmp_path / "a.json", "--plan", tmp_path / "next.yaml")
    assert ended.code == 2
    assert 'spent.csv line 4, amount: this is not an amount of dollars: got "n/a"' in ended.err
    assert not (tmp_path / "a.json").exists() and not (tmp_path / "next.yaml").exists()


def test_years_that_remain_and_are_impossible_end_with_3_and_still_show_what_was_spent(
        allocator: Allocator, tmp_path: Path) -> None:
    promised = {f"promised-{program}": {"kind": "must", "program": program} for program in ("helper", "library", "tutoring")}
    rules = {**RECORDS["rules"], **promised}
    sources = {**RECORDS["sources"], "local": {**RECORDS["sources"]["local"], "amounts": {FIRST: 20_000, SECOND: 0}}}
    files = written(tmp_path, rules=rules, sources=sources)
    ended = allocator("actuals", *files, "--json", tmp_path / "a.json", "--plan", tmp_path / "next.yaml")
    assert ended.code == 3
    told = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (told["result"]["status"], told["replan"], len(told["spending"])) == ("impossible", None, 5)
    assert (tmp_path / "next.yaml").exists()
    assert any("does not obey the plan" in warning for warning in told["warnings"])


def test_a_plan_whose_years_are_all_closed_is_only_compared(allocator: Allocator, files: Files, tmp_path: Path) -> None:
    with files[2].open("a", encoding="utf-8") as spent:
        spent.write("2026-27,grant,2900,1.00,\n")
    ended = allocator("actuals", *files, "--quiet", "--excel", tmp_path / "a.xlsx")
    assert ended.code == 0
    ended = allocator("actuals", *files, "--plan", tmp_path / "next.yaml")
    assert (ended.code, "every year of the plan is closed" in ended.err) == (2, True)
    ended = allocator("actuals", *files, "--through", FIRST, "--quiet", "--gap", 0)
    assert (ended.code, "Actuals of 2026-27 are shown, but the year is open" in " ".join(ended.out.split())) == (0, True)


@pytest.mark.parametrize(("options", "says"), [
    (("--excel", "a.csv"), "must end in .xlsx"), (("--plan", "next.txt"), "must end in"), (("--language", "fr"), "one of"),
    (("--through", "2030-31"), "this year is not one of the plan's"), (("--plan", "-", "--json", "-"), "written once"),
])
def test_options_that_make_no_sense(allocator: Allocator, files: Files, options: tuple[str, ...], says: str) -> None:
    ended = allocator("actuals", *files, *options)
    assert (ended.code, says in ended.err) == (2, True)
