"""Positions come in steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal

from pydantic import model_validator

from allocator.domain.base import Amount, Id
from allocator.domain.case import Case
from allocator.domain.rule import Row, Rule, exactly
from allocator.domain.view import View
from allocator.messages import Fte, Message, say


class FteSteps(Rule):
    """All FTE of a role in a year together are a whole number of steps: 0.05, a day a week (0.2), a half or a full position."""

    kind: Literal["fte_steps"] = "fte_steps"
    role: Id
    """The role."""
    step: Amount
    """The step, such as 0.5."""

    @model_validator(mode="after")
    def _some_step(self) -> FteSteps:
        if self.step <= 0:
            raise ValueError(say("fault.rule.steps"))
        return self

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        sizes = {o.staff.get(self.role, Fraction(0)) for options in case.options.values() for o in options}
        if all((size / self.step).denominator == 1 for size in sizes):
            return
        for year in self.applies(case):
            steps = view.fte(self.role, year) * (1 / self.step)
            whole = view.whole(f"steps {self.id} {self.role} {year}", steps, "count")
            yield exactly(steps, whole, year=year, about=self.role, unit="count")

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield "role", "role", self.role

    def says(self, case: Case) -> Message:
        return say("rule.fte_steps", role=case.plan.staff[self.role].name, step=Fte(self.step))
