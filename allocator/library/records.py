"""What a file of the library may state: words in two languages, ranges of dollars, costs and people."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from allocator.domain.base import Amount, Code, Dollars, Id, Record, Tag
from allocator.messages import LANGUAGES
from allocator.money import half_up

Text = Annotated[str, Field(min_length=1, max_length=1000)]
Staff = Literal["certificated", "classified"]


class Words(Record):
    """The same words in both languages."""

    en: Text
    """In English."""
    es: Text
    """In Spanish."""

    def spoken(self, language: str) -> str:
        """The words in a language. Raises KeyError for a language that the program does not speak."""
        if language not in LANGUAGES:
            raise KeyError(language)
        return str(getattr(self, language))


class Span(Record):
    """What something costs at a school that pays little, at most schools, and at one that pays much. Whole dollars."""

    low: Dollars
    """At a school that pays little."""
    typical: Annotated[Dollars, Field(gt=0)]
    """At most schools: what a plan starts with."""
    high: Dollars
    """At a school that pays much."""

    @model_validator(mode="after")
    def _in_order(self) -> Span:
        if not self.low <= self.typical <= self.high:
            raise ValueError("low, typical and high must not fall")
        return self

    def times(self, share: Fraction) -> Span:
        """A share of each figure, in whole dollars."""
        return Span(low=half_up(self.low * share), typical=half_up(self.typical * share), high=half_up(self.high * share))


class Cost(Record):
    """A typical cost."""

    object: Code
    """Four-digit SACS object code, as text: "4300"."""
    dollars: Span
    """Dollars of a year."""
    when: Literal["each_year", "first_year"] = "each_year"
    """each_year, or first_year for what is bought once, at the start."""
    hourly: Staff | None = None
    """Set for pay by the hour and for stipends: payroll costs of such staff are added by the rate file, without health and,
    for classified staff, without CalPERS, which asks for 1,000 hours a year."""
    agreement: bool = False
    """Whether it is a contract whose provider carries part of the school's own work: object 5100, first dollars in 5800."""
    function: Code | None = None
    """Four-digit SACS function code; left out: that of the entry."""
    goal: Code | None = None
    """Four-digit SACS goal code; left out: that of the entry."""
    tags: list[Tag] = []
    """Words that rules refer to, beside the entry's."""
    name: Words
    """What is bought."""

    @model_validator(mode="after")
    def _coded(self) -> Cost:
        pay = {"1": "certificated", "2": "classified"}.get(self.object[0])
        if self.hourly != pay:
            raise ValueError("pay has an object from 1000 to 2999 and says hourly, and nothing else does")
        if self.agreement != (self.object == "5100"):
            raise ValueError("object 5100 is for agreements, and they have no other")
        return self


class Person(Record):
    """Somebody who is typically hired. Benefits follow from the rate file."""

    role: Id
    """The role, one of the file's."""
    fte: Amount
    """Full-time equivalents, such as 0.5."""
    salary: Span
    """Yearly pay of a full-time position."""
    classification: Staff
    """certificated or classified."""
    object: Code
    """Object code of the pay, as text."""
    months: Annotated[int, Field(ge=1, le=12)] | None = None
    """Months paid in a full year; left out: 12."""
    function: Code | None = None
    """Four-digit SACS function code; left out: that of the entry."""
    goal: Code | None = None
    """Four-digit SACS goal code; left out: that of the entry."""
    tags: list[Tag] = []
    """Words that rules refer to, beside the entry's."""
    name: Words
    """Who it is."""
