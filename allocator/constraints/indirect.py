"""A source pays its share of the district's indirect costs (object 7310)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from allocator.domain.base import CodeRange, Id, Share, in_codes
from allocator.domain.case import Case
from allocator.domain.rule import Row, Rule, exactly
from allocator.domain.view import View
from allocator.messages import Message, Percent, say


class Indirect(Rule):
    """The charge is the whole part of rate x base, from the same source in the same year. The base is what the source pays
    under objects 1000 to 5999, without subagreements (5100), food (4700) and transfers (5700)."""

    kind: Literal["indirect"] = "indirect"
    may_give: ClassVar[bool] = False
    may_prefer: ClassVar[bool] = False
    by_year: ClassVar[bool] = False
    source: Id
    """The source that is charged."""
    rate: Share
    """The district's approved rate, such as 0.06."""
    objects: Annotated[list[CodeRange], Field(min_length=1)] = ["1000-5999"]
    """Object codes in the base."""
    not_objects: list[CodeRange] = ["4700", "5100", "5700"]
    """Object codes that are left out of the base."""

    def indirect_rate(self, source: str) -> Fraction | None:
        return self.rate if source == self.source else None

    def in_base(self, code: str) -> bool:
        return in_codes(code, self.objects) and not in_codes(code, self.not_objects)

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for year in case.years:
            base = view.paid(self.source, year, lambda charge: case.in_base(self.source, charge))
            charge = view.whole(f"indirect {self.source} {year}", base * self.rate)
            yield exactly(view.indirect(self.source, year), charge, year=year, about=self.source, firm=True)

    def faults(self, case: Case) -> Iterable[tuple[str, Message, Message | None]]:
        if any(isinstance(rule, Indirect) and rule.source == self.source and rule.id < self.id for rule in case.rules):
            yield "source", say("fault.rule.indirect"), None

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield "source", "source", self.source

    def says(self, case: Case) -> Message:
        return say("rule.indirect", source=case.plan.sources[self.source].name, rate=Percent(self.rate))
