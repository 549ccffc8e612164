"""Everything that people change in the app, kept in one file."""

from __future__ import annotations

from allocator.store.council import Council
from allocator.store.history import History
from allocator.store.results import Results


class Store(History, Council, Results):
    """All books with their scenarios, revisions, snapshots, decisions and results. Many threads may share one store.

    ``Store()`` opens the file of this machine, ``Store("sqlite:////folder/file.sqlite3")`` another one, ``Store("sqlite://")``
    one in memory. Every method raises SurroundingsError, and leaves the file as it was, when the file cannot be used or what
    is named is no longer in it.
    """
