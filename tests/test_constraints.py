"""Every kind of rule against its case file: small budgets with the verdict that a person worked out.

A file in ``tests/constraints`` has a ``plan`` that its cases share and a list of ``cases``. A case has a ``name`` that states
the result, a ``change`` to the plan (as in a scenario), what ``runs`` in a year (``program`` or ``program/level``), what
``pays`` how many dollars of a line (``program/line``, with ``@object`` where an agreement has two), and what to ``expect`` of
rules: whether they hold, and the least room (in dollars, FTE, shares or numbers). Names left out are the ids.

Some kinds cannot be broken by themselves, because what they speak of follows from the payments: their file says which rule
shows it (``shown_by``).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from allocator.allocate import case_for
from allocator.audit import check
from allocator.constraints import KINDS, kind_name
from allocator.domain.budget import Budget, Payment
from allocator.domain.case import Case
from allocator.domain.menu import FULL
from allocator.domain.plan import Plan
from allocator.grants.files import read_yaml

FOLDER = Path(__file__).parent / "constraints"
BLANK = {"format": 1, "name": "A case", "years": ["2025-26"], "sites": {"school": {"name": "School"}}}
NAMED = ("needs", "programs", "sources", "staff", "in_kind", "agreements")


@dataclass(frozen=True)
class Worked:
    """One case of a file."""

    kind: str
    name: str
    shown_by: str
    plan: dict[str, Any]
    runs: dict[str, list[str]]
    pays: dict[str, dict[str, dict[str, int]]]
    expect: dict[str, dict[str, Any]]

    def case(self) -> Case:
        return case_for(Plan.model_validate(self.plan))

    def budget(self, case: Case) -> Budget:
        roster: dict[str, dict[str, str]] = {}
        for year, running in self.runs.items():
            for item in running:
                program, _, level = item.partition("/")
                roster.setdefault(program, {})[year] = level or FULL
        payments = [
            self._payment(case, line, year, source, dollars)
            for year, lines in self.pays.items() for line, sources in lines.items() for source, dollars in sources.items()
        ]
        return Budget.of(roster, payments)

    def _payment(self, case: Case, item: str, year: str, source: str, dollars: int) -> Payment:
        named, _, code = item.partition("@")
        program, _, line = named.partition("/")
        codes = [c.object for c in case.charges[program] if c.line == line and code in ("", c.object)]
        assert len(codes) == 1, f"{self.name}: {item} is {len(codes)} lines of the plan"
        return Payment(program, line, year, source, codes[0], dollars)


def merged(base: Any, change: Any) -> Any:
    """A JSON Merge Patch, as scenarios are."""
    if not isinstance(change, dict):
        return change
    result = dict(base) if isinstance(base, dict) else {}
    for key, value in change.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def _named(plan: dict[str, Any]) -> dict[str, Any]:
    for need in plan.get("needs", {}).values():
        if "returns" in need:
            need["returns"] = [tuple(point) for point in need["returns"]]
    return {key: {i: {"name": i, **record} for i, record in value.items()} if key in NAMED else value
            for key, value in plan.items()}


def _read(path: Path) -> list[Worked]:
    file = read_yaml(path)
    assert set(file) <= {"about", "shown_by", "plan", "cases"}, path
    found = []
    for raw in file["cases"]:
        assert set(raw) <= {"name", "change", "runs", "pays", "expect", "why"}, raw["name"]
        plan = _named(merged(merged(BLANK, file.get("plan", {})), raw.get("change", {})))
        found.append(Worked(path.stem, raw["name"], file.get("shown_by", path.stem), plan,
                            raw.get("runs", {}), raw.get("pays", {}), raw["expect"]))
    return found


CASES = [worked for path in sorted(FOLDER.glob("*.yaml")) for worked in _read(path)]


def _shows(worked: Worked, kind: str) -> list[dict[str, Any]]:
    """What the case expects of rules of a kind."""
    stated = worked.plan.get("rules", {})
    return [verdict for rule, verdict in worked.expect.items()
            if stated.get(rule, {}).get("kind", rule.partition(":")[0].replace("-", "_")) == kind]


@pytest.mark.parametrize("worked", CASES, ids=lambda worked: f"{worked.kind}: {worked.name}")
def test_the_audit_says_what_a_person_worked_out(worked: Worked) -> None:
    case = worked.case()
    findings = check(case, worked.budget(case))
    strays = [str(finding.problem) for finding in findings if finding.kind == "budget"]
    assert not strays, "the case's own budget is not of its plan"
    for rule, verdict in worked.expect.items():
        about = [f for f in findings if f.rule == rule and verdict.get("year", f.year) == f.year]
        if verdict.get("silent"):
            assert not about
            continue
        assert about, f"{rule} says nothing"
        assert all(finding.holds for finding in about) is verdict["holds"]
        assert min(finding.room for finding in about) == Fraction(str(verdict["room"]))


def test_every_kind_has_a_case_file_and_every_file_a_kind() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(kind_name(kind) for kind in KINDS)


@pytest.mark.parametrize("kind", sorted(kind_name(kind) for kind in KINDS))
def test_every_kind_is_seen_at_both_edges(kind: str) -> None:
    own = [worked for worked in CASES if worked.kind == kind]
    own_verdicts = [verdict for worked in own for verdict in _shows(worked, kind)]
    shown = [verdict for worked in own for verdict in _shows(worked, worked.shown_by)]
    assert any(verdict.get("holds") for verdict in own_verdicts), "no case in which the rule holds"
    assert any(verdict.get("holds") and verdict["room"] == 0 for verdict in shown), "no case exactly at the limit"
    beyond = [Fraction(str(verdict["room"])) for verdict in shown if verdict.get("holds") is False]
    assert any(Fraction(-1) <= room < 0 for room in beyond), "no case just beyond the limit"


def test_names_state_the_result_once() -> None:
    names = [(worked.kind, worked.name) for worked in CASES]
    assert len(names) == len(set(names))
    assert all(len(worked.name.split()) >= 4 for worked in CASES)
