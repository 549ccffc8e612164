"""A rule that only a question brings along: what runs is not what was found before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from allocator.domain.case import Case
from allocator.domain.lin import total
from allocator.domain.rule import Row, Rule, at_most
from allocator.domain.view import View
from allocator.messages import Message, say


class Differs(Rule):
    """Something runs that does not run in a given roster, or the other way round."""

    kind: Literal["asked_differs"] = "asked_differs"
    may_give: ClassVar[bool] = False
    may_prefer: ClassVar[bool] = False
    roster: dict[str, dict[str, str]]
    """Program -> year -> level."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        same = [view.run(program, level, year) for program, years in self.roster.items() for year, level in years.items()]
        others = [view.run(o.program, o.level, year) for options in case.options.values() for o in options
                  for year in case.years if self.roster.get(o.program, {}).get(year) != o.level]
        yield at_most(total(same) - total(others), len(same) - 1, unit="count")

    def says(self, case: Case) -> Message:
        return say("asked.differs")
