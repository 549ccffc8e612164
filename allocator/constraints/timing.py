"""When a program may run: one level at a time, and without a gap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from allocator.domain.case import Case
from allocator.domain.lin import total
from allocator.domain.rule import Row, Rule, at_most, exactly
from allocator.domain.view import View
from allocator.messages import Message, say


class Timing(Rule):
    """A program runs at one level at most in a year. Unless it says otherwise it starts once and runs without a gap until
    it stops; it may change its level while it runs."""

    kind: Literal["timing"] = "timing"
    may_give: ClassVar[bool] = False
    may_prefer: ClassVar[bool] = False
    by_year: ClassVar[bool] = False
    summed: ClassVar[bool] = True

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for program, record in case.programs.items():
            for year in case.years:
                yield at_most(view.on(program, year), 1, year=year, about=program, unit="count")
            if record.timing == "once":
                starts = total(view.start(program, year) for year in case.years)
                yield at_most(starts, 0 if record.running else 1, about=program, unit="count")
            if record.timing == "all_years":
                for year, later in zip(case.years, case.years[1:], strict=False):
                    yield exactly(view.on(program, year), view.on(program, later), year=later, about=program, unit="count")

    def says(self, case: Case) -> Message:
        return say("rule.timing")
