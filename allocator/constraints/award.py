"""A source is not overspent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from allocator.domain.base import Id
from allocator.domain.case import Case
from allocator.domain.rule import Row, Rule, at_most
from allocator.domain.view import View
from allocator.messages import Message, say


class Award(Rule):
    """What a source pays in a year, with its indirect charge, comes out of awards that may still be spent."""

    kind: Literal["award"] = "award"
    may_prefer: ClassVar[bool] = False
    by_year: ClassVar[bool] = False
    source: Id
    """The source of money."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for year in case.years:
            spent, money = view.spent(self.source, year), view.spendable(self.source, year)
            yield at_most(spent, money, year=year, about=self.source)

    def says(self, case: Case) -> Message:
        return say("rule.award", source=case.plan.sources[self.source].name)
