"""How far a grant's budget may move before its agency has to approve the change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import Field, model_validator

from allocator.domain.base import Code, Dollars, FiscalYear, Id, Share
from allocator.domain.case import Case
from allocator.domain.lin import Lin, total
from allocator.domain.rule import Row, Rule, at_least, at_most
from allocator.domain.sacs import INDIRECT_OBJECT
from allocator.domain.view import View
from allocator.messages import Message, Percent, say
from allocator.money import whole_down

Approved = Annotated[dict[FiscalYear, Annotated[dict[Code, Dollars], Field(min_length=1)]], Field(min_length=1)]


class Limits(NamedTuple):
    """What a source may pay under one object code in a year before the change needs approval: ``low`` to ``high`` dollars."""

    year: str
    object: str
    low: int
    high: int


class Revision(Rule):
    """What a source pays under each object code in a fiscal year changes by less than a share of its approved budget. A change
    of just that share needs approval, up or down; so does every dollar under an object that was approved at nothing."""

    kind: Literal["revision"] = "revision"
    summed: ClassVar[bool] = True
    source: Id
    """The source whose budget was approved."""
    approved: Approved
    """Its approved whole dollars by fiscal year and object code, indirect (7310) too, such as {2025-26: {"1200": 95000}}. Codes
    that are left out were approved at nothing."""
    share: Share = Fraction(1, 10)
    """The share of an approved amount from which a change needs approval."""
    at_most: Annotated[int, Field(ge=0, le=1000)] = 0
    """How many changes, each of one object code in one year, may be so large that they need approval."""

    @model_validator(mode="after")
    def _some_change(self) -> Revision:
        if self.share == 0:
            raise ValueError(say("fault.rule.revision.share"))
        return self

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        limits = list(self.limits(case))
        if self.at_most == 0:
            for one in limits:
                now = self.now(case, view, one)
                if one.low > 0:
                    yield at_least(now, one.low, year=one.year, about=one.object)
                yield at_most(now, one.high, year=one.year, about=one.object)
        elif self.at_most < len(limits):
            large = total(
                view.outside(f"{self.id} {one.object} {one.year}", self.now(case, view, one), one.low, one.high,
                             self._most(case, one))
                for one in limits)
            yield at_most(large, self.at_most, about=self.source, unit="count")

    def limits(self, case: Case) -> Iterator[Limits]:
        """The limits of every object code that was approved or that the source may pay, in each year."""
        payable = {charge.object for charge in case.charges_of(self.source)}
        if case.indirect_rate(self.source):
            payable.add(INDIRECT_OBJECT)
        for year in self.applies(case):
            approved = self.approved[year]
            for code in sorted(payable | set(approved)):
                dollars = approved.get(code, 0)
                less = max(0, ceil(self.share * dollars) - 1)
                yield Limits(year, code, dollars - less, dollars + less)

    def now(self, case: Case, view: View, one: Limits) -> Lin:
        """What the source pays under an object code in a year."""
        paid = view.paid(self.source, one.year, lambda charge: charge.object == one.object)
        return paid + view.indirect(self.source, one.year) if one.object == INDIRECT_OBJECT else paid

    def _most(self, case: Case, one: Limits) -> int:
        """Dollars that the source could never exceed under an object code: what all its lines cost."""
        own = [charge for charge in case.charges_of(self.source) if charge.object == one.object]
        if one.object != INDIRECT_OBJECT:
            return sum(case.most_cost(charge, one.year) for charge in own)
        base = [charge for charge in case.charges_of(self.source) if case.in_base(self.source, charge)]
        charged = whole_down(case.indirect_rate(self.source) * sum(case.most_cost(charge, one.year) for charge in base))
        return charged + sum(case.most_cost(charge, one.year) for charge in own)

    def applies(self, case: Case) -> list[str]:
        return [year for year in super().applies(case) if year in self.approved]

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield "source", "source", self.source

    def faults(self, case: Case) -> Iterable[tuple[str, Message, Message | None]]:
        if unknown := sorted(set(self.approved) - set(case.years)):
            yield "approved", say("fault.rule.revision.years", years=", ".join(unknown)), None
        if silent := [year for year in self.years or () if year in case.years and year not in self.approved]:
            yield "years", say("fault.rule.revision.silent", years=", ".join(silent)), None

    def says(self, case: Case) -> Message:
        source = case.plan.sources[self.source].name
        if self.at_most:
            return say("rule.revision.some", source=source, share=Percent(self.share), count=self.at_most)
        return say("rule.revision", source=source, share=Percent(self.share))
