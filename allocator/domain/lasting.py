"""What lasting money can pay in the year after the plan: the most, when every source keeps to what it may pay for."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Hashable, Iterator, Mapping, Sequence

Node = Hashable


class Flow:
    """Whole dollars that pass through links of limited capacity. Shortest paths first, neighbours in the order in which they were
    linked; all paths of one length are found together (Dinic, 1970). What has arrived stays when a link is added."""

    def __init__(self) -> None:
        self._at: dict[Node, int] = {}
        """The number of each node: numbers are looked up faster than what they stand for."""
        self._left: list[dict[int, int]] = []
        self._dry: set[int] = set()
        """Nodes at which nothing more can arrive, whatever else is sent, until a link is added."""

    def link(self, a: Node, b: Node, most: int) -> None:
        """Let this many dollars more pass from one node to another."""
        self._dry.clear()
        first, second = self._number(a), self._number(b)
        self._left[first][second] = self._left[first].get(second, 0) + most
        self._left[second].setdefault(first, 0)

    def left(self, a: Node, b: Node) -> int:
        """Dollars that could still pass."""
        return self._left[self._at[a]][self._at[b]]

    def _number(self, node: Node) -> int:
        if node not in self._at:
            self._at[node] = len(self._left)
            self._left.append({})
        return self._at[node]

    def fill(self, start: Node, end: Node, most: int | None = None) -> int:
        """Send as much more as can pass, or as much as is wanted; the dollars that arrive in addition."""
        arrived, first, last = 0, self._number(start), self._number(end)
        while arrived != most and (steps := _steps(self._left, first, last, self._dry)):
            for path in _paths(self._left, steps, first, last):
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


def _steps(left: Sequence[Mapping[int, int]], start: int, end: int, dry: set[int]) -> dict[int, int]:
    """How many links lie between a node and the end, for the nodes that are nearer to it than the start; empty when nothing can
    pass, and these nodes are dry then. Every link has one back, so a node's neighbours are also those that lead to it."""
    steps = {end: 0}
    queue = deque([end])
    while queue:
        here = queue.popleft()
        for there in left[here]:
            if there not in steps and there not in dry and left[there][here] > 0:
                steps[there] = steps[here] + 1
                if there == start:
                    return steps
                queue.append(there)
    dry.update(steps)
    return {}


def _paths(left: Sequence[Mapping[int, int]], steps: Mapping[int, int], start: int, end: int) -> Iterator[list[int]]:
    """Each shortest path along which something can still pass, once the one before it has been used."""
    ahead: dict[int, list[int]] = {}
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
