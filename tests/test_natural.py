"""Names with numbers, in the order in which people put them."""

from __future__ import annotations

from allocator.domain.natural import natural


def test_school_2_stands_before_school_10() -> None:
    names = ["school-10", "school-2", "school", "school-2b", "annex-3", "2-oak", "10-oak", "school-02"]
    assert sorted(names, key=natural) == [
        "2-oak", "10-oak", "annex-3", "school", "school-02", "school-2", "school-2b", "school-10"]
