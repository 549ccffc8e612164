"""A source pays only for what it is meant for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from allocator.domain.base import CodeRange, Grade, Id, Share, Tag
from allocator.domain.case import Case
from allocator.domain.charge import Charge
from allocator.domain.pick import tag_words
from allocator.domain.rule import Row, Rule, at_most
from allocator.domain.view import View
from allocator.messages import Message, Names, say
from allocator.money import whole_down


class AllowableUse(Rule):
    """The programs, tags, object codes and grades that a source may pay for. A program that serves other grades too is paid
    up to the share of its cost that serves these. Every field that is given must fit."""

    kind: Literal["allowable_use"] = "allowable_use"
    may_prefer: ClassVar[bool] = False
    by_year: ClassVar[bool] = False
    summed: ClassVar[bool] = True
    may_give: ClassVar[bool] = False
    source: Id
    """The source of money."""
    programs: Annotated[list[Id], Field(min_length=1)] | None = None
    """Only these programs."""
    tags: Annotated[list[Tag], Field(min_length=1)] | None = None
    """Only costs with one of these tags."""
    not_tags: Annotated[list[Tag], Field(min_length=1)] | None = None
    """No costs with any of these tags."""
    objects: Annotated[list[CodeRange], Field(min_length=1)] | None = None
    """Only these object codes, such as ["1000-5999"]."""
    not_objects: Annotated[list[CodeRange], Field(min_length=1)] | None = None
    """None of these object codes."""
    grades: Annotated[list[Grade], Field(min_length=1)] | None = None
    """Only these grades: of each program, the share of its cost that serves them."""
    share: Share | None = None
    """Most of each program's cost that it may pay."""

    @model_validator(mode="after")
    def _says_something(self) -> AllowableUse:
        fields = (self.programs, self.tags, self.not_tags, self.objects, self.not_objects, self.grades, self.share)
        if all(field is None for field in fields):
            raise ValueError(say("fault.rule.allowable", field="share"))
        return self

    def bars(self, case: Case) -> Iterable[tuple[str, Charge]]:
        return ((self.source, charge) for charge in case.all_charges if not self._suits(case, charge))

    def _suits(self, case: Case, charge: Charge) -> bool:
        return (
            (self.programs is None or charge.program in self.programs)
            and (self.tags is None or not charge.tags.isdisjoint(self.tags))
            and (self.not_tags is None or charge.tags.isdisjoint(self.not_tags))
            and (self.objects is None or charge.coded(self.objects))
            and (self.not_objects is None or not charge.coded(self.not_objects))
            and self.share_of(case, self.source, charge.program) > 0
        )

    def share_of(self, case: Case, source: str, program: str) -> Fraction:
        if source != self.source:
            return Fraction(1)
        share = Fraction(1) if self.share is None else self.share
        if self.grades is None:
            return share
        served = case.programs[program].grades
        return min(share, sum((part for grade, part in served.items() if grade in self.grades), Fraction(0)))

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        barred = case.barred_by(self.id)
        for program in case.programs:
            share = self.share_of(case, self.source, program)
            for year in self.applies(case):
                if program in barred:
                    yield at_most(view.barred(self.id, program, year), 0, year=year, about=program)
                if 0 < share < 1:
                    yield self._within_share(view, program, year, share)

    def _within_share(self, view: View, program: str, year: str, share: Fraction) -> Row:
        limit = view.cost(program, year, lambda dollars: whole_down(share * dollars))
        paid = view.paid(self.source, year, lambda charge: charge.program == program)
        return at_most(paid, limit, year=year, about=program)

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield "source", "source", self.source
        for program in self.programs or ():
            yield "programs", "program", program

    def says(self, case: Case) -> Message:
        source = case.plan.sources[self.source].name
        if self.grades is not None:
            return say("rule.allowable_use.grades", source=source, grades=Names(tuple(self.grades)))
        if self.not_objects is not None:
            return say("rule.allowable_use.not_objects", source=source, objects=Names(tuple(self.not_objects)))
        if self.tags is not None:
            return say("rule.allowable_use.tags", source=source, tags=Names(tuple(map(tag_words, self.tags))))
        if self.programs is not None:
            names = Names(tuple(case.programs[program].name for program in self.programs))
            return say("rule.allowable_use.programs", source=source, programs=names)
        return say("rule.allowable_use", source=source)
