"""``allocator solve --journal``: the tiny school's $20,000 of home visits and its indirect charge, account by account."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import TINY, Allocator

ACCOUNTS = '''
accounts:
  layout: "{fund}-{resource}-{py}-{goal}-{function}-{object}-{site}"
  fund: "01"
  project_year: "0"
  goal: "1110"
  function: "1000"
  central_site: "000"
'''


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The tiny school with accounts; the school has no code."""
    path = tmp_path / "plan.yaml"
    path.write_text(TINY.read_text(encoding="utf-8") + ACCOUNTS, encoding="utf-8")
    return path


def test_the_journal_adds_up_to_the_result(allocator: Allocator, plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "journal.csv"
    ended = allocator("solve", plan, "--journal", out, "--json", tmp_path / "b.json", "--quiet")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    data = out.read_bytes()
    assert data.startswith(b'\xef\xbb\xbf"fiscal_year","account","fund"') and b'"01-' in data and b"\r\n" in data
    spent: dict[str, int] = defaultdict(int)
    for line in csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")):
        spent[line["fiscal_year"]] += int(line["debit"])
    found = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["sources"]
    assert spent == {year: sum(of[year]["paid"] + of[year]["indirect"] for of in found.values()) for year in spent}
    # 1,000 of indirect charges: 5% of the 20,000 of staff that the grant pays
    assert b"-0000-7210-7310-000" in data and b',"Transfers of indirect costs",1000\r\n' in data


def test_the_journal_goes_to_standard_output(allocator: Allocator, plan: Path) -> None:
    ended = allocator("solve", plan, "--journal", "-", "--quiet")
    assert ended.code == 0 and ended.out.startswith('"fiscal_year","account"')


def test_codes_that_are_missing_are_named_before_the_search(allocator: Allocator, plan: Path) -> None:
    ended = allocator("check", plan)
    assert ended.code == 0
    assert "site missing for: attendance-worker, home-visits, math-tutoring." in ended.err
    assert "Add the code of the school to sites" in ended.err


def test_a_plan_without_accounts_is_refused_before_the_search(allocator: Allocator, tmp_path: Path) -> None:
    ended = allocator("solve", TINY, "--journal", tmp_path / "j.csv")
    assert ended.code == 2
    assert "how account strings are written" in ended.err and "Add accounts with a layout" in ended.err
    assert not (tmp_path / "j.csv").exists()


@pytest.mark.parametrize("arguments", [("--journal", "j.xlsx"), ("--journal", "-", "--json", "-")])
def test_a_journal_is_a_csv_file_or_the_only_thing_on_standard_output(
        allocator: Allocator, plan: Path, arguments: tuple[str, ...]) -> None:
    assert allocator("solve", plan, *arguments).code == 2
