"""What each cost of a roster is made of: an amount at the prices of the base year, and the rates that it moves with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from allocator.domain.case import Case
from allocator.domain.charge import Charge, Line
from allocator.domain.decided import Decided, Roster
from allocator.domain.rate_figures import BENEFIT, BENEFIT_GROWTH, EACH, GROWTH
from allocator.domain.rates import Benefit
from allocator.export.rates import Rates
from allocator.fiscal import between
from allocator.money import whole_down

Key = tuple[str, str, str]
"""Program, line, object."""
NO_GROWTH = ""


@dataclass(frozen=True)
class Term:
    """How a cost of one year is worked out."""

    base: Fraction
    """Dollars at the prices of the base year; FTE where ``each`` says what one costs; nothing where it is a share of pay."""
    years: int
    """How many years it grows."""
    growth: str = NO_GROWTH
    """Name of the growth that it moves with."""
    each: str = ""
    """Name of the dollars for a full-time position, of which ``base`` is how many."""
    rate: str = ""
    """Name of the share of pay."""
    pay: Key | None = None
    """The cost that is its pay."""


@dataclass(frozen=True)
class Cost:
    """One row: a cost of a program under one object code."""

    charge: Charge
    terms: dict[str, Term] = field(default_factory=dict)
    """By year; years in which it costs nothing are left out."""
    dollars: dict[str, int] = field(default_factory=dict)
    """Year -> whole dollars, as the program works them out at the rates as written."""

    @property
    def key(self) -> Key:
        """Its program, line and object."""
        return self.charge.program, self.charge.line, self.charge.object


def costs(case: Case, roster: Roster, programs: Sequence[str], rates: Rates) -> list[Cost]:
    """Every cost of what runs, in the order of ``programs``, as Detail has them; also one that a rate could make more than
    nothing."""
    view = Decided(case, roster)
    found: list[Cost] = []
    for program in (program for program in programs if roster.get(program)):
        for charge in sorted(case.charges[program], key=lambda c: (not c.tie, c.tie, c.object, c.line, c.tier)):
            terms = dict(_terms(rates, view, charge))
            if terms:
                found.append(Cost(charge, terms, {y: whole_down(view.charge_cost(charge, y).const) for y in case.years}))
    return found


def _terms(rates: Rates, view: Decided, charge: Charge) -> Iterator[tuple[str, Term]]:
    case = view.case
    for year in case.years:
        level = view.level(charge.program, year)
        if level is None or not case.has_line(charge.program, level, charge):
            continue
        line = next(one for one in case.option(charge.program, level).lines if one.charge.line == charge.line)
        term = _term(rates, line, level, year, view.is_first(charge.program, year))
        if term is not None:
            yield year, term


def _term(rates: Rates, line: Line, level: str, year: str, starting: bool) -> Term | None:
    """None where the line costs nothing in the year whatever the rates."""
    case = rates.case
    if not line.base or line.first_year_only and not starting:
        return None
    part = line.first_year_part if starting else Fraction(1)
    years = between(case.base_year, year)
    if line.benefit is not None:
        pay = next(one.charge for one in case.option(line.charge.program, level).lines
                   if one.charge.line == f"{line.charge.tie}.pay")
        return Term(Fraction(0), 0, rate=rates.name(BENEFIT, line.benefit.id, year), pay=(pay.program, pay.line, pay.object))
    growth = rates.names[GROWTH]
    if (found := _by_position(case, line, level)) is not None:
        benefit, people = found
        own = ("plan", BENEFIT_GROWTH, benefit.id)
        return Term(people * part, years, rates.names.get(own, growth), each=rates.name(EACH, benefit.id))
    return Term(line.base * part, years, growth)


def _by_position(case: Case, line: Line, level: str) -> tuple[Benefit, Fraction] | None:
    """The benefit whose dollars for a full-time position the line costs, and how many such positions it pays for in a full year;
    None where the position states its own dollars."""
    name, _, part = line.charge.line.partition(".")
    position = case.programs[line.charge.program].positions_at(level).get(name)
    if not part or position is None or position.health is not None:
        return None
    benefit = next((one for one in case.benefits if one.id == part and one.per == "fte"), None)
    return None if benefit is None else (benefit, position.fte * Fraction(position.months, 12))
