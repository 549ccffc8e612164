"""The JSON Schema says what the loader takes."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from allocator.constraints import STATED
from allocator.load import schema
from allocator.load.json_text import read_json
from allocator.load.node import from_tree
from allocator.load.sense import judge
from tests.load.generated import RULES
from tests.load.plans import small

jsonschema = pytest.importorskip("jsonschema", reason="comes with the web app's charts")


def fits(data: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(schema()).is_valid(data))


def test_the_schema_is_sound_and_can_be_written() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert json.loads(json.dumps(schema())) == schema()


def test_a_plan_and_a_scenario_fit() -> None:
    assert fits(small() | {"rules": RULES})
    assert fits(small() | {"needs": {"a": {"name": "A", "score": 5, "score_range": [4, "16/3"]}},
                           "programs": {"a": {"name": "A", "cost_range": [0.9, 1.25]}}})
    assert fits({"format": 1, "name": "Less", "based_on": "plan.yaml", "change": {"programs": {"outreach": None}}})


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"sitess": {}},
        {"years": []},
        {"needs": {"a": {"name": "A"}}},
        {"needs": {"a": {"name": "A", "score": 5, "score_range": [4]}}},
        {"needs": {"a": {"name": "A", "score": 5, "score_range": [4, 5, 6]}}},
        {"needs": {"a": {"name": "A", "score": 5, "score_range": [4, 101]}}},
        {"programs": {"a": {"name": "A", "cost_range": 1.5}}},
        {"rules": {"x": {"kind": "award", "source": "ccspp"}}},
        {"rules": {"x": {"kind": "must", "program": "outreach", "id": "x"}}},
        {"rules": {"x": {"kind": "must"}}},
        {"sources": {"s": {"name": "S", "amounts": {"2025-26": 0.5}}}},
        {"cost_growth": 1.5},
    ],
)
def test_what_the_loader_refuses_does_not_fit(change: dict[str, Any]) -> None:
    data = small() | change
    assert not fits(data)
    _, faults = judge(from_tree(read_json(json.dumps(data)), "file"))
    assert faults


def test_every_kind_of_rule_and_every_field_has_help() -> None:
    definitions = schema()["$defs"]
    for name, kind in STATED.items():
        described = definitions[f"rule_{name}"]["properties"]
        assert set(described) == {field for field, info in kind.model_fields.items() if not info.exclude}
    for name, field in definitions["plan"]["properties"].items():
        assert field.get("description"), name
    assert not any(isinstance(value, Decimal) for value in definitions.values())
