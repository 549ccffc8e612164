"""Unspent money may be used for some years after it was awarded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from allocator.domain.base import FiscalYear, Id, Share
from allocator.domain.case import Case
from allocator.domain.rule import Row, Rule, at_most
from allocator.domain.view import View
from allocator.fiscal import after
from allocator.messages import Message, Percent, say
from allocator.money import whole_down


class Carryover(Rule):
    """Until when money of each award may be spent, and how much of an award may be carried beyond its own year."""

    kind: Literal["carryover"] = "carryover"
    may_prefer: ClassVar[bool] = False
    by_year: ClassVar[bool] = False
    may_give: ClassVar[bool] = False
    source: Id
    """The source of money."""
    last_use: FiscalYear | dict[FiscalYear, FiscalYear] | None = None
    """Last fiscal year in which its money may be spent: one for all awards, or one for each award year."""
    life: Annotated[int, Field(ge=1, le=20)] | None = None
    """Fiscal years in which an award may be spent, its own year included. Instead of last_use."""
    carry_limit: Share | None = None
    """Most of a year's amount that may be carried into the next year."""

    @model_validator(mode="after")
    def _one_way(self) -> Carryover:
        if (self.last_use is None) == (self.life is None):
            raise ValueError(say("fault.rule.either", one="last_use", other="life"))
        return self

    def usable_until(self, source: str, award: str) -> str | None:
        if source != self.source:
            return None
        if self.life is not None:
            return after(award, self.life - 1)
        return self.last_use.get(award, award) if isinstance(self.last_use, dict) else self.last_use

    def carry_cap(self, source: str, amount: int) -> int | None:
        if source != self.source or self.carry_limit is None:
            return None
        return whole_down(self.carry_limit * amount)

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for award in case.awards(self.source):
            until = self.usable_until(self.source, award) or award
            cap = self.carry_cap(self.source, case.stated_amount(self.source, award))
            for year in case.years:
                if award <= year and until < year:
                    yield at_most(view.used(self.source, award, year), 0, year=year, about=self.source)
                elif award == year and cap is not None:
                    yield at_most(view.kept(self.source, award, year), cap, year=year, about=self.source)

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield "source", "source", self.source

    def says(self, case: Case) -> Message:
        source = case.plan.sources[self.source].name
        if self.life is not None:
            until = say("rule.carryover.own_year" if self.life == 1 else "rule.carryover.life", years=self.life)
        elif isinstance(self.last_use, dict):
            until = say("rule.carryover.by_award", awards=", ".join(f"{a} > {u}" for a, u in sorted(self.last_use.items())))
        else:
            until = say("rule.carryover.last_use", last=self.last_use)
        if self.carry_limit is None:
            return say("rule.carryover", source=source, until=until)
        return say("rule.carryover.limited", source=source, until=until, share=Percent(self.carry_limit))
