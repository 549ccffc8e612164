"""Rules that only the question about an approved budget brings along: what is settled, and what may leave it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from allocator.constraints.revision import Limits, Revision
from allocator.domain.case import Case
from allocator.domain.charge import Charge
from allocator.domain.lin import total
from allocator.domain.rule import Row, Rule, at_least, at_most, exactly
from allocator.domain.view import View
from allocator.messages import Message, say


class Settled(Rule):
    """In its years just this runs. Where payments are given, each source pays as many dollars of each line, and of each position
    as a whole: how the lines of a position are rounded stays open."""

    kind: Literal["asked_settled"] = "asked_settled"
    may_give: ClassVar[bool] = False
    may_prefer: ClassVar[bool] = False
    summed: ClassVar[bool] = True
    roster: dict[str, dict[str, str]]
    """Program -> year -> level."""
    payments: Any = ()
    """Payments (Payment) of these years; none: who pays stays open."""

    def rows(self, case: Case, view: View) -> Iterator[Row]:
        years = self.applies(case)
        for program in case.programs:
            for year in years:
                level = self.roster.get(program, {}).get(year)
                if level is None:
                    yield at_most(view.on(program, year), 0, year=year, about=program, unit="count")
                else:
                    yield at_least(view.run(program, level, year), 1, year=year, about=program, unit="count")
        for (program, _, source, year), paid in sorted(self._together(case, years).items()):
            dollars = sum(paid.values())
            yield exactly(total(view.pay(charge, source, year) for charge in paid), dollars, year=year, about=program)

    def _together(self, case: Case, years: list[str]) -> dict[tuple[str, str, str, str], dict[Charge, int]]:
        """(program, position or line, source, year) -> dollars of each of its charges."""
        known = {(charge.program, charge.line, charge.object): charge for charge in case.all_charges}
        found: dict[tuple[str, str, str, str], dict[Charge, int]] = {}
        for paid in self.payments:
            if paid.year in years:
                charge = known[paid.program, paid.line, paid.object]
                part = charge.tie or f"{charge.line}/{charge.object}"
                same = (c for c in case.charges[paid.program] if c.tie == charge.tie) if charge.tie else (charge,)
                lines = found.setdefault((paid.program, part, paid.source, paid.year), dict.fromkeys(same, 0))
                lines[charge] += paid.dollars
        return found

    def says(self, case: Case) -> Message:
        return say("asked.settled")


class Except(Revision):
    """An approved budget is kept to, except under some object codes in some years."""

    kind: Literal["asked_except"] = "asked_except"  # type: ignore[assignment]
    apart: Any = frozenset()
    """(fiscal year, object code) of those that may leave it."""

    @classmethod
    def of(cls, rule: Revision, apart: frozenset[tuple[str, str]]) -> Except:
        """The rule without some of what it speaks of."""
        given = {name: getattr(rule, name) for name in ("source", "approved", "share", "years")}
        return cls(id=f"{rule.id}:except", apart=apart, **given)

    def limits(self, case: Case) -> Iterator[Limits]:
        return (one for one in super().limits(case) if (one.year, one.object) not in self.apart)
