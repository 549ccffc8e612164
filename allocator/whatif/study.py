"""A case under study: solved as it is, and again with small differences. Every budget passes the audit before it is used."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from allocator import solve
from allocator.allocate import audited, sound_case
from allocator.audit import Ledger
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.domain.plan import Plan
from allocator.domain.report import Finding, Status
from allocator.domain.settings import Settings
from allocator.domain.variation import Variation
from allocator.explain.report import shortfalls
from allocator.solve import Answer

PROOF = Settings(gap=0.0, seconds=120.0)
AS_IT_IS = Variation()


@dataclass(frozen=True)
class Best:
    """The best budget of a case, as far as it is known."""

    case: Case
    answer: Answer
    findings: tuple[Finding, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether a budget was found."""
        return self.answer.budget is not None

    @property
    def impossible(self) -> bool:
        """Whether it is certain that there is none."""
        return self.answer.ending == "impossible"

    @property
    def proved(self) -> bool:
        """Whether it is certain that no budget reaches more points, or that there is none at all."""
        return self.impossible or (self.possible and self.status == "proved")

    @property
    def status(self) -> Status:
        """How good the budget is known to be."""
        return self.answer.quality.status

    @property
    def budget(self) -> Budget:
        """The budget. Raises ValueError when there is none."""
        if self.answer.budget is None:
            raise ValueError("there is no budget")
        return self.answer.budget

    @property
    def roster(self) -> Roster:
        """What runs: program -> year -> level."""
        return self.budget.roster

    @cached_property
    def ledger(self) -> Ledger:
        """Every figure that follows from the budget."""
        return Ledger(self.case, self.budget)

    @cached_property
    def points(self) -> Fraction:
        """Points of the budget."""
        return self.ledger.points()

    @property
    def most(self) -> Fraction:
        """No budget of the case reaches more points, given the shortfalls."""
        if self.proved or self.answer.quality.bound is None:
            return self.points
        return max(self.points, Fraction(self.answer.quality.bound).limit_denominator(10**6))

    @cached_property
    def short(self) -> Mapping[str, Fraction]:
        """Rule id -> how far a rule that may give falls short; rules that do not are left out."""
        return {rule: amount for rule, amount in shortfalls(self.findings).items() if amount}


@dataclass
class Study:
    """A case and how hard to look for each answer. ``hear`` is told (answered, asked) after every answer."""

    case: Case
    settings: Settings = PROOF
    hear: Callable[[int, int], None] | None = None
    stop: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def of(cls, plan: Plan, settings: Settings = PROOF) -> Study:
        """The study of a plan. Raises InputError."""
        return cls(sound_case(plan), settings)

    @cached_property
    def base(self) -> Best:
        """The case as it is."""
        return self.ask([AS_IT_IS])[0]

    def ask(self, variations: Sequence[Variation]) -> list[Best]:
        """The best budget of the case with each of some differences, in their order. After a stop, those that are missing
        are answered "no_plan_found"."""
        found: dict[int, Answer] = {}

        def hear(number: int, answer: Answer) -> None:
            found[number] = answer
            if self.hear is not None:
                self.hear(len(found), len(variations))

        solve.each(self.case, variations, self.settings, hear, self.stop)
        return [self._best(variation, found.get(number, Answer("no_plan_found")))
                for number, variation in enumerate(variations)]

    def _best(self, variation: Variation, answer: Answer) -> Best:
        case = variation.of(self.case)
        return Best(case, answer, audited(case, answer.budget) if answer.budget is not None else ())
