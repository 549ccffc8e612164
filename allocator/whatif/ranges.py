"""Within which limits scores and costs may lie, and one draw of all of them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from allocator.domain.case import Case
from allocator.domain.variation import Variation

Span = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Ranges:
    """The lowest and the highest value of everything that is not certain."""

    scores: Mapping[str, Span]
    """Need -> scores."""
    costs: Mapping[str, Span]
    """Program -> multiples of its costs."""
    assumed: bool
    """Whether the plan states none of them."""


def ranges_of(case: Case, score_points: Fraction, cost_share: Fraction) -> Ranges:
    """The ranges that the plan states; where it states none at all, every score that many points and every cost that share
    lower or higher. Raises ValueError for an assumption that no cost or score can have."""
    plan = case.plan
    scores: dict[str, Span] = {need: (span[0], span[1]) for need in case.needs if (span := plan.needs[need].score_range)}
    costs: dict[str, Span] = {program: (span[0], span[1]) for program, record in case.programs.items()
                              if (span := record.cost_range)}
    if scores or costs:
        return Ranges(scores, costs, assumed=False)
    if not 0 <= score_points <= 100:
        raise ValueError(f"score_points: got {score_points}; expected 0 to 100")
    if not 0 <= cost_share < 1:
        raise ValueError(f"cost_share: got {cost_share}; expected a share below 1")
    stated = {need: plan.needs[need].score for need in case.needs}
    scores = {need: (max(Fraction(0), score - score_points), min(Fraction(100), score + score_points))
              for need, score in stated.items()}
    return Ranges(scores, dict.fromkeys(case.programs, (1 - cost_share, 1 + cost_share)), assumed=True)


def draw(case: Case, ranges: Ranges, seed: int, number: int) -> Variation:
    """One draw: what the plan states is the likeliest, the ends of a range the least likely (a triangle). Scores have one
    decimal, multiples of costs three. Every need and program has dice of its own, so that neither the order of records nor
    another record changes what is drawn for it."""
    def dice(what: str) -> random.Random:
        return random.Random(f"{seed} {number} {what}")  # noqa: S311 - dice, not secrets

    scores = {need: _value(dice(f"score {need}"), span, case.plan.needs[need].score, 10)
              for need, span in ranges.scores.items()}
    costs = {program: _value(dice(f"cost {program}"), span, Fraction(1), 1000)
             for program, span in ranges.costs.items()}
    return Variation(scores=scores, costs=costs)


def _value(dice: random.Random, span: Span, likeliest: Fraction, steps: int) -> Fraction:
    low, high = span
    if low == high:
        return low
    drawn = dice.triangular(float(low), float(high), float(likeliest))
    return min(high, max(low, Fraction(round(drawn * steps), steps)))
