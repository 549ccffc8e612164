"""Enough pupils of a focal group are served, or a school gets enough for each pupil."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from allocator.domain.base import Dollars, Tag
from allocator.domain.case import Case
from allocator.domain.lin import total
from allocator.domain.rule import Row, Rule, at_least
from allocator.domain.view import View
from allocator.messages import Message, Money, say


class EquityFloor(Rule):
    """Programs of a year serve at least so many pupils of a group (a pupil in two programs counts twice), or cost at least so
    many dollars for each pupil of the school."""

    kind: Literal["equity_floor"] = "equity_floor"
    group: Tag | None = None
    """The group, as named in ``serves`` of the programs."""
    pupils: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    """Least number of pupils served."""
    per_pupil: Dollars | None = None
    """Least dollars for each pupil of the school, instead of a group."""

    @model_validator(mode="after")
    def _one_way(self) -> EquityFloor:
        if (self.group is None) != (self.pupils is None) or (self.group is None) == (self.per_pupil is None):
            raise ValueError(say("fault.rule.equity", pupils="pupils", one="per_pupil"))
        return self

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for year in self.applies(case):
            if self.group is not None and self.pupils is not None:
                served = total(
                    view.run(o.program, o.level, year) * o.serves[self.group]
                    for options in case.options.values() for o in options if o.serves.get(self.group)
                )
                yield at_least(served, self.pupils, year=year, about=self.group, unit="count")
            elif self.per_pupil:
                enrollment = sum(site.enrollment or 0 for site in case.plan.sites.values())
                cost = total(view.cost(program, year) for program in case.programs)
                yield at_least(cost, self.per_pupil * enrollment, year=year)

    def says(self, case: Case) -> Message:
        if self.group is not None:
            return say("rule.equity_floor.group", group=self.group, pupils=self.pupils)
        return say("rule.equity_floor.per_pupil", dollars=Money(self.per_pupil or 0))
