"""What is said about a difference and its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from allocator.messages import Fte, Message, Money, say
from allocator.whatif.attribution import Attribution, Part
from allocator.whatif.changes import InputChange
from allocator.whatif.orders import Share
from allocator.whatif.study import Best


def points_of(value: Fraction | float) -> Fte:
    """Points in a sentence, to two decimals."""
    return Fte(round(Fraction(value), 2))


def part_says(members: Sequence[InputChange], share: Share) -> Message:
    """Some changes and what they did."""
    what = members[0].says
    for member in members[1:]:
        what = say("why.and", some=what, more=member.says)
    cost = round(share.cost)
    said = _points(what, share)
    if cost > 0:
        return say("why.cost.more", said=said, amount=Money(cost))
    return say("why.cost.less", said=said, amount=Money(-cost)) if cost < 0 else said


def _points(what: Message, share: Share) -> Message:
    if share.least != share.most:
        return say("why.between", what=what, least=points_of(share.least), most=points_of(share.most))
    if share.points > 0:
        return say("why.more", what=what, points=points_of(share.points))
    if share.points < 0:
        return say("why.less", what=what, points=points_of(-share.points))
    return say("why.same", what=what)


def explained(parts: Sequence[Part], orders: tuple[int, int], proved: bool, wishes: bool) -> Iterator[Message]:
    """How the parts were found, and how sure they are. ``orders``: how many were looked at, of how many; ``wishes``: whether
    the plans in between fall short of wishes by different amounts."""
    count, of = orders
    if not parts:
        yield say("why.none")
    together = {part.together for part in parts}
    if "parts" in together:
        yield say("why.together.parts")
    if "possible" in together:
        yield say("why.together.possible")
    if "section" in together:
        yield say("why.together.section")
    if len(parts) > 1:
        if count == of:
            yield say("why.orders.all", n=count)
        else:
            yield say("why.orders.drawn", n=count, of=of, error=points_of(max(part.error for part in parts)))
    if wishes:
        yield say("why.wishes")
    if not proved:
        yield say("why.unproved")


def no_budget(before: Best, after: Best) -> Attribution:
    """Where one of two plans has no budget, nothing can be split."""
    if not before.possible and not after.possible:
        said = say("why.no_budget.both")
    elif not before.possible:
        said = say("why.no_budget.first")
    else:
        said = say("why.no_budget.second")
    return Attribution(None, None, None, None, False, (), 0, 0, 2, (said,))
