"""Where the file cannot be used, a sentence says what, where and what next; nothing is half-written."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from allocator.errors import SurroundingsError
from allocator.messages import Message, text
from allocator.store import Scenario, Store
from allocator.store import file as file_module
from tests.store.conftest import Opener, change, rows


@contextmanager
def as_ordinary_person() -> Iterator[None]:
    """Without the rights of an administrator, for whom no folder is closed."""
    administrator = hasattr(os, "geteuid") and os.geteuid() == 0
    if administrator:
        os.seteuid(65534)
    try:
        yield
    finally:
        if administrator:
            os.seteuid(0)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that anybody may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


def told(error: BaseException, says: str, file: Path) -> None:
    """The sentence says what, where and what next, in both languages."""
    assert str(error).startswith(f"{file} {says}") and str(error).count(". ") >= 1
    message = error.args[0]
    assert isinstance(message, Message)
    assert str(file) in text(message, "es") and text(message, "es") != str(error)


def test_a_file_of_a_newer_version_is_left_alone(opener: Opener, scenario: Scenario, store: Store, file: Path) -> None:
    store.close()
    change(file, "UPDATE schema_version SET version = version + 1")
    before = file.read_bytes()
    with pytest.raises(SurroundingsError) as refused:
        opener()
    told(refused.value, "was written by a newer version of this program. Update the program", file)
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"no database at all, only text " * 200, b"short"], ids=["long", "short"])
def test_a_file_that_is_no_database_is_left_alone(opener: Opener, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(SurroundingsError) as refused:
        opener()
    told(refused.value, "does not hold plans of this program. Move it", file)
    assert file.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(opener: Opener, file: Path) -> None:
    change(file, "CREATE TABLE schema_version (version INTEGER)")
    before = file.read_bytes()
    with pytest.raises(SurroundingsError) as refused:
        opener()
    told(refused.value, "does not hold plans of this program.", file)
    assert file.read_bytes() == before


def test_a_file_that_is_damaged_is_said_so(opener: Opener, store: Store, scenario: Scenario, file: Path) -> None:
    for step in range(20):
        store.save(scenario.id, store.head(scenario.id).number, {"step": step, "text": "x" * 5_000}, ())
    store.close()
    whole = file.read_bytes()
    file.write_bytes(whole[:len(whole) // 2])
    with pytest.raises(SurroundingsError) as refused:
        opener().trail(scenario.id)
    told(refused.value, "is damaged. Keep a copy of it", file)
    file.write_bytes(whole.replace(b'"step": 7', b'"step"; 7'))
    with pytest.raises(SurroundingsError) as refused:
        opener().trail(scenario.id)
    told(refused.value, "is damaged.", file)


def test_a_read_only_folder(open_to_all: Path) -> None:
    open_to_all.chmod(0o555)
    with as_ordinary_person(), pytest.raises(SurroundingsError) as refused:
        Store(f"sqlite:///{open_to_all}/allocator.sqlite3")
    told(refused.value, "may not be written. Check the permissions", open_to_all / "allocator.sqlite3")
    with as_ordinary_person(), pytest.raises(SurroundingsError, match="may not be written"):
        Store(f"sqlite:///{open_to_all}/inner/allocator.sqlite3")
    assert list(open_to_all.iterdir()) == []


def test_a_read_only_file(open_to_all: Path) -> None:
    file = open_to_all / "allocator.sqlite3"
    with as_ordinary_person():
        Store(f"sqlite:///{file}").close()
    before = file.read_bytes()
    file.chmod(0o444)
    with as_ordinary_person(), pytest.raises(SurroundingsError) as refused:
        Store(f"sqlite:///{file}")
    told(refused.value, "may not be written.", file)
    assert file.read_bytes() == before


def test_a_folder_where_a_file_should_be_and_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("a file")
    for wrong in (tmp_path, tmp_path / "plain" / "allocator.sqlite3"):
        with pytest.raises(SurroundingsError) as refused:
            Store(f"sqlite:///{wrong}")
        told(refused.value, "may not be written.", wrong)


def test_a_full_disk_keeps_what_was_there_and_goes_on_when_there_is_room(store: Store, scenario: Scenario, file: Path) -> None:
    saved = store.save(scenario.id, scenario.head, {"step": 1}, ())
    before = {table: rows(file, table) for table in ("book", "scenario", "revision")}
    with store._reading() as connection:  # the disk is as large as the file is now
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(SurroundingsError) as refused:
        store.save(scenario.id, saved.number, {"text": "x" * 100_000}, ())
    told(refused.value, "could not be saved: the disk is full. Free some space", file)
    with pytest.raises(SurroundingsError, match="the disk is full"):
        store.add_book("Other", {"text": "x" * 100_000}, "", "Main")
    assert {table: rows(file, table) for table in ("book", "scenario", "revision")} == before
    assert store.head(scenario.id) == saved
    with store._reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert store.save(scenario.id, saved.number, {"text": "x" * 100_000}, ()).parent == saved.number


def test_another_program_that_does_not_let_go(opener: Opener, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_module, "PATIENCE", 0.1)
    store = opener()
    scenario = store.add_book("Maple", {}, "", "Main")[1]
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(SurroundingsError) as refused:
        store.save(scenario.id, scenario.head, {}, ())
    told(refused.value, "is in use by another program. Close it there", file)
    other.execute("ROLLBACK")
    assert store.save(scenario.id, scenario.head, {}, ()).parent == scenario.head
    store.close()
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(SurroundingsError, match="in use by another program"):
        opener()
    other.close()


def test_a_file_that_went_away_while_it_was_open(store: Store, scenario: Scenario, file: Path) -> None:
    file.rename(file.with_suffix(".moved"))
    with pytest.raises(SurroundingsError) as refused:
        store.save(scenario.id, scenario.head, {}, ())
    told(refused.value, "is no longer there. Put it back", file)
    file.with_suffix(".moved").rename(file)
    assert store.save(scenario.id, scenario.head, {}, ()).parent == scenario.head


def test_a_fault_of_the_disk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*given: object, **named: object) -> None:
        fault = sqlite3.OperationalError("disk I/O error")
        fault.sqlite_errorname, fault.sqlite_errorcode = "SQLITE_IOERR_WRITE", sqlite3.SQLITE_IOERR_WRITE
        raise fault

    store.close()
    monkeypatch.setattr(file_module, "_connected", failing)
    with pytest.raises(SurroundingsError, match=r"the disk reports a fault\. Check the disk"):
        store.books()


def test_a_defect_of_ours_is_no_sentence_about_the_file(store: Store, scenario: Scenario, file: Path) -> None:
    before = rows(file, "scenario"), rows(file, "book")
    with pytest.raises(UnicodeEncodeError):
        store.rename(scenario.id, "half a character \ud800", "")
    with pytest.raises(Exception, match="NOT NULL"):
        store.rename(scenario.id, None, "")  # type: ignore[arg-type]
    assert (rows(file, "scenario"), rows(file, "book")) == before
