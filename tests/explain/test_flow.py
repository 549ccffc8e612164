"""How money passes through links: worked by hand, and piece by piece as the cliff asks."""

from __future__ import annotations

from itertools import combinations
from random import Random

from allocator.domain.lasting import Flow, Node, most_flow


def test_what_has_arrived_stays_and_moves_aside_for_more() -> None:
    """Local money ($5) may pay both, the grant ($4) only the counselor ($6). The counselor first takes local money; then
    tutoring ($4) gets it back: $9 in all, $3 of it for tutoring."""
    flow = Flow()
    flow.link("start", "local", 5)
    flow.link("start", "grant", 4)
    flow.link("local", "counselor", 6)
    flow.link("grant", "counselor", 6)
    flow.link("local", "tutoring", 4)
    flow.link("counselor", "end", 6)
    assert flow.fill("start", "end") == 6 and flow.fill("start", "end") == 0
    flow.link("tutoring", "end", 4)
    assert flow.fill("start", "end") == 3
    assert flow.left("counselor", "end") == 0, "the counselor is still paid in full"
    assert flow.left("local", "counselor") == 4 and flow.left("grant", "counselor") == 2


def test_the_most_at_once_is_the_most_piece_by_piece() -> None:
    links: dict[tuple[Node, Node], int] = {
        ("start", "local"): 5, ("start", "grant"): 4, ("local", "counselor"): 6, ("grant", "counselor"): 6,
        ("local", "tutoring"): 4, ("counselor", "end"): 6, ("tutoring", "end"): 4}
    passed = most_flow(links, "start", "end")
    assert passed["counselor", "end"] + passed["tutoring", "end"] == 9 == passed["start", "local"] + passed["start", "grant"]
    assert ("grant", "tutoring") not in passed


def test_no_more_is_sent_than_is_wanted() -> None:
    flow = Flow()
    flow.link("start", "local", 5)
    flow.link("local", "tutoring", 9)
    assert flow.fill("start", "tutoring", 3) == 3 and flow.left("start", "local") == 2
    assert flow.fill("start", "tutoring", 3) == 2, "no more is there"
    assert flow.fill("start", "nobody may pay it", 4) == 0


def test_what_passes_is_what_the_narrowest_cut_lets_through() -> None:
    """Made-up links between six nodes: every way to part them from each other is tried."""
    inner = ["a", "b", "c", "d"]
    for seed in range(200):
        rng = Random(seed)
        links: dict[tuple[Node, Node], int] = {
            (one, other): rng.randint(0, 9) for one in ["start", *inner] for other in [*inner, "end"]
            if one != other and rng.random() < 0.6}
        narrowest = min(sum(most for (one, other), most in links.items() if one in near and other not in near)
                        for size in range(len(inner) + 1) for part in combinations(inner, size) for near in [{"start", *part}])
        passed = most_flow(links, "start", "end")
        assert sum(dollars for (_, other), dollars in passed.items() if other == "end") == narrowest
        for node in inner:
            comes, goes = (sum(dollars for link, dollars in passed.items() if link[side] == node) for side in (1, 0))
            assert comes == goes
