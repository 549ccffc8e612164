"""Which change of the input caused which part of the difference between two plans' results. Why it is done so:
docs/decisions/0011-attribution.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache

from allocator.domain.decided import everything
from allocator.domain.plan import Plan
from allocator.domain.settings import Settings
from allocator.whatif.attribution import Attribution, Part, Together
from allocator.whatif.attribution_words import explained, no_budget, part_says
from allocator.whatif.blocks import Some, settled
from allocator.whatif.changes import changes
from allocator.whatif.mixture import mixture, sound
from allocator.whatif.orders import Order, Share, Value, every, orders, prefixes, shares
from allocator.whatif.several import Several
from allocator.whatif.study import PROOF, Best

MOST_CHECKED, MOST_APART = 24, 12
"""More changes than these are told apart only by the part of the plan that they are in: before it is looked at which of them
can be made without the others, and after."""


def attribute(plan_a: Plan, plan_b: Plan, settings: Settings = PROOF, several: Several | None = None) -> Attribution:
    """Split the difference between two plans' points, and between their costs, among the changes that lead from the first to
    the second. ``several`` solves the plans and remembers their answers. Raises InputError."""
    return _Splitting(plan_a, plan_b, several or Several(settings)).attribution()


class _Splitting:
    """Two plans, what differs, and what the plans in between reach."""

    def __init__(self, plan_a: Plan, plan_b: Plan, several: Several) -> None:
        self.ends = plan_a, plan_b
        self.several = several
        self.changes = [change for change in changes(plan_a, plan_b) if change.counts]
        self.all = frozenset(range(len(self.changes)))
        self._best: dict[Some, Best] = {}
        self.sound = cache(self._sound)
        self.drawn = cache(self._drawn)
        self.why: dict[int, Together] = {}

    def attribution(self) -> Attribution:
        """The difference and its parts."""
        none: Some = frozenset()
        self._solve([none, self.all])
        if not (self.best(none).possible and self.best(self.all).possible):
            return no_budget(self.best(none), self.best(self.all))
        before, after = self.value(none), self.value(self.all)
        blocks = self._blocks() if self.changes else []
        drawn = orders(blocks, self.several.settings.seed)
        parts = self._parts(shares(drawn, self.value)) if blocks else ()
        used = [self.best(some) for some in self.drawn(tuple(blocks))]
        proved = all(best.proved for best in used)
        wishes = len({tuple(sorted(best.short.items())) for best in used}) > 1
        return Attribution(
            after.points - before.points, after.points - before.most, after.most - before.points, after.cost - before.cost,
            proved, parts, len(drawn), every(len(blocks)), len(self._best),
            tuple(explained(parts, (len(drawn), every(len(blocks))), proved, wishes)),
        )

    # the plans in between -------------------------------------------------------------------------------------------
    def plan(self, some: Some) -> Plan:
        """The first plan with some of the changes."""
        return self.ends[1] if some == self.all else mixture(*self.ends, (self.changes[at] for at in sorted(some)))

    def best(self, some: Some) -> Best:
        """What the plan with some of the changes reaches."""
        self._solve([some])
        return self._best[some]

    def _solve(self, many: Iterable[Some]) -> None:
        new = [some for some in dict.fromkeys(many) if some not in self._best]
        self._best |= dict(zip(new, self.several.best([self.plan(some) for some in new]), strict=True)) if new else {}

    def value(self, some: Some) -> Value:
        """Points and dollars of the plan with some of the changes."""
        best = self.best(some)
        return Value(best.points, most_points(best), best.ledger.total_cost())

    # which changes are told apart ------------------------------------------------------------------------------------
    def _blocks(self) -> list[Some]:
        blocks = [frozenset([at]) for at in sorted(self.all)]
        if len(blocks) <= MOST_CHECKED:
            blocks = self._settled(blocks, "parts", lambda found: found)
        if len(blocks) > MOST_APART:
            blocks = self._by_section()
        blocks = self._settled(blocks, "parts", lambda found: self.drawn(tuple(found)))
        return self._settled(blocks, "possible", self._asked)

    def _settled(self, blocks: Sequence[Some], why: Together, asked: Callable[[Sequence[Some]], Sequence[Some]]) -> list[Some]:
        found = settled(blocks, asked, self.sound if why == "parts" else self._possible)
        for block in found:
            if block not in blocks:
                self.why |= dict.fromkeys(block, why)
        return found

    def _asked(self, blocks: Sequence[Some]) -> list[Some]:
        """Every plan in between that the orders of some blocks need, all solved at once."""
        asked = self.drawn(tuple(blocks))
        self._solve(some for some in asked if self.sound(some))
        return asked

    def _drawn(self, blocks: Order) -> list[Some]:
        found = {some for order in orders(blocks, self.several.settings.seed) for some in prefixes(order)}
        return sorted(found, key=lambda some: (len(some), sorted(some)))

    def _sound(self, some: Some) -> bool:
        return some in (frozenset(), self.all) or sound(self.plan(some))

    def _possible(self, some: Some) -> bool:
        return self.sound(some) and self.best(some).possible

    def _by_section(self) -> list[Some]:
        found: dict[str, set[int]] = {}
        for at, change in enumerate(self.changes):
            found.setdefault(change.section, set()).add(at)
        self.why |= {at: "section" for group in found.values() if len(group) > 1 for at in group}
        return [frozenset(group) for group in found.values()]

    # the parts --------------------------------------------------------------------------------------------------------
    def _parts(self, found: dict[Some, Share]) -> tuple[Part, ...]:
        parts = [self._part(block, share) for block, share in found.items()]
        return tuple(sorted(parts, key=lambda part: (-abs(part.points), -abs(part.cost), part.changes)))

    def _part(self, block: Some, share: Share) -> Part:
        members = [self.changes[at] for at in sorted(block)]
        why: Together = self.why.get(min(block), "") if len(block) > 1 else ""
        return Part(tuple(change.id for change in members), why, share.points, share.least, share.most, share.lowest,
                    share.highest, share.cost, share.error, part_says(members, share))


def most_points(best: Best) -> Fraction:
    """No budget of the case reaches more points, as far as that is known."""
    if best.proved or best.answer.quality.bound is not None:
        return best.most
    return max(best.points, everything(best.case)[0])
