"""A plan's records solved without a file and without a child process: for tests that solve many small plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib import import_module
from typing import Any
from unittest.mock import patch

from allocator.domain.case import Case
from allocator.domain.plan import Plan
from allocator.domain.report import Report
from allocator.domain.settings import Settings
from allocator.domain.variation import Variation
from allocator.errors import ImpossiblePlan, NoPlanFound
from allocator.explain.result import result
from allocator.solve.answer import Answer
from allocator.solve.search import search
from allocator.solve.several import each, several
from allocator.whatif.several import Several
from allocator.whatif.study import Best, Study

home = import_module("allocator.allocate")
PROOF = Settings(gap=0.0, seconds=120.0)


@dataclass(frozen=True)
class Solved:
    """The report on a plan and its result file, or nothing where no budget is possible."""

    plan: Plan
    ending: str
    report: Report | None = None

    @property
    def said(self) -> tuple[bool, tuple[Fraction, ...], Fraction, int]:
        """Possible or not, soft shortfalls in their order, points, cost: what the oracle says too."""
        if self.report is None:
            return False, (), Fraction(0), 0
        soft = {rule_id: rule["prefer"] for rule_id, rule in self.plan.rules.items() if rule.get("prefer")}
        short = tuple(sum((self.report.shortfalls.get(rule, Fraction(0)) for rule in soft if soft[rule] == order), Fraction(0))
                      for order in sorted(set(soft.values())))
        cost = sum(dollars for years in self.report.costs.values() for dollars in years.values())
        return True, short, self.report.points, cost

    @property
    def effect(self) -> tuple[bool, Fraction, int]:
        """What a rule can change: possible or not, points, cost."""
        possible, _, points, cost = self.said
        return possible, points, cost

    @property
    def json(self) -> dict[str, Any]:
        """The result file."""
        assert self.report is not None
        return result(self.report)

    @property
    def budget(self) -> Any:
        """Roster and payments."""
        return None if self.report is None else self.report.budget


def plan_of(records: dict[str, Any]) -> Plan:
    """A plan from records as a file holds them."""
    records = deepcopy(records)
    for need in records["needs"].values():
        if "returns" in need:
            need["returns"] = [tuple(point) for point in need["returns"]]
    return Plan.model_validate(records)


def solve(records: dict[str, Any], settings: Settings = PROOF, without: str | None = None) -> Solved:
    """Solve a plan; ``without``: as if the program had no such kind of rule."""
    plan = plan_of(records if without is None else _freed(records, without))
    case = home.case_for(plan)
    if without is not None:
        case = replace(case, rules=tuple(rule for rule in case.rules if rule.kind != without))
    return solve_case(plan, case, settings)


def _freed(records: dict[str, Any], kind: str) -> dict[str, Any]:
    """The plan without what two kinds build on, which the program also knows from the plan itself: timing and positions."""
    records = deepcopy(records)
    for program in records["programs"].values():
        if kind == "timing":
            program["timing"] = "free"
        if kind == "same_shares":
            for level in (program, *program.get("levels", {}).values()):
                for line in level.get("costs", {}).values():
                    line.pop("position", None)
    return records


def solve_case(plan: Plan, case: Case, settings: Settings = PROOF) -> Solved:
    """Solve a case and audit its budget, as ``allocate`` does, but in this process."""
    def best(case: Case, settings: Settings, *_: Any) -> Any:
        return search(case, settings)

    with patch.object(home.solve, "best", best), patch.object(home, "sound_case", lambda plan: case):
        try:
            return Solved(plan, "found", home.allocate(plan, settings))
        except ImpossiblePlan:
            return Solved(plan, "impossible")
        except NoPlanFound:
            return Solved(plan, "no_plan_found")


class StudyHere(Study):
    """A study that solves in this process: for tests that ask many questions about small plans."""

    def ask(self, variations: Sequence[Variation]) -> list[Best]:
        answers: list[Any] = []
        each(self.case, variations, self.settings, answers.append, lambda: False)
        return [self._best(variation, done.answer) for variation, done in zip(variations, answers, strict=True)]


def study(records: dict[str, Any], settings: Settings = PROOF) -> StudyHere:
    """The study of a plan's records."""
    return StudyHere(home.sound_case(plan_of(records)), settings)


class SeveralHere(Several):
    """Several plans solved in this process."""

    def _solve(self, cases: Sequence[Case], briefly: bool, hear: Callable[[int, Answer], None]) -> None:
        several(cases, self.settings, briefly, lambda done: hear(done.number, done.answer), lambda: False)
