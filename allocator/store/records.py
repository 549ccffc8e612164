"""What is kept of a plan that people work on, as records that never change by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allocator.errors import AllocatorError
from allocator.messages import say

Says = tuple[tuple[str, dict[str, str]], ...]
"""Sentences as codes of words and what goes into them, so that each language can say them."""


@dataclass(frozen=True)
class Book:
    """One plan as it was opened. What people change of it afterwards stands in its scenarios."""

    id: str
    name: str
    origin: str
    """Where the plan came from, such as the name of its file."""
    base: dict[str, Any]
    """The plan as plain data."""
    made: datetime


@dataclass(frozen=True)
class BookLine:
    """A book in a list of books."""

    id: str
    name: str
    origin: str
    changed: datetime
    """When a person last changed anything in it."""
    scenarios: int
    """Scenarios that are not hidden."""


@dataclass(frozen=True)
class Scenario:
    """One way to go in a book, with a name and a note."""

    id: str
    book: str
    name: str
    note: str
    head: int
    """The number of the revision that it shows."""
    made: datetime


@dataclass(frozen=True)
class Revision:
    """A scenario as it was after one change."""

    number: int
    scenario: str
    parent: int | None
    """The number of the revision on which it builds: for the first one of a scenario, that of another scenario from which it goes
    on, or none."""
    at: datetime
    says: Says
    """What was changed."""
    patch: dict[str, Any]
    """The difference to the book's base, as a JSON Merge Patch (RFC 7396)."""


@dataclass(frozen=True)
class Snapshot:
    """A revision to which a person gave a name, to find the way back."""

    id: int
    scenario: str
    revision: int
    name: str
    at: datetime


@dataclass(frozen=True)
class Decision:
    """What a council decided about a program, with its votes."""

    book: str
    scenario: str
    program: str
    choice: str
    votes_for: int
    votes_against: int
    abstaining: int
    note: str
    number: int = 0
    """Its place among all decisions, once it is kept."""
    at: datetime | None = None


class Moved(AllocatorError):
    """Somebody changed a scenario after the revision on which a new change builds. ``head`` is what it shows now."""

    def __init__(self, head: Revision) -> None:
        self.head = head
        super().__init__(say("store.moved"))
