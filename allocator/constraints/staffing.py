"""No more people than there are on hand or can be hired."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from allocator.domain.base import Id
from allocator.domain.case import Case
from allocator.domain.plan import ByYear
from allocator.domain.rule import Row, Rule, at_least, at_most
from allocator.domain.view import View
from allocator.messages import Message, say
from allocator.money import exact


class Staffing(Rule):
    """Comes from ``min`` and ``max`` of a role in the staff section."""

    kind: Literal["staffing"] = "staffing"
    role: Id
    """The role."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        role = case.plan.staff[self.role]
        for year in self.applies(case):
            used = view.fte(self.role, year)
            if (least := in_year(role.min, year)) is not None and least > 0:
                yield at_least(used, least, year=year, about=self.role, unit="fte")
            if role.max is not None and (most := in_year(role.max, year)) is not None:
                yield at_most(used, most, year=year, about=self.role, unit="fte")

    def says(self, case: Case) -> Message:
        return say("rule.staffing", role=case.plan.staff[self.role].name)


def in_year(value: ByYear, year: str) -> Fraction | None:
    """A figure that is the same in every year, or given by year."""
    if isinstance(value, dict):
        return exact(value[year]) if year in value else None
    return exact(value)
