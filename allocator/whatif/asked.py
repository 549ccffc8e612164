"""Rules that only a question brings along: "and if this program ran?". No plan file can state them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from allocator.domain.case import Case
from allocator.domain.lin import Lin, total
from allocator.domain.rule import Row, Rule, at_least, at_most
from allocator.domain.view import View
from allocator.messages import Message, say


class AboutProgram(Rule):
    """Something about one program in all years together."""

    may_give: ClassVar[bool] = False
    may_prefer: ClassVar[bool] = False
    program: str
    """The program."""
    level: str | None = None
    """The level; None: any."""

    def years_running(self, case: Case, view: View) -> Lin:
        """Years in which it runs, at the level if one is named."""
        return total(view.on(self.program, year) if self.level is None else view.run(self.program, self.level, year)
                     for year in case.years)


class Runs(AboutProgram):
    """A program runs in at least one year, at one level if a level is named."""

    kind: Literal["asked_runs"] = "asked_runs"

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        yield at_least(self.years_running(case, view), 1, about=self.program, unit="count")

    def says(self, case: Case) -> Message:
        return say("asked.runs", program=case.programs[self.program].name)


class StaysOut(AboutProgram):
    """A program never runs, or never at one level if a level is named."""

    kind: Literal["asked_stays_out"] = "asked_stays_out"

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        yield at_most(self.years_running(case, view), 0, about=self.program, unit="count")

    def says(self, case: Case) -> Message:
        return say("asked.stays_out", program=case.programs[self.program].name)


class Keeps(Rule):
    """Everything that runs in a given roster goes on running, in the same years and at no smaller level."""

    kind: Literal["asked_keeps"] = "asked_keeps"
    may_give: ClassVar[bool] = False
    may_prefer: ClassVar[bool] = False
    roster: dict[str, dict[str, str]]
    """Program -> year -> level."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for program, years in self.roster.items():
            order = [option.level for option in case.options[program]]
            for year, level in years.items():
                enough = order[order.index(level):]
                yield at_least(total(view.run(program, one, year) for one in enough), 1, year=year, about=program, unit="count")

    def says(self, case: Case) -> Message:
        return say("asked.keeps")


class OnlyDrops(Rule):
    """Nothing runs beyond a given roster: programs may stop or shrink, in any of its years, and nothing comes in."""

    kind: Literal["asked_only_drops"] = "asked_only_drops"
    may_give: ClassVar[bool] = False
    may_prefer: ClassVar[bool] = False
    roster: dict[str, dict[str, str]]
    """Program -> year -> level."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for program, options in case.options.items():
            order = [option.level for option in options]
            for year in case.years:
                level = self.roster.get(program, {}).get(year)
                beyond = order if level is None else order[order.index(level) + 1:]
                if beyond:
                    runs = total(view.run(program, one, year) for one in beyond)
                    yield at_most(runs, 0, year=year, about=program, unit="count")

    def says(self, case: Case) -> Message:
        return say("asked.only_drops")
