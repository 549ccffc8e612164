"""The cliff: what goes on costing money in the year after the plan, and what money that lasts may pay of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from allocator.audit import Ledger
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.decided import Decided
from allocator.explain.cliff_pieces import Piece, by_worth, given, pieces_of
from allocator.messages import Fte, Message, Money, Names, say
from allocator.money import whole_down


@dataclass(frozen=True)
class Recurring:
    """A program in the year after the plan."""

    program: str
    cost: int
    """Dollars of its last year's level, grown once more, without first-year lines."""
    paid: int
    """Dollars of it that lasting money pays when programs that add the most points for a dollar come first."""
    missing: int
    """Dollars of it that nobody pays then."""
    worth: Fraction
    """Points that a year would lose without it, the other programs running."""
    says: Message


@dataclass(frozen=True)
class Lasting:
    """A source that goes on after the plan."""

    source: str
    amount: int
    """Dollars that it gives in the year after the plan: its last amount, or what is earned of it."""
    indirect: int
    """Dollars of it that are set aside for its indirect charge."""
    paid: int
    """Dollars of programs that it pays."""
    left: int
    """Dollars that remain: nothing that still needs money may take them."""
    says: Message


@dataclass(frozen=True)
class AtRisk:
    """A position that lasting money does not pay in full."""

    program: str
    position: str
    """Id of the position, or of the cost line where people stand as a line of its own."""
    name: str
    """Who it is, as the plan says it."""
    fte: Fraction | None
    """None where the plan counts FTE for the program as a whole."""
    cost: int
    missing: int
    says: Message


@dataclass(frozen=True)
class Cliff:
    """What happens in the year after the plan if everything that ran last simply went on. ``docs/decisions/0010-cliff.md``
    says how the money is shared out."""

    year: str
    recurs: int
    """Dollars that last year's programs cost again."""
    paid: int
    """The most dollars of them that lasting money may pay, each source for what it may pay for."""
    gap: int
    """Dollars that nobody pays: recurs - paid."""
    naive: int
    """What plain subtraction would show: recurs less all that lasting sources give, at least 0. Never more than the gap, for
    it lets every source pay for everything."""
    ends: int
    """Dollars that sources which end pay in the plan's last year, without their indirect charges."""
    programs: tuple[Recurring, ...]
    """In the order in which lasting money is given to them."""
    sources: tuple[Lasting, ...]
    at_risk: tuple[AtRisk, ...]
    """In the same order."""
    says: tuple[Message, ...] = ()


def cliff(case: Case, budget: Budget) -> Cliff:
    """The year after the plan, from what runs in the plan's last year."""
    view = Ledger(case, budget)
    programs = by_worth(case, view)
    pieces = [piece for program, _ in programs for piece in pieces_of(case, view, program)]
    paid, by_source = given(view, pieces)
    shares = list(zip(pieces, paid, strict=True))
    recurs = sum(piece.cost for piece in pieces)
    sources = tuple(_lasting(case, view, source, dollars) for source, dollars in by_source.items())
    found = Cliff(
        year=case.next_year, recurs=recurs, paid=sum(paid), gap=recurs - sum(paid),
        naive=max(0, recurs - sum(source.amount for source in sources)), ends=_ends(case, view),
        programs=tuple(_recurring(case, program, worth, [share for share in shares if share[0].program == program])
                       for program, worth in programs),
        sources=sources,
        at_risk=tuple(_at_risk(case, view, piece, piece.cost - dollars)
                      for piece, dollars in shares if piece.people and dollars < piece.cost),
    )
    return replace(found, says=tuple(_words(case, found)))


def _recurring(case: Case, program: str, worth: Fraction, shares: list[tuple[Piece, int]]) -> Recurring:
    cost, paid = sum(piece.cost for piece, _ in shares), sum(dollars for _, dollars in shares)
    name = case.programs[program].name
    if paid == cost:
        says = say("cliff.program.paid", program=name, cost=Money(cost))
    else:
        says = say("cliff.program.missing", program=name, cost=Money(cost), missing=Money(cost - paid))
    return Recurring(program, cost, paid, cost - paid, worth, says)


def _lasting(case: Case, view: Decided, source: str, paid: int) -> Lasting:
    amount = view.lasting_amount(source)
    most = whole_down(Fraction(amount) / (1 + case.indirect_rate(source)))
    code = "cliff.source.indirect" if amount > most else "cliff.source"
    says = say(code, source=case.plan.sources[source].name, amount=Money(amount), indirect=Money(amount - most),
               paid=Money(paid), left=Money(most - paid))
    return Lasting(source, amount, amount - most, paid, most - paid, says)


def _ends(case: Case, view: Ledger) -> int:
    return sum(whole_down(view.paid(source, case.years[-1]).const)
               for source in case.sources if not case.plan.sources[source].lasts)


def _at_risk(case: Case, view: Decided, piece: Piece, missing: int) -> AtRisk:
    level = view.level(piece.program, case.years[-1]) or ""
    record = case.programs[piece.program]
    position = record.positions_at(level).get(piece.id)
    name = position.name if position is not None else ""
    if not name and position is not None and position.role in case.plan.staff:
        name = case.plan.staff[position.role].name
    name = name or next((charge.name for charge in piece.charges if charge.name and charge.object < "3000"), piece.id)
    fte = None if position is None else position.fte
    words = {"name": name, "program": record.name, "cost": Money(piece.cost), "missing": Money(missing)}
    says = say("cliff.position", **words) if fte is None else say("cliff.position.fte", fte=Fte(fte), **words)
    return AtRisk(piece.program, piece.id, name, fte, piece.cost, missing, says)


def _words(case: Case, found: Cliff) -> Iterator[Message]:
    if not found.recurs:
        yield say("cliff.nothing", year=found.year)
        return
    yield say("cliff.recurs", year=found.year, last=case.years[-1], amount=Money(found.recurs))
    if found.ends:
        yield say("cliff.ends", year=case.years[-1], amount=Money(found.ends))
    if not found.gap:
        yield say("cliff.no_gap")
        return
    yield say("cliff.gap", paid=Money(found.paid), gap=Money(found.gap))
    if found.naive < found.gap:
        yield say("cliff.naive", naive=Money(found.naive), more=Money(found.gap - found.naive))
    names = {one.program: case.programs[one.program].name for one in found.programs if one.missing}
    yield say("cliff.order", names=Names(tuple(names.values())))
    if found.at_risk:
        yield say("cliff.at_risk", names=Names(tuple(one.name for one in found.at_risk)))
    yield say("cliff.step", year=found.year, gap=Money(found.gap))
