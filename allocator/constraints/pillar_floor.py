"""Each pillar gets its part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from allocator.domain.base import Commitment, Condition, Pillar, Practice, Share
from allocator.domain.case import Case
from allocator.domain.lin import total
from allocator.domain.rule import Row, Rule, at_least
from allocator.domain.view import View
from allocator.messages import Message, Percent, say


class PillarFloor(Rule):
    """A pillar, condition, commitment or practice of the framework gets at least a share of the money or so many programs."""

    kind: Literal["pillar_floor"] = "pillar_floor"
    pillar: Pillar | None = None
    """A pillar."""
    condition: Condition | None = None
    """A key condition for learning."""
    commitment: Commitment | None = None
    """A cornerstone commitment."""
    practice: Practice | None = None
    """A proven practice."""
    share: Share | None = None
    """Least share of all money that programs cost."""
    programs: Annotated[int, Field(ge=1, le=1000)] | None = None
    """Least number of programs that run, in each year."""
    over: Literal["year", "term"] = "year"
    """For a share: in each year, or over all years of the plan."""

    @model_validator(mode="after")
    def _one_of_each(self) -> PillarFloor:
        if sum(field is not None for field in (self.pillar, self.condition, self.commitment, self.practice)) != 1:
            raise ValueError(say("fault.rule.pillar"))
        if (self.share is None) == (self.programs is None):
            raise ValueError(say("fault.rule.either", one="share", other="programs"))
        return self

    def serves(self, case: Case, program: str) -> bool:
        """Whether a program serves what the rule speaks of."""
        record = case.programs[program]
        return (
            (self.pillar is not None and record.pillar == self.pillar)
            or self.condition in record.conditions
            or self.commitment in record.commitments
            or self.practice in record.practices
        )

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        serving = [program for program in case.programs if self.serves(case, program)]
        years = self.applies(case)
        if self.programs is not None:
            for year in years:
                running = total(view.on(program, year) for program in serving)
                yield at_least(running, self.programs, year=year, unit="count")
        elif self.share:
            for period in ([years] if self.over == "term" else [[year] for year in years]):
                part = total(view.cost(program, year) for program in serving for year in period)
                whole = total(view.cost(program, year) for program in case.programs for year in period)
                yield at_least(part, whole * self.share, year=period[0] if len(period) == 1 else "")

    def says(self, case: Case) -> Message:
        what = say(f"framework.{self.pillar or self.condition or self.commitment or self.practice}")
        if self.programs is not None:
            return say("rule.pillar_floor.programs", what=what, count=self.programs)
        return say(f"rule.pillar_floor.{self.over}", what=what, share=Percent(self.share or 0))
