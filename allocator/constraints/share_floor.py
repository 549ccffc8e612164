"""At least a share of a source goes to some kind of cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from allocator.domain.base import Id, Share
from allocator.domain.case import Case
from allocator.domain.lin import Lin, total
from allocator.domain.pick import PickingRule
from allocator.domain.rule import Row, at_least
from allocator.domain.view import View
from allocator.messages import Message, Percent, say


class ShareFloor(PickingRule):
    """For example: at least 80% of what Prop 28 spends in a year is staff (objects 1000 to 3999)."""

    kind: Literal["share_floor"] = "share_floor"
    source: Id
    """The source of money."""
    share: Share
    """The share, such as 0.8."""
    of: Literal["spent", "award"] = "spent"
    """Of what the source spends, or of what it is awarded."""
    over: Literal["year", "term"] = "year"
    """In each year, or over all years of the plan."""
    indirect: Literal["in", "out"] = "out"
    """Whether indirect charges count as spent."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        if self.share == 0 or self._always_holds(case):
            return
        years = self.applies(case)
        for period in ([years] if self.over == "term" else [[year] for year in years]):
            part = total(view.paid(self.source, year, self.picks) for year in period)
            whole = total(self._whole(view, year) for year in period)
            yield at_least(part, whole * self.share, year=period[0] if len(period) == 1 else "", about=self.source)

    def _always_holds(self, case: Case) -> bool:
        """Whether all that the source can spend is of this kind anyway."""
        no_indirect = self.indirect == "out" or case.indirect_rate(self.source) == 0
        return self.of == "spent" and no_indirect and all(self.picks(charge) for charge in case.charges_of(self.source))

    def _whole(self, view: View, year: str) -> Lin:
        if self.of == "award":
            return view.available(self.source, year)
        return view.spent(self.source, year) if self.indirect == "in" else view.paid(self.source, year)

    def asks_by_award(self, source: str) -> bool:
        return source == self.source and self.of == "award"

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield "source", "source", self.source

    def says(self, case: Case) -> Message:
        return say(f"rule.share_floor.{self.of}.{self.over}", source=case.plan.sources[self.source].name,
                   share=Percent(self.share), what=self.picked())
