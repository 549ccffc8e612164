"""What lasting money can pay in the year after the plan: the most, when every source keeps to what it may pay for."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Hashable, Mapping

Node = Hashable


class Flow:
    """Whole dollars that pass through links of limited capacity. Shortest paths first (Edmonds and Karp, 1972), neighbours in the
    order in which they were linked. What has arrived stays when a link is added."""

    def __init__(self) -> None:
        self._left: dict[Node, dict[Node, int]] = {}

    def link(self, a: Node, b: Node, most: int) -> None:
        """Let this many dollars more pass from one node to another."""
        self._left.setdefault(a, {})[b] = self._left.setdefault(a, {}).get(b, 0) + most
        self._left.setdefault(b, {}).setdefault(a, 0)

    def left(self, a: Node, b: Node) -> int:
        """Dollars that could still pass."""
        return self._left[a][b]

    def fill(self, start: Node, end: Node) -> int:
        """Send as much more as can pass; the dollars that arrive in addition."""
        arrived = 0
        while (path := _path(self._left, start, end)) is not None:
            links = list(itertools.pairwise(path))
            extra = min(self._left[a][b] for a, b in links)
            for a, b in links:
                self._left[a][b] -= extra
                self._left[b][a] += extra
            arrived += extra
        return arrived


def most_flow(capacity: Mapping[tuple[Node, Node], int], start: Node, end: Node) -> dict[tuple[Node, Node], int]:
    """The most whole dollars that can pass from ``start`` to ``end`` through links of limited capacity, link by link."""
    flow = Flow()
    for (a, b), most in capacity.items():
        flow.link(a, b, most)
    flow.fill(start, end)
    return {(a, b): most - flow.left(a, b) for (a, b), most in capacity.items() if most > flow.left(a, b)}


def _path(left: Mapping[Node, Mapping[Node, int]], start: Node, end: Node) -> list[Node] | None:
    came: dict[Node, Node] = {start: start}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == end:
            path = [end]
            while path[-1] != start:
                path.append(came[path[-1]])
            return path[::-1]
        for there, room in left.get(here, {}).items():
            if room > 0 and there not in came:
                came[there] = here
                queue.append(there)
    return None
