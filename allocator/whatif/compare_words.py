"""What a meeting could do with two plans side by side: what each has that the other has not, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from allocator.messages import Message, Names, say
from allocator.whatif.comparison import Against, Column, Comparison


def weighed(found: Comparison, column: Column) -> Iterator[Message]:
    """What to weigh between the first plan and another one."""
    against = found.against[found.plans.index(column)]
    if against is None:
        yield from _without_budget(found.plans[0], column)
        return
    traded = tuple(_traded(found, against, column.letter))
    yield from traded
    yield say("compare.step") if traded else say("compare.step.same")


def _without_budget(first: Column, other: Column) -> Iterator[Message]:
    if other.reached is not None:
        yield say("compare.step.second", letter=other.letter)
    elif first.reached is not None and other.impossible is not None and other.impossible.ways_out:
        yield say("compare.step.first", letter=other.letter)


def _traded(found: Comparison, against: Against, letter: str) -> Iterator[Message]:
    """Needs that one of the two meets more of, the largest difference in points first, and programs that run in one only."""
    needs = sorted(against.needs, key=lambda need: (-abs(against.needs[need]), need))
    if more := [need for need in needs if against.needs[need] > 0]:
        yield say("compare.step.gives", letter=letter, names=_names(found, "needs", more))
    if less := [need for need in needs if against.needs[need] < 0]:
        yield say("compare.step.takes", names=_names(found, "needs", less))
    if against.added:
        yield say("compare.step.only", letter=letter, names=_names(found, "programs", against.added))
    if against.dropped:
        yield say("compare.step.only_a", names=_names(found, "programs", against.dropped))
    if against.moved:
        yield say("moves.resized", names=_names(found, "programs", against.moved))


def _names(found: Comparison, section: str, ids: Iterable[str]) -> Names:
    return Names(tuple(found.names[section].get(one, one) for one in ids))
