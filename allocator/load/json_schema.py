"""The JSON Schema of the plan file, for editors: fields, their help, every kind of rule, and the form of a scenario."""

from __future__ import annotations

from typing import Any

from allocator.constraints import STATED
from allocator.domain.plan import Plan
from allocator.load.scenario import Scenario


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a plan file or a scenario file."""
    definitions: dict[str, Any] = {}
    plan = _taken_apart(Plan.model_json_schema(ref_template="#/$defs/{model}"), definitions)
    scenario = _taken_apart(Scenario.model_json_schema(ref_template="#/$defs/{model}"), definitions)
    for name, kind in STATED.items():
        definitions[f"rule_{name}"] = _rule(_taken_apart(kind.model_json_schema(ref_template="#/$defs/{model}"), definitions))
    of_ids = plan["properties"]["rules"]["patternProperties"]
    of_ids[next(iter(of_ids))] = {"oneOf": [{"$ref": f"#/$defs/rule_{name}"} for name in STATED]}
    definitions |= {"plan": plan, "scenario": scenario}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Plan file, format 1",
        "description": "A plan, or a scenario on top of one.",
        "oneOf": [{"$ref": "#/$defs/plan"}, {"$ref": "#/$defs/scenario"}],
        "$defs": {name: _closed(record) for name, record in sorted(definitions.items())},
    }


def _closed(part: Any) -> Any:
    """A schema in which tables take no names but those of the right form."""
    if isinstance(part, list):
        return [_closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    closed = {name: _closed(item) for name, item in part.items()}
    return closed | {"additionalProperties": False} if "patternProperties" in closed else closed


def _taken_apart(record: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """A record's schema without its definitions, which all share."""
    definitions |= record.pop("$defs", {})
    return record


def _rule(record: dict[str, Any]) -> dict[str, Any]:
    """A kind of rule as a file may write it: its kind is named, and what the program adds is left out."""
    for ours in ("id", "cite", "origin"):
        record["properties"].pop(ours, None)
    record["required"] = ["kind", *(name for name in record.get("required", ()) if name != "kind")]
    record["properties"]["kind"].pop("default", None)
    return record
