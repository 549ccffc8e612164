"""The frontier: the most points that can be reached with each amount of a source, and where the next program comes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.domain.variation import Variation
from allocator.messages import Fte, Message, Money, Names, say
from allocator.solve import Answer
from allocator.whatif import amounts as money
from allocator.whatif.asked import Keeps
from allocator.whatif.gain import State, state
from allocator.whatif.in_between import Hear, ascending
from allocator.whatif.moves import Moves, covers, moves, names, told
from allocator.whatif.study import Best, Study


@dataclass(frozen=True)
class Point:
    """The best budget with one amount of the source. Without a budget, figures are None."""

    amount: int
    """Dollars that the source gives in a full year."""
    amounts: Mapping[str, int]
    """The dollars of each year."""
    status: State
    proved: bool
    least: Fraction | None = None
    """Points of the budget that was found."""
    most: Fraction | None = None
    """No budget reaches more."""
    short: Mapping[str, Fraction] | None = None
    """Rule id -> how far a rule that may give falls short."""
    roster: Roster | None = None
    cost: int | None = None
    """Dollars that the programs cost in all years."""
    unused: int | None = None
    """Dollars of the source that nothing is paid from."""
    enters: tuple[str, ...] = ()
    """Programs that run here and did not with the amount before; none at the first amount."""
    leaves: tuple[str, ...] = ()
    resized: tuple[str, ...] = ()
    """Programs that run in both, at other levels or in other years."""
    keeping: Keeping | None = None
    """Asked for: what it costs that every plan keeps everything of the plan with the amount before."""
    says: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Keeping:
    """The best budget that keeps everything of the one with the amount before, and the points that this costs."""

    status: State
    points: Fraction | None = None
    roster: Roster | None = None
    least: Fraction | None = None
    """Points that keeping everything costs, at least."""
    most: Fraction | None = None


@dataclass(frozen=True)
class Frontier:
    """The best points for each amount of a source, smallest amount first."""

    source: str
    stated: int
    """Dollars that the plan states for a full year."""
    points: tuple[Point, ...]
    next_from: int | None = None
    """With this amount, nothing has come in yet that the plan's own amount does not buy."""
    next_to: int | None = None
    """With this amount something has."""
    next_programs: tuple[str, ...] = ()
    says: tuple[Message, ...] = ()


def frontier(study: Study, source: str, amounts: Iterable[int], nested: bool = False, hear: Hear = lambda done: None) -> Frontier:
    """The best points for each amount of a source; ``nested``: also when every plan keeps everything of the one before."""
    case, wanted = study.case, sorted(set(amounts))
    variations = [money.at_amount(case, source, amount) for amount in wanted]
    bests = ascending(study, variations, not money.more_is_asked(case, source), hear)
    points: list[Point] = []
    before: Best | None = None
    for amount, best in zip(wanted, bests, strict=True):
        points.append(_point(best, source, amount, before))
        before = best if best.possible else before
    if nested:
        chain = _chain(study, variations, bests)
        points = [_keeping(case, point, best, kept) for point, best, kept in zip(points, bests, chain, strict=True)]
    known = Frontier(source, money.full_year(case, source), tuple(points))
    return _with_next(case, known)


def unused(best: Best, source: str) -> int:
    """Dollars of the source that nothing is paid from: they lapse, or are left after the plan's last year."""
    accounts = (best.ledger.source_year(source, year) for year in best.case.years)
    return sum(account.lapsed + account.unspent for account in accounts)


def _point(best: Best, source: str, amount: int, before: Best | None) -> Point:
    years = money.by_year(best.case, source, amount)
    if not best.possible:
        code = "amounts.impossible" if best.impossible else "amounts.unknown"
        return Point(amount, years, state(best), best.proved, says=(say(code, amount=Money(amount)),))
    made = moves(before.roster, best.roster) if before is not None else Moves()
    left = unused(best, source)
    return Point(amount, years, state(best), best.proved, best.points, best.most, best.short, best.roster,
                 best.ledger.total_cost(), left, made.enters, made.leaves, made.resized,
                 says=tuple(_sentences(best, source, amount, made, left)))


def _sentences(best: Best, source: str, amount: int, made: Moves, left: int) -> Iterator[Message]:
    if best.most == best.points:
        yield say("amounts.exact", amount=Money(amount), points=Fte(best.points))
    else:
        yield say("amounts.between", amount=Money(amount), least=Fte(best.points), most=Fte(best.most))
    yield from told(best.case, made)
    if left:
        yield say("amounts.unused", amount=Money(left), source=best.case.plan.sources[source].name)


def _with_next(case: Case, known: Frontier) -> Frontier:
    """Where the first program comes in that the plan's own amount does not buy."""
    possible = [(point, point.roster) for point in known.points if point.roster is not None]
    says = (money.meaning(case, known.source),)
    start = max((at for at, (point, _) in enumerate(possible) if point.amount <= known.stated), default=0)
    if len(possible) < start + 2:  # nothing above the plan's own amount was asked
        return replace(known, says=says)
    for at in range(start + 1, len(possible)):
        (before, _), (point, roster) = possible[at - 1], possible[at]
        if new := moves(possible[start][1], roster).enters:
            words = say("amounts.next", names=names(case, new), least=Money(before.amount), most=Money(point.amount))
            return replace(known, next_from=before.amount, next_to=point.amount, next_programs=new, says=(*says, words))
    return replace(known, says=(*says, say("amounts.no_next", least=Money(possible[start][0].amount),
                                           most=Money(possible[-1][0].amount))))


def _chain(study: Study, variations: Sequence[Variation], bests: Sequence[Best]) -> list[Best]:
    """Each amount's best budget that keeps everything of the one before it."""
    kept: list[Best] = []
    last: Best | None = None
    for variation, best in zip(variations, bests, strict=True):
        if last is None or not best.possible or covers(study.case, best.roster, last.roster):
            kept.append(best)
        elif study.stop.is_set():
            kept.append(Best(best.case, Answer("no_plan_found")))
        else:
            kept += study.ask([replace(variation, rules=(keeps(last.roster),))])
        last = kept[-1] if kept[-1].possible else last
    return kept


def keeps(roster: Roster) -> Keeps:
    """The rule that everything of a roster goes on."""
    return Keeps(id="asked.keeps", roster={program: dict(years) for program, years in roster.items()})


def _keeping(case: Case, point: Point, best: Best, kept: Best) -> Point:
    if not (kept.possible and best.possible):
        return replace(point, keeping=Keeping(state(kept)))
    found, words = cost_of_keeping(best, kept)
    return replace(point, keeping=found, says=(*point.says, words))


def cost_of_keeping(best: Best, kept: Best, drops: bool = False) -> tuple[Keeping, Message]:
    """What a plan that keeps what another has (``drops``: that takes nothing in beyond it) costs against the best one, and that
    in a sentence."""
    if best.short != kept.short:
        rules = Names(tuple(sorted({*best.short, *kept.short})))
        return Keeping(state(kept), kept.points, kept.roster), say("dropping.short" if drops else "keeping.short", rules=rules)
    least, most = max(Fraction(0), best.points - kept.most), max(Fraction(0), best.most - kept.points)
    found = Keeping(state(kept), kept.points, kept.roster, least, most)
    if not most:
        return found, say("dropping.nothing" if drops else "keeping.nothing")
    if least == most:
        return found, say("dropping.exact" if drops else "keeping.exact", points=Fte(most))
    return found, say("dropping.between" if drops else "keeping.between", least=Fte(least), most=Fte(most))
