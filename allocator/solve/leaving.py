"""One problem in which rules can be left out by loosening what they compare: many questions, written down once.

It allows at least as much as the case without those rules. So what it calls impossible is impossible; what it calls possible is
possible up to parts of dollars, and has to be seen in whole dollars before it is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from allocator.domain.case import Case
from allocator.domain.charge import Charge
from allocator.domain.lin import total
from allocator.domain.rule import Row, Rule, at_most
from allocator.domain.view import View
from allocator.messages import Message
from allocator.model import build
from allocator.solve.possible import Asking, Unsure

DEEPER = ("usable_until", "carry_cap", "indirect_rate", "in_base", "ceilings")
"""What a rule can say that changes other rules' comparisons: leaving it out takes a problem of its own."""


def goes_deeper(rule: Rule, case: Case) -> bool:
    """Whether a rule does more than compare, or than forbid payments."""
    kind, others = type(rule), [other for other in case.rules if other.id != rule.id]
    if any(getattr(kind, name) is not getattr(Rule, name) for name in DEEPER):
        return True
    shares = kind.share_of is not Rule.share_of and any(other.kind == "sustain" for other in others)
    return shares or (rule.kind == "local_match" and any(other.kind == "local_match" for other in others))


class Compared(Rule):
    """A rule that forbids payments, said as a comparison: what it forbids to pay is at most nothing."""

    kind: Literal["compared"] = "compared"
    rule: Any
    """The rule."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        barred: dict[str, list[tuple[str, Charge]]] = {}
        for source, charge in self.rule.bars(case):
            barred.setdefault(charge.program, []).append((source, charge))
        for program, pairs in sorted(barred.items()):
            for year in case.years:
                paid = total(view.pay(charge, source, year) for source, charge in pairs)
                yield at_most(paid, 0, year=year, about=program)
        yield from self.rule.rows(case, view)

    def says(self, case: Case) -> Message:
        message: Message = self.rule.says(case)
        return message


class Leaving:
    """The problem of a case in which rules that only compare or forbid payments can be left out."""

    def __init__(self, case: Case, asking: Asking) -> None:
        self.asking = asking
        model = build(replace(case, rules=tuple(_compared(rule, case) for rule in case.rules)), elastic=True)
        self.problem = model.problem.with_goal(np.zeros(model.problem.columns))
        self.columns: dict[str, list[int]] = {}
        """Rule -> what says by how much it may be missed."""
        for column, origin in model.gives.items():
            self.columns.setdefault(origin.rule, []).append(column)

    def together(self, ids: Iterable[str]) -> bool:
        """Whether these rules can hold together, up to parts of dollars. Raises Unsure."""
        upper = self.problem.upper.copy()
        upper[[column for rule in ids for column in self.columns.get(rule, ())]] = 0.0
        outcome = self.asking.solve(self.problem.with_bounds(self.problem.lower, upper))
        if outcome.x is None and outcome.state != "impossible":
            raise Unsure
        return outcome.x is not None


def _compared(rule: Rule, case: Case) -> Rule:
    if type(rule).bars is Rule.bars or goes_deeper(rule, case):
        return rule
    return Compared(id=rule.id, rule=rule, prefer=rule.prefer)
