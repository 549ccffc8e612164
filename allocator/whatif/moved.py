"""An approved budget beside a new one, object code by object code: by how much it moves, and which programs move it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from allocator.audit import Ledger
from allocator.constraints.revision import Revision
from allocator.domain.budget import Budget
from allocator.domain.case import Case
from allocator.domain.sacs import INDIRECT_OBJECT
from allocator.domain.stated import Stated
from allocator.money import whole_down

What = Literal["begins", "ends", "larger", "smaller", "same", "base"]
"""What became of a program in the year; ``base``: the indirect charge follows what the source pays."""


@dataclass(frozen=True)
class Approved:
    """A budget that an agency has approved, and the indirect charges that it states: source -> year -> whole dollars."""

    budget: Budget
    indirect: Mapping[str, Mapping[str, int]]

    def by_object(self, source: str, year: str) -> dict[str, int]:
        """Whole dollars that a source was to spend in a year, by object code."""
        found: dict[str, int] = {}
        for paid in self.budget.payments:
            if (paid.source, paid.year) == (source, year):
                found[paid.object] = found.get(paid.object, 0) + paid.dollars
        if charged := self.indirect.get(source, {}).get(year, 0):
            found[INDIRECT_OBJECT] = found.get(INDIRECT_OBJECT, 0) + charged
        return dict(sorted(found.items()))


@dataclass(frozen=True)
class Cause:
    """What moves dollars of an object code."""

    program: str
    """Id of the program; empty for the indirect charge."""
    what: What
    dollars: int
    """Whole dollars that the source pays more under the object code; below 0: less."""


@dataclass(frozen=True)
class Moved:
    """One object code in one year, in whole dollars."""

    year: str
    object: str
    approved: int
    now: int
    needs_approval: bool
    causes: tuple[Cause, ...]
    """Those that move most come first."""

    @property
    def change(self) -> int:
        """Whole dollars more than were approved; below 0: less."""
        return self.now - self.approved

    @property
    def share(self) -> Fraction | None:
        """The change as a share of what was approved; None where nothing was."""
        return Fraction(self.change, self.approved) if self.approved else None


def moved(case: Case, rule: Revision, approved: Approved, budget: Budget) -> tuple[Moved, ...]:
    """Every object code that was approved or is paid now, in the years of the rule."""
    ledger, before = Ledger(case, budget), by_program(approved.budget, rule.source)
    after = by_program(budget, rule.source)
    found = []
    for one in rule.limits(case):
        was, now = rule.approved[one.year].get(one.object, 0), whole_down(rule.now(case, ledger, one).const)
        if was or now:
            key = one.year, one.object
            causes = _causes(case, approved.budget, budget, one.year, before.get(key, {}), after.get(key, {}))
            charged = now - was - sum(cause.dollars for cause in causes)
            some = (*causes, *((Cause("", "base", charged),) if charged else ()))
            found.append(Moved(one.year, one.object, was, now, not one.low <= now <= one.high, some))
    return tuple(found)


def by_program(budget: Budget, source: str) -> dict[tuple[str, str], dict[str, int]]:
    """(year, object code) -> program -> whole dollars that a source pays."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for paid in budget.payments:
        if paid.source == source:
            programs = found[paid.year, paid.object]
            programs[paid.program] = programs.get(paid.program, 0) + paid.dollars
    return found


def _causes(case: Case, approved: Budget, budget: Budget, year: str, was: Mapping[str, int],
            now: Mapping[str, int]) -> tuple[Cause, ...]:
    found = [Cause(program, _what(case, program, approved.level(program, year), budget.level(program, year)), dollars)
             for program in sorted({*was, *now}) if (dollars := now.get(program, 0) - was.get(program, 0))]
    return tuple(sorted(found, key=lambda cause: (-abs(cause.dollars), cause.program)))


def _what(case: Case, program: str, was: str | None, now: str | None) -> What:
    if was is None or now is None:
        return "begins" if was is None and now is not None else "ends" if now is None else "same"
    sizes = [option.level for option in case.options.get(program, ())]
    if was == now or was not in sizes or now not in sizes:
        return "same"
    return "larger" if sizes.index(now) > sizes.index(was) else "smaller"


def approved_of(case: Case, budget: Budget, claims: Mapping[str, Any]) -> Approved:
    """An approved budget from its file. Its indirect charges are those that the file states; where it does not, they are worked
    out with the plan's rates."""
    ledger = Ledger(case, budget)
    stated = claims.get("sources", {})
    indirect = {}
    for source in case.sources:
        years = {year: _dollars(stated.get(source, {}).get(year, {}).get("indirect")) for year in case.years}
        indirect[source] = {year: whole_down(ledger.indirect(source, year).const) if said is None else said
                            for year, said in years.items()}
    return Approved(budget, indirect)


def _dollars(said: Any) -> int | None:
    """Whole dollars of a figure as a file states it, in one cell or in several; None where it is not stated."""
    if isinstance(said, tuple):
        return next((found for one in said if (found := _dollars(one)) is not None), None)
    value = said.value if isinstance(said, Stated) else said
    return whole_down(value) if isinstance(value, int | Fraction) else None
