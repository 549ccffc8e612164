"""``allocator match``: the numbers are worked by hand in tests/whatif/match_school.py."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from allocator.allocate import audit
from allocator.cli.match_text import match_lines
from allocator.load import load, read_budget
from allocator.whatif.match_funds import match_funds
from tests.cli.conftest import IN_ONE_PROCESS, TINY, Allocator
from tests.in_process import study
from tests.whatif.match_school import school

NUMBER = re.compile(r"\$?\d+(?:,\d{3})*(?:\.\d+)?%?")


def written(folder: Path, **amounts: int) -> Path:
    """The school as a plan file."""
    plan = folder / "school.yaml"
    plan.write_text(yaml.safe_dump(school(**amounts), sort_keys=False), encoding="utf-8")
    return plan


@IN_ONE_PROCESS
def test_the_text_and_the_json_with_budgets_that_pass_the_audit(allocator: Allocator, tmp_path: Path) -> None:
    plan, out = written(tmp_path), tmp_path / "m.json"
    ended = allocator("match", plan, "--give-up", "40", "--json", out, "--gap", "0")
    assert ended.code == 0 and ended.out == ""
    assert "The least of it with which as much need is met: $100, $150 less than now, for 70 points." in ended.err
    found = json.loads(out.read_text(encoding="utf-8"))
    assert (found["format"], found["unrestricted"], found["dollars"], found["points"]) == (1, ["local"], 250, 70)
    assert [(one["give_up"], one["dollars"], one["exact"], one["points"]) for one in found["least"]] == [
        (0, 100, True, 70), (40, 50, True, 30), (None, 50, True, 30)]
    assert found["match"][0]["in_kind"] == {"room": 50} and found["without_match"] == {"least": 100, "dollars": 100}
    for number, one in enumerate(found["least"]):
        budget = tmp_path / f"{number}.json"
        budget.write_text(json.dumps(one["result"]), encoding="utf-8")
        assert not [finding for finding in audit(load(plan), *read_budget(budget)) if finding.fails]


@IN_ONE_PROCESS
def test_a_match_that_cannot_be_met_says_by_how_much_and_ends_with_3(allocator: Allocator, tmp_path: Path) -> None:
    ended = allocator("match", written(tmp_path, local=49), "--json", tmp_path / "m.json", "--quiet")
    assert (ended.code, ended.out) == (3, "") and "at least $1 is missing" in ended.err
    assert "Ask for $1 less in 2025-26." in ended.err
    assert json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["status"] == "impossible"


@IN_ONE_PROCESS
def test_a_plan_without_a_match_or_without_unrestricted_money_is_answered(allocator: Allocator, tmp_path: Path) -> None:
    tiny = allocator("match", TINY, "--quiet", "--gap", "0")
    assert tiny.code == 0 and "No rule of this plan asks for a local match." in tiny.out
    assert "That reaches 47 points and costs up to 40." in tiny.out
    records = school()
    del records["sources"]["local"]["resource"]
    plan = tmp_path / "school.yaml"
    plan.write_text(yaml.safe_dump(records), encoding="utf-8")
    none, named = allocator("match", plan, "--quiet"), allocator("match", plan, "--cash", "local", "--quiet", "--gap", "0")
    assert "No source counts as unrestricted money" in none.out and "--cash ID" in none.out
    assert "$100, $150 less than now" in named.out


@pytest.mark.parametrize(("option", "given", "says"), [
    ("--cash", "nobody", 'no source "nobody"'), ("--give-up", "-3", "is no number of points"),
    ("--give-up", "many", "is no number of points"), ("--give-up", "NaN", "is no number of points"),
])
def test_what_cannot_be_meant_is_refused(allocator: Allocator, tmp_path: Path, option: str, given: str, says: str) -> None:
    ended = allocator("match", written(tmp_path), option, given)
    assert ended.code == 2 and says in ended.err


@IN_ONE_PROCESS
@pytest.mark.parametrize("local", [1_000, 49])
def test_both_languages_say_the_same_numbers(local: int) -> None:
    about = study(school(local=local))
    found = match_funds(about, ("local",))
    english, spanish = (match_lines(about.case, found, language) for language in ("en", "es"))
    assert [sorted(NUMBER.findall(line)) for line in english] == [sorted(NUMBER.findall(line)) for line in spanish]
