"""What a person could do next: whom to ask about a rule, what to talk about, where money or people would have to come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from allocator.domain.case import Case
from allocator.messages import Fte, Message, Money, Names, say

if TYPE_CHECKING:
    from allocator.whatif.cited import Cited
    from allocator.whatif.gain import Gain
    from allocator.whatif.moves import Moves
    from allocator.whatif.next_dollars import NextDollars
    from allocator.whatif.price import Price
    from allocator.whatif.why import Why


def who(case: Case, rule_id: str) -> Message:
    """Whose a rule is and who can change it. Raises KeyError."""
    rule = case.rule(rule_id)
    if rule.origin == "plan":
        because = " ".join(rule.because.split()).rstrip(".")
        return say("step.who.plan.because", because=because) if because else say("step.who.plan")
    if rule.origin == "grant":
        return say("step.who.grant")
    if rule.kind == "award":
        return say("step.who.money")
    return say("step.who.people" if rule.kind == "staffing" else "step.who.program")


def who_all(case: Case, rules: Iterable[Cited]) -> Iterator[Message]:
    """Whose some rules are, each answer once."""
    yield from dict.fromkeys(who(case, cited.rule) for cited in rules)


def steps(case: Case, why: Why, others: Moves) -> Iterator[Message]:
    """What to do about a program that is in the plan or not. ``others``: what would happen to the other programs."""
    if why.code in ("required", "cannot"):
        if not why.conflict:
            yield say("step.itself")
    elif why.code == "unknown":
        yield say("step.time")
    elif why.code == "as_good":
        yield say("step.choose")
    elif why.code == "floors":
        yield from (who(case, rule) for rule, more in sorted(why.short.items()) if more > 0)
    elif why.funded:
        yield say("step.keep" if others.none else "step.keep.talk")
    else:
        yield from _money(case, why)
        yield _rivals(why, others)


def _money(case: Case, why: Why) -> Iterator[Message]:
    """The gift that would bring the program in; where none does, the people whom it lacks."""
    gift = why.gift
    if gift is None:
        return
    if gift.never:
        yield say("step.gift.none")
        for role, needs, free in why.people:
            yield say("step.people", role=case.plan.staff[role].name, more=Fte(needs - free))
    elif gift.most is None:
        yield say("step.gift.more_than", amount=Money(gift.least))
    elif gift.most == gift.least:
        yield say("step.gift.exact", amount=Money(gift.most))
    elif gift.least == 0:
        yield say("step.gift.at_most", amount=Money(gift.most))
    else:
        yield say("step.gift.between", least=Money(gift.least), most=Money(gift.most))


def _rivals(why: Why, others: Moves) -> Message:
    room = bool(others.leaves or others.resized)
    if why.gift is not None and not why.gift.never:
        return say("step.or.rivals" if room else "step.or.points")
    return say("step.rivals" if room else "step.points")


def price_steps(case: Case, price: Price) -> Iterator[Message]:
    """What to do about rules left out together: the money that would do as well, and who can change them."""
    if price.points is not None and price.points.most <= 0:
        yield say("step.price.keep")
        return
    if price.dollars is not None and price.dollars.most is not None:
        yield say("step.price.dollars", amount=Money(price.dollars.most))
    yield from who_all(case, price.rules)


def money_step(case: Case, found: tuple[NextDollars, ...]) -> Message:
    """Which money to ask for first: the step that certainly buys the most points for a dollar, and of those the smallest."""
    gains = [gain for source in found for gain in source.gains if gain.least is not None and gain.least > 0]
    if not gains:
        return say("step.money.none")
    best = max(gains, key=_worth)
    names = tuple(case.plan.sources[gain.source].name for gain in gains if _worth(gain) == _worth(best))
    return say("step.money" if len(names) == 1 else "step.money.any", sources=Names(names), amount=Money(best.dollars))


def _worth(gain: Gain) -> tuple[Fraction, int]:
    return Fraction(gain.least or 0) / gain.dollars, -gain.dollars
