"""Reads JSON as plain records with their lines: no name twice, no NaN, decimals kept exactly, no half characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import Any

from allocator.load.reasons import OF_JSON, reason
from allocator.load.refusal import DEPTH, ENOUGH, NODES, Refused, coded, problem, refuse

SPACE = re.compile(r"[ \t\r\n]*")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?(?:[eE]([-+]?[0-9]+))?")
WORDS: dict[str, tuple[str, Any]] = {"true": ("b", True), "false": ("b", False), "null": ("z", None)}
WORD = re.compile(r"-?[A-Za-z]+")
Node = list[Any]


class Reader:
    """Walks over the text once, without recursion."""

    def __init__(self, text: str, nodes: int) -> None:
        self.text = text
        self.at = 0
        self.left = nodes
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.problems: list[dict[str, Any]] = []

    def line(self) -> int:
        return bisect_right(self.starts, self.at)

    def peek(self) -> str:
        """The next character that is not space; empty at the end."""
        found = SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at:self.at + 1]

    def bad(self, why: dict[str, Any]) -> Refused:
        return Refused([*self.problems, problem("fault.json", "fault.fix.json", reason=why, line=self.line())])

    def string(self) -> str:
        try:
            value, end = scanstring(self.text, self.at + 1, True)
        except JSONDecodeError as error:
            raise self.bad(reason(error.msg, OF_JSON)) from None
        if any("\ud800" <= char <= "\udfff" for char in value):
            raise refuse("fault.text.half", "fault.fix.type.again", line=self.line())
        self.at = end
        return str(value)

    def scalar(self, char: str) -> Node:
        line = self.line()
        if char == '"':
            return ["t", self.string(), line]
        if found := NUMBER.match(self.text, self.at):
            if len(found[0]) > 60 or abs(int((found[2] or "0")[:9])) > 30:
                raise refuse("fault.number.huge", "fault.fix.number.huge", line=line, got=found[0][:40])
            self.at = found.end()
            return ["d" if found[1] or found[2] else "i", found[0], line]
        if found := WORD.match(self.text, self.at):
            if found[0] not in WORDS:
                raise refuse("fault.json.word", "fault.fix.json.word", line=line, got=found[0][:40])
            self.at = found.end()
            return [WORDS[found[0]][0], WORDS[found[0]][1], line]
        raise self.bad(coded("fault.json.value"))

    def key(self, seen: dict[str, int]) -> tuple[str, int]:
        line = self.line()
        if self.peek() != '"':
            raise self.bad(coded("fault.json.name"))
        name = self.string()
        if name in seen:
            self.problems.append(problem("fault.twice.name", "fault.fix.twice.id", name=name, first=str(seen[name]), line=line))
            if len(self.problems) >= ENOUGH:
                raise Refused(self.problems)
        seen.setdefault(name, line)
        if self.peek() != ":":
            raise self.bad(coded("fault.json.colon"))
        self.at += 1
        return name, line


def read_json(text: str, nodes: int = NODES) -> Node:
    """The records of a JSON text, each with its line. Raises Refused with every problem that was found."""
    reader = Reader(text, nodes)
    root: Node = ["l", [], 1]
    opened: list[tuple[Node, dict[str, int]]] = [(root, {})]
    _value(reader, opened)
    while len(opened) > 1:
        node, seen = opened[-1]
        char, closing = reader.peek(), "}" if node[0] == "m" else "]"
        if char == closing:
            reader.at += 1
            opened.pop()
            continue
        if node[1]:
            if char != ",":
                raise reader.bad(coded("fault.json.comma"))
            reader.at += 1
            reader.peek()
        if node[0] == "m":
            name, line = reader.key(seen)
            node[1].append([name, line, None])
        _value(reader, opened)
    if reader.peek():
        raise reader.bad(coded("fault.json.after"))
    if reader.problems:
        raise Refused(reader.problems)
    return root[1][0]  # type: ignore[no-any-return]


def _value(reader: Reader, opened: list[tuple[Node, dict[str, int]]]) -> None:
    """Reads one value, or opens a record or a list."""
    reader.left -= 1
    if reader.left < 0:
        raise refuse("fault.file.values", "fault.fix.split")
    char = reader.peek()
    parent = opened[-1][0]
    if char in ("{", "["):
        if len(opened) > DEPTH:
            raise refuse("fault.file.deep", "fault.fix.deep", line=reader.line())
        value: Node = ["m" if char == "{" else "l", [], reader.line()]
        reader.at += 1
        opened.append((value, {}))
    else:
        value = reader.scalar(char)
    if parent[0] == "m":
        parent[1][-1][2] = value
    else:
        parent[1].append(value)
