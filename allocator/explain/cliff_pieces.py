"""Who gets the money that lasts first, and how much of each position and line it pays in the year after the plan."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from allocator.domain.case import Case
from allocator.domain.charge import Charge
from allocator.domain.decided import Decided
from allocator.domain.lasting import Flow, Node, most_flow
from allocator.money import whole_down


@dataclass(frozen=True)
class Piece:
    """A position with all its lines, or a line of its own, in the year after the plan."""

    program: str
    id: str
    charges: tuple[Charge, ...]
    cost: int

    @property
    def people(self) -> bool:
        """Whether it pays people: the lines of a position, or object codes 1000 to 3999."""
        return any(charge.tie or charge.coded(["1000-3999"]) for charge in self.charges)


def by_worth(case: Case, view: Decided) -> list[tuple[str, Fraction]]:
    """Programs that cost money in the year after the plan, with the points that a year would lose without each; those that
    add the most points for a dollar first, then by id."""
    last = case.years[-1]
    running = {program: {last: level} for program in sorted(view.roster) if (level := view.level(program, last)) is not None}
    costs = {program: sum(piece.cost for piece in pieces_of(case, view, program)) for program in running}

    year = Decided(case, running)
    served = {need: year.served(need, last) for need in case.needs}

    def lost(need: str, share: Fraction) -> Fraction:
        less = year.met_of(need, served[need]) - year.met_of(need, served[need] - share)
        return case.plan.needs[need].score * less

    worth = {program: sum((lost(*one) for one in case.option(program, years[last]).meets.items()), Fraction(0))
             for program, years in running.items() if costs[program]}
    return sorted(worth.items(), key=lambda one: (-one[1] / costs[one[0]], one[0]))


def pieces_of(case: Case, view: Decided, program: str) -> list[Piece]:
    """What can be paid of a program in the year after the plan: its people first, then by id."""
    lines: dict[tuple[bool, str], dict[Charge, int]] = {}
    for charge in case.charges[program]:
        cost = whole_down(view.cost_after(charge).const) if charge.tier != "first" else 0
        if cost:
            lines.setdefault((bool(charge.tie), charge.tie or charge.line), {})[charge] = cost
    pieces = [Piece(program, name, tuple(charges), sum(charges.values())) for (_, name), charges in lines.items()]
    return sorted(pieces, key=lambda piece: (not piece.people, piece.id))


def given(view: Decided, pieces: list[Piece]) -> tuple[list[int], dict[str, int]]:
    """(dollars that lasting money pays of each piece, source -> dollars that it pays). All that can be paid is paid, and of
    all ways to pay so much this is the one in which the first pieces get the most: each gets what can be had without taking
    from those before it."""
    of = {charge: ("piece", at) for at, piece in enumerate(pieces) for charge in piece.charges}
    links: dict[tuple[Node, Node], int] = {}
    for (a, b), most in view.links_after.items():
        links[a, of[a] if isinstance(a, Charge) else b] = most
    arriving = Flow()
    for (a, b), most in links.items():
        arriving.link(a, b, most)
    paid = []
    for at, piece in enumerate(pieces):  # what has arrived never leaves again, so each gets what those before it do not need
        paid.append(arriving.fill("start", ("piece", at), piece.cost))
    links |= {(("piece", at), "end"): dollars for at, dollars in enumerate(paid)}
    flow = most_flow(links, "start", "end")
    return paid, {s: flow.get(("start", ("source", s)), 0) for s in view.case.sources if view.case.plan.sources[s].lasts}
