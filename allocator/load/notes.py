"""Collects what is wrong with a plan, with the place where each thing stands; knows which ids the file defines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from allocator.errors import Fault
from allocator.load.node import Node, Path, dotted
from allocator.load.words import nearest, shown
from allocator.messages import Message, Said, say

SECTIONS = {"program": "programs", "need": "needs", "source": "sources", "role": "staff", "site": "sites", "in_kind": "in_kind",
            "agreement": "agreements"}
"""What an id names -> the part of the plan file that defines it."""


OUTSIDE = say("fault.year.outside")


class Notes:
    """Faults of one file, in the order in which they were found."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.found: list[tuple[Path, Fault]] = []

    def add(self, path: Path, says: Said, fix: Said, *, got: Any = ..., expected: Said = "", warning: bool = False) -> None:
        """One fault at a path. ``got`` is the value to quote."""
        quoted = "" if got is ... else shown(got)
        self.found.append((path, Fault(self.root.at(path).said, dotted(path), says, quoted, expected, fix, warning)))

    def ids(self, section: str) -> list[str]:
        """Ids that a part of the file defines, also those whose record is at fault."""
        node = self.root.get(section)
        return list(node.value) if node is not None and isinstance(node.value, dict) else []

    def levels(self, program: str) -> list[str]:
        """Ids of a program's levels."""
        return ["full", *self.ids_at("programs", program, "levels")]

    def ids_at(self, *path: str) -> list[str]:
        """Names within any record of the file."""
        node = self.root.get(*path)
        return list(node.value) if node is not None and isinstance(node.value, dict) else []

    def refer(self, path: Path, what: str, name: str) -> bool:
        """Notes an id that nothing defines. ``what`` is a word of SECTIONS, or level with ``program/level``."""
        if what == "level":
            program, _, name = name.partition("/")
            known = self.levels(program) if program in self.ids("programs") else [name]
            where: Said = say("fault.levels.of", program=program)
        else:
            known = self.ids(SECTIONS[what])
            where = SECTIONS[what]
        if name in known:
            return True
        self.add(path, say(f"fault.no.{what}", name=name), nearest(name, known) or say("fault.fix.add.to", where=where))
        return False

    def years(self, path: Path, years: Iterable[str], known: list[str], says: Said = OUTSIDE) -> None:
        """Notes years outside of those that are known."""
        for year in years:
            if year not in known:
                inside = (*path, year) if self.root.get(*[str(part) for part in path], year) else path
                self.add(inside, says, self._other_year(inside, known), got=year)

    def _other_year(self, path: Path, known: list[str]) -> Message:
        """What to do about a year that is not known."""
        if not known:
            return say("fault.fix.remove")
        column = "amounts" in path and self.root.at(path).sheet
        return say("fault.fix.year.column" if column else "fault.fix.year", years=", ".join(known))


def twin_key(name: str) -> str:
    """By which two names are one to a reader: letters' case, composed accents and the number of spaces do not matter."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
