"""A plan survives every form: YAML, JSON and workbook give back the same plan, with the same fingerprint."""

from __future__ import annotations

import json
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from allocator.domain.plan import Plan
from allocator.load import convert, fingerprint, load, plan_data, read, write_plan
from allocator.load.json_text import read_json
from allocator.load.node import from_tree
from allocator.load.sense import judge
from allocator.load.write import json_text, yaml_text
from allocator.load.yaml_text import read_yaml
from tests.load.generated import plans
from tests.load.plans import small, write

FEW = {"deadline": None, "derandomize": True, "suppress_health_check": list(HealthCheck), "phases": [Phase.generate]}


def plan_of(tree: Any) -> Plan:
    plan, faults = judge(from_tree(tree, "file"))
    assert plan is not None
    assert [str(fault) for _, fault in faults if not fault.warning] == []
    return plan


@given(plans())
@settings(max_examples=40, **FEW)  # type: ignore[arg-type]
def test_yaml_and_json_lose_nothing(data: dict[str, Any]) -> None:
    plan = plan_of(read_json(json.dumps(data)))
    for again in (plan_of(read_yaml(yaml_text(plan_data(plan)))), plan_of(read_json(json_text(plan_data(plan))))):
        assert again == plan
        assert again.rules == plan.rules
        assert fingerprint(again) == fingerprint(plan)


@given(plans())
@settings(max_examples=6, **FEW)  # type: ignore[arg-type]
def test_a_workbook_loses_nothing(data: dict[str, Any]) -> None:
    plan = plan_of(read_json(json.dumps(data)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        write_plan(plan, path)
        loaded = read(path)
    assert loaded.plan == plan
    assert loaded.plan.rules == plan.rules
    assert loaded.sha256 == fingerprint(plan)


def test_the_forms_convert_into_each_other(tmp_path: Path) -> None:
    first = load(write(tmp_path, small()))
    forms = ["plan.json", "a.yaml", "b.xlsx", "c.json", "d.xlsx", "e.yml"]
    for before, after in pairwise(forms):
        convert(tmp_path / before, tmp_path / after)
    assert load(tmp_path / "e.yml") == first


def test_yaml_is_written_for_people(tmp_path: Path) -> None:
    convert(write(tmp_path, small()), tmp_path / "plan.yaml")
    text = (tmp_path / "plan.yaml").read_text(encoding="utf-8")
    assert 'object: "1200"' in text
    assert "years: [2025-26, 2026-27]" in text
    assert "mental-health: 0.7\n" in text


def test_the_fingerprint_knows_the_plan_and_not_its_form(tmp_path: Path) -> None:
    first = load(write(tmp_path, small()))
    turned = small()
    turned["programs"] = dict(reversed(turned["programs"].items()))
    turned["programs"]["outreach"]["tags"] = []
    assert fingerprint(load(write(tmp_path, turned))) == fingerprint(first)
    turned["programs"]["outreach"]["costs"]["mileage"]["amount"] += 1
    assert fingerprint(load(write(tmp_path, turned))) != fingerprint(first)
