"""Tables that people type into: what was typed since the last look, so that no edit is lost and none is made twice.

A browser keeps all edits of a table since it was first drawn, by row and column. So the table is always drawn from the rows of
that moment, never from rows that hold its own edits; what the browser reports is compared with what was taken from it before.
No screen in here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Value = str | int | float | None
Edited = Mapping[int, Mapping[str, Any]]
"""What a browser reports of a table: row -> column -> value, all edits since it was drawn."""


class Refused(Exception):
    """Something that a person typed cannot be used; the text says why and what to write instead."""


@dataclass(frozen=True)
class Typed:
    """One cell that a person changed."""

    row: str
    """Id of the row."""
    column: str
    old: Value
    new: Value


@dataclass(frozen=True)
class Grid:
    """Rows with an id each, and columns of plain values."""

    ids: tuple[str, ...]
    columns: Mapping[str, tuple[Value, ...]]

    @property
    def mark(self) -> str:
        """A short text that two tables share only when they are the same."""
        said = repr((self.ids, sorted((name, tuple(map(_plain, values))) for name, values in self.columns.items())))
        return hashlib.sha256(said.encode("utf-8")).hexdigest()[:12]

    def same(self, other: Grid) -> bool:
        """Whether two tables hold the same rows and values, in whatever order: a row does not jump while somebody types."""
        return self._rows() == other._rows()

    def in_order_of(self, other: Grid) -> Grid:
        """The same rows in the order of a table that has the same ones; as they are where rows came or went."""
        if set(self.ids) != set(other.ids):
            return self
        order = [self.ids.index(row) for row in other.ids]
        return Grid(other.ids, {name: tuple(values[at] for at in order) for name, values in self.columns.items()})

    def _rows(self) -> dict[str, dict[str, str | float]]:
        return {row: {name: _plain(values[at]) for name, values in self.columns.items()} for at, row in enumerate(self.ids)}


def grid_of(rows: Iterable[tuple[str, Mapping[str, Value]]], columns: Iterable[str]) -> Grid:
    """A table from its rows: id and values by column."""
    found = list(rows)
    return Grid(tuple(row for row, _ in found), {name: tuple(values[name] for _, values in found) for name in columns})


@dataclass
class Sheet:
    """A table as it was drawn, and what was taken from it since."""

    name: str
    grid: Grid
    number: int = 0
    """Goes up each time the table is drawn anew, so that a browser forgets what it held."""
    taken: dict[int, dict[str, Any]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    """Why the last things typed were not kept, in words."""

    @property
    def key(self) -> str:
        """Under which a browser knows the table. It tells the rows as well as the number: a browser that outlives the session
        never puts its edits onto other rows."""
        return f"{self.name}-{self.grid.mark}-{self.number}"

    def news(self, edited: Edited) -> list[Typed]:
        """What was typed since the last look, row by row; it counts as taken from now on."""
        now = self._within(edited)
        cells = sorted({(row, name) for held in (self.taken, now) for row, values in held.items() for name in values})
        found = [
            Typed(self.grid.ids[row], name, old, new) for row, name in cells
            if not _same(old := self._value(self.taken, row, name), new := self._value(now, row, name))
        ]
        self.taken = now
        return found

    def shown(self, edited: Edited) -> Grid:
        """The table as the person sees it, with everything typed into it."""
        now = self._within(edited)
        return Grid(self.grid.ids, {
            name: tuple(self._value(now, row, name) for row in range(len(values))) for name, values in self.grid.columns.items()
        })

    def _within(self, edited: Edited) -> dict[int, dict[str, Any]]:
        """What lies within the table, as far as it can be told apart."""
        rows = {int(row): values for row, values in edited.items() if 0 <= int(row) < len(self.grid.ids)}
        return {row: kept for row, values in rows.items()
                if (kept := {name: value for name, value in values.items() if name in self.grid.columns})}

    def _value(self, held: Edited, row: int, name: str) -> Value:
        found: Value = held[row][name] if name in held.get(row, {}) else self.grid.columns[name][row]
        return found


def tidy(value: Value) -> str:
    """A text cell without blanks around it and between its words; empty for none."""
    return " ".join(str(value).split()) if value is not None else ""


def _plain(value: Value) -> str | float:
    """A value as it counts: no difference between nothing and an empty text, nor between 1 and 1.0."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return tidy(value)


def _same(one: Value, other: Value) -> bool:
    return _plain(one) == _plain(other)
