"""What lasting money can pay in the year after the plan: the most, when every source keeps to what it may pay for."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Hashable, Iterator, Mapping

Node = Hashable


class Flow:
    """Whole dollars that pass through links of limited capacity. Shortest paths first, neighbours in the order in which they were
    linked; all paths of one length are found together (Dinic, 1970). What has arrived stays when a link is added."""

    def __init__(self) -> None:
        self._left: dict[Node, dict[Node, int]] = {}
        self._dry: set[Node] = set()
        """Nodes at which nothing more can arrive, whatever else is sent, until a link is added."""

    def link(self, a: Node, b: Node, most: int) -> None:
        """Let this many dollars more pass from one node to another."""
        self._dry.clear()
        self._left.setdefault(a, {})[b] = self._left.setdefault(a, {}).get(b, 0) + most
        self._left.setdefault(b, {}).setdefault(a, 0)

    def left(self, a: Node, b: Node) -> int:
        """Dollars that could still pass."""
        return self._left[a][b]

    def fill(self, start: Node, end: Node, most: int | None = None) -> int:
        """Send as much more as can pass, or as much as is wanted; the dollars that arrive in addition."""
        arrived = 0
        while arrived != most and (steps := _steps(self._left, start, end, self._dry)):
            for path in _paths(self._left, steps, start, end):
                links = list(itertools.pairwise(path))
                extra = min(self._left[a][b] for a, b in links)
                if most is not None:
                    extra = min(extra, most - arrived)
                for a, b in links:
                    self._left[a][b] -= extra
                    self._left[b][a] += extra
                arrived += extra
                if arrived == most:
                    break
        return arrived


def most_flow(capacity: Mapping[tuple[Node, Node], int], start: Node, end: Node) -> dict[tuple[Node, Node], int]:
    """The most whole dollars that can pass from ``start`` to ``end`` through links of limited capacity, link by link."""
    flow = Flow()
    for (a, b), most in capacity.items():
        flow.link(a, b, most)
    flow.fill(start, end)
    return {(a, b): most - flow.left(a, b) for (a, b), most in capacity.items() if most > flow.left(a, b)}


def _steps(left: Mapping[Node, Mapping[Node, int]], start: Node, end: Node, dry: set[Node]) -> dict[Node, int]:
    """How many links lie between a node and the end, for the nodes that are nearer to it than the start; empty when nothing can
    pass, and these nodes are dry then. Every link has one back, so a node's neighbours are also those that lead to it."""
    steps = {end: 0}
    queue = deque([end])
    while queue:
        here = queue.popleft()
        for there in left.get(here, ()):
            if there not in steps and there not in dry and left[there][here] > 0:
                steps[there] = steps[here] + 1
                if there == start:
                    return steps
                queue.append(there)
    dry.update(steps)
    return {}


def _paths(left: Mapping[Node, Mapping[Node, int]], steps: Mapping[Node, int], start: Node, end: Node) -> Iterator[list[Node]]:
    """Each shortest path along which something can still pass, once the one before it has been used."""
    ahead: dict[Node, list[Node]] = {}
    path = [start]
    while path:
        here = path[-1]
        if here == end:
            yield path
            path = [start]
            continue
        if here not in ahead:
            ahead[here] = [there for there in left[here] if steps.get(there) == steps[here] - 1][::-1]
        while ahead[here] and not left[here][ahead[here][-1]]:
            ahead[here].pop()
        if ahead[here]:
            path.append(ahead[here][-1])
        else:
            path.pop()
            if path:
                ahead[path[-1]].pop()
