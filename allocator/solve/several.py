"""Several cases solved one after the other by one process: made one by one, so that only one is held at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from allocator.domain.case import Case
from allocator.domain.settings import Settings
from allocator.domain.variation import Variation
from allocator.solve.answer import Answer, Done, Stop
from allocator.solve.search import Search


class Briefly(Search):
    """A search that does not look for what must give where no budget is possible."""

    def _impossible(self) -> Answer:
        return self._answer("impossible")


def each(case: Case, variations: Sequence[Variation], settings: Settings, tell: Callable[[Done], None], stop: Stop) -> int:
    """Solve a case with each of some differences, within ``settings`` for each of them."""
    return several((variation.of(case) for variation in variations), settings, False, tell, stop)


def several(cases: Iterable[Case], settings: Settings, briefly: bool, tell: Callable[[Done], None], stop: Stop) -> int:
    """Solve each of some cases, within ``settings`` for each of them; every answer is told as soon as it is known. ``briefly``:
    of an impossible case only that it is. Returns how many were solved."""
    sort = Briefly if briefly else Search
    solved = 0
    for case in cases:
        if stop():
            break
        tell(Done(solved, sort(case, settings, lambda news: None, stop).run()))
        solved += 1
    return solved
