"""The most important needs are met at least so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from allocator.domain.base import Id, Share
from allocator.domain.case import Case
from allocator.domain.rule import Row, Rule, at_least
from allocator.domain.view import View
from allocator.messages import Message, Percent, say


class NeedFloor(Rule):
    """The k needs with the highest scores (and all that tie with the last of them), or one named need, are met at least
    this far in every year."""

    kind: Literal["need_floor"] = "need_floor"
    top: Annotated[int, Field(ge=1, le=1000)] | None = None
    """How many of the highest needs."""
    need: Id | None = None
    """One need, instead of the highest."""
    met: Share
    """Least share of each that is met, such as 0.6."""

    @model_validator(mode="after")
    def _one_way(self) -> NeedFloor:
        if (self.top is None) == (self.need is None):
            raise ValueError(say("fault.rule.either", one="top", other="need"))
        return self

    def needs(self, case: Case) -> list[str]:
        """The needs that the rule speaks of."""
        if self.need is not None:
            return [self.need]
        scores = sorted((need.score for need in case.plan.needs.values()), reverse=True)
        if not scores or self.top is None:
            return []
        last = scores[min(self.top, len(scores)) - 1]
        return [need for need in case.needs if case.plan.needs[need].score >= last]

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        if self.met == 0:
            return
        for need in self.needs(case):
            for year in self.applies(case):
                yield at_least(view.met(need, year), self.met, year=year, about=need, unit="share")

    def names(self) -> Iterable[tuple[str, str, str]]:
        if self.need is not None:
            yield "need", "need", self.need

    def says(self, case: Case) -> Message:
        if self.need is not None:
            return say("rule.need_floor.need", need=case.plan.needs[self.need].name, met=Percent(self.met))
        return say("rule.need_floor.top", count=self.top, met=Percent(self.met))
