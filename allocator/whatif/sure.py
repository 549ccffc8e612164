"""How sure a plan is: scores come out of a survey and costs out of an estimate, so both are drawn again many times, and each
time the best plan is looked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.messages import Fte, Message, Percent, say
from allocator.solve import rosters
from allocator.whatif.ranges import Ranges, draw, ranges_of
from allocator.whatif.study import Study

LOOSE = 0.01
"""A draw is searched until its plan is this close to the best: the draws are many, and no budget is made of them."""
MOST_DRAWS = 2_000


@dataclass(frozen=True)
class Funded:
    """How often a program is part of the best plan."""

    program: str
    kind: Literal["always", "sometimes", "never"]
    draws: int
    """Draws in which it runs in at least one year."""
    share: Fraction
    """Of the draws that have a plan."""
    years: Mapping[str, int]
    """Fiscal year -> draws in which it runs in this year."""
    in_plan: bool
    """Whether it runs in the plan as it is."""
    says: Message


@dataclass(frozen=True)
class Sure:
    """How much of a plan stays the same when scores and costs turn out otherwise."""

    asked: int
    """Draws that were asked for."""
    counted: int
    """Draws that have a plan; everything is counted in these."""
    impossible: int
    """Draws in which no budget obeys every rule."""
    missing: int
    """Draws without an answer: time ran out, or somebody stopped."""
    seed: int
    gap: Fraction
    """How far the plan of a draw may be from the best one, as a share of its points."""
    assumed: bool
    """Whether the ranges are an assumption, because the plan states none."""
    scores: Mapping[str, tuple[Fraction, Fraction]]
    """Need -> lowest and highest score that was drawn from."""
    costs: Mapping[str, tuple[Fraction, Fraction]]
    """Program -> lowest and highest multiple of its costs."""
    programs: tuple[Funded, ...]
    """Every program, the surest first, then by id."""
    says: tuple[Message, ...]


def how_sure(study: Study, draws: int = 200, seed: int = 0, score_points: Fraction | int = 5,
             cost_share: Fraction = Fraction(1, 10), gap: float = LOOSE) -> Sure:
    """Count how often each program is part of the best plan when scores and costs are drawn within the plan's ranges.

    ``score_points`` and ``cost_share`` are the assumption for a plan that states no range at all. ``gap`` is how far from
    the best the plan of a draw may be. Raises ValueError for fewer than one draw or more than ``MOST_DRAWS``.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise ValueError(f"draws: got {draws}; expected 1 to {MOST_DRAWS:,}")
    case = study.case
    ranges = ranges_of(case, Fraction(score_points), Fraction(cost_share))
    settings = replace(study.settings, gap=max(study.settings.gap, gap))
    found: list[rosters.Drawn] = []

    def hear(drawn: rosters.Drawn) -> None:
        found.append(drawn)
        if study.hear is not None:
            study.hear(len(found), draws)

    base = study.base
    rosters.drawn(case, [draw(case, ranges, seed, number) for number in range(draws)], settings, hear, study.stop)
    plans = [drawn.roster for drawn in found if drawn.roster is not None]
    impossible = sum(drawn.ending == "impossible" for drawn in found)
    now: Roster = base.roster if base.possible else {}
    programs = [_funded(case, plans, now, program) for program in case.programs]
    sure = Sure(
        asked=draws, counted=len(plans), impossible=impossible, missing=draws - len(plans) - impossible, seed=seed,
        gap=Fraction(settings.gap).limit_denominator(10**6), assumed=ranges.assumed, scores=ranges.scores, costs=ranges.costs,
        programs=tuple(sorted(programs, key=lambda one: (-one.draws, one.program))), says=(),
    )
    opening = _ranges_in_words(ranges, Fraction(score_points), Fraction(cost_share))
    return replace(sure, says=(opening, *_words(case, sure)))


def _funded(case: Case, plans: list[Roster], now: Roster, program: str) -> Funded:
    runs = [plan[program] for plan in plans if plan.get(program)]
    count, name = len(runs), case.programs[program].name
    years = {year: sum(year in run for run in runs) for year in case.years}
    share = Fraction(count, len(plans)) if plans else Fraction(0)
    kind: Literal["always", "sometimes", "never"] = "never" if not share else "always" if share == 1 else "sometimes"
    if kind == "sometimes" and len(years) > 1:
        says = say("sure.sometimes", program=name, n=count, draws=len(plans), share=Percent(round(share, 3)),
                   mean=Fte(round(Fraction(sum(years.values()), count), 1)), years=len(years))
    else:
        says = say("sure.program", program=name, n=count, draws=len(plans))
    return Funded(program, kind, count, share, years, program in now, says)


def _ranges_in_words(ranges: Ranges, points: Fraction, share: Fraction) -> Message:
    if ranges.assumed:
        return say("sure.assumed", points=Fte(points), share=Percent(share))
    return say("sure.stated", scores=len(ranges.scores), costs=len(ranges.costs))


def _words(case: Case, sure: Sure) -> Iterator[Message]:
    if sure.gap:
        yield say("sure.drawn.near", draws=sure.asked, gap=Percent(sure.gap))
    else:
        yield say("sure.drawn", draws=sure.asked)
    if sure.impossible:
        yield say("sure.impossible", n=sure.impossible, draws=sure.asked)
    if sure.missing:
        yield say("sure.missing", n=sure.missing, draws=sure.asked)
    if sure.counted:
        kinds = [one.kind for one in sure.programs]
        yield say("sure.counts", always=kinds.count("always"), sometimes=kinds.count("sometimes"), never=kinds.count("never"))
    for one in sure.programs:
        if sure.counted and one.in_plan and one.share < Fraction(1, 2):
            yield say("sure.shaky", program=case.programs[one.program].name, n=one.draws, draws=sure.counted)
