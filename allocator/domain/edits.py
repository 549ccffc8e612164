"""What differs between two budgets, entry by entry: the level of a program in a year, or what one source pays of one cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from allocator.domain.budget import Budget


class Entry(NamedTuple):
    """One thing that a person may enter. Without a line: the level of a program in a year; else whole dollars of a payment."""

    program: str
    year: str
    line: str = ""
    object: str = ""
    source: str = ""


class Edit(NamedTuple):
    """An entry that is another than before. Levels are ids, "" where the program does not run; payments whole dollars."""

    entry: Entry
    was: str | int
    now: str | int


def entries(budget: Budget) -> dict[Entry, str | int]:
    """Everything that stands in a budget."""
    found: dict[Entry, str | int] = {
        Entry(program, year): level for program, years in budget.roster.items() for year, level in years.items()}
    for payment in budget.payments:
        entry = Entry(payment.program, payment.year, payment.line, payment.object, payment.source)
        found[entry] = int(found.get(entry, 0)) + payment.dollars
    return found


def edits_between(before: Budget, after: Budget) -> tuple[Edit, ...]:
    """Every entry that differs: levels and payments of a program together, by year."""
    old, new = entries(before), entries(after)
    found = []
    for entry in sorted(old.keys() | new.keys(), key=lambda e: (e.program, bool(e.line), e.line, e.object, e.source, e.year)):
        nothing: str | int = 0 if entry.line else ""
        was, now = old.get(entry, nothing), new.get(entry, nothing)
        if was != now:
            found.append(Edit(entry, was, now))
    return tuple(found)


def lines_of(edits: Sequence[Edit]) -> int:
    """How many lines of a budget differ: a program's levels are one, and what a source pays of a cost is one, for all years."""
    return len({entry._replace(year="") for entry, _, _ in edits})
