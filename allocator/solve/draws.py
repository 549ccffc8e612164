"""What runs in the best plan of a case, again and again with other scores and costs. Only what runs is told: choosing the
payments one by one would take most of the time, so it is only made sure that there are some."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from allocator.domain.case import Case
from allocator.domain.decided import Roster
from allocator.domain.settings import Settings
from allocator.domain.variation import Variation
from allocator.solve.answer import Stop
from allocator.solve.held import payable
from allocator.solve.rosters import Drawn
from allocator.solve.search import Search
from allocator.solve.tidy import without_waste

TRIES = 10
"""Rosters that are tried before one that cannot be paid in whole dollars counts as no answer."""


def draws(case: Case, variations: Sequence[Variation], settings: Settings, tell: Callable[[Drawn], None], stop: Stop) -> int:
    """Search a case with each of some differences, within ``settings`` for each of them; what runs is told as soon as it is
    known. Returns how many were searched."""
    for number, variation in enumerate(variations):
        if stop():
            return number
        tell(Draw(variation.of(case), settings, lambda news: None, stop).drawn(number))
    return len(variations)


class Draw(Search):
    """One search that ends with what runs."""

    def _better(self, roster: Roster, bound: float) -> None:
        """Nobody waits for the first budget of a draw."""

    def drawn(self, number: int) -> Drawn:
        """What runs, wasting nothing, and it can be paid."""
        if not self._soft_rules():
            return Drawn(number, "impossible")
        for _ in range(TRIES):
            outcome = self._solve(self.problem, self.settings.gap)
            if outcome.state == "impossible":
                return Drawn(number, "impossible")
            if outcome.x is None or outcome.state == "stopped":
                break
            roster = self.model.roster(outcome.x)
            roster = self._no_worse(without_waste(self, roster, float(self._points(roster))), roster)
            if payable(self.case, roster, self.payer):
                return Drawn(number, "found", roster)
            self._forbid(roster)
        return Drawn(number, "no_plan_found")
