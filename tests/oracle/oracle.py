"""The best that a small plan can reach, by trying every roster, best first, until one can be paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from tests.oracle.books import Books
from tests.oracle.judges import JUDGES, shortfall
from tests.oracle.reading import Reading
from tests.oracle.roster import ZERO, Pattern, Roster
from tests.oracle.split import hopeless, kindest, split

MOST_ROSTERS = 6000
ABOUT_SHARES = ("share_cap", "share_floor", "revision")
ALONE = ("must", "must_not", "continuity")


class TooLarge(Exception):
    """More rosters than anyone should try one by one."""


@dataclass(frozen=True)
class Answer:
    """The best points, what soft rules fall short by, the least cost at that, and one way to pay for it."""

    possible: bool
    short: tuple[Fraction, ...] = ()
    points: Fraction = ZERO
    cost: int = 0
    books: Books | None = None
    tried: int = 0

    @property
    def said(self) -> tuple[bool, tuple[Fraction, ...], Fraction, int]:
        """What every correct answer shares: possible or not, soft shortfalls in their order, points, and the least cost."""
        return self.possible, self.short, self.points, self.cost

    @property
    def effect(self) -> tuple[bool, Fraction, int]:
        """What a rule can change."""
        return self.possible, self.points, self.cost


def best(plan: Mapping[str, Any], drop: frozenset[str] = frozenset(), rates: Mapping[str, Any] | None = None) -> Answer:
    """The best answer to a plan, as if the kinds in ``drop`` did not exist. Raises TooLarge."""
    reading = Reading(plan, drop, rates)
    if any(rule.get("prefer") is not None and rule["kind"] in ABOUT_SHARES for rule in reading.rules):
        return best_of_all(reading)
    ranked = sorted(rosters(reading), key=lambda found: found[:3])
    for tried, (short, points, cost, _, roster) in enumerate(ranked, start=1):
        if (books := split(roster)) is not None:
            return Answer(True, short, -points, cost, books, tried)
    return Answer(False, tried=len(ranked))


def equally_good(plan: Mapping[str, Any]) -> list[Roster]:
    """Every roster that can be paid and is as good and as cheap as the best."""
    answer = best(plan)
    goal = (answer.short, -answer.points, answer.cost)
    return [found[-1] for found in rosters(Reading(plan)) if found[:3] == goal and split(found[-1]) is not None]


def best_of_all(plan: Reading) -> Answer:
    """The best answer where soft rules speak of payments, too: every roster is paid as kindly as can be, then compared."""
    soft = soft_rules(plan)
    answers = []
    for _, points, cost, _, roster in rosters(plan):
        if not hopeless(roster) and (found := kindest(roster)) is not None:
            books = found[1]
            short = tuple(
                sum((fallen(books, rule) for rule in soft if rule["prefer"] == order), ZERO)
                for order in sorted({rule["prefer"] for rule in soft}))
            answers.append(Answer(True, short, -points, cost, books))
    return min(answers, key=lambda found: (found.short, -found.points, found.cost), default=Answer(False))


def fallen(books: Books, rule: Mapping[str, Any]) -> Fraction:
    """How far a soft rule falls short, whether it speaks of what runs or of who pays."""
    return shortfall(books.roster, rule) or books.shortfall(rule) or ZERO


Ranked = tuple[tuple[Fraction, ...], Fraction, int, tuple[Pattern, ...], Roster]


def rosters(plan: Reading) -> Iterator[Ranked]:
    """Rosters that keep every hard rule that payments do not touch: soft shortfalls, points (negative), cost, patterns."""
    patterns = [list(allowed(plan, program)) for program in plan.order]
    count = 1
    for some in patterns:
        count *= len(some)
    if count > MOST_ROSTERS:
        raise TooLarge(f"{count} rosters")
    hard = [rule for rule in plan.rules if rule.get("prefer") is None and rule["kind"] in JUDGES]
    soft = soft_rules(plan)
    orders = sorted({rule["prefer"] for rule in soft})
    for chosen in product(*patterns):
        roster = Roster(plan, chosen)
        if "staffing" not in plan.drop and not roster.staffed():
            continue
        if any(shortfall(roster, rule) for rule in hard):
            continue
        short = tuple(sum((shortfall(roster, rule) or ZERO for rule in soft if rule["prefer"] == order), ZERO)
                      for order in orders)
        yield short, -roster.points(), roster.total_cost, chosen, roster


def soft_rules(plan: Reading) -> list[dict[str, Any]]:
    """Rules that may give. Raises ValueError for a soft match, which this oracle does not weigh."""
    soft = [rule for rule in plan.rules if rule.get("prefer") is not None]
    if any(rule["kind"] not in JUDGES and rule["kind"] not in ABOUT_SHARES for rule in soft):
        raise ValueError("a soft match")
    return soft


def allowed(plan: Reading, program: str) -> Iterator[Pattern]:
    """Levels by year that a program's timing and the rules about it alone allow."""
    own = [rule for rule in plan.rules if rule.get("prefer") is None and rule["kind"] in ALONE
           and (rule.get("program") == program
                or (rule["kind"] == "continuity" and program in (rule.get("programs") or plan.order)))]
    resting = tuple(None for _ in plan.span)
    for pattern in product([None, *plan.levels[program]], repeat=len(plan.years)):
        if "timing" not in plan.drop and not in_time(plan.programs[program], pattern):
            continue
        lone = Roster(plan, tuple(pattern if other == program else resting for other in plan.order))
        if not any(shortfall(lone, _about(rule, program)) for rule in own):
            yield pattern


def _about(rule: dict[str, Any], program: str) -> dict[str, Any]:
    """A rule on continuity, for one program only."""
    if rule["kind"] != "continuity":
        return rule
    return {**rule, "programs": [program]}


def in_time(record: Mapping[str, Any], pattern: Pattern) -> bool:
    """Whether a program may run in these years: once and without a gap, in all years, or freely."""
    timing = record.get("timing", "once")
    runs = [level is not None for level in pattern]
    if timing == "free":
        return True
    if timing == "all_years":
        return all(runs) or not any(runs)
    before = record.get("running") is not None
    starts = sum(now and not was for was, now in zip([before, *runs], runs, strict=False))
    return starts <= (0 if before else 1)
