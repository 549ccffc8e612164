"""Everything that limits a budget is a Rule: a shape in the plan file, an inequality, a sentence, a source."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from allocator.domain.base import FiscalYear, Id, Note, Record
from allocator.domain.lin import Lin, Number, total
from allocator.messages import Message, say

if TYPE_CHECKING:
    from allocator.domain.case import Case
    from allocator.domain.charge import Charge
    from allocator.domain.view import View

Sense = Literal["<=", ">=", "=="]
Unit = Literal["dollars", "fte", "share", "count"]


@dataclass(frozen=True)
class Citation:
    """Where a rule or a value comes from, and whether a person read it there."""

    title: str
    href: str = ""
    read: str = ""
    """The day (or month) on which a person last read it."""
    confirmed: bool = True
    why: str = ""
    """Why it is not confirmed: secondary, derived, remembered, files disagree."""

    def __str__(self) -> str:
        return self.title


PLAN_FILE = Citation("The plan file")


@dataclass(frozen=True, slots=True)
class Row:
    """One inequality: ``lhs`` compared with zero. With numbers in it, ``room`` says what is left."""

    lhs: Lin
    sense: Sense
    year: str = ""
    about: str = ""
    """The id of the program, need, source or role that the row speaks of."""
    unit: Unit = "dollars"
    firm: bool = False
    """A definition rather than a limit: the answer to an impossible plan never bends it."""

    @property
    def room(self) -> Number:
        """What is left before the row breaks; negative when it is broken. Only once every unknown is a number."""
        value = self.lhs.const
        if self.sense == "<=":
            return -value
        return value if self.sense == ">=" else min(value, -value)


    def giving(self, amount: Number) -> Iterator[Row]:
        """The row when it may be missed by an amount."""
        if self.sense != ">=":
            yield replace(self, lhs=self.lhs - amount, sense="<=")
        if self.sense != "<=":
            yield replace(self, lhs=self.lhs + amount, sense=">=")


def rows_of(rule: Rule, case: Case, view: View) -> Iterator[Row]:
    """A rule's inequalities in a case, in which some of them may be missed by a stated amount."""
    rows = rule.rows(case, view)
    return _giving(rule, case, rows) if case.given else rows


def _giving(rule: Rule, case: Case, rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        amount = case.given.get((rule.id, row.year, row.about, row.sense))
        if amount is None:
            yield row
        else:
            yield from row.giving(amount)


def _difference(lhs: Lin | Number, rhs: Lin | Number) -> Lin:
    return lhs - rhs if isinstance(lhs, Lin) else total((lhs, rhs * -1))


def at_most(lhs: Lin | Number, rhs: Lin | Number, *, year: str = "", about: str = "", unit: Unit = "dollars") -> Row:
    """The left side must not be more than the right side."""
    return Row(_difference(lhs, rhs), "<=", year, about, unit)


def at_least(lhs: Lin | Number, rhs: Lin | Number, *, year: str = "", about: str = "", unit: Unit = "dollars") -> Row:
    """The left side must not be less than the right side."""
    return Row(_difference(lhs, rhs), ">=", year, about, unit)


def exactly(lhs: Lin | Number, rhs: Lin | Number, *, year: str = "", about: str = "", unit: Unit = "dollars",
            firm: bool = False) -> Row:
    """Both sides must be equal; ``firm`` when that is a definition."""
    return Row(_difference(lhs, rhs), "==", year, about, unit, firm)


class Rule(Record):
    """Something that limits a plan. Kinds live one to a file in ``allocator/constraints``.

    A kind gives ``rows`` (its arithmetic) and ``says`` (its sentence). The other methods are for the few kinds that decide
    what exists at all: which source may pay a cost, until when money lasts, what a charge adds.
    """

    kind: str
    """What it limits."""
    prefer: Annotated[int, Field(ge=1, le=9)] | None = None
    """Left out, the rule must hold. With 1, 2, ... it may give, and falls short as little as possible, in that order."""
    years: list[FiscalYear] | None = None
    """Years in which it applies; left out: every year of the plan."""
    site: Id | None = None
    """The school it belongs to; left out with one school."""
    because: Note = ""
    """Why it is in the plan: a decision, a letter, a law."""

    id: Annotated[str, Field(exclude=True)] = ""
    cite: Annotated[Any, Field(exclude=True)] = PLAN_FILE
    origin: Annotated[Literal["plan", "grant", "always"], Field(exclude=True)] = "plan"

    may_give: ClassVar[bool] = True
    """Whether the answer to an impossible plan may say that this rule gives."""
    may_prefer: ClassVar[bool] = True
    """Whether ``prefer`` makes sense for this kind."""

    summed: ClassVar[bool] = False
    """Whether what holds in a year is reported as one finding; what is broken is always reported one by one."""
    by_year: ClassVar[bool] = True
    """Whether ``years`` makes sense for this kind."""

    @model_validator(mode="after")
    def _years_make_sense(self) -> Rule:
        if self.years is not None and not self.by_year:
            raise ValueError(say("fault.rule.every.year", field="years"))
        return self

    @abstractmethod
    def rows(self, case: Case, view: View) -> Iterator[Row]:
        """The inequalities, in whatever the view knows: unknowns or dollars."""

    @abstractmethod
    def says(self, case: Case) -> Message:
        """The rule in one sentence."""

    def names(self) -> Iterable[tuple[str, str, str]]:
        """(field, what it must be: program, need, source, role, site, in_kind; id) for every id that the rule refers to."""
        return ()

    def faults(self, case: Case) -> Iterable[tuple[str, Message, Message | None]]:
        """(field, what is wrong, what should stand there if something else does) for what the shape alone cannot refuse; the ids
        in ``names`` are known to exist by then."""
        return ()

    def bars(self, case: Case) -> Iterable[tuple[str, Charge]]:
        """(source, charge) for everything that this rule forbids a source to pay."""
        return ()

    def share_of(self, case: Case, source: str, program: str) -> Fraction:
        """Most of the program's cost that this rule lets the source pay."""
        return Fraction(1)

    @property
    def shares_costs(self) -> bool:
        """Whether rules of this kind may let a source pay only a share of a program's cost."""
        return type(self).share_of is not Rule.share_of

    def usable_until(self, source: str, award: str) -> str | None:
        """Last fiscal year in which money that the source gave in ``award`` may be spent; None when it does not say."""
        return None

    def carry_cap(self, source: str, amount: int) -> int | None:
        """Most dollars of a year's amount that may be carried into the next year; None when it does not say."""
        return None

    def indirect_rate(self, source: str) -> Fraction | None:
        """Indirect charge of the source as a share of its base; None when it does not say."""
        return None

    def in_base(self, code: str) -> bool:
        """Whether an object code counts toward the indirect base."""
        return False

    def ceilings(self, case: Case, view: View, source: str, year: str) -> Iterable[Lin]:
        """Amounts that the source's money of the year cannot exceed because it is earned by earlier work."""
        return ()

    def asks_by_award(self, source: str) -> bool:
        """Whether the rule asks for more the more the source gives: then what is earned must not be taken for less."""
        return False

    def applies(self, case: Case) -> list[str]:
        """The plan's years in which the rule applies."""
        return [year for year in case.years if self.years is None or year in self.years]
