"""Revisions, undo and redo, snapshots: every step is kept as it was made."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.errors import AllocatorError, SurroundingsError
from allocator.store import Moved, Revision, Scenario, Store
from tests.store.conftest import Opener, change, rows
from tests.store.test_minutes import decision

SAYS = (("ui.edit.award", {"source": "Título I – ñ", "dollars": "$48,000"}), ("ui.edit.score", {"need": "Reading"}))


def saved(store: Store, scenario: str, *steps: int) -> list[Revision]:
    """Saves one change after the other."""
    return [store.save(scenario, store.head(scenario).number, {"step": step}, (("step", {"n": str(step)}),)) for step in steps]


def test_a_change_becomes_the_head(store: Store, scenario: Scenario, opener: Opener) -> None:
    patch = {"sources": {"título": {"share": Decimal("0.35"), "old": None}}}
    made = store.save(scenario.id, scenario.head, patch, SAYS)
    assert (made.parent, made.scenario, made.patch, made.says) == (scenario.head, scenario.id, patch, SAYS)
    assert made.at.tzinfo is not None
    for opened in (store, opener()):
        assert opened.head(scenario.id) == opened.revision(made.number) == made
        kept = opened.scenario(scenario.id)
        assert kept is not None and kept.head == made.number


def test_a_change_to_what_is_no_longer_shown_is_refused_with_what_is_shown(store: Store, scenario: Scenario, file: Path) -> None:
    first, = saved(store, scenario.id, 1)
    before = rows(file, "revision"), rows(file, "book")
    with pytest.raises(Moved) as refused:
        store.save(scenario.id, scenario.head, {"step": 2}, ())
    assert refused.value.head == first == store.head(scenario.id)
    assert isinstance(refused.value, AllocatorError) and str(refused.value).startswith("This scenario was changed")
    assert (rows(file, "revision"), rows(file, "book")) == before


def test_scenarios_do_not_move_each_other(store: Store, scenario: Scenario) -> None:
    other = store.add_scenario(scenario.book, "Other", {"step": 0})
    saved(store, other.id, 1, 2)
    assert store.head(scenario.id).number == scenario.head
    assert [revision.patch for revision in store.trail(other.id)] == [{"step": 0}, {"step": 1}, {"step": 2}]
    with pytest.raises(Moved):
        store.save(scenario.id, store.head(other.id).number, {}, ())


def test_a_scenario_goes_on_from_another_and_keeps_its_own_steps(store: Store, scenario: Scenario) -> None:
    one, two = saved(store, scenario.id, 1, 2)
    store.undo(scenario.id)
    other = store.add_scenario(scenario.book, "Other", {"step": 1}, origin=one.number)
    assert store.origin(other.id) == one and store.origin(scenario.id) is None
    assert store.head(other.id).parent == one.number and store.undoable(other.id) is None and store.undo(other.id) is None
    assert store.redoable(scenario.id) == two, "what another scenario goes on with is no change here"
    three, = saved(store, other.id, 3)
    assert [revision.patch for revision in store.trail(other.id)] == [{"step": 1}, {"step": 3}]
    assert store.undoable(other.id) == three and store.undo(other.id) == store.trail(other.id)[0]


def test_a_scenario_goes_on_only_from_one_of_its_own_book(store: Store, scenario: Scenario, file: Path) -> None:
    strange = store.add_book("Oak", {}, "", "Main")[1]
    before = rows(file, "scenario")
    for origin in (strange.head, 99):
        with pytest.raises(SurroundingsError, match="Open the plan again"):
            store.add_scenario(scenario.book, "Other", {}, origin=origin)
    assert rows(file, "scenario") == before


def test_sixty_changes_are_undone_and_redone_also_after_opening_again(opener: Opener, file: Path) -> None:
    store = opener()
    scenario = store.add_book("Maple", {}, "", "Main")[1].id
    made = [store.head(scenario), *saved(store, scenario, *range(60))]
    kept = rows(file, "revision")
    for at in range(60, 0, -1):
        if at % 20 == 0:
            store.close()
            store = opener()
        assert store.undoable(scenario) == made[at]
        assert store.redoable(scenario) == (made[at + 1] if at < 60 else None)
        assert store.trail(scenario) == made[:at + 1]
        assert store.undo(scenario) == made[at - 1] == store.head(scenario)
    assert store.undo(scenario) is None and store.undoable(scenario) is None
    assert store.head(scenario) == made[0]
    for at in range(1, 61):
        if at % 20 == 0:
            store.close()
            store = opener()
        assert store.redoable(scenario) == made[at]
        assert store.redo(scenario) == made[at]
    assert store.redo(scenario) is None and store.redoable(scenario) is None
    assert store.trail(scenario) == made
    assert rows(file, "revision") == kept


def test_redo_goes_the_newest_way(store: Store, scenario: Scenario) -> None:
    one, = saved(store, scenario.id, 1)
    store.undo(scenario.id)
    two, = saved(store, scenario.id, 2)
    assert store.redo(scenario.id) is None
    assert [revision.number for revision in store.trail(scenario.id)] == [scenario.head, two.number]
    store.undo(scenario.id)
    assert store.redoable(scenario.id) == store.redo(scenario.id) == two
    assert store.revision(one.number) == one


def test_a_snapshot_is_a_way_back(store: Store, scenario: Scenario, file: Path) -> None:
    _, two = saved(store, scenario.id, 1, 2)
    named = store.snapshot(scenario.id, "Reunión de mayo")
    assert (named.scenario, named.revision, named.name) == (scenario.id, two.number, "Reunión de mayo")
    three, = saved(store, scenario.id, 3)
    second = store.snapshot(scenario.id, "Later")
    assert store.snapshots(scenario.id) == [named, second]
    before = rows(file, "revision")
    back = store.restore(scenario.id, named.id, SAYS)
    assert (back.patch, back.says, back.parent) == (two.patch, SAYS, three.number)
    assert store.head(scenario.id) == back
    assert rows(file, "revision")[:-1] == before
    assert store.undo(scenario.id) == three
    assert store.snapshots(scenario.id) == [named, second]


def test_a_snapshot_of_another_scenario_is_not_there(store: Store, scenario: Scenario, file: Path) -> None:
    other = store.add_scenario(scenario.book, "Other", {})
    named = store.snapshot(other.id, "Name")
    before = rows(file, "revision")
    for id in (named.id, 99):
        with pytest.raises(SurroundingsError, match=r"no longer in .*allocator\.sqlite3\. Open the plan again\."):
            store.restore(scenario.id, id, ())
    assert rows(file, "revision") == before


@pytest.mark.parametrize("act", [
    lambda store: store.head("gone"), lambda store: store.trail("gone"), lambda store: store.save("gone", 1, {}, ()),
    lambda store: store.undo("gone"), lambda store: store.redo("gone"), lambda store: store.undoable("gone"),
    lambda store: store.redoable("gone"), lambda store: store.snapshot("gone", ""), lambda store: store.rename("gone", "", ""),
    lambda store: store.hide("gone"), lambda store: store.show("gone"), lambda store: store.add_scenario("gone", "", {}),
], ids=range(12))
def test_a_scenario_that_is_not_there_is_said_so(store: Store, act: object) -> None:
    with pytest.raises(SurroundingsError, match="Open the plan again"):
        act(store)


@pytest.mark.parametrize("table", ["revision", "snapshot", "decision"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET number = 7", "DELETE FROM {}"])
def test_the_file_itself_keeps_what_was_done(store: Store, scenario: Scenario, file: Path, table: str, sql: str) -> None:
    store.snapshot(scenario.id, "Name")
    store.decide(decision(scenario))
    with pytest.raises(Exception, match=f"a {table} never changes"):
        change(file, sql.format(table))


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["save", "undo", "redo", "snapshot", "restore"]), max_size=30))
def test_every_order_of_steps_is_as_in_a_tree_drawn_by_hand(steps: list[str]) -> None:
    store = Store("sqlite://")
    id = store.add_book("Maple", {}, "", "Main")[1].id
    root = store.head(id)
    parent: dict[int, int | None] = {root.number: None}
    patch = {root.number: root.patch}
    head, named = root.number, {}
    for at, step in enumerate(steps):
        if step == "save":
            made = store.save(id, head, {"step": at}, ())
            parent[made.number], patch[made.number], head = head, {"step": at}, made.number
        elif step == "undo":
            moved = store.undo(id)
            assert (moved and moved.number) == parent[head]
            head = parent[head] or head
        elif step == "redo":
            newest = max((child for child, of in parent.items() if of == head), default=None)
            moved = store.redo(id)
            assert (moved and moved.number) == newest
            head = newest or head
        elif step == "snapshot":
            named[store.snapshot(id, f"at {at}").id] = head
        elif named:
            key = min(named)
            made = store.restore(id, key, ())
            parent[made.number], patch[made.number], head = head, patch[named[key]], made.number
        assert store.head(id).number == head
    way = [head]
    while (before := parent[way[0]]) is not None:
        way.insert(0, before)
    assert [(revision.number, revision.patch) for revision in store.trail(id)] == [(number, patch[number]) for number in way]
    store.close()
