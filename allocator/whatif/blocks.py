"""Changes that are made together, because one without the other makes no plan that has an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

Some = frozenset[int]
"""Numbers of changes."""
Good = Callable[[Some], bool]
"""Whether there is an answer when just these changes are made. There is one for none of them, and for all."""


def union(blocks: Iterable[Some]) -> Some:
    """The changes of some blocks."""
    return frozenset().union(*blocks)


def merged(blocks: Sequence[Some], bad: Some, good: Good) -> list[Some]:
    """The blocks with one made of several, so that ``bad``, a union of some of them that has no answer, is asked no more.

    First the fewest of the bad ones that still have no answer are sought, then the fewest others that give them one. Of
    several that would, those that stand later stay apart.
    """
    culprits = [block for block in blocks if block <= bad]
    for block in list(culprits):
        if len(culprits) > 1 and not good(union(culprits) - block):
            culprits.remove(block)
    together = list(blocks)
    for block in reversed(blocks):
        if block not in culprits and good(union(together) - block):
            together.remove(block)
    apart = [block for block in blocks if block not in together]
    return sorted([*apart, union(together)], key=min)


def settled(blocks: Sequence[Some], asked: Callable[[Sequence[Some]], Iterable[Some]], good: Good) -> list[Some]:
    """The blocks, merged until everything that is ``asked`` of them has an answer."""
    found = list(blocks)
    while (bad := next((some for some in asked(found) if not good(some)), None)) is not None:
        found = merged(found, bad, good)
    return found
