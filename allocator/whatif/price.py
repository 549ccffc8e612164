"""What a rule costs: the plan solved again without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from allocator.domain.case import Case
from allocator.domain.variation import Variation
from allocator.messages import Fte, Message, Percent, say
from allocator.solve import Target, Toward
from allocator.whatif.between import Between
from allocator.whatif.cited import Cited, cited
from allocator.whatif.gift import least_gift, shortfalls_by_order
from allocator.whatif.moves import NO_MOVES, Moves, moves, told
from allocator.whatif.step_words import price_steps, who_all
from allocator.whatif.study import Best, Study


@dataclass(frozen=True)
class Price:
    """What one rule, or several together, cost."""

    rules: tuple[Cited, ...]
    proved: bool
    points: Between | None
    """Points that the best budget would gain without it; negative for a rule that opens something up, such as carryover.
    None where one of the two has no budget."""
    moves: Moves = NO_MOVES
    """What would come in and drop out without it."""
    needs: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    """Need -> share met now and without the rule, averaged over years, where they differ."""
    dollars: Toward | None = None
    """Unrestricted dollars a year that would reach the same points with the rule in place; only where it was asked."""
    says: tuple[Message, ...] = ()


def removable(case: Case) -> list[str]:
    """Ids of the rules that could be left out: those that the plan or a grant states, not those that make a budget a budget."""
    return [rule.id for rule in case.rules if rule.origin != "always"]


def soft_rules(case: Case) -> list[str]:
    """Ids of the rules that may give."""
    return [rule.id for rule in case.rules if rule.prefer is not None]


def prices(study: Study, rules: Sequence[Sequence[str]], dollars: bool = False) -> list[Price]:
    """What some rules cost, each group of rules left out together. ``dollars``: also as money, which takes longer."""
    answers = study.ask([Variation(without=frozenset(group)) for group in rules])
    return [_price(study, tuple(group), other, dollars) for group, other in zip(rules, answers, strict=True)]


def _price(study: Study, group: tuple[str, ...], other: Best, dollars: bool) -> Price:
    base = study.base
    about = tuple(cited(study.case, rule) for rule in group)
    if not (base.possible and other.possible):
        return Price(about, base.proved and other.proved, None, says=tuple(_no_price(study, other, about)))
    points, gift = Between(other.points - base.most, other.most - base.points), None
    if dollars and points.least > 0:
        gift = least_gift(study, None, Target(other.points, shortfalls_by_order(base)))
    price = Price(about, base.proved and other.proved, points, moves(base.roster, other.roster), _needs(base, other), gift)
    return replace(price, says=(*_words(study.case, base, price), *price_steps(study.case, price)))


def _needs(base: Best, other: Best) -> dict[str, tuple[Fraction, Fraction]]:
    now, then = base.ledger.needs(), other.ledger.needs()
    years = len(base.case.years)
    found = {need: (sum(now[need].values(), Fraction(0)) / years, sum(then[need].values(), Fraction(0)) / years) for need in now}
    return {need: pair for need, pair in found.items() if pair[0] != pair[1]}


def _no_price(study: Study, other: Best, about: Sequence[Cited]) -> Iterator[Message]:
    if study.base.impossible and other.possible:
        yield say("price.possible")
        yield from who_all(study.case, about)
    elif other.impossible:
        yield say("price.still_impossible")
    else:
        yield say("price.unknown")
        yield say("step.time")


def _words(case: Case, base: Best, price: Price) -> Iterator[Message]:
    points = price.points
    assert points is not None
    if points.nothing:
        yield say("price.nothing")
        return
    share = Percent(points.most / base.points) if base.points else Percent(0)
    least, most = points.words
    if points.most < 0:
        yield say("price.helps", points=Fte(-points.most))
    elif points.exact:
        yield say("price.exact", points=most, share=share)
    elif least.value > 0:
        yield say("price.between", least=least, most=most)
    else:
        yield say("price.at_most", points=most)
    ranked = sorted(price.needs, key=lambda need: (-case.plan.needs[need].score, need))
    for need in ranked:
        now, then = price.needs[need]
        yield say("price.need.less" if then < now else "price.need.more", need=case.plan.needs[need].name,
                  now=Percent(now), then=Percent(then))
    if not price.moves.none:
        yield say("price.moves")
        yield from told(case, price.moves)
