"""Not too much at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from allocator.domain.case import Case
from allocator.domain.lin import total
from allocator.domain.rule import Row, Rule, at_most
from allocator.domain.view import View
from allocator.messages import Message, say


class StartLimit(Rule):
    """At most so many programs start in a year. Programs that already run when the plan begins are no starts."""

    kind: Literal["start_limit"] = "start_limit"
    at_most: Annotated[int, Field(ge=0, le=1000)]
    """Most programs that start in a year."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        if self.at_most >= len(case.programs):
            return
        for year in self.applies(case):
            starts = total(view.start(program, year) for program in case.programs)
            yield at_most(starts, self.at_most, year=year, unit="count")

    def says(self, case: Case) -> Message:
        return say("rule.start_limit", count=self.at_most)
