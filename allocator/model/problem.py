"""Columns and sparse rows, each of which knows where it comes from. It knows no solver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocator.domain.rule import Unit

INFINITY = float("inf")
Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


class Origin(NamedTuple):
    """Which rule a row is part of."""

    rule: str
    year: str = ""
    about: str = ""
    unit: Unit = "dollars"
    prefer: int | None = None
    may_give: bool = False


@dataclass
class Problem:
    """Find ``x`` with ``lower <= x <= upper`` and ``low <= A x <= high`` that makes ``goal . x`` greatest.

    Rows are kept sparse by row: ``starts`` (one more than rows), ``index``, ``value``.
    """

    lower: Floats
    upper: Floats
    whole: NDArray[np.bool_]
    names: list[str]
    """What each column means, for people who read a model; solvers get neutral names."""
    low: Floats
    high: Floats
    starts: Ints
    index: Ints
    value: Floats
    origins: list[Origin]
    goal: Floats
    goal_step: float = 0.0
    """Two different values of the goal differ by at least this much; 0 when that is not known."""

    @property
    def columns(self) -> int:
        """How many unknowns."""
        return len(self.lower)

    @property
    def rows(self) -> int:
        """How many rows."""
        return len(self.low)

    def with_goal(self, goal: Floats, goal_step: float = 0.0) -> Problem:
        """The same rows with another goal."""
        return Problem(self.lower, self.upper, self.whole, self.names, self.low, self.high, self.starts, self.index,
                       self.value, self.origins, goal, goal_step)

    def with_bounds(self, lower: Floats, upper: Floats) -> Problem:
        """The same rows with other bounds of the unknowns."""
        return Problem(lower, upper, self.whole, self.names, self.low, self.high, self.starts, self.index, self.value,
                       self.origins, self.goal, self.goal_step)

    def with_columns(self, names: Sequence[str], upper: float = INFINITY, whole: bool = False) -> Problem:
        """The same problem with more unknowns from 0 to ``upper``, in no row yet and without a goal."""
        more = len(names)
        return Problem(
            np.concatenate([self.lower, np.zeros(more)]), np.concatenate([self.upper, np.full(more, upper)]),
            np.concatenate([self.whole, np.full(more, whole)]), [*self.names, *names], self.low, self.high, self.starts,
            self.index, self.value, self.origins, np.concatenate([self.goal, np.zeros(more)]), self.goal_step,
        )

    def without_rules(self, rules: set[str]) -> Problem:
        """The same problem in which the rows of some rules limit nothing."""
        free = np.array([origin.rule in rules for origin in self.origins], dtype=np.bool_)
        low, high = self.low.copy(), self.high.copy()
        low[free], high[free] = -INFINITY, INFINITY
        return Problem(self.lower, self.upper, self.whole, self.names, low, high, self.starts, self.index, self.value,
                       self.origins, self.goal, self.goal_step)

    def with_rows(self, added: Sequence[Entry]) -> Problem:
        """The same problem with more rows."""
        if not added:
            return self
        index = np.concatenate([self.index, *(np.array(entry.columns, np.int32) for entry in added)])
        value = np.concatenate([self.value, *(np.array(entry.values, np.float64) for entry in added)])
        lengths = np.array([len(entry.columns) for entry in added], np.int32)
        starts = np.concatenate([self.starts, self.starts[-1] + np.cumsum(lengths, dtype=np.int32)])
        return Problem(
            self.lower, self.upper, self.whole, self.names,
            np.concatenate([self.low, [entry.low for entry in added]]),
            np.concatenate([self.high, [entry.high for entry in added]]),
            starts, index, value, [*self.origins, *(entry.origin for entry in added)], self.goal, self.goal_step,
        )


class Entry(NamedTuple):
    """One sparse row."""

    columns: Sequence[int]
    values: Sequence[float]
    low: float
    high: float
    origin: Origin


@dataclass
class Table:
    """Columns and rows while they are being written down."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def column(self, name: str, lower: float = 0.0, upper: float = INFINITY, whole: bool = False) -> int:
        """A new unknown; returns its place."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        self.names.append(name)
        return len(self.lower) - 1

    def row(self, terms: dict[int, float], low: float, high: float, origin: Origin) -> None:
        """A new row."""
        self.entries.append(Entry(list(terms.keys()), list(terms.values()), low, high, origin))

    def problem(self, goal: dict[int, float], goal_step: float = 0.0) -> Problem:
        """Everything written down so far, as arrays."""
        objective = np.zeros(len(self.lower))
        for column, value in goal.items():
            objective[column] = value
        lengths = [len(entry.columns) for entry in self.entries]
        return Problem(
            np.array(self.lower), np.array(self.upper), np.array(self.whole, dtype=np.bool_), self.names,
            np.array([entry.low for entry in self.entries]), np.array([entry.high for entry in self.entries]),
            np.concatenate([[0], np.cumsum(lengths, dtype=np.int32)]).astype(np.int32),
            np.array([c for entry in self.entries for c in entry.columns], np.int32),
            np.array([v for entry in self.entries for v in entry.values], np.float64),
            [entry.origin for entry in self.entries], objective, goal_step,
        )
