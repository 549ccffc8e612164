"""At most a share of a source goes to some kind of cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from allocator.domain.base import FiscalYear, Id, Share
from allocator.domain.case import Case
from allocator.domain.lin import Lin, total
from allocator.domain.pick import PickingRule
from allocator.domain.rule import Row, at_most
from allocator.domain.view import View
from allocator.messages import Message, Percent, say


class ShareCap(PickingRule):
    """For example: at most 15% of what ASES spends in a year is administration."""

    kind: Literal["share_cap"] = "share_cap"
    source: Id
    """The source of money."""
    share: Share
    """The share, such as 0.15."""
    of: Literal["spent", "award"] = "spent"
    """Of what the source spends, or of what it is awarded."""
    over: Literal["year", "term"] = "year"
    """In each year, or over all years of the plan."""
    indirect: Literal["in", "out"] = "out"
    """Whether indirect charges count as spent (and, for administration, as such)."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        if not case.charges_of(self.source, self.picks) and not (self.indirect == "in" and self.picks_indirect()):
            return
        years = self.applies(case)
        for period in ([years] if self.over == "term" else [[year] for year in years]):
            part = total(self._part(view, year) for year in period)
            whole = total(self._whole(view, year) for year in period)
            yield at_most(part, whole * self.share, year=period[0] if len(period) == 1 else "", about=self.source)

    def _part(self, view: View, year: FiscalYear) -> Lin:
        part = view.paid(self.source, year, self.picks)
        return part + view.indirect(self.source, year) if self.indirect == "in" and self.picks_indirect() else part

    def _whole(self, view: View, year: FiscalYear) -> Lin:
        if self.of == "award":
            return view.available(self.source, year)
        return view.spent(self.source, year) if self.indirect == "in" else view.paid(self.source, year)

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield "source", "source", self.source

    def says(self, case: Case) -> Message:
        return say(f"rule.share_cap.{self.of}.{self.over}", source=case.plan.sources[self.source].name,
                   share=Percent(self.share), what=self.picked())
