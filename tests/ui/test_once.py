"""Work that is done once for each thing."""

from __future__ import annotations

from allocator.ui import once


def test_the_thing_itself_counts_and_not_what_is_in_it() -> None:
    asked: list[list[int]] = []

    @once.once
    def total(about: list[int]) -> int:
        asked.append(about)
        return sum(about)

    first, second = [1, 2], [1, 2]
    assert [total(first), total(first), total(second)] == [3, 3, 3] and len(asked) == 2


def test_old_answers_make_room_for_new_ones() -> None:
    asked: list[object] = []

    @once.once
    def name(about: list[int]) -> str:
        asked.append(about)
        return str(about)

    things = [[at] for at in range(once.MOST + 1)]
    for thing in (*things, things[0], things[-1]):
        assert name(thing) == str(thing)
    assert len(asked) == len(things) + 1
