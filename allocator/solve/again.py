"""One case solved again and again, each time with a small difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from allocator.domain.case import Case
from allocator.domain.settings import Settings
from allocator.domain.variation import Variation
from allocator.solve.answer import Done, Stop
from allocator.solve.search import search


def each(case: Case, variations: Sequence[Variation], settings: Settings, tell: Callable[[Done], None], stop: Stop) -> int:
    """Solve a case with each of some differences, within ``settings`` for each of them; every answer is told as soon as it is
    known. Returns how many were solved."""
    for number, variation in enumerate(variations):
        if stop():
            return number
        tell(Done(number, search(variation.of(case), settings, stop=stop)))
    return len(variations)
