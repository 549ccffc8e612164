"""The most that can pass through links of limited size."""

from __future__ import annotations

from collections.abc import Hashable, Mapping


def most(capacity: Mapping[tuple[Hashable, Hashable], int], start: Hashable, end: Hashable) -> int:
    """Whole dollars from ``start`` to ``end``: by a depth-first search for a way with room left, until there is none."""
    room: dict[Hashable, dict[Hashable, int]] = {}
    for (one, other), size in capacity.items():
        room.setdefault(one, {})[other] = size
        room.setdefault(other, {}).setdefault(one, 0)
    passed = 0
    while start in room and (extra := _push(room, start, end, sum(capacity.values()) + 1, set())):
        passed += extra
    return passed


def _push(room: dict[Hashable, dict[Hashable, int]], here: Hashable, end: Hashable, size: int, seen: set[Hashable]) -> int:
    if here == end:
        return size
    seen.add(here)
    for there, left in list(room[here].items()):
        if left and there not in seen and (extra := _push(room, there, end, min(size, left), seen)):
            room[here][there] -= extra
            room[there][here] += extra
            return extra
    return 0
