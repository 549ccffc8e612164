"""A small plan for the loader's tests, and ways to spoil it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.errors import InputError, Told
from allocator.load import read
from allocator.load.json_text import read_json
from allocator.load.node import from_tree
from allocator.load.sense import judge

SMALL: dict[str, Any] = {
    "format": 1,
    "name": "Oak Grove",
    "years": ["2025-26", "2026-27"],
    "sites": {"oak-grove": {"name": "Oak Grove Middle School"}},
    "needs": {"mental-health": {"name": "Access to mental health care", "score": 91},
              "attendance": {"name": "Chronic absenteeism", "score": 84}},
    "programs": {
        "social-worker": {
            "name": "School social worker",
            "meets": {"mental-health": 0.7},
            "costs": {"pay": {"object": "1200", "amount": 95000, "position": "psw"},
                      "benefits": {"object": "3101", "amount": 18145, "position": "psw"}},
            "staff": {"social_worker": 1},
            "levels": {"half": {"meets": {"mental-health": 0.4}, "costs": {"pay": {"object": "1200", "amount": 47500}},
                                "staff": {"social_worker": 0.5}}},
        },
        "outreach": {"name": "Outreach", "meets": {"attendance": 0.5}, "costs": {"mileage": {"object": "5200", "amount": 3000}}},
    },
    "sources": {"ccspp": {"name": "CCSPP", "resource": "6332", "amounts": {"2025-26": 150000, "2026-27": 150000}}},
    "staff": {"social_worker": {"name": "School social worker", "max": 1.5}},
    "rules": {"keep": {"kind": "must", "program": "social-worker", "years": ["2025-26"]}},
}


def small() -> dict[str, Any]:
    """A fresh copy of the small plan."""
    return copy.deepcopy(SMALL)


def write(folder: Path, data: Any, name: str = "plan.json") -> Path:
    """Writes data as JSON, one value to a line."""
    path = folder / name
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return path


def faults_of(path: Path) -> tuple[Told, ...]:
    """All faults of a file that must be refused, in English."""
    with pytest.raises(InputError) as caught:
        read(path)
    return tuple(fault.told() for fault in caught.value.faults)


def one_fault(path: Path) -> Told:
    """The only fault of a file."""
    faults = faults_of(path)
    assert len(faults) == 1, [str(fault) for fault in faults]
    return faults[0]


def spoiled(spoil: Callable[[dict[str, Any]], Any]) -> tuple[Told, ...]:
    """Faults of the small plan after a change, in the order of its lines, as if it stood in plan.json."""
    data = small()
    spoil(data)
    root = from_tree(read_json(json.dumps(data, indent=1)), "plan.json")
    found = sorted(judge(root)[1], key=lambda one: root.at(one[0]).key)
    return tuple(fault.told() for _, fault in found if not fault.warning)
