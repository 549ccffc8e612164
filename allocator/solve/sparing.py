"""The budget that spends the fewest dollars of some sources, found by a process of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.domain.lin import total
from allocator.domain.rule import Row, Rule, at_most
from allocator.domain.settings import Settings
from allocator.domain.view import View
from allocator.messages import Message, Money, Names, say
from allocator.solve.answer import Target
from allocator.solve.child import answered, patience


class SpendAtMost(Rule):
    """Some sources together spend at most so many dollars in all years of the plan, with their indirect charges. Only a question
    brings it along: no plan file can state it."""

    kind: Literal["asked_spend"] = "asked_spend"
    may_prefer: ClassVar[bool] = False
    sources: list[str]
    """The sources."""
    dollars: int
    """Most dollars of all years."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        yield at_most(total(view.spent(source, year) for source in self.sources for year in case.years), self.dollars)

    def says(self, case: Case) -> Message:
        return say("asked.spend", sources=Names(tuple(case.plan.sources[source].name for source in self.sources)),
                   dollars=Money(self.dollars))


def spend_at_most(sources: Sequence[str], dollars: int) -> SpendAtMost:
    """The rule that some sources together spend at most so many dollars."""
    return SpendAtMost(id="asked.spend", sources=list(sources), dollars=dollars)


def with_rule(case: Case, rule: Rule) -> Case:
    """The case in which a rule holds as well."""
    return replace(case, rules=(*case.rules, rule))


@dataclass(frozen=True)
class Spare:
    """What is asked: as few dollars as can be of some sources."""

    sources: tuple[str, ...]
    target: Target | None = None
    """What must be reached; None: nothing but what every rule asks."""
    roster: Roster | None = None
    """What runs, if that is settled."""
    without: frozenset[str] = frozenset()
    """Ids of rules that are left out."""


@dataclass(frozen=True)
class Sparing:
    """Whole dollars of all years: fewer than ``least`` are never enough; ``budget`` spends ``most``."""

    least: int = 0
    most: int | None = None
    """None where no budget was found."""
    budget: Budget | None = None
    never: bool = False
    """Whether it is certain that no budget reaches the target, whatever it spends."""


@dataclass(frozen=True)
class Spared:
    """One of several questions is answered."""

    number: int
    found: Sparing


def sparing(case: Case, asked: Sequence[Spare], settings: Settings, hear: Callable[[], None] = lambda: None,
            stop: threading.Event | None = None) -> list[Sparing]:
    """The budgets that spend the fewest dollars of some sources, one for each question, in their order; ``hear`` is called after
    each. After a stop nothing is known of the rest. Raises AllocatorError when the child dies."""
    found = [Sparing() for _ in asked]

    def told(news: Spared) -> None:
        found[news.number] = news.found
        hear()

    answered("least_spent", (case, tuple(asked), settings), told, stop, patience(settings, len(asked)))
    return found
