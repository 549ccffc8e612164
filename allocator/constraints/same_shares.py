"""One person is paid in the same shares: salary and benefits follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from allocator.domain.case import Case
from allocator.domain.rule import Row, Rule
from allocator.domain.view import View
from allocator.messages import Message, say


class SameShares(Rule):
    """All lines of one position are paid in the same shares; each line's dollars from a source lie within less than one
    dollar of its common share. A source that may not pay every line pays none of them."""

    kind: Literal["same_shares"] = "same_shares"
    may_give: ClassVar[bool] = False
    may_prefer: ClassVar[bool] = False
    by_year: ClassVar[bool] = False
    summed: ClassVar[bool] = True

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for year in self.applies(case):
            yield from view.shares(year)

    def says(self, case: Case) -> Message:
        return say("rule.same_shares")
