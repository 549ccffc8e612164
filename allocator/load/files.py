"""Reads a plan from a file: opens it, follows scenarios to their plan, checks everything, and reports every problem at once."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from allocator.domain.plan import Plan
from allocator.errors import Fault, InputError
from allocator.load.cell_words import fault_in_cells
from allocator.load.node import INPUT, Node, Place, dotted, from_tree
from allocator.load.plain_plan import fingerprint
from allocator.load.refusal import BUDGET_NO_PLAN, TAKE_ITS_PLAN
from allocator.load.scenario import CHAIN, apply, check_scenario, is_scenario
from allocator.load.sense import judge
from allocator.load.words import quoted
from allocator.load.worker import MOST, ask_child, faults_of, file_bytes, sort_of
from allocator.messages import say

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
        return replace(fault, place=self.root.at(path).said)


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
        raise InputError.one(say("fault.scenario.circle"), place=based_on.place.said, path="based_on",
                             got=quoted(based_on.value), fix=say("fault.fix.scenario.circle"))
    if not base.is_file():
        raise InputError.one(say("fault.no.file"), place=based_on.place.said, path="based_on", got=quoted(based_on.value),
                             fix=say("fault.fix.scenario.way"))
    below, more = _resolved(base, [*chain, here])
    merged, idle = apply(below, root)
    return merged, [*more, *found, *idle]


def _records(path: str | Path) -> tuple[Node, list[Fault]]:
    """The records of one file as they stand."""
    if str(path) == STDIN:
        data = sys.stdin.buffer.read(MOST["yaml"] + 1)
        if len(data) > MOST["yaml"]:
            raise InputError.one(say("fault.input.large"), place=Place(INPUT).said, fix=say("fault.fix.far.smaller"))
        name, sort = INPUT, "json" if LIKE_JSON.match(data) else "yaml"
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
        raise InputError.one(say(BUDGET_NO_PLAN), place=Place(name).said, fix=say(TAKE_ITS_PLAN))
    return root, []
