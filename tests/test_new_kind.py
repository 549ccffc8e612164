"""A new kind of rule is one small class and one line in KINDS; plan, audit, conflict and workbook then know it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import openpyxl
import pytest
from pydantic import Field

import allocator
from allocator import constraints, explain, messages
from allocator.allocate import audited, case_for
from allocator.audit import check
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.lin import total
from allocator.domain.rule import Row, Rule, at_most
from allocator.domain.settings import Settings
from allocator.domain.view import View
from allocator.messages import Message, say
from allocator.solve.search import search

ROOT = Path(__file__).parents[1]


class ProgramLimit(Rule):
    """At most so many programs run in a year."""

    kind: Literal["program_limit"] = "program_limit"
    at_most: Annotated[int, Field(ge=0)]
    """Most programs."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for year in self.applies(case):
            running = total(view.on(program, year) for program in case.programs)
            yield at_most(running, self.at_most, year=year, unit="count")

    def says(self, case: Case) -> Message:
        return say("rule.program_limit", count=self.at_most)


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The tiny sample, with rules added to it."""
    monkeypatch.setitem(constraints.STATED, "program_limit", ProgramLimit)
    monkeypatch.setattr(constraints, "KINDS", [*constraints.KINDS, ProgramLimit])
    sentences = dict(messages.catalogue("en")) | {"rule.program_limit": "At most {count} programs run in a year."}
    monkeypatch.setattr(messages, "catalogue", lambda language: sentences)
    plan = allocator.load(ROOT / "scenarios/tiny/plan.yaml")

    def with_rules(**rules: dict[str, Any]) -> Case:
        return case_for(plan.model_copy(update={"rules": {**plan.rules, **rules}}))

    return with_rules


def running(budget: Budget | None) -> int:
    assert budget is not None
    return len(budget.roster)


def test_it_limits_the_plan(tiny: Any) -> None:
    free = search(tiny(), Settings(gap=0)).budget
    limited = search(tiny(limit={"kind": "program_limit", "at_most": 1}), Settings(gap=0)).budget
    assert running(free) == 2
    assert running(limited) == 1


def test_it_is_judged_by_the_audit(tiny: Any) -> None:
    free = search(tiny(), Settings(gap=0)).budget
    assert free is not None
    broken = [finding for finding in check(tiny(limit={"kind": "program_limit", "at_most": 1}), free) if finding.fails]
    assert [(finding.rule, finding.room) for finding in broken] == [("limit", -1)]
    assert str(broken[0].says) == "At most 1 programs run in a year."


def test_it_can_be_what_must_give(tiny: Any) -> None:
    both = {"attendance": {"kind": "must", "program": "attendance-worker"}, "visits": {"kind": "must", "program": "home-visits"}}
    answer = search(tiny(limit={"kind": "program_limit", "at_most": 0}, **both), Settings(gap=0))
    assert answer.ending == "impossible"
    assert "limit" in {change.rule for way in answer.gives for change in way}


def test_it_stands_in_the_workbook(tiny: Any, tmp_path: Path) -> None:
    case = tiny(limit={"kind": "program_limit", "at_most": 1})
    answer = search(case, Settings(gap=0))
    assert answer.budget is not None
    findings = audited(case, answer.budget)
    report = explain.report(case, answer.budget, findings, answer.quality, explain.provenance(case.plan, answer.engine, 0.0))
    allocator.write_workbook(report, tmp_path / "budget.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "budget.xlsx")["Rules checked"]
    assert any("At most 1 programs run in a year." in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
