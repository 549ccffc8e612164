"""What lasting money can pay in the year after the plan: the most, when every source keeps to what it may pay for."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Hashable, Mapping

Node = Hashable


class Network:
    """Links of limited capacity from ``start`` to ``end``, and the whole dollars that pass through them so far. Shortest paths
    first (Edmonds and Karp, 1972), neighbours in the order given."""

    def __init__(self, capacity: Mapping[tuple[Node, Node], int], start: Node, end: Node) -> None:
        self._number: dict[Node, int] = {start: 0, end: 1}  # whole numbers are found faster than records
        self._left: list[dict[int, int]] = [{}, {}]
        for (a, b), most in capacity.items():
            self.set(a, b, self.left(a, b) + most)

    def left(self, a: Node, b: Node) -> int:
        """Dollars that can still pass through a link."""
        return self._left[self._at(a)].get(self._at(b), 0)

    def set(self, a: Node, b: Node, dollars: int) -> None:
        """Say how many more dollars can pass through a link."""
        x, y = self._at(a), self._at(b)
        self._left[x][y] = dollars
        self._left[y].setdefault(x, 0)

    def fill(self) -> int:
        """Let as many more dollars pass from start to end as can, and say how many these are."""
        more, left = 0, self._left
        while (path := self._path()) is not None:
            links = list(itertools.pairwise(path))
            extra = min(left[x][y] for x, y in links)
            for x, y in links:
                left[x][y] -= extra
                left[y][x] += extra
            more += extra
        return more

    def _at(self, node: Node) -> int:
        if node not in self._number:
            self._number[node] = len(self._left)
            self._left.append({})
        return self._number[node]

    def _path(self) -> list[int] | None:
        came: dict[int, int] = {0: 0}
        queue = deque([0])
        while queue:
            here = queue.popleft()
            for there, room in self._left[here].items():
                if room > 0 and there not in came:
                    came[there] = here
                    if there == 1:
                        path = [1]
                        while path[-1] != 0:
                            path.append(came[path[-1]])
                        return path[::-1]
                    queue.append(there)
        return None


def most_flow(capacity: Mapping[tuple[Node, Node], int], start: Node, end: Node) -> dict[tuple[Node, Node], int]:
    """The most whole dollars that can pass from ``start`` to ``end`` through links of limited capacity, link by link."""
    network = Network(capacity, start, end)
    network.fill()
    found = ((link, most - network.left(*link)) for link, most in capacity.items())
    return {link: dollars for link, dollars in found if dollars > 0}
