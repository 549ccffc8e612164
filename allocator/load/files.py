"""Reads a plan from a file: opens it, follows scenarios to their plan, checks everything, and reports every problem at once."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allocator.domain.plan import Plan
from allocator.errors import Fault, InputError
from allocator.load.cell_words import fault_in_cells
from allocator.load.node import Node, dotted, from_tree
from allocator.load.plain_plan import fingerprint
from allocator.load.refusal import BUDGET_NO_PLAN, TAKE_ITS_PLAN
from allocator.load.scenario import CHAIN, apply, check_scenario, is_scenario
from allocator.load.sense import judge
from allocator.load.worker import MOST, ask_child, faults_of, file_bytes, sort_of

STDIN = "-"
LIKE_JSON = re.compile(rb"\s*\{\s*[\"}]")


@dataclass(frozen=True)
class Loaded:
    """A plan, with where each of its values stands."""

    plan: Plan
    data: dict[str, Any]
    """The plain records, scenarios applied."""
    sha256: str
    """Fingerprint of the plan."""
    warnings: tuple[Fault, ...]
    root: Node

    def placed(self, fault: Fault) -> Fault:
        """A fault that knows only its path, with the place where that stands."""
        if fault.place:
            return fault
        path = next((p for p, _ in self.root.walk() if dotted(p) == fault.path), tuple(fault.path.split(".")))
        return Fault(str(self.root.at(path)), fault.path, fault.says, fault.got, fault.expected, fault.fix, fault.warning)


def load(path: str | Path) -> Plan:
    """The plan of a plan file, a scenario file or an input workbook; ``-`` reads YAML or JSON from standard input.

    Raises InputError with every fault that was found.
    """
    return read(path).plan


def read(path: str | Path) -> Loaded:
    """A plan with its records, places and warnings. Raises InputError with every fault that was found."""
    return judged(*_resolved(path, []))


def judged(root: Node, before: list[Fault]) -> Loaded:
    """The plan in records, once everything was checked. ``before``: faults of the file itself. Raises InputError."""
    plan, faults = judge(root)
    places = sorted(faults, key=lambda found: root.at(found[0]).key)
    ordered = [fault_in_cells(fault) if root.at(where).sheet else fault for where, fault in places]
    wrong = [fault for fault in (*before, *ordered) if not fault.warning]
    if wrong or plan is None:
        raise InputError(wrong)
    said = tuple(fault for fault in (*before, *ordered) if fault.warning)
    return Loaded(plan, root.plain(), fingerprint(plan), said, root)


def _resolved(path: str | Path, chain: list[Path]) -> tuple[Node, list[Fault]]:
    """The records of a file, with every scenario on the way applied, and the faults found so far."""
    file = Path(path)
    root, found = _records(path)
    if not is_scenario(root):
        return root, found
    check_scenario(root, file.name)
    here = Path.cwd() / "-" if str(path) == STDIN else Path(os.path.realpath(file))
    based_on = root.value["based_on"]
    base = here.parent / based_on.value
    if Path(os.path.realpath(base)) in [here, *chain] or len(chain) >= CHAIN:
        raise InputError.one("scenarios are based on each other in a circle", place=str(based_on.place), path="based_on",
                             got=f'"{based_on.value}"', fix="Base one of them on a plan file.")
    if not base.is_file():
        raise InputError.one("there is no such file", place=str(based_on.place), path="based_on", got=f'"{based_on.value}"',
                             fix="The way to the file starts at this scenario's folder.")
    below, more = _resolved(base, [*chain, here])
    merged, idle = apply(below, root)
    return merged, [*more, *found, *idle]


def _records(path: str | Path) -> tuple[Node, list[Fault]]:
    """The records of one file as they stand."""
    if str(path) == STDIN:
        data = sys.stdin.buffer.read(MOST["yaml"] + 1)
        if len(data) > MOST["yaml"]:
            raise InputError.one("the input is larger than 1 MiB", place="standard input", fix="A plan is far smaller.")
        name, sort = "standard input", "json" if LIKE_JSON.match(data) else "yaml"
    else:
        name, sort = Path(path).name, sort_of(path)
        data = file_bytes(Path(path), MOST[sort])
    return records(name, sort, data)


def records(name: str, sort: str, data: bytes) -> tuple[Node, list[Fault]]:
    """The records in the bytes of a file, and its faults so far. ``sort``: yaml, json or xlsx. Raises InputError."""
    if sort == "xlsx":
        from allocator.load.workbook import SHEET_NAMES, plan_records

        tables = ask_child(sort, data, name, SHEET_NAMES)["tables"]
        root, faults = plan_records(tables)
        return root, [*faults_of(tables["problems"], name), *faults]
    root = from_tree(ask_child(sort, data, name)["tree"], name)
    if isinstance(root.value, dict) and {"programs", "payments"} <= set(root.value) and "sites" not in root.value:
        raise InputError.one(BUDGET_NO_PLAN, place=name, fix=TAKE_ITS_PLAN)
    return root, []
