"""A program that has been vetoed does not run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from allocator.domain.base import Id
from allocator.domain.case import Case
from allocator.domain.rule import Row, Rule, exactly
from allocator.domain.view import View
from allocator.messages import Message, Names, say


class MustNot(Rule):
    """A vetoed item: the program does not run in the years named, or not at the level if one is named."""

    kind: Literal["must_not"] = "must_not"
    program: Id
    """The program."""
    level: Id | None = None
    """The level; left out: any."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for year in self.applies(case):
            runs = view.on(self.program, year) if self.level is None else view.run(self.program, self.level, year)
            yield exactly(runs, 0, year=year, about=self.program, unit="count")

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield "program", "program", self.program
        if self.level is not None:
            yield "level", "level", f"{self.program}/{self.level}"

    def says(self, case: Case) -> Message:
        years = Names(tuple(self.applies(case)))
        if self.level is None:
            return say("rule.must_not", program=case.programs[self.program].name, years=years)
        return say("rule.must_not.level", program=case.programs[self.program].name, level=self.level, years=years)
