"""From plain records to a plan: every field of the right kind. Also what can be made of the rest, so that one report names
every problem at once."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError

from allocator.domain.plan import Plan
from allocator.errors import Fault
from allocator.load.node import Node, Path
from allocator.load.words import faults_in, has

STAND_INS: dict[str, Any] = {"format": 1, "name": "?", "years": ["2025-26"], "sites": {"site": {"name": "?"}}}
ROUNDS = 30


@dataclass
class Shaped:
    """A plan, as far as the records allow one."""

    plan: Plan | None
    faults: list[tuple[Path, Fault]] = field(default_factory=list)
    dropped: set[Path] = field(default_factory=set)
    """Paths that were left out because of a fault."""

    @property
    def whole(self) -> bool:
        """Whether nothing was left out."""
        return not self.dropped


def shape(root: Node) -> Shaped:
    """The plan in the records of a file. Where a value is wrong it is noted and left out, and so is a record that needs it."""
    data = root.plain()
    if isinstance(data, dict):
        _pairs(data)
    shaped = Shaped(None)
    for turn in range(ROUNDS):
        try:
            shaped.plan = Plan.model_validate(data)
            return shaped
        except ValidationError as error:
            if turn == 0:
                shaped.faults = faults_in(error, Plan, root)
                data = copy.deepcopy(data)
            if not isinstance(data, dict) or not _prune(data, error, shaped.dropped):
                return shaped
    return shaped


def model_faults(record: type[BaseModel], root: Node, above: Path = ()) -> list[tuple[Path, Fault]]:
    """Faults of one record on its own; none when it fits."""
    node = root
    for key in above:
        node = node.value[key]
    try:
        record.model_validate(node.plain())
    except ValidationError as error:
        return faults_in(error, record, root, above)
    return []


def _pairs(data: dict[str, Any]) -> None:
    """Points of a returns curve are pairs."""
    needs = data.get("needs")
    for need in needs.values() if isinstance(needs, dict) else ():
        if isinstance(need, dict) and isinstance(need.get("returns"), list):
            need["returns"] = [tuple(point) if isinstance(point, list) else point for point in need["returns"]]


def _prune(data: dict[str, Any], error: ValidationError, dropped: set[Path]) -> bool:
    """Leaves out what each fault speaks of; whether anything changed."""
    changed = False
    items = error.errors(include_url=False, include_context=False, include_input=False)
    paths = [_standing(data, item["loc"]) for item in items]
    for item, path in zip(items, paths, strict=True):
        if item["type"] == "missing" and len(item["loc"]) == 1 or len(path) == 1 and path[0] in STAND_INS:
            name = str(item["loc"][0])
            if name in STAND_INS and data.get(name) != STAND_INS[name]:
                data[name] = copy.deepcopy(STAND_INS[name])
                dropped.add((name,))
                changed = True
            continue
        if path and _remove(data, path):
            dropped.add(path)
            changed = True
    return changed


def _standing(data: Any, loc: tuple[int | str, ...]) -> Path:
    """The part of a pydantic location that stands in the data."""
    path: list[int | str] = []
    for part in loc:
        if not has(data, part):
            continue
        path.append(part)
        data = data[part]
    return tuple(path)


def _remove(data: Any, path: Path) -> bool:
    """Takes a value out; a list goes as a whole."""
    for part in path[:-1]:
        if not isinstance(data, dict) or part not in data:
            return False
        if isinstance(data[part], list):
            return data.pop(part, None) is not None
        data = data[part]
    return isinstance(data, dict) and data.pop(path[-1], None) is not None
