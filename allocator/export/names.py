"""One name per thing: labels that nobody can mix up, and names of ranges that formulas use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property

from allocator.domain.case import Case
from allocator.domain.menu import FULL
from allocator.domain.sacs import OBJECTS
from allocator.domain.workbook_layout import EMPTY_LEVELS
from allocator.export import labels
from allocator.export.text import cell_text


def distinct(names: Mapping[str, str], taken: Iterable[str] = ("",)) -> dict[str, str]:
    """Labels by id. Names that a spreadsheet might take for the same (case, width, spaces) carry their id."""
    seen: dict[str, int] = {}
    for text in taken:
        seen[_fold(text)] = 2
    for name in names.values():
        seen[_fold(name)] = seen.get(_fold(name), 0) + 1
    labelled: dict[str, str] = {}
    used = {_fold(name) for name in names.values() if seen[_fold(name)] == 1}
    for key, name in names.items():
        label = cell_text(name)
        while seen[_fold(name)] > 1 and (label == cell_text(name) or _fold(label) in used):
            label = f"{label} ({key})"
        used.add(_fold(label))
        labelled[key] = label
    return labelled


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cell_text(text)).casefold()).split())


class Names:
    """Labels of everything in a case, by id."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def program(self) -> dict[str, str]:
        """Programs."""
        return distinct({key: program.name for key, program in self.case.programs.items()})

    @cached_property
    def source(self) -> dict[str, str]:
        """Sources of money."""
        return distinct({key: self.case.plan.sources[key].name for key in self.case.sources})

    @cached_property
    def need(self) -> dict[str, str]:
        """Needs."""
        return distinct({key: self.case.plan.needs[key].name for key in self.case.needs})

    @cached_property
    def role(self) -> dict[str, str]:
        """Roles."""
        return distinct({key: role.name for key, role in sorted(self.case.plan.staff.items())})

    @cached_property
    def level(self) -> dict[tuple[str, str], str]:
        """Levels by (program, level)."""
        found: dict[tuple[str, str], str] = {}
        for program, options in self.case.options.items():
            record = self.case.programs[program]
            names = {o.level: labels.FULL if o.level == FULL else record.levels[o.level].name or _title(o.level) for o in options}
            found |= {(program, level): label for level, label in distinct(names, EMPTY_LEVELS).items()}
        return found

    @cached_property
    def line(self) -> dict[tuple[str, str], str]:
        """Cost lines by (program, line)."""
        found: dict[tuple[str, str], str] = {}
        for program, charges in self.case.charges.items():
            names = {charge.line: _line_name(charge.line, charge.name) for charge in charges}
            found |= {(program, line): label for line, label in distinct(names).items()}
        return found

    def about(self, key: str) -> str:
        """What a finding speaks of, in words; the id itself where it is none of these."""
        program, _, part = key.partition("/")
        for known in (self.program, self.need, self.source, self.role):
            if program in known:
                return known[program] + (f": {part}" if part else "")
        return f"{key} {OBJECTS[key]}" if key in OBJECTS else key


def _title(key: str) -> str:
    return key.replace("-", " ").replace("_", " ").capitalize()


def _line_name(line: str, name: str) -> str:
    position, _, part = line.partition(".")
    if not part:
        return name or _title(line)
    who = name if part == "pay" and name else _title(position)
    return f"{who}: {'pay' if part == 'pay' else name or part}"


def range_name(*parts: str) -> str:
    """A name for a range, made of ids and years: ``Paid_2025_26``."""
    return re.sub(r"[^A-Za-z0-9]", "_", "_".join(parts))
