"""Books and scenarios: what is kept comes back as it was, and nothing goes away."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import allocator
from allocator.load import plan_data
from allocator.store import Scenario, Store
from tests.store.conftest import Opener, rows

SAMPLE = Path(__file__).parents[2] / "scenarios" / "oak-grove" / "base.yaml"
ODD = {
    "format": 1, "name": "Escuela Ñandú – 学校 \N{GRINNING FACE}", "note": 'two\nlines, "quotes", \\ and \x00',
    "share": Decimal("0.35"), "tiny": Decimal("0.000000000001"), "exact": Decimal("2.675"), "third": "1/3", "none": None,
    "list": [1, True, False, {"deep": [Decimal("-0.5"), 12345678901234567890]}], "empty": {}, "02": "00123",
}


def test_a_book_begins_with_one_scenario_in_which_nothing_is_changed(store: Store) -> None:
    before = datetime.now(UTC)
    book, scenario = store.add_book("Oak Grove", {"format": 1}, "base.yaml", "Our plan")
    assert (book.name, book.origin, book.base) == ("Oak Grove", "base.yaml", {"format": 1})
    assert (scenario.book, scenario.name, scenario.note) == (book.id, "Our plan", "")
    assert before <= book.made <= datetime.now(UTC) and book.made.utcoffset() == timedelta(0)
    root = store.head(scenario.id)
    assert (root.number, root.parent, root.says, root.patch) == (scenario.head, None, (), {})
    assert store.book(book.id) == book
    assert store.scenario(scenario.id) == scenario
    assert store.scenarios(book.id) == [scenario]


def test_ids_cannot_be_guessed_and_fit_into_an_address(store: Store) -> None:
    made = [store.add_book("Oak Grove", {}, "", "Main") for _ in range(20)]
    ids = {book.id for book, _ in made} | {scenario.id for _, scenario in made}
    assert len(ids) == 40
    assert all(re.fullmatch(r"[a-z0-9]{16,32}", id) for id in ids)


def test_a_plan_comes_back_exactly(opener: Opener) -> None:
    plan = plan_data(allocator.load(SAMPLE))
    id, odd = (opener().add_book("Ñ", base, "plan ñ.yaml", "¿Y si…?")[0].id for base in (plan, ODD))
    for opened in (opener(), opener()):
        for key, base in ((id, plan), (odd, ODD)):
            book = opened.book(key)
            assert book is not None and book.base == base
            assert [type(value) for value in book.base.values()] == [type(value) for value in base.values()]
            assert (book.name, book.origin) == ("Ñ", "plan ñ.yaml")


def test_what_is_not_there_is_none(store: Store) -> None:
    assert store.book("nothing") is None
    assert store.scenario("nothing") is None
    assert store.revision(99) is None
    assert store.result("nothing") is None
    assert store.books() == store.scenarios("nothing") == store.snapshots("nothing") == store.decisions("nothing") == []


def test_another_scenario_begins_with_its_patch(store: Store, scenario: Scenario) -> None:
    says = (("ui.edit.drop", {"program": "Liaison"}),)
    other = store.add_scenario(scenario.book, "Without liaison", {"programs": {"liaison": None}}, says, "an idea")
    root = store.head(other.id)
    assert (root.patch, root.says, root.parent) == ({"programs": {"liaison": None}}, says, None)
    assert (other.name, other.note, other.head) == ("Without liaison", "an idea", root.number)
    assert store.scenarios(scenario.book) == [scenario, other]
    assert store.undo(other.id) is None
    assert store.scenarios(store.add_book("Other", {}, "", "Main")[0].id) != [scenario, other]


def test_a_scenario_gets_another_name(store: Store, scenario: Scenario, file: Path) -> None:
    revisions = rows(file, "revision")
    store.rename(scenario.id, "Año nuevo", "why")
    renamed = store.scenario(scenario.id)
    assert renamed is not None and (renamed.name, renamed.note, renamed.head) == ("Año nuevo", "why", scenario.head)
    assert rows(file, "revision") == revisions


def test_a_hidden_scenario_is_kept_and_can_be_shown_again(store: Store, scenario: Scenario) -> None:
    other = store.add_scenario(scenario.book, "Other", {})
    store.hide(scenario.id)
    assert store.scenarios(scenario.book) == [other] and store.hidden(scenario.book) == [scenario]
    assert store.scenario(scenario.id) == scenario
    assert [line.scenarios for line in store.books()] == [1]
    store.show(scenario.id)
    assert store.scenarios(scenario.book) == [scenario, other] and store.hidden(scenario.book) == []
    assert [line.scenarios for line in store.books()] == [2]


@pytest.mark.parametrize("act", [
    lambda store, id: store.save(id, store.head(id).number, {"a": 1}, ()),
    lambda store, id: store.rename(id, "Name", ""),
    lambda store, id: store.hide(id),
    lambda store, id: store.snapshot(id, "Name"),
    lambda store, id: store.add_scenario(store.scenario(id).book, "Name", {}),
], ids=["save", "rename", "hide", "snapshot", "add_scenario"])
def test_the_book_that_was_changed_last_comes_first(store: Store, act: object) -> None:
    made = [store.add_book(name, {}, f"{name}.yaml", "Main") for name in ("a", "b", "c")]
    assert [line.name for line in store.books()] == ["c", "b", "a"]
    before = datetime.now(UTC)
    act(store, made[0][1].id)
    assert [line.name for line in store.books()] == ["a", "c", "b"]
    assert [line.name for line in store.books(limit=2)] == ["a", "c"]
    first = store.books(limit=1)[0]
    assert (first.id, first.origin) == (made[0][0].id, "a.yaml") and before <= first.changed <= datetime.now(UTC)


def test_a_store_in_memory_serves_many_threads() -> None:
    store = Store("sqlite://")
    scenario = store.add_book("Maple", {}, "", "Main")[1]
    threads = [threading.Thread(target=lambda: [(store.snapshot(scenario.id, "n"), store.trail(scenario.id)) for _ in range(20)])
               for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.snapshots(scenario.id)) == 160
    assert Store("sqlite://").books() == []


def test_the_file_lies_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOCATOR_DATA", str(tmp_path / "new folder" / "inner"))
    store = Store()
    book, _ = store.add_book("Maple", {}, "", "Main")
    store.close()
    assert (tmp_path / "new folder" / "inner" / "allocator.sqlite3").is_file()
    again = Store()
    assert again.book(book.id) == book
    again.close()


def test_without_a_word_the_file_lies_in_the_folder_of_this_person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ALLOCATOR_DATA", raising=False)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name: str(tmp_path / name))
    Store().close()
    assert (tmp_path / "allocator" / "allocator.sqlite3").is_file()


def test_only_sqlite_is_understood() -> None:
    with pytest.raises(ValueError, match="SQLite"):
        Store("postgresql://somewhere/plans")
