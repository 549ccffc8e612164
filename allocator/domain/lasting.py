"""What lasting money can pay in the year after the plan: the most, when every source keeps to what it may pay for."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Hashable, Mapping

Node = Hashable


def most_flow(capacity: Mapping[tuple[Node, Node], int], start: Node, end: Node) -> dict[tuple[Node, Node], int]:
    """The most whole dollars that can pass from ``start`` to ``end`` through links of limited capacity, link by link.
    Shortest paths first (Edmonds and Karp, 1972), neighbours in the order given."""
    number: dict[Node, int] = {start: 0, end: 1}  # whole numbers are found faster than records
    left: list[dict[int, int]] = [{}, {}]
    for (a, b), most in capacity.items():
        for node in (a, b):
            if node not in number:
                number[node] = len(left)
                left.append({})
        x, y = number[a], number[b]
        left[x][y] = left[x].get(y, 0) + most
        left[y].setdefault(x, 0)
    while (path := _path(left, 0, 1)) is not None:
        links = list(itertools.pairwise(path))
        extra = min(left[x][y] for x, y in links)
        for x, y in links:
            left[x][y] -= extra
            left[y][x] += extra
    found = ((link, most - left[number[link[0]]][number[link[1]]]) for link, most in capacity.items())
    return {link: dollars for link, dollars in found if dollars > 0}


def _path(left: list[dict[int, int]], start: int, end: int) -> list[int] | None:
    came: dict[int, int] = {start: start}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there, room in left[here].items():
            if room > 0 and there not in came:
                came[there] = here
                if there == end:
                    path = [end]
                    while path[-1] != start:
                        path.append(came[path[-1]])
                    return path[::-1]
                queue.append(there)
    return None
