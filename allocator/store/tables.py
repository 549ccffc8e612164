"""The tables of the file. What people changed, named and decided is only ever added: the file itself refuses anything else."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, MetaData, Table, Text

VERSION = 2
"""The form of the file. A change of the tables, or of what they mean, makes it one higher. 2: a scenario knows what it goes on
from; scenarios of older files do not, and begin with nothing before them."""
APPLICATION = 0x416C6C6F
"""What SQLite writes into the file to say whose it is: "Allo"."""
TABLES = MetaData()


def _number() -> Column[int]:
    """Counts up and is never given twice."""
    return Column("number", Integer, primary_key=True)


def _in(name: str, where: str) -> Column[str]:
    """Names a row of another table."""
    return Column(name, Text, ForeignKey(where), nullable=False, index=True)


def _text(name: str, unique: bool = False) -> Column[str]:
    return Column(name, Text, nullable=False, unique=unique)


def _whole(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


schema_version = Table("schema_version", TABLES, _whole("version"))

books = Table(
    "book", TABLES, _number(), _text("id", unique=True), _text("name"), _text("origin"), _text("made"),
    _text("changed"), _text("base"), sqlite_autoincrement=True,  # the long text last: a list of books never reads past it
)

scenarios = Table(
    "scenario", TABLES, _number(), _text("id", unique=True), _in("book", "book.id"), _text("name"), _text("note"),
    Column("head", Integer, ForeignKey("revision.number", deferrable=True, initially="DEFERRED"), nullable=False),
    Column("hidden", Boolean, nullable=False), _text("made"), sqlite_autoincrement=True,
)

revisions = Table(
    "revision", TABLES, _number(), _in("scenario", "scenario.id"),
    Column("parent", Integer, ForeignKey("revision.number"), index=True), _text("at"), _text("says"), _text("patch"),
    sqlite_autoincrement=True,
)

snapshots = Table(
    "snapshot", TABLES, _number(), _in("scenario", "scenario.id"),
    Column("revision", Integer, ForeignKey("revision.number"), nullable=False), _text("name"), _text("at"),
    sqlite_autoincrement=True,
)

decisions = Table(
    "decision", TABLES, _number(), _in("book", "book.id"), _in("scenario", "scenario.id"), _text("program"), _text("choice"),
    _whole("votes_for"), _whole("votes_against"), _whole("abstaining"), _text("note"), _text("at"), sqlite_autoincrement=True,
)

results = Table(
    "result", TABLES, _number(), _text("fingerprint", unique=True), _text("result"),
    Column("quality", Float, nullable=False), sqlite_autoincrement=True,
)

GUARDS = tuple(
    f"CREATE TRIGGER {table.name}_no_{act.lower()} BEFORE {act} ON {table.name} "
    f"BEGIN SELECT RAISE(ABORT, 'a {table.name} never changes'); END"
    for table in (revisions, snapshots, decisions) for act in ("UPDATE", "DELETE")
)
"""What the file itself refuses, whoever asks."""
