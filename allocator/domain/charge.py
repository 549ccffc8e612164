"""What a program costs, line by line, in each year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any, Literal

from allocator.domain.base import in_codes
from allocator.domain.program import CostLine, Position, Program
from allocator.domain.rates import Benefit
from allocator.fiscal import between
from allocator.money import half_up_product

Tier = Literal["", "first", "rest"]


@dataclass(frozen=True, order=True)
class Charge:
    """Something that a source can pay: one line of one program under one object code.

    A line that carries an ``agreement`` is two charges: its share of the agreement's first tier (object 5800) and the rest
    (object 5100).
    """

    program: str
    line: str
    object: str
    tier: Tier = ""
    tie: str = field(default="", compare=False)
    """Name of the position whose lines are paid in the same shares; empty for a line of its own."""
    agreement: str = field(default="", compare=False)
    tags: frozenset[str] = field(default=frozenset(), compare=False)
    place: str = field(default="site", compare=False)
    function: str = field(default="", compare=False)
    goal: str = field(default="", compare=False)
    name: str = field(default="", compare=False)
    _hash: int = field(default=0, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.program, self.line, self.object, self.tier)))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type[Charge], tuple[Any, ...]]:
        """Texts hash differently in every process, so a charge that arrives in another one is made anew."""
        return Charge, (self.program, self.line, self.object, self.tier, self.tie, self.agreement, self.tags, self.place,
                        self.function, self.goal, self.name)

    def coded(self, ranges: list[str] | tuple[str, ...]) -> bool:
        """Whether its object code lies in one of the ranges."""
        return in_codes(self.object, ranges)


@cache
def grown(growth: Fraction, years: int) -> Fraction:
    """What a dollar has become after some years of growth."""
    return (1 + growth) ** years


@dataclass(frozen=True)
class Line:
    """A cost of one level of a program, before it is known which sources pay."""

    charge: Charge
    base: Fraction
    """Dollars of a full year in the base year, unrounded."""
    first_year_only: bool = False
    first_year_part: Fraction = Fraction(1)
    """Part of a full year that is paid in the first year it runs."""
    growth: Fraction | None = None
    """Its own growth a year; None: the plan's cost growth."""
    benefit: Benefit | None = None
    """Set for a benefit that is a share of the pay; ``base`` is then the pay."""

    @property
    def starts_differently(self) -> bool:
        """Whether the first year costs something else than a later one."""
        return self.first_year_only or self.first_year_part != 1

    def dollars(self, year: str, base_year: str, cost_growth: Fraction, starting: bool) -> int:
        """Whole dollars in a year. Each amount is rounded once, half up, and never grown from a rounded year. A benefit is
        its rate times the whole dollars of pay, as a clerk would check it."""
        if self.first_year_only and not starting:
            return 0
        part = self.first_year_part if starting else Fraction(1)
        growth = cost_growth if self.growth is None else self.growth
        amount = half_up_product(self.base, part, grown(growth, between(base_year, year)))
        return amount if self.benefit is None else half_up_product(amount, self.benefit.rate(year))


def lines_of(program_id: str, program: Program, costs: dict[str, CostLine], positions: dict[str, Position],
             benefits: tuple[Benefit, ...]) -> Iterator[Line]:
    """The lines of one level: its cost lines, then pay and benefits of its positions."""
    for line_id, line in sorted(costs.items()):
        yield _cost_line(program_id, program, line_id, line)
    for position_id, position in sorted(positions.items()):
        yield from _position_lines(program_id, program, position_id, position, benefits)


def _cost_line(program_id: str, program: Program, line_id: str, line: CostLine) -> Line:
    charge = Charge(
        program_id, line_id, line.object, tie=line.position or "", agreement=line.agreement or "",
        tags=frozenset(program.tags) | frozenset(line.tags), place=program.place,
        function=line.function or "", goal=line.goal or "", name=line.name,
    )
    return Line(charge, Fraction(line.amount), first_year_only=line.when == "first_year")


def _position_lines(program_id: str, program: Program, position_id: str, position: Position,
                    benefits: tuple[Benefit, ...]) -> Iterator[Line]:
    part = Fraction(1)
    if position.first_year_months is not None:
        part = Fraction(position.first_year_months, position.months)
    months = Fraction(position.months, 12)
    pay = position.salary * position.fte * months

    def charge(line: str, code: str, name: str) -> Charge:
        return Charge(
            program_id, f"{position_id}.{line}", code, tie=position_id,
            tags=frozenset(program.tags) | frozenset(position.tags), place=program.place,
            function=position.function or "", goal=position.goal or "", name=name,
        )

    yield Line(charge("pay", position.object, position.name), pay, first_year_part=part)
    for benefit in benefits:
        code = benefit.object_for(position.classification)
        if code is None:
            continue
        if benefit.per == "fte":
            stated = position.health is not None
            each = Fraction(position.health) if position.health is not None else benefit.rate_in_base_year
            yield Line(charge(benefit.id, code, benefit.name), each * position.fte * months,
                       first_year_part=part, growth=None if stated else benefit.growth)
        else:
            yield Line(charge(benefit.id, code, benefit.name), pay, first_year_part=part, benefit=benefit)
