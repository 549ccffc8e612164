"""A program that runs is paid in full, once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from allocator.domain.case import Case
from allocator.domain.rule import Row, Rule, exactly
from allocator.domain.view import View
from allocator.messages import Message, say


class FullCost(Rule):
    """Every line of a program that runs is paid, to the dollar, by sources that may pay it; nothing else is paid."""

    kind: Literal["full_cost"] = "full_cost"
    may_give: ClassVar[bool] = False
    may_prefer: ClassVar[bool] = False
    by_year: ClassVar[bool] = False
    summed: ClassVar[bool] = True

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for year in self.applies(case):
            for what, paid, cost in view.bills(year):
                yield exactly(paid, cost, year=year, about=what)

    def says(self, case: Case) -> Message:
        return say("rule.full_cost")
