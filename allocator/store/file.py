"""The SQLite file in which everything stands: where it lies, and how many threads read and write it at once."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

import platformdirs
from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool, StaticPool

from allocator.errors import SurroundingsError
from allocator.messages import say
from allocator.store.tables import APPLICATION, GUARDS, TABLES, VERSION, schema_version
from allocator.store.trouble import told

DATA = "ALLOCATOR_DATA"
"""Environment variable with the folder of the file."""
NAME = "allocator.sqlite3"
PATIENCE = 5
"""Seconds to wait while another program writes."""


def default_file() -> Path:
    """Where the file lies: in the folder that ALLOCATOR_DATA names, else in the folder for this person's data."""
    return Path(os.environ.get(DATA) or platformdirs.user_data_dir("allocator")).expanduser() / NAME


class File:
    """The opened file. Any thread may use it; those that write wait for each other."""

    def __init__(self, url: str | None = None) -> None:
        """Opens the file and makes it when there is none. Raises SurroundingsError when it cannot be used."""
        self._path = default_file() if url is None else _path(url)
        self._name = str(self._path or "")
        self._turn = threading.Lock()
        self._engine = _engine(self._path)
        self._writer = self._engine.execution_options(writing=True)
        weakref.finalize(self, self._engine.dispose)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Lets go of the file. It is also let go when nobody holds the store any more."""
        self._engine.dispose()

    def _open(self) -> None:
        with told(self._name):
            if self._path is not None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._path.touch()
        with self._writing() as connection:
            _prepare(connection, self._name)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """All that is read within the block is as of one moment."""
        turn = self._turn if self._path is None else nullcontext()  # what is in memory has one connection for all
        with told(self._name), turn, self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """All that is written within the block is kept, or nothing of it."""
        if self._path is not None and not self._path.exists():
            raise SurroundingsError(say("store.lost", file=self._name))
        with told(self._name), self._turn, self._writer.begin() as connection:
            yield connection

    def _gone(self) -> SurroundingsError:
        """What is asked for is not in the file."""
        return SurroundingsError(say("store.gone", file=self._name))


def _path(url: str) -> Path | None:
    """The file of a SQLite address; none for one in memory."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        raise ValueError("the store is a SQLite file")
    database = address.database
    return None if database in (None, "", ":memory:") else Path(database).absolute()


def _engine(path: Path | None) -> Engine:
    connect = partial(_connect, ":memory:" if path is None else str(path))
    if path is None:
        engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)
    else:
        engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1)
    event.listen(engine, "begin", _begin)
    return engine


def _connect(database: str) -> sqlite3.Connection:
    """A connection, also where several programs open a new file at once: SQLite itself does not wait for that."""
    late = time.monotonic() + PATIENCE
    while True:
        try:
            return _connected(database)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > late:
                raise
            time.sleep(PATIENCE / 100)


def _connected(database: str) -> sqlite3.Connection:
    """A connection that begins and ends its transactions where we say so."""
    connection = sqlite3.connect(database, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        new = connection.execute("PRAGMA page_count").fetchone() == (0,)
        if new or connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,):  # else it is not ours to change
            connection.execute("PRAGMA journal_mode = WAL").close()
        for setting in ("synchronous = NORMAL", "foreign_keys = ON", "trusted_schema = OFF"):
            connection.execute(f"PRAGMA {setting}").close()
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    """Who will write takes the turn at once, and so never finds out later that another one was faster."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _prepare(connection: Connection, file: str) -> None:
    """Makes the tables in a new file. Raises SurroundingsError for a file of somebody else, or of a newer program."""
    owner = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if owner == 0 and not inspect(connection).get_table_names():
        TABLES.create_all(connection)
        for guard in GUARDS:
            connection.exec_driver_sql(guard)
        connection.execute(insert(schema_version).values(version=VERSION))
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
    elif owner != APPLICATION:
        raise SurroundingsError(say("store.foreign", file=file))
    elif connection.execute(select(schema_version.c.version)).scalar_one() > VERSION:
        raise SurroundingsError(say("store.newer", file=file))
    connection.execute(update(schema_version).values(version=VERSION))  # fails at once where nothing may be written
