"""``allocator schema``: what an editor needs to know of the plan file."""

from __future__ import annotations

import jsonschema
import yaml

from tests.cli.conftest import TINY, Allocator


def test_the_sample_fits_the_schema_and_a_misspelt_field_does_not(allocator: Allocator) -> None:
    ended = allocator("schema")
    assert (ended.code, ended.err) == (0, "")
    schema = ended.json
    plan = yaml.load(TINY.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    judge = jsonschema.Draft202012Validator(schema)
    judge.validate(plan)
    assert not judge.is_valid({**plan, "progams": {}})
    assert not judge.is_valid({**plan, "needs": {"math": {"name": "Help with math", "score": "ninety"}}})
