"""What runs at the end goes on after the grant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from allocator.domain.base import Dollars, FiscalYear
from allocator.domain.case import Case
from allocator.domain.lin import Lin, total
from allocator.domain.rule import Row, Rule, at_most
from allocator.domain.view import View
from allocator.messages import Message, Money, say


class Sustain(Rule):
    """The programs of the plan's last year, at their levels, with costs grown once more and without first-year costs, can be
    paid in the year after by sources that last, at their last amount and for what each may pay, up to a stated gap."""

    kind: Literal["sustain"] = "sustain"
    after: FiscalYear
    """The plan's last year."""
    gap: Dollars = 0
    """Dollars that may be missing."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        lasting = [source for source in case.sources if case.plan.sources[source].lasts]
        for charge in case.lasting_charges:
            payers = [source for source in lasting if case.permits(source, charge)]
            paid = total(view.paid_after(charge, source) for source in payers)
            yield at_most(paid, view.cost_after(charge), year=case.next_year, about=charge.program)
        for source in lasting:
            paid = total(view.paid_after(c, source) for c in case.lasting_charges if case.permits(source, c))
            for ceiling in self._ceilings(case, view, source):
                yield at_most(paid * (1 + case.indirect_rate(source)), ceiling, year=case.next_year, about=source)
        for source, program, limit in view.limits_after():
            paid = total(view.paid_after(c, source) for c in case.lasting_charges
                         if c.program == program and case.permits(source, c))
            yield at_most(paid, limit, year=case.next_year, about=program)
        yield at_most(view.gap_after(), self.gap, year=case.next_year)

    @staticmethod
    def _ceilings(case: Case, view: View, source: str) -> Iterator[Lin]:
        yield Lin(case.stated_amount(source, case.years[-1]))
        for rule in case.rules:
            yield from rule.ceilings(case, view, source, case.next_year)

    def faults(self, case: Case) -> Iterable[tuple[str, Message, Message | None]]:
        if self.after != case.years[-1]:
            yield "after", say("fault.wrong"), say("fault.expected.last.year", year=case.years[-1])

    def says(self, case: Case) -> Message:
        return say("rule.sustain", year=case.next_year, gap=Money(self.gap))
