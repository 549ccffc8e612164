"""A store of its own for each test, and what its file holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from allocator.store import Scenario, Store

Opener = Callable[[], Store]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the store of a test lies: in a folder with blanks and accents, as people have them."""
    folder = tmp_path / "Mis escuelas 100% (año 1)"
    folder.mkdir()
    return folder / "allocator.sqlite3"


@pytest.fixture
def opener(file: Path) -> Iterator[Opener]:
    """Opens the store, again and again as programs do."""
    opened: list[Store] = []

    def another() -> Store:
        opened.append(Store(f"sqlite:///{file}"))
        return opened[-1]

    yield another
    for store in opened:
        store.close()


@pytest.fixture
def store(opener: Opener) -> Store:
    return opener()


@pytest.fixture
def scenario(store: Store) -> Scenario:
    """The first scenario of a book."""
    return store.add_book("Maple", {"format": 1}, "maple.yaml", "As opened")[1]


def rows(file: Path, table: str) -> list[tuple[Any, ...]]:
    """All that a table holds, read past the store."""
    connection = sqlite3.connect(file)
    try:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
    finally:
        connection.close()


def change(file: Path, sql: str) -> None:
    """Changes a file past the store."""
    connection = sqlite3.connect(file)
    try:
        connection.execute(sql)
        connection.commit()
    finally:
        connection.close()
