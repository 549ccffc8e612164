"""A position that must be filled in every year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from allocator.domain.base import Amount, Id
from allocator.domain.case import Case
from allocator.domain.rule import Row, Rule, at_least
from allocator.domain.view import View
from allocator.messages import Fte, Message, say


class RequiredRole(Rule):
    """For example: each site has at least 1.0 FTE of a community school coordinator in every year."""

    kind: Literal["required_role"] = "required_role"
    role: Id
    """The role."""
    fte: Amount
    """Least FTE."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for year in self.applies(case):
            if self.fte > 0:
                yield at_least(view.fte(self.role, year), self.fte, year=year, about=self.role, unit="fte")

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield "role", "role", self.role

    def says(self, case: Case) -> Message:
        return say("rule.required_role", role=case.plan.staff[self.role].name, fte=Fte(self.fte))
