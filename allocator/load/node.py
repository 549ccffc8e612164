"""Values together with where they stand: what a fault points to, and what a scenario changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any

from allocator.load.refusal import DEPTH
from allocator.messages import Said, in_words, say

Path = tuple[str | int, ...]
INPUT = "standard input"
"""What the file is called that a plan comes from without a file."""
NAMELESS = "the file"
"""What a file is called that has no name."""
OURS = {INPUT: "fault.place.input", NAMELESS: "fault.place.nameless"}
"""Names of ours among those of files."""


@dataclass(frozen=True)
class Place:
    """Where a value stands: a file and a line, or a sheet and a cell."""

    file: str = ""
    line: int = 0
    sheet: str = ""
    cell: str = ""
    order: tuple[int, ...] = ()
    """Sorts places as a person reads them."""

    @property
    def said(self) -> Said:
        """The same for people, in whatever language they read."""
        if self.sheet:
            return f"{self.file} {self.sheet}!{self.cell}".strip() if self.cell else say("fault.place.sheet", sheet=self.sheet)
        file = say(OURS[self.file]) if self.file in OURS else self.file
        return say("fault.place.line", file=file, line=str(self.line)) if self.line else file

    def __str__(self) -> str:
        return in_words(self.said)

    @property
    def key(self) -> tuple[str, tuple[int, ...]]:
        """For sorting."""
        return self.file, self.order or (self.line,)


@dataclass
class Node:
    """A value: a mapping of nodes, a list of nodes, or a plain one."""

    value: Any
    place: Place
    blanks: dict[str, Place] = field(default_factory=dict)
    """Of a record from a table: where its fields would stand, also those that are blank."""

    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def walk(self, path: Path = ()) -> Iterator[tuple[Path, Node]]:
        """Every value within, with its path."""
        yield path, self
        items: Any = ()
        if isinstance(self.value, dict):
            items = self.value.items()
        elif isinstance(self.value, list):
            items = enumerate(self.value)
        for key, node in items:
            yield from node.walk((*path, key))

    def at(self, path: Path) -> Place:
        """Where the value of a path stands; for what is missing, where it should stand."""
        node = self
        for key in path:
            if isinstance(node.value, dict) and key in node.value:
                node = node.value[key]
            elif isinstance(node.value, list) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
            else:
                return node.blanks.get(str(key), node.place)
        return node.place

    def get(self, *path: str) -> Node | None:
        """The node of a path, or None."""
        node: Node | None = self
        for key in path:
            node = node.value.get(key) if node is not None and isinstance(node.value, dict) else None
        return node

    def patched(self, change: Node, path: Path = ()) -> tuple[Node, list[tuple[Path, Place]]]:
        """This value with a JSON Merge Patch (RFC 7396) on top, and the paths that it removes although nothing stands there."""
        if not isinstance(change.value, dict):
            return change, []
        merged = dict(self.value) if isinstance(self.value, dict) else {}
        idle: list[tuple[Path, Place]] = []
        for key, node in change.value.items():
            if node.value is None:
                if merged.pop(key, None) is None:
                    idle.append(((*path, key), node.place))
                continue
            merged[key], more = merged.get(key, Node(None, node.place)).patched(node, (*path, key))
            idle += more
        place = self.place if isinstance(self.value, dict) else change.place
        return Node(merged, place, self.blanks), idle


def dotted(path: Path) -> str:
    """``programs.liaison.costs`` or ``years[1]``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def of_plain(value: Any, places: Iterator[Place]) -> Node:
    """Plain data as nodes; each value takes the next place, a record or list before what is in it."""
    place = next(places)
    if isinstance(value, Mapping):
        return Node({key: of_plain(part, places) for key, part in value.items()}, place)
    if isinstance(value, list | tuple):
        return Node([of_plain(part, places) for part in value], place)
    return Node(value, place)


def in_no_file(value: Any) -> Node:
    """Plain data as records that stand nowhere, but in an order."""
    return of_plain(value, (Place(order=(at,)) for at in count(1)))


def from_tree(raw: list[Any], file: str, depth: int = 0) -> Node:
    """A node from what the child process found. Raises ValueError for what it could not have written."""
    sort, payload, line = raw
    if depth > DEPTH + 2:
        raise ValueError("too deep")
    if sort == "m":
        members = {}
        for key, key_line, member in payload:
            node = from_tree(member, file, depth + 1)
            members[str(key)] = Node(node.value, Place(file, key_line))
        return Node(members, Place(file, line))
    if sort == "l":
        return Node([from_tree(member, file, depth + 1) for member in payload], Place(file, line))
    return Node(plain_value(sort, payload), Place(file, line))


def plain_value(sort: str, payload: Any) -> Any:
    """A plain value from its sort and its text."""
    if sort == "i":
        return int(payload)
    if sort == "d":
        return Decimal(payload)
    return payload
