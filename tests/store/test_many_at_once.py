"""Many people at once, and a machine that stops in the middle: nobody's change is lost without a word."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from allocator.errors import SurroundingsError
from allocator.store import Moved, Scenario, Store
from tests.store.conftest import Opener, change, rows

WRITER = """
import sys
from allocator.store import Store
store = Store(sys.argv[1])
head = store.head(sys.argv[2])
for step in range(10_000):
    head = store.save(sys.argv[2], head.number, {"step": step, "text": "ñ" * 20_000}, (("step", {"n": str(step)}),))
    print(head.number, step, flush=True)
"""


def at_once(*acts: Callable[[], object]) -> None:
    """Does all of this in threads that begin together."""
    ready = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        ready.wait()
        act()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("stores", [1, 2])
def test_of_two_changes_to_the_same_revision_exactly_one_is_kept(opener: Opener, stores: int) -> None:
    opened = [opener() for _ in range(stores)]
    scenario = opened[0].add_book("Maple", {}, "", "Main")[1].id
    for turn in range(20):
        parent = opened[0].head(scenario).number
        ends: dict[int, object] = {}

        def save(who: int, parent: int = parent, turn: int = turn, ends: dict[int, object] = ends) -> None:
            try:
                ends[who] = opened[who % stores].save(scenario, parent, {"turn": turn, "who": who}, ())
            except Moved as moved:
                ends[who] = moved

        at_once(lambda: save(0), lambda: save(1))
        winner, = (end for end in ends.values() if not isinstance(end, Moved))
        loser, = (end for end in ends.values() if isinstance(end, Moved))
        assert loser.head == winner == opened[0].head(scenario)
    assert len(opened[0].trail(scenario)) == 21


def test_of_five_hundred_large_changes_each_is_kept_or_refused(opener: Opener, file: Path) -> None:
    stores = [opener(), opener()]
    scenario = stores[0].add_book("Maple", {}, "", "Main")[1].id
    ends: Counter[str] = Counter()
    lock = threading.Lock()

    def write(who: int) -> None:
        store = stores[who % 5 == 0]
        for step in range(20):
            try:
                store.save(scenario, store.head(scenario).number, {"who": who, "step": step, "text": "x" * 100_000}, ())
                end = "kept"
            except Moved:
                end = "moved"
            except SurroundingsError:
                end = "busy"
            with lock:
                ends[end] += 1

    at_once(*(lambda who=who: write(who) for who in range(25)))
    assert sum(ends.values()) == 500 and ends["kept"] >= 20
    trail = stores[1].trail(scenario)
    assert len(trail) == len(rows(file, "revision")) == ends["kept"] + 1
    steps: dict[int, list[int]] = {}
    for revision in trail[1:]:
        steps.setdefault(revision.patch["who"], []).append(revision.patch["step"])
    assert all(kept == sorted(set(kept)) for kept in steps.values())


def test_many_programs_may_open_a_new_file_at_once(opener: Opener) -> None:
    at_once(*(lambda who=who: opener().add_book(f"book {who}", {}, "", "Main") for who in range(8)))
    assert sorted(line.name for line in opener().books()) == [f"book {who}" for who in range(8)]


def test_a_reader_is_not_kept_waiting_by_a_writer(store: Store, scenario: Scenario) -> None:
    with store._writing() as connection:
        connection.exec_driver_sql("UPDATE book SET name = 'half way'")
        assert [line.name for line in store.books()] == ["Maple"]
    assert [line.name for line in store.books()] == ["half way"]


def test_a_program_that_is_killed_loses_nothing_that_it_was_told_is_kept(opener: Opener, file: Path) -> None:
    scenario = opener().add_book("Maple", {}, "", "Main")[1].id
    acknowledged: list[tuple[int, int]] = []
    chance = random.Random(7)
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, f"sqlite:///{file}", scenario], stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        heard = [next(writer.stdout) for _ in range(chance.randint(3, 60))]
        writer.kill()
        heard += writer.stdout.readlines()
        writer.stdout.close()
        assert writer.wait() == (-signal.SIGKILL if hasattr(signal, "SIGKILL") else 1)
        acknowledged += [(int(number), int(step)) for number, step in (line.split() for line in heard if line.endswith("\n"))]
        store = opener()
        kept = {revision.number: revision for revision in store.trail(scenario)}
        assert len(kept) == len(rows(file, "revision"))
        for number, step in acknowledged:
            assert kept[number].patch == {"step": step, "text": "ñ" * 20_000}
        assert len(kept) - 1 <= len(acknowledged) + 3  # at most one that was kept and not yet told, for each kill
        store.close()
    change(file, "PRAGMA integrity_check")
    assert opener().head(scenario).number >= acknowledged[-1][0]
