"""Exactly, at least or at most so many of a group of programs."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from allocator.domain.base import Id
from allocator.domain.case import Case
from allocator.domain.lin import total
from allocator.domain.rule import Row, Rule, at_least, at_most, exactly
from allocator.domain.view import View
from allocator.messages import Message, Names, say

Count = Annotated[int, Field(ge=0, le=1000)] | None


class Choose(Rule):
    """For example: exactly one of two ways to fill the coordinator's position, the same one in all years."""

    kind: Literal["choose"] = "choose"
    programs: Annotated[list[Id], Field(min_length=1)]
    """The group."""
    exactly: Count = None
    """How many run in each year."""
    at_least: Count = None
    """Least that run in each year."""
    at_most: Count = None
    """Most that run in each year."""
    same: bool = False
    """Whether the same ones run in all years."""

    @model_validator(mode="after")
    def _one_count(self) -> Choose:
        if (self.exactly is None) == (self.at_least is None and self.at_most is None):
            raise ValueError(say("fault.rule.choose", one="exactly", least="at_least", most="at_most"))
        return self

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        years = self.applies(case)
        for year in years:
            running = total(view.on(program, year) for program in sorted(set(self.programs)))
            if self.exactly is not None:
                yield exactly(running, self.exactly, year=year, unit="count")
            if self.at_least:
                yield at_least(running, self.at_least, year=year, unit="count")
            if self.at_most is not None and self.at_most < len(set(self.programs)):
                yield at_most(running, self.at_most, year=year, unit="count")
        if self.same:
            for year, later in itertools.pairwise(years):
                for program in sorted(set(self.programs)):
                    yield exactly(view.on(program, year), view.on(program, later), year=later, about=program, unit="count")

    def names(self) -> Iterable[tuple[str, str, str]]:
        for program in self.programs:
            yield "programs", "program", program

    def says(self, case: Case) -> Message:
        programs = Names(tuple(case.programs[program].name for program in sorted(set(self.programs))))
        if self.exactly is not None:
            return say("rule.choose.exactly.same" if self.same else "rule.choose.exactly", count=self.exactly, programs=programs)
        if self.at_least is not None and self.at_most is not None:
            return say("rule.choose.between", least=self.at_least, most=self.at_most, programs=programs)
        if self.at_least is not None:
            return say("rule.choose.at_least", count=self.at_least, programs=programs)
        return say("rule.choose.at_most", count=self.at_most, programs=programs)
