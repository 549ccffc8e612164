"""Staffed programs do not shrink or stop before a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from allocator.domain.base import FiscalYear, Id
from allocator.domain.case import Case
from allocator.domain.lin import Lin, total
from allocator.domain.rule import Row, Rule, at_least
from allocator.domain.view import View
from allocator.messages import Message, say


class Continuity(Rule):
    """Once a staffed program runs at a level, it goes on at that level or a larger one until a year: no hiring only to lay
    off. A program that is already running counts from the level at which it runs."""

    kind: Literal["continuity"] = "continuity"
    until: FiscalYear
    """The first year in which a program may shrink or stop again."""
    programs: Annotated[list[Id], Field(min_length=1)] | None = None
    """The programs; left out: every program with staff."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for program in self._programs(case):
            levels = [option.level for option in case.options[program]]
            for year in [y for y in self.applies(case) if y < self.until]:
                before = case.before(year)
                for at in range(len(levels)):
                    larger = levels[at:]
                    was = self._was(case, view, program, larger, before)
                    now = total(view.run(program, level, year) for level in larger)
                    if was.terms or was.const or before is not None:
                        yield at_least(now, was, year=year, about=program, unit="count")

    @staticmethod
    def _was(case: Case, view: View, program: str, larger: list[str], before: str | None) -> Lin:
        if before is None:
            return Lin(1 if case.programs[program].running in larger else 0)
        return total(view.run(program, level, before) for level in larger)

    def _programs(self, case: Case) -> list[str]:
        staffed = [p for p, options in case.options.items() if any(option.fte for option in options)]
        return [p for p in staffed if self.programs is None or p in self.programs]

    def names(self) -> Iterable[tuple[str, str, str]]:
        for program in self.programs or ():
            yield "programs", "program", program

    def says(self, case: Case) -> Message:
        return say("rule.continuity", year=self.until)
