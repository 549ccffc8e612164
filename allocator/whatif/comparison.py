"""Plans side by side: what they are given, what they reach, and what made the difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from allocator.domain.report import Impossible, Provenance
from allocator.messages import Message
from allocator.whatif.attribution import Attribution
from allocator.whatif.changes import InputChange

PlanStatus = Literal["proved", "within", "stopped", "impossible", "no_plan_found"]


@dataclass(frozen=True)
class Given:
    """The size of a plan's input."""

    years: tuple[str, ...]
    needs: int
    programs: int
    rules: int
    """The plan's own rules, without those of its grants."""
    scores: Fraction
    """All scores together."""
    money: Mapping[str, int]
    """Source -> dollars of all years, with what was carried in."""


@dataclass(frozen=True)
class Reached:
    """What a plan's budget reaches. Dollars are those of all years together."""

    points: Fraction
    most: Fraction
    """No budget reaches more points; the same as ``points`` where that is proved."""
    shortfalls: Mapping[str, Fraction]
    """Rule that may give -> how far it falls short; 0 where it does not."""
    needs: Mapping[str, Fraction]
    """Need -> share of it that is met, on average over the years as they count."""
    need_points: Mapping[str, Fraction]
    """Need -> points that it brings. They add up to the points."""
    programs: Mapping[str, Mapping[str, str]]
    """Program -> year -> level."""
    costs: Mapping[str, int]
    """Program -> dollars. They add up to the cost."""
    cost: int
    payments: Mapping[str, int]
    """Source -> dollars that leave it, with indirect charges."""
    objects: Mapping[str, int]
    """Object code -> dollars, with indirect charges. They add up to what leaves the sources."""
    lost: Mapping[str, int]
    """Source -> dollars that nobody may use any more."""
    kept: Mapping[str, int]
    """Source -> dollars that may be used after the plan's last year."""
    staff: Mapping[str, Mapping[str, Fraction]]
    """Role -> year -> FTE."""
    missing_after: int
    """Dollars that nobody pays in the year after the plan if everything that ran last simply went on."""


@dataclass(frozen=True)
class Column:
    """One of the plans."""

    letter: str
    """A for the first, with which the others are compared."""
    name: str
    status: PlanStatus
    says: Message
    given: Given
    reachable: Fraction
    """Points if everything ran."""
    possible: Fraction
    """The sum of all scores."""
    reached: Reached | None
    """None where there is no budget."""
    impossible: Impossible | None
    """Why there can be no budget, and ways out."""
    provenance: Provenance


@dataclass(frozen=True)
class Against:
    """What is different from the first plan. Each mapping adds up to the figure above it; what does not differ is left out."""

    points: Fraction
    needs: Mapping[str, Fraction]
    cost: int
    programs: Mapping[str, int]
    spent: int
    sources: Mapping[str, int]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    moved: tuple[str, ...]
    """Programs that come in, drop out, or run in other years or at another size."""


@dataclass(frozen=True)
class InputRow:
    """One field of the input that is not the same in all plans, with its value in each; None: not stated."""

    change: str
    """Id of the change: ``sources.ccspp``."""
    path: tuple[str, ...]
    """The field within the record; empty for the record as a whole: "there" or None."""
    field: str
    """The plan file's word for what the values are: ``amounts``."""
    what: Message
    values: tuple[object, ...]


@dataclass(frozen=True)
class Comparison:
    """Two to six plans, compared with the first of them."""

    plans: tuple[Column, ...]
    changes: tuple[tuple[InputChange, ...], ...]
    """For each plan what was changed from the first; nothing for the first itself."""
    inputs: tuple[InputRow, ...]
    against: tuple[Against | None, ...]
    """For each plan how its results differ from the first's; None for the first, and where one of the two has no budget."""
    why: tuple[Attribution | None, ...]
    """For each plan which change did what; None for the first."""
    names: Mapping[str, Mapping[str, Message | str]]
    """Part of the plan -> id -> what people call it."""
