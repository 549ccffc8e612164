"""A program is paid only by the sources that its plan names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from allocator.domain.base import Id
from allocator.domain.case import Case
from allocator.domain.charge import Charge
from allocator.domain.rule import Row, Rule, at_most
from allocator.domain.view import View
from allocator.messages import Message, Names, say


class PaidBy(Rule):
    """Comes from ``paid_by`` of a program."""

    kind: Literal["paid_by"] = "paid_by"
    may_give: ClassVar[bool] = False
    may_prefer: ClassVar[bool] = False
    by_year: ClassVar[bool] = False
    summed: ClassVar[bool] = True
    program: Id
    """The program."""
    sources: list[Id]
    """Sources that may pay it."""

    def bars(self, case: Case) -> Iterable[tuple[str, Charge]]:
        others = [source for source in case.sources if source not in self.sources]
        return ((source, charge) for source in others for charge in case.charges[self.program])

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for year in case.years:
            yield at_most(view.barred(self.id, self.program, year), 0, year=year, about=self.program)

    def says(self, case: Case) -> Message:
        names = Names(tuple(case.plan.sources[source].name for source in sorted(self.sources)))
        return say("rule.paid_by" if self.sources else "rule.paid_by.none",
                   program=case.programs[self.program].name, sources=names)
