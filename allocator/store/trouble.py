"""What is said when the file cannot be used: what, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, OperationalError

from allocator.errors import SurroundingsError
from allocator.messages import Message, say


@contextmanager
def told(file: str) -> Iterator[None]:
    """Raises SurroundingsError with a plain sentence where the file, its folder or its disk is at fault."""
    try:
        yield
    except UnicodeEncodeError:  # half a character, which no keyboard gives: nothing is wrong with the file
        raise
    except ValueError as error:  # what is read is not what was written
        raise SurroundingsError(say("store.damaged", file=file)) from error
    except OSError as error:
        raise SurroundingsError(say("store.unwritable", file=file)) from error
    except DatabaseError as error:
        sentence = _sentence(error, file)
        if sentence is None:
            raise
        raise SurroundingsError(sentence) from error


def _sentence(error: DatabaseError, file: str) -> Message | None:
    """None for a fault that is our own."""
    kind = "_".join(getattr(error.orig, "sqlite_errorname", "").split("_")[:2])
    if kind == "SQLITE_FULL":
        return say("store.full", file=file)
    if kind in ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"):
        return say("store.unwritable", file=file)
    if kind in ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"):
        return say("store.busy", file=file)
    if kind == "SQLITE_NOTADB":
        return say("store.foreign", file=file)
    if kind == "SQLITE_IOERR":
        return say("store.disk", file=file)
    if kind in ("SQLITE_CORRUPT", "SQLITE_ERROR") or (not kind and isinstance(error, OperationalError)):
        return say("store.damaged", file=file)
    return None
