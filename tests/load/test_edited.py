"""A plan with small changes on top, and the smallest change between two plans."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.errors import Fault, InputError
from allocator.load import load, plan_data
from allocator.load.edited import edited, merged, patch_between
from tests.load.plans import small, spoiled

OAK_GROVE = Path(__file__).resolve().parents[2] / "scenarios" / "oak-grove"
keys = st.sampled_from("abcd")
plain = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([Decimal("0.5"), "", "x"])


def records(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Records within records."""
    inner = st.recursive(values | st.lists(plain, max_size=2), lambda more: st.dictionaries(keys, more, max_size=3), max_leaves=8)
    return st.dictionaries(keys, inner, max_size=4)


stated = records(plain.filter(lambda value: value is not None))
any_records = records(plain)


@given(any_records, stated)
@settings(derandomize=True, deadline=None)
def test_the_change_between_two_makes_the_second_of_the_first(old: dict[str, Any], new: dict[str, Any]) -> None:
    before = copy.deepcopy((old, new))
    assert repr(normal(merged(old, patch_between(old, new)))) == repr(normal(new))
    assert patch_between(new, new) == {}
    assert (old, new) == before


@given(any_records, any_records, any_records)
@settings(derandomize=True, deadline=None)
def test_two_changes_after_each_other_are_one(base: dict[str, Any], first: dict[str, Any], second: dict[str, Any]) -> None:
    after = merged(merged(base, first), second)
    assert merged(base, patch_between(base, after)) == after
    assert merged(after, second) == after


@given(stated, stated)
@settings(derandomize=True, deadline=None)
def test_no_part_of_the_change_can_be_left_out(old: dict[str, Any], new: dict[str, Any]) -> None:
    patch = patch_between(old, new)
    for smaller in without_one(patch):
        assert repr(normal(merged(old, smaller))) != repr(normal(new))


def without_one(patch: dict[str, Any]) -> list[dict[str, Any]]:
    """The patch without each one of its leaves."""
    found = []
    for key, value in patch.items():
        rest = {other: part for other, part in patch.items() if other != key}
        found += [{**rest, key: part} for part in without_one(value)] if isinstance(value, dict) and value else [rest]
    return found


def normal(value: Any) -> Any:
    """In one order, so that true and 1 can be told apart by how they are written."""
    if isinstance(value, dict):
        return {key: normal(value[key]) for key in sorted(value)}
    return [normal(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("base", "patch", "expected"), [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
])
def test_the_examples_of_the_standard(base: dict[str, Any], patch: dict[str, Any], expected: dict[str, Any]) -> None:
    assert merged(base, patch) == expected


def test_a_null_that_is_new_cannot_be_said() -> None:
    assert patch_between({"a": None}, {"a": None, "b": 1}) == {"b": 1}
    assert patch_between({}, {"a": [None]}) == {"a": [None]}
    for old in ({}, {"a": 1}, {"a": {"b": 1}}):
        for new in ({"a": None}, {"a": {"b": None}}):
            with pytest.raises(ValueError, match="null"):
                patch_between(old, new)


def test_yes_is_not_one_and_a_decimal_is_its_number() -> None:
    assert repr(patch_between({"lasts": 1}, {"lasts": True})) == "{'lasts': True}"
    assert patch_between({"share": 1, "list": [1]}, {"share": Decimal("1.0"), "list": [Decimal(1)]}) == {}


def exact(data: dict[str, Any]) -> dict[str, Any]:
    """Records as the loader reads them."""
    read: dict[str, Any] = json.loads(json.dumps(data), parse_float=Decimal)
    return read


def spoil_score(data: dict[str, Any]) -> None:
    data["needs"]["attendance"]["score"] = "many"


def spoil_several(data: dict[str, Any]) -> None:
    data["programs"]["outreach"]["costs"]["mileage"]["amount"] = -1
    data["sources"]["ccspp"]["amounts"]["2031-32"] = 5
    data["rules"]["keep"]["program"] = "social-wroker"
    data["needs"]["mental-health"]["score"] = 91.12345678901235
    data["name"] = " "
    del data["sites"]


@pytest.mark.parametrize("spoil", [spoil_score, spoil_several])
def test_faults_are_those_of_a_file_without_a_place(spoil: Callable[[dict[str, Any]], None]) -> None:
    data = small()
    spoil(data)
    with pytest.raises(InputError) as caught:
        edited(exact(small()), patch_between(exact(small()), exact(data)))
    assert sorted(map(str, caught.value.faults)) == sorted(
        str(Fault("", fault.path, fault.says, fault.got, fault.expected, fault.fix)) for fault in spoiled(spoil))


def test_faults_stand_in_the_order_of_the_records() -> None:
    with pytest.raises(InputError) as caught:
        edited(exact(small()), {"sources": {"ccspp": {"resource": "12"}}, "needs": {"attendance": {"score": "x"}}, "years": None})
    assert [fault.path for fault in caught.value.faults] == ["years", "needs.attendance.score", "sources.ccspp.resource"]


def test_a_plan_with_a_change_is_what_a_scenario_makes() -> None:
    base = plan_data(load(OAK_GROVE / "base.yaml"))
    cut = load(OAK_GROVE / "award-cut-10.yaml")
    patch = patch_between(base, plan_data(cut))
    assert set(patch) == {"name", "note", "sources"}
    assert edited(base, patch) == cut
    assert edited(base, {}) == load(OAK_GROVE / "base.yaml")


def test_an_edit_is_checked_while_a_person_types() -> None:
    base = plan_data(load(OAK_GROVE / "base.yaml"))
    edited(base, {})
    took = []
    for amount in range(5):
        start = time.process_time()
        edited(base, {"sources": {"ccspp": {"amounts": {"2025-26": amount}}}})
        took.append(time.process_time() - start)
    assert min(took) < 0.04
