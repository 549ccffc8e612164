"""A source is not overspent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from allocator.domain.base import Id
from allocator.domain.case import Case
from allocator.domain.lin import Lin, total
from allocator.domain.rule import Row, Rule, at_least, exactly
from allocator.domain.view import View
from allocator.messages import Message, say


class Award(Rule):
    """What a source pays in a year, with its indirect charge, comes out of awards that may still be spent."""

    kind: Literal["award"] = "award"
    may_prefer: ClassVar[bool] = False
    source: Id
    """The source of money."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for year in case.years:
            usable = case.usable(self.source, year)
            spent = total(view.used(self.source, award, year) for award in usable)
            yield exactly(view.spent(self.source, year), spent, year=year, about=self.source, firm=True)
            for award in usable:
                held = self._held(case, view, award, year)
                left = total((held, -view.used(self.source, award, year), -view.kept(self.source, award, year)))
                yield at_least(left, 0, year=year, about=self.source)

    def _held(self, case: Case, view: View, award: str, year: str) -> Lin:
        """Dollars of an award at hand at the start of a year."""
        if award == year:
            return view.available(self.source, year)
        before = case.before(year)
        return Lin(case.stated_amount(self.source, award)) if before is None else view.kept(self.source, award, before)

    def says(self, case: Case) -> Message:
        return say("rule.award", source=case.plan.sources[self.source].name)
