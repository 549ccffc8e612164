"""A scenario is a named difference on top of a plan, and can stand wherever a plan file can."""

from __future__ import annotations

import re
from pathlib import Path, PureWindowsPath
from typing import Annotated, Any, Literal

from pydantic import Field

from allocator.domain.base import Name, Note, Record
from allocator.errors import Fault, InputError
from allocator.load.node import Node, dotted
from allocator.load.shape import model_faults
from allocator.load.words import shown
from allocator.messages import say

CHAIN = 20
"""Scenarios that may stand on top of each other."""


class Scenario(Record):
    """A small difference on top of a plan file or of another scenario."""

    format: Literal[1]
    """Version of this file format: 1."""
    name: Name
    """What the scenario is called."""
    based_on: Annotated[str, Field(min_length=1, max_length=1000)]
    """The file that it changes, relative to this file: ``base.yaml``."""
    change: dict[str, Any]
    """What changes, as a JSON Merge Patch (RFC 7396): the same fields as a plan; null removes a record."""
    note: Note = ""
    """Why: what is tried here."""


def is_scenario(root: Node) -> bool:
    """Whether a file's records are a scenario and not a plan."""
    return isinstance(root.value, dict) and ("based_on" in root.value or "change" in root.value)


def check_scenario(root: Node, file: str) -> None:
    """Raises InputError when a scenario file is not of the right form."""
    faults = [fault for _, fault in model_faults(Scenario, root)]
    if faults:
        raise InputError(faults)
    based_on = root.value["based_on"]
    text = based_on.value
    if Path(text).is_absolute() or PureWindowsPath(text).anchor or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text) or "\\" in text:
        raise InputError.one(
            say("fault.scenario.beside"), place=based_on.place.said, path="based_on", got=shown(text),
            fix=say("fault.fix.scenario.beside"),
        )


def apply(base: Node, scenario: Node) -> tuple[Node, list[Fault]]:
    """The plan with the scenario's change, name and note, and warnings about removals that remove nothing."""
    merged, idle = base.patched(scenario.value["change"])
    warnings = [
        Fault(place.said, dotted(("change", *path)), say("fault.scenario.idle"), fix=say("fault.fix.scenario.idle"), warning=True)
        for path, place in idle
    ]
    if isinstance(merged.value, dict):
        merged.value["name"] = scenario.value["name"]
        if "note" in scenario.value:
            merged.value["note"] = scenario.value["note"]
    return merged, warnings
