"""What lasting money can pay in the year after the plan: the most, when every source keeps to what it may pay for."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Hashable, Iterable, Mapping

Node = Hashable
Left = dict[Node, dict[Node, int]]
"""What may still pass from a node to another."""


def most_flow(capacity: Mapping[tuple[Node, Node], int], start: Node, end: Node) -> dict[tuple[Node, Node], int]:
    """The most whole dollars that can pass from ``start`` to ``end`` through links of limited capacity, link by link.
    Shortest paths first (Edmonds and Karp, 1972), neighbours in the order given."""
    left: Left = {}
    for (a, b), most in capacity.items():
        _open(left, a, b, most)
    _fill(left, start, end)
    return {(a, b): most - left[a][b] for (a, b), most in capacity.items() if most > left[a][b]}


def by_gate(capacity: Mapping[tuple[Node, Node], int], gates: Iterable[tuple[Node, int]], start: Node, end: Node) -> list[int]:
    """How many more dollars can pass once each of some links to ``end``, a node with its limit, is opened after those before it.
    What passes through a gate goes on passing."""
    left: Left = {}
    for (a, b), most in capacity.items():
        _open(left, a, b, most)
    found = []
    for gate, most in gates:
        _open(left, gate, end, most)
        found.append(_fill(left, start, end))
        left[gate][end] = 0
    return found


def _open(left: Left, a: Node, b: Node, most: int) -> None:
    left.setdefault(a, {})[b] = left.setdefault(a, {}).get(b, 0) + most
    left.setdefault(b, {}).setdefault(a, 0)


def _fill(left: Left, start: Node, end: Node) -> int:
    """Let pass what can, and say how much more that is."""
    more = 0
    while (path := _path(left, start, end)) is not None:
        links = list(itertools.pairwise(path))
        extra = min(left[a][b] for a, b in links)
        for a, b in links:
            left[a][b] -= extra
            left[b][a] += extra
        more += extra
    return more


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
