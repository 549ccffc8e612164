"""``allocator explain``: the tiny school's reasons are worked by hand in scenarios/tiny/README.md."""

from __future__ import annotations

import json
import re
from pathlib import Path

import allocator as allocator_package
from allocator.cli.explain_text import explanation_lines
from allocator.whatif.explanation import Asked, explanation
from allocator.whatif.study import Study
from tests.cli.conftest import IMPOSSIBLE, IN_ONE_PROCESS, TINY, Allocator

NUMBER = re.compile(r"\$?\d[\d,]*(?:\.\d+)?%?")


def test_why_each_program_is_in_or_out(allocator: Allocator) -> None:
    ended = allocator("explain", TINY, "--quiet")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == "Tiny school: 87 points. Proved: no budget reaches more points."
    assert lines[1].startswith("How points count: ") and lines[3] == "In the plan"
    assert "  - Home visits is in the plan: the best plan without it reaches 33 points fewer." in lines
    assert lines.index("Not in the plan") < lines.index(
        "  - Attendance worker is not in the plan: the best plan that runs it in at least one year reaches 33 points fewer.")


@IN_ONE_PROCESS
def test_what_it_would_take_and_what_a_rule_costs_as_json(allocator: Allocator, tmp_path: Path) -> None:
    out = tmp_path / "why.json"
    ended = allocator("explain", TINY, "--program", "attendance-worker", "--rule", "grant-pays-staff", "--json", out, "--quiet")
    assert (ended.code, ended.out) == (0, "")
    found = json.loads(out.read_text(encoding="utf-8"))
    (why,) = found["programs"]
    assert (why["code"], why["funded"], why["proved"], why["points"]) == ("rivals", False, True, {"least": 33, "most": 33})
    assert (why["gift"]["least"], why["gift"]["most"]) == (7142, 7142)
    (price,) = found["rules"]
    assert price["rules"][0]["rule"] == "grant-pays-staff" and price["rules"][0]["source"] == "The plan file"
    assert price["points"] == {"least": 0, "most": 0}  # without it the worker and tutoring still cost more than there is


@IN_ONE_PROCESS
def test_both_languages_say_the_same_numbers() -> None:
    study = Study.of(allocator_package.load(TINY))
    asked = Asked(tuple(study.case.programs), ("grant-pays-staff",), money=True, alternatives=True, sure=True)
    found = explanation(study, asked)
    english, spanish = (explanation_lines(study, found, language) for language in ("en", "es"))
    assert len(english) == len(spanish) > 50
    for one, other in zip(english, spanish, strict=True):
        assert sorted(NUMBER.findall(one)) == sorted(NUMBER.findall(other)), (one, other)
    assert "Fuera del plan" in spanish
    steps = [sum(start in line for line in lines)
             for start, lines in (("What you could do", english), ("Lo que usted podría hacer", spanish))]
    assert steps[0] == steps[1] > 5


@IN_ONE_PROCESS
def test_the_language_is_that_of_the_command(allocator: Allocator) -> None:
    ended = allocator("explain", TINY, "--program", "attendance-worker", "--language", "es", "--quiet")
    assert "Fuera del plan" in ended.out.splitlines()


@IN_ONE_PROCESS
def test_an_impossible_plan_is_explained(allocator: Allocator) -> None:
    ended = allocator("explain", IMPOSSIBLE, "--program", "home-visits", "--quiet")
    assert ended.code == 0
    assert ended.out.startswith("No budget can obey every rule of this plan. These rules cannot hold together; ")
    assert "Way out 1 (checked: with it, the plan works):" in ended.out
    assert "What you could do: take the ways out to those who decide on the plan" in ended.out


def test_unknown_ids_get_the_nearest_names_in_one_report(allocator: Allocator) -> None:
    ended = allocator("explain", TINY, "--program", "home-visit", "--rule", "grant-pay-staff", "--rule", "award:grant")
    assert (ended.code, ended.out) == (2, "")
    assert 'the plan has no program "home-visit". Did you mean home-visits?' in ended.err
    assert 'the plan has no rule "grant-pay-staff". Did you mean grant-pays-staff?' in ended.err
    assert '"award:grant" is what makes a budget a budget' in ended.err


def test_an_unknown_language_is_refused(allocator: Allocator) -> None:
    assert allocator("explain", TINY, "--language", "fr").code == 2
