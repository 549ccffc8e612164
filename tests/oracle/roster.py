"""What runs at which level in which year: what it costs, meets and needs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from tests.oracle.figures import FIRST_TIERS, Piece, below, number
from tests.oracle.reading import Reading

Pattern = tuple[str | None, ...]
ZERO = Fraction(0)


class Roster:
    """Programs in order, each with its level in each year."""

    def __init__(self, plan: Reading, patterns: tuple[Pattern, ...]) -> None:
        self.plan = plan
        self.patterns = patterns
        self.by_year: list[Pattern] = list(zip(*patterns, strict=True)) if patterns else [() for _ in plan.span]
        self.place = {program: at for at, program in enumerate(plan.order)}

    @classmethod
    def of(cls, plan: Reading, runs: Mapping[str, Mapping[str, str]]) -> Roster:
        """From program -> year -> level."""
        return cls(plan, tuple(tuple(runs.get(p, {}).get(year) for year in plan.years) for p in plan.order))

    def level(self, program: str, t: int) -> str | None:
        """Its level in a year; before the plan, the level at which it already runs."""
        return self.plan.programs[program].get("running") if t < 0 else self.patterns[self.place[program]][t]

    def on(self, program: str, t: int) -> int:
        """1 when it runs."""
        return int(self.level(program, t) is not None)

    def starts(self, program: str, t: int) -> int:
        """1 when it runs and did not in the year before."""
        return int(self.level(program, t) is not None and self.level(program, t - 1) is None)

    def first(self, program: str, t: int) -> bool:
        """Whether first-year costs come in a year."""
        if not self.starts(program, t):
            return False
        ran = any(self.level(program, before) is not None for before in range(-1, t))
        return not ran or bool(self.plan.programs[program].get("restart_cost"))

    def cost(self, program: str, t: int) -> int:
        """Whole dollars of a program in a year."""
        level = self.level(program, t)
        return 0 if level is None else self.plan.cost(program, level, self.plan.years[t], self.first(program, t))

    @cached_property
    def total_cost(self) -> int:
        """Whole dollars of everything in all years."""
        return sum(self.cost(program, t) for program in self.plan.order for t in self.plan.span)

    def points(self) -> Fraction:
        """Average over years of the sum of score x share met."""
        plan = self.plan
        return sum((plan.points_in_year(self.by_year[t]) * plan.weights[t] for t in plan.span), ZERO) / len(plan.years)

    def met(self, t: int) -> dict[str, Fraction]:
        """Share of each need that is met."""
        return self.plan.met(self.by_year[t])

    def fte(self, role: str, t: int) -> Fraction:
        """FTE of a role in use."""
        return self.plan.fte(self.by_year[t]).get(role, ZERO)

    # what has to be paid ------------------------------------------------------------------------------------------------
    @cached_property
    def bills(self) -> dict[tuple[Piece, int], int]:
        """Dollars of everything that has to be paid in each year, an agreement's cost in its two tiers."""
        left: dict[str, int] = {}
        found: dict[tuple[Piece, int], int] = {}
        for t in self.plan.span:
            for program in self.plan.order:
                level = self.level(program, t)
                for item in () if level is None else self.plan.items(program, level):
                    dollars = item.dollars(self.plan.years[t], self.plan.base, self.first(program, t))
                    place = self.plan.programs[program].get("place", "site")
                    if not item.agreement:
                        piece = Piece(program, item.line, item.object, item.tie, item.tags, place)
                        found[piece, t] = dollars
                        continue
                    room = left.setdefault(item.agreement, self.first_tier(item.agreement))
                    early = min(room, dollars)
                    left[item.agreement] = room - early
                    found[Piece(program, item.line, "5800", "", item.tags, place), t] = early
                    found[Piece(program, item.line, "5100", "", item.tags, place), t] = dollars - early
        return {key: dollars for key, dollars in found.items() if dollars}

    def first_tier(self, agreement: str) -> int:
        """Dollars of an agreement's first tier that are left when the plan begins."""
        record = self.plan.plan.get("agreements", {}).get(agreement, {})
        starts = record.get("starts") or self.plan.years[0]
        return max(0, next(dollars for since, dollars in FIRST_TIERS if since <= starts) - record.get("counted", 0))

    # money that has to be earned ---------------------------------------------------------------------------------------
    def available(self, source: str, t: int) -> int:
        """Dollars of a source's award of a year; the year after the plan repeats the last amount."""
        plan = self.plan
        amount = plan.awards(source)[plan.years[min(t, len(plan.years) - 1)]]
        for rule in plan.of_kind("reimbursement", source=source):
            after_plan = t == len(plan.years)
            if t == 0 or (rule.get("years") is not None and (after_plan or plan.years[t] not in rule["years"])):
                continue
            if rule.get("any_of"):
                earned = amount if any(self.on(p, t - 1) for p in rule["any_of"]) else 0
            else:
                earned = below(number(rule["beta"]) * sum(self._recurring(p, t - 1) for p in set(rule["programs"])))
            amount = min(amount, earned)
        return amount

    def _recurring(self, program: str, t: int) -> int:
        level = self.level(program, t)
        return 0 if level is None else self.plan.cost(program, level, self.plan.years[t], False)

    # people -------------------------------------------------------------------------------------------------------------
    def staffed(self) -> bool:
        """Whether every role is within its least and most."""
        for role, record in self.plan.roles.items():
            for t in self.plan.span:
                least, most_ = (_in_year(record.get(field), self.plan.years[t]) for field in ("min", "max"))
                if (least is not None and self.fte(role, t) < least) or (most_ is not None and self.fte(role, t) > most_):
                    return False
        return True


def _in_year(value: Any, year: str) -> Fraction | None:
    if isinstance(value, Mapping):
        return number(value[year]) if year in value else None
    return None if value is None else number(value)
