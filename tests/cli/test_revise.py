"""``allocator revise``: the tiny school's numbers are worked by hand in tests/whatif/test_revise.py."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from allocator.allocate import case_for
from allocator.cli.revise_text import revised_lines
from allocator.whatif.moved import approved_of
from allocator.whatif.revise import revise
from tests.cli.conftest import IMPOSSIBLE, IN_ONE_PROCESS, TINY, Allocator, edited
from tests.in_process import PROOF, StudyHere
from tests.whatif.tiny import YEAR, plan_with, tiny

NUMBER = re.compile(r"\$?\d+(?:,\d{3})*(?:\.\d+)?%?")


@pytest.fixture(scope="module")
def poorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny school with $20,000 of local money."""
    plan = tmp_path_factory.mktemp("plans") / "poorer.yaml"
    return edited(TINY, plan, ("amounts: {2025-26: 30000}", "amounts: {2025-26: 20000}"))


@pytest.mark.slow
def test_the_request_and_the_json_from_a_workbook(allocator: Allocator, solved: tuple[Path, Path], poorer: Path,
                                                  tmp_path: Path) -> None:
    out, request = tmp_path / "r.json", tmp_path / "r.xlsx"
    ended = allocator("revise", poorer, "--approved", solved[1], "--source", "grant", "--excel", request, "--json", out,
                      "--gap", "0", "--quiet")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    found = json.loads(out.read_text(encoding="utf-8"))
    assert (found["format"], found["source"], found["years"], found["share"]) == (1, "grant", [YEAR], 0.1)
    assert (found["under"]["result"]["points"], found["asked"]["result"]["points"]) == (47, 54)
    assert found["worth"] == {"least": 7, "most": 7}
    first = found["asked"]["objects"][0]
    assert (first["object"], first["approved"], first["now"], first["change"], first["change_share"]) == (
        "2900", 16_000, 24_000, 8_000, 0.5)
    assert first["needs_approval"] and first["justification"].startswith("Attendance worker begins")
    assert load_workbook(request).sheetnames == ["Contact", "Revision"]


def test_the_text_says_both_plans_and_each_change(allocator: Allocator, solved: tuple[Path, Path], poorer: Path) -> None:
    ended = allocator("revise", poorer, "--approved", solved[0], "--source", "grant", "--gap", "0", "--quiet")
    assert (ended.code, ended.err) == (0, "")
    assert "Without approval: 47 points." in ended.out and "With approval: 54 points." in ended.out
    assert "Asking for approval is worth 7 points." in ended.out
    assert "2025-26, object 2900: $16,000 approved, $24,000 now, $8,000 more (50%)." in ended.out


def test_both_languages_say_the_same_numbers() -> None:
    before = StudyHere(case_for(tiny()), PROOF)
    approved = approved_of(before.case, before.base.budget, {})
    for source in ("grant", "local"):
        study = StudyHere(case_for(plan_with(local=20_000)), PROOF)
        found = revise(study, approved, source, YEAR)
        said = [" ".join(revised_lines(study.case, found, language)) for language in ("en", "es")]
        assert sorted(NUMBER.findall(said[0])) == sorted(NUMBER.findall(said[1]))


@IN_ONE_PROCESS
def test_the_budget_of_another_plan_is_told(allocator: Allocator, solved: tuple[Path, Path], tmp_path: Path) -> None:
    other = edited(TINY, tmp_path / "other.yaml", ("  math-tutoring:", "  tutoring:"))
    ended = allocator("revise", other, "--approved", solved[0], "--source", "grant", "--gap", "0", "--quiet")
    assert ended.code == 0 and "has programs that the plan does not have: math-tutoring." in ended.err


@pytest.mark.parametrize(("arguments", "says"), [
    (["--source", "ccspp"], 'no source "ccspp"'), ([], "no source's grant file speaks of approval"),
    (["--source", "grant", "--year", "2031-32"], "no year of the plan"), (["--source", "grant", "--form", "ours"], "no form"),
    (["--source", "grant", "--excel", "r.xls"], ".xlsx"), (["--source", "grant", "--language", "fr"], "one of: en, es"),
])
def test_a_question_that_makes_no_sense_ends_with_2(allocator: Allocator, solved: tuple[Path, Path], arguments: list[str],
                                                    says: str) -> None:
    ended = allocator("revise", TINY, "--approved", solved[0], *arguments)
    assert ended.code == 2
    assert says in " ".join(ended.err.split())


def test_an_impossible_plan_ends_with_3(allocator: Allocator, solved: tuple[Path, Path], tmp_path: Path) -> None:
    ended = allocator("revise", IMPOSSIBLE, "--approved", solved[0], "--source", "grant", "--json", tmp_path / "r.json",
                      "--excel", tmp_path / "r.xlsx", "--quiet")
    assert ended.code == 3
    assert "$7,142" in ended.err
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["status"] == "impossible"
    assert not (tmp_path / "r.xlsx").exists()
