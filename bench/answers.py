"""Measures how fast questions are answered beside solving again, on the sample school, in one run, and prints the ratios.

    python -m bench.answers [--plan scenarios/oak-grove/base.yaml] [--gap 0.01]

Two answers: the ranking of all programs for "why not?", and the plan at once after money has moved. CPU seconds of one thread.
Exit code 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TypeVar

import allocator
from allocator.allocate import audited, sound_case
from allocator.domain.case import Case
from allocator.domain.decided import Decided, Roster
from allocator.domain.settings import Settings
from allocator.domain.variation import Variation
from allocator.explain.report import shortfalls
from allocator.solve.answer import Answer
from allocator.solve.at_once import Known, Shelf
from allocator.solve.relaxed import rank
from allocator.solve.search import search
from allocator.whatif.amounts import more_is_asked
from allocator.whatif.asked import Runs, StaysOut

PLAN = Path(__file__).resolve().parents[1] / "scenarios" / "oak-grove" / "base.yaml"
STOCK = 13
"""Plans that are found beforehand, with 70% to 130% of a source's money."""
QUESTIONS = 40
CHECKED = 8
"""Questions whose answer is compared with a new search."""
FIRST = 1e6
"""More than any plan has points."""
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds of some work, and what it gave."""
    gc.collect()
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def points(case: Case, answer: Answer) -> float | None:
    """Points of an answer; None where there is no budget."""
    return None if answer.budget is None else float(Decided(case, answer.budget.roster).points())


def worth(case: Case, answer: Answer) -> float:
    """Points of an answer, as plans are chosen: a rule that falls short comes before any points; no budget is last."""
    if answer.budget is None:
        return -2 * FIRST
    short = sum(float(amount) for amount in shortfalls(audited(case, answer.budget)).values())
    return float(Decided(case, answer.budget.roster).points()) - (FIRST if short > 0 else 0.0)


def correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rank correlation; equal values share their mean rank."""
    a, b = _ranks(one), _ranks(other)
    mean = sum(a) / len(a)
    above = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    spread = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return float(above / spread**0.5) if spread else 1.0


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(values)
    return [order.index(value) + (order.count(value) - 1) / 2 for value in values]


def ranking(case: Case, base: Roster, settings: Settings) -> tuple[float, float]:
    """(how many times faster the ranking is than solving again for each program, rank correlation of the two)."""
    asked = {program: bool(base.get(program)) for program in case.programs}
    quick, (most, estimate) = timed(lambda: rank(case, {}, asked, lambda news: None, lambda: False))
    exact, seconds = {}, 0.0
    for program, runs in asked.items():
        rule = (StaysOut if runs else Runs)(id="asked", program=program)
        taken, answer = timed(lambda rule=rule: search(Variation(rules=(rule,)).of(case), settings))
        seconds += taken
        exact[program] = worth(Variation(rules=(rule,)).of(case), answer)
        print(f"  {program:28}{'in ' if runs else 'out'} estimate {most - (estimate[program] or 0.0):8.2f}  "
              f"exact {exact[program]:8.2f}  {taken:6.1f} s", flush=True)
    names = list(asked)
    return seconds / quick, correlation([estimate[one] or 0.0 for one in names], [exact[one] for one in names])


def at_once(case: Case, source: str, settings: Settings) -> tuple[float, float, float, float]:
    """(p95 of the answer in seconds, how many times faster than a search, greatest loss in points, median distance shown)."""
    amounts = case.plan.sources[source].amounts or {}
    rng = random.Random(1)  # noqa: S311 - the same questions in every run

    def moved(share: float) -> Variation:  # one source, all years alike
        return Variation(money={source: {year: round(dollars * (share - 1)) for year, dollars in amounts.items()}})

    stock = [moved(0.7 + 0.6 * at / (STOCK - 1)) for at in range(STOCK)]
    found = [search(variation.of(case), replace(settings, gap=settings.gap / 5)) for variation in stock]
    shelf = Shelf(case, [Known(variation.money, answer.budget.roster, answer.quality.bound or float("inf"))
                         for variation, answer in zip(stock, found, strict=True) if answer.budget is not None],
                  more_is_better=not more_is_asked(case, source))
    shelf.best(Variation())
    quick, loss, away, searched = [], [], [], []
    for number in range(QUESTIONS):
        variation = moved(rng.uniform(0.7, 1.3))
        seconds, answer = timed(lambda variation=variation: shelf.best(variation))
        quick.append(seconds)
        away.append(answer.away)
        if number < CHECKED:
            taken, again = timed(lambda variation=variation: search(variation.of(case), settings))
            searched.append(taken)
            best = points(case, again)
            loss.append(0.0 if best is None else max(0.0, (best - float(answer.points)) / best))
    quick.sort()
    return quick[int(0.95 * len(quick))], median(searched) / median(quick), max(loss), median(away)


def main() -> int:
    """Measure and print; 0 when every goal is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plan", type=Path, default=PLAN)
    parser.add_argument("--gap", type=float, default=0.01)
    parser.add_argument("--source", default="ccspp")
    asked = parser.parse_args()
    case = sound_case(allocator.load(asked.plan))
    settings = Settings(gap=asked.gap, seconds=120.0)
    gc.disable()
    p95, faster, loss, away = at_once(case, asked.source, settings)
    print(f"at once: median distance from the best that is shown {away:.3f}")
    base = search(case, settings)
    assert base.budget is not None
    times, alike = ranking(case, base.budget.roster, Settings(gap=0.001, seconds=60.0))
    goals = [
        ("ranking of all programs: times faster than solving again", times, 100.0, True),
        ("rank correlation with the exact order", alike, 0.8, True),
        ("money moved: 95 of 100 answers within seconds", p95, 0.1, False),
        ("money moved: times faster than a search to the same gap", faster, 30.0, True),
        ("money moved: points lost against the search, at most", loss, 0.005, False),
    ]
    ok = True
    for says, measured, goal, at_least in goals:
        met = measured >= goal if at_least else measured <= goal
        ok &= met
        print(f"{'met   ' if met else 'MISSED'} {says}: {measured:.3f} (goal: at {'least' if at_least else 'most'} {goal:g})")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
