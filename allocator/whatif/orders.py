"""In which order were the changes made? Nobody knows, so all orders count the same: the Shapley value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, permutations
from math import factorial, sqrt
from random import Random

from allocator.whatif.blocks import Some, union

EVERY_ORDER = 6
"""So many blocks are looked at in all orders; more in orders that are drawn."""
ENOUGH, FEWEST = 64, 8
"""Orders are drawn until so many different plans must be solved, and at least so many orders."""
Order = tuple[Some, ...]


@dataclass(frozen=True)
class Value:
    """What a plan reaches: as far as it is known in points, and the dollars of the budget that was found."""

    points: Fraction
    most: Fraction
    cost: int


@dataclass(frozen=True)
class Share:
    """One block's part of a difference."""

    points: Fraction
    least: Fraction
    most: Fraction
    """The part lies between these, where points are not proved."""
    lowest: Fraction
    highest: Fraction
    """Its smallest and its largest step in any of the orders."""
    cost: Fraction
    error: float
    """Standard error of the points, where orders were drawn; 0 where all were looked at."""


def orders(blocks: Sequence[Some], seed: int) -> list[Order]:
    """All orders of a few blocks; of many, orders drawn at random, each followed by its reverse."""
    if len(blocks) <= EVERY_ORDER:
        return list(permutations(blocks))
    dice, drawn, plans = Random(seed), list[Order](), set[Some]()  # noqa: S311 - nothing is kept secret by it
    while len(drawn) < FEWEST or len(plans) < ENOUGH:
        order = tuple(dice.sample(blocks, len(blocks)))
        drawn += [order, order[::-1]]
        plans.update(some for one in drawn[-2:] for some in prefixes(one))
    return drawn


def prefixes(order: Order) -> Iterator[Some]:
    """The changes that are made after each step of an order, from none to all."""
    return (union(order[:count]) for count in range(len(order) + 1))


def every(count: int) -> int:
    """How many orders there are."""
    return factorial(count)


def shares(drawn: Sequence[Order], value: Callable[[Some], Value]) -> dict[Some, Share]:
    """Each block's part: its step averaged over the orders. The parts of a block's points and cost add up to the whole
    difference exactly, because the steps of every order do."""
    steps: dict[Some, list[tuple[Value, Value]]] = {block: [] for block in drawn[0]}
    for order in drawn:
        for block, (before, after) in zip(order, pairwise(prefixes(order)), strict=True):
            steps[block].append((value(before), value(after)))
    exact = len(drawn) == every(len(steps))
    return {block: _share(found, exact) for block, found in steps.items()}


def _share(steps: Sequence[tuple[Value, Value]], exact: bool) -> Share:
    points = [after.points - before.points for before, after in steps]
    return Share(
        points=_mean(points),
        least=_mean([after.points - before.most for before, after in steps]),
        most=_mean([after.most - before.points for before, after in steps]),
        lowest=min(points), highest=max(points),
        cost=_mean([Fraction(after.cost - before.cost) for before, after in steps]),
        error=0.0 if exact else _error(points),
    )


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _error(points: Sequence[Fraction]) -> float:
    """Standard error of the mean; an order and its reverse are one draw."""
    pairs = [(one + other) / 2 for one, other in zip(points[::2], points[1::2], strict=True)]
    mean = _mean(pairs)
    return sqrt(sum((pair - mean) ** 2 for pair in pairs) / (len(pairs) - 1) / len(pairs))
