"""Reads YAML as plain records: no anchors, aliases, tags or merge keys, no word that secretly means something else.

Only ``true``, ``false``, ``null`` (or nothing), plain whole numbers and plain decimals mean more than their text; ``NO``,
``0777``, ``1e3`` and ``12:30`` stay text.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from allocator.load.reasons import OF_YAML, reason
from allocator.load.refusal import DEPTH, ENOUGH, NODES, Refused, coded, problem, refuse

WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,39})")
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,39})\.[0-9]{1,40}")
Node = list[Any]
"""[sort, payload, line]; sorts: m mapping, l list, t text, i whole number, d decimal, b true or false, z nothing."""


def scalar(text: str) -> tuple[str, Any]:
    """What an unquoted word means."""
    if text in ("", "null"):
        return "z", None
    if text in ("true", "false"):
        return "b", text == "true"
    if WHOLE.fullmatch(text):
        return "i", text
    return ("d" if DECIMAL.fullmatch(text) else "t"), text


class Builder:
    """Grows records from a stream of YAML events, without recursion."""

    def __init__(self) -> None:
        self.problems: list[dict[str, Any]] = []
        self.root: Node | None = None
        self.open: list[Node] = []
        self.keys: list[tuple[str, int] | None] = []
        self.seen: list[dict[str, int]] = []
        self.nodes = 0

    def complain(self, line: int, says: str, fix: str, **values: str) -> None:
        self.problems.append(problem(says, fix, line=line, **values))
        if len(self.problems) >= ENOUGH:
            raise Refused(self.problems)

    def add(self, node: Node) -> None:
        """Puts a value where it belongs: under the key that waits for it, at the end of a list, or at the top."""
        self.nodes += 1
        if self.nodes > NODES:
            raise refuse("fault.file.values", "fault.fix.split")
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if parent[0] == "l":
            parent[1].append(node)
            return
        key = self.keys[-1]
        if key is None:
            raise refuse("fault.yaml.name", "fault.fix.yaml.name", line=node[2])
        parent[1].append([*key, node])
        self.keys[-1] = None

    def key(self, text: str, line: int, plain: bool) -> None:
        """Remembers the name of the next value."""
        if text == "<<" and plain:
            self.complain(line, "fault.yaml.merge", "fault.fix.yaml.merge")
        seen = self.seen[-1]
        if text in seen:
            self.complain(line, "fault.twice.name", "fault.fix.twice.id", name=text, first=str(seen[text]))
        seen.setdefault(text, line)
        self.keys[-1] = (text, line)

    def waits_for_key(self) -> bool:
        return bool(self.open) and self.open[-1][0] == "m" and self.keys[-1] is None

    def take(self, event: yaml.Event) -> None:
        """One event of the stream."""
        line = event.start_mark.line + 1 if event.start_mark is not None else 1
        if isinstance(event, yaml.AliasEvent):
            raise refuse("fault.yaml.alias", "fault.fix.yaml.alias", line=line)
        if getattr(event, "anchor", None):
            raise refuse("fault.yaml.anchor", "fault.fix.yaml.anchor", line=line)
        if getattr(event, "tag", None) or getattr(event, "tags", None):
            raise refuse("fault.yaml.tag", "fault.fix.yaml.tag", line=line)
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style not in ("'", '"', "|", ">")
            if self.waits_for_key():
                self.key(event.value, line, plain)
            else:
                self.add([*(scalar(event.value) if plain else ("t", event.value)), line])
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self.enter("m" if isinstance(event, yaml.MappingStartEvent) else "l", line)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.open.pop()
            self.keys.pop()
            self.seen.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise refuse("fault.yaml.second", "fault.fix.yaml.second", line=line)

    def enter(self, sort: str, line: int) -> None:
        if len(self.open) >= DEPTH:
            raise refuse("fault.file.deep", "fault.fix.deep", line=line)
        node: Node = [sort, [], line]
        self.add(node)
        self.open.append(node)
        self.keys.append(None)
        self.seen.append({})


def read_yaml(text: str) -> Node:
    """The records of a YAML text, each with its line. Raises Refused with every problem that was found."""
    builder = Builder()
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 1 if mark is not None else 1
        said = getattr(error, "problem", None)
        why = reason(str(said), OF_YAML) if said else coded("fault.yaml.text")
        builder.problems.append(problem("fault.yaml", "fault.fix.yaml", reason=why, line=line))
    if builder.problems:
        raise Refused(builder.problems)
    if builder.root is None:
        raise refuse("fault.file.empty", "fault.fix.file.empty", line=1)
    return builder.root
