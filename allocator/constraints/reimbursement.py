"""Money that is earned by the work of the year before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from allocator.domain.base import Amount, Id
from allocator.domain.case import Case
from allocator.domain.lin import Lin, total
from allocator.domain.rule import Row, Rule, at_most
from allocator.domain.view import View
from allocator.messages import Message, Names, Percent, say


class Reimbursement(Rule):
    """Revenue such as LEA Medi-Cal or the CYBHI fee schedule comes a year late: up to a share of the recurring cost of the
    named programs in the year before, or whole when any of them ran. The plan's first year is as stated: it was earned
    before the plan."""

    kind: Literal["reimbursement"] = "reimbursement"
    may_give: ClassVar[bool] = False
    may_prefer: ClassVar[bool] = False
    source: Id
    """The source of money."""
    any_of: Annotated[list[Id], Field(min_length=1)] | None = None
    """Programs of which any one brings the whole amount."""
    programs: Annotated[list[Id], Field(min_length=1)] | None = None
    """Programs whose recurring cost is reimbursed, with beta."""
    beta: Amount | None = None
    """Dollars of revenue for each dollar of recurring cost, such as 0.5."""

    @model_validator(mode="after")
    def _one_way(self) -> Reimbursement:
        if (self.beta is None) != (self.programs is None) or (self.any_of is None) == (self.beta is None):
            raise ValueError(say("fault.rule.reimbursement", one="any_of"))
        return self

    def ceilings(self, case: Case, view: View, source: str, year: str) -> Iterable[Lin]:
        if source != self.source or year not in self.applies_next(case):
            return
        before = case.before(year) if year in case.years else case.years[-1]
        if before is None:
            return
        if self.any_of is not None:
            ran = total(view.on(program, before) for program in sorted(set(self.any_of)))
            yield ran * self._full(case, year)
        elif self.beta is not None:
            cost = total(
                view.run(program, option.level, before) * case.cost(program, option.level, before)
                for program in sorted(set(self.programs or ())) for option in case.options[program]
            )
            yield view.whole(f"reimbursement {self.id} {year}", cost * self.beta)

    def applies_next(self, case: Case) -> list[str]:
        """Years to which it applies; the year after the plan too when no years are named."""
        return [*self.applies(case), *([case.next_year] if self.years is None else [])]

    def _full(self, case: Case, year: str) -> int:
        return case.stated_amount(self.source, year if year in case.years else case.years[-1])

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        for year in self.applies(case):
            for ceiling in self.ceilings(case, view, self.source, year):
                yield at_most(view.available(self.source, year), ceiling, year=year, about=self.source)

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield "source", "source", self.source
        for program in (*(self.any_of or ()), *(self.programs or ())):
            yield "programs", "program", program

    def says(self, case: Case) -> Message:
        source = case.plan.sources[self.source].name
        programs = Names(tuple(case.programs[p].name for p in sorted({*(self.any_of or ()), *(self.programs or ())})))
        if self.beta is None:
            return say("rule.reimbursement.any_of", source=source, programs=programs)
        return say("rule.reimbursement.beta", source=source, programs=programs, share=Percent(self.beta))
