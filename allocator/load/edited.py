"""Small changes on a plan's records: what a person edits is a JSON Merge Patch (RFC 7396) on the plan as it was opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allocator.domain.plan import Plan
from allocator.errors import InputError
from allocator.load.node import in_no_file
from allocator.load.sense import judge

Data = dict[str, Any]


def edited(base: Mapping[str, Any], patch: Mapping[str, Any]) -> Plan:
    """The plan that records and a change on top of them make, checked like a file.

    Raises InputError with every fault, in the order of the records. Faults name their path; they stand in no file.
    """
    root = in_no_file(merged(base, patch))
    plan, found = judge(root)
    wrong = [fault for path, fault in sorted(found, key=lambda one: root.at(one[0]).key) if not fault.warning]
    if wrong or plan is None:
        raise InputError(wrong)
    return plan


def merged(base: Mapping[str, Any], patch: Mapping[str, Any]) -> Data:
    """Records with a change on top, by RFC 7396: null takes out, records are merged, anything else replaces. Neither is touched;
    what they share stays shared."""
    result = dict(base)
    for key, change in patch.items():
        if change is None:
            result.pop(key, None)
        elif isinstance(change, Mapping):
            before = result.get(key)
            result[key] = merged(before if isinstance(before, Mapping) else {}, change)
        else:
            result[key] = change
    return result


def patch_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> Data:
    """The smallest change that makes the second records of the first: ``merged(old, patch_between(old, new)) == new``.

    Raises ValueError where the second hold a null that the first do not: in a merge patch, null means to take out.
    """
    patch: Data = {key: None for key in old if key not in new}
    for key, after in new.items():
        before = old.get(key)
        if key in old and _same(before, after):
            continue
        if isinstance(after, Mapping):
            patch[key] = patch_between(before if isinstance(before, Mapping) else {}, after)
        elif after is None:
            raise ValueError(f"no merge patch can set {key} to null")
        else:
            patch[key] = after
    return patch


def _same(one: Any, other: Any) -> bool:
    """Whether two values are one to a plan: 1 and 1.0 are, 1 and true are not."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)
