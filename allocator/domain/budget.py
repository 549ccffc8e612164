"""The answer: what runs at which level in which year, and which source pays which dollars of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True, slots=True)
class Payment:
    """Whole dollars of one cost line that one source pays in one fiscal year."""

    program: str
    line: str
    year: str
    source: str
    object: str
    dollars: int


@dataclass(frozen=True)
class Budget:
    """What a person may enter by hand: the roster and the payments. Everything else follows from it.

    ``roster`` is program -> year -> level; years in which a program does not run are left out.
    """

    roster: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    payments: tuple[Payment, ...] = ()

    @classmethod
    def of(cls, roster: Mapping[str, Mapping[str, str]], payments: Iterable[Payment]) -> Budget:
        """A budget in its one order: programs and years sorted, payments of 0 left out."""
        kept = {program: dict(sorted(years.items())) for program, years in sorted(roster.items()) if years}
        return cls(kept, tuple(sorted(payment for payment in payments if payment.dollars != 0)))

    def level(self, program: str, year: str) -> str | None:
        """The level at which the program runs in the year, or None."""
        return self.roster.get(program, {}).get(year)
