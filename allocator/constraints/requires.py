"""A program needs another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from allocator.domain.base import Id
from allocator.domain.case import Case
from allocator.domain.lin import total
from allocator.domain.rule import Row, Rule, at_most
from allocator.domain.view import View
from allocator.messages import Message, say


class Requires(Rule):
    """A program runs only in years in which, or after which, another runs."""

    kind: Literal["requires"] = "requires"
    program: Id
    """The program that depends on the other."""
    needs: Id
    """The program that it needs."""
    after: bool = False
    """True: it is enough that the other ran in this or an earlier year."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        if self.after and case.programs[self.needs].running:
            return
        for year in self.applies(case):
            counted = [y for y in case.years if y <= year] if self.after else [year]
            ran = total(view.on(self.needs, y) for y in counted)
            yield at_most(view.on(self.program, year), ran, year=year, about=self.program, unit="count")

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield "program", "program", self.program
        yield "needs", "program", self.needs

    def says(self, case: Case) -> Message:
        return say("rule.requires.after" if self.after else "rule.requires",
                   program=case.programs[self.program].name, needs=case.programs[self.needs].name)
