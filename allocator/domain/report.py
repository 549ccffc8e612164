"""All that a page, a sheet or a slide needs: the budget, every rule's verdict, how good it is and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from allocator.domain.budget import Budget
from allocator.domain.case import Case, Place
from allocator.domain.rule import Citation, Unit
from allocator.messages import Message

Status = Literal["proved", "within", "stopped"]
SplitStatus = Literal["proved", "stopped"]
Figures = Mapping[str, Mapping[str, Fraction]]
"""id -> fiscal year -> exact figure."""


@dataclass(frozen=True)
class Finding:
    """One rule, one verdict: its sentence, the room that is left, its source."""

    rule: str
    kind: str
    says: Message
    cite: Citation
    holds: bool
    room: Fraction
    """What is left before the rule breaks, in its unit; negative when it is broken."""
    unit: Unit = "dollars"
    year: str = ""
    about: str = ""
    """Id of the program, need, source or role it speaks of."""
    prefer: int | None = None
    """Set for a rule that may fall short; such a finding never fails the audit."""
    problem: Message | None = None
    """What is wrong, in a sentence, where the rule alone does not say it."""

    count: int = 1
    """How many comparisons it stands for."""

    @property
    def fails(self) -> bool:
        """Whether this finding makes the audit fail."""
        return not self.holds and self.prefer is None


@dataclass(frozen=True)
class SourceYear:
    """A source in a year, in whole dollars: amount + carried_in = paid + indirect + carried_out + lapsed + unspent."""

    amount: int
    carried_in: int
    paid: int
    indirect: int
    carried_out: int
    lapsed: int
    unspent: int


@dataclass(frozen=True)
class Quality:
    """How good a budget is known to be."""

    status: Status = "stopped"
    split: SplitStatus = "stopped"
    bound: float | None = None
    """No budget reaches more points; None when nothing is known."""


@dataclass(frozen=True)
class Provenance:
    """Which plan, which program, which engine, how long."""

    plan_sha256: str
    allocator: str
    engine: str
    seconds: float


@dataclass(frozen=True)
class Report:
    """A budget that has passed the audit, and everything that was worked out from it."""

    case: Case
    budget: Budget
    status: Status
    split: SplitStatus
    points: Fraction
    points_reachable: Fraction
    """Points if everything ran."""
    points_possible: Fraction
    """The sum of all scores."""
    bound: float
    """No budget reaches more points than this, given the shortfalls."""
    gap: float
    """(bound - points) / bound; 0 when both are 0."""
    shortfalls: Mapping[str, Fraction]
    """Rule id -> how far a rule that may give falls short."""
    costs: Mapping[str, Mapping[str, int]]
    """Program -> year -> whole dollars; years in which it does not run are left out."""
    needs: Figures
    sources: Mapping[str, Mapping[str, SourceYear]]
    staff: Figures
    findings: tuple[Finding, ...]
    checked: int
    """How many comparisons the audit made."""
    provenance: Provenance


@dataclass(frozen=True)
class Change:
    """One thing that would have to give."""

    rule: str
    says: Message
    """What it is about: the rule's sentence, or the name of the money or the role."""
    change: Message
    """What is done with it, in a sentence: how much more, how much less, in which year."""
    amount: Fraction
    """By how much the rule may then be missed, in its unit; whole dollars."""
    unit: Unit
    year: str = ""
    about: str = ""
    sense: str = "<="

    @property
    def place(self) -> Place:
        """Where the rule compares. ``Variation(given={change.place: change.amount for change in way})`` applies a way out."""
        return self.rule, self.year, self.about, self.sense


@dataclass(frozen=True)
class Impossible:
    """Why no budget can obey every rule, and what would have to give."""

    conflict: tuple[tuple[str, Message], ...]
    """Rule id and sentence of rules that cannot hold together; leaving out any one of them resolves this conflict. Empty when
    there was no time to be certain of them."""
    shortfalls: Mapping[str, Fraction]
    """Rule id -> by how much it would be missed in all, in its unit, on the first way out; all that is missing is in it."""
    ways_out: tuple[tuple[Change, ...], ...]
    """Ways that differ in kind, the one that asks for money or people first. A budget in whole dollars is known for each."""
    provenance: Provenance
    cites: Mapping[str, Citation] = field(default_factory=dict)
    """Rule id -> where a rule of the conflict or of a way out comes from, and whether a person has confirmed it."""
